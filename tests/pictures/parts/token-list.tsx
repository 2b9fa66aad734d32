/** A custom property of the style sheets as the theme in force has it. */
type Token = { readonly name: string; readonly value: string };

/** Every token that the style sheets set on the root, by name; a token that is added shows up by itself. */
function tokens(): Token[] {
  const names = new Set<string>();
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule) || !rule.selectorText.startsWith(":root")) continue;
      for (const name of rule.style) if (name.startsWith("--")) names.add(name);
    }
  }
  const style = getComputedStyle(document.documentElement);
  return [...names].toSorted().map((name) => ({ name, value: style.getPropertyValue(name).trim() }));
}

const COLOUR = /^(?:#|rgb)/u;

/** Every token of the theme: colours as swatches, the rest by name and value. */
export function TokenList() {
  const all = tokens();
  return (
    <>
      <section>
        <h2>Colours</h2>
        <div className="swatches small">
          {all
            .filter(({ value }) => COLOUR.test(value))
            .map(({ name, value }) => (
              <div key={name}>
                <span ref={(element) => element?.style.setProperty("background", `var(${name})`)} />
                {name.slice(2)} <span className="quiet">{value}</span>
              </div>
            ))}
        </div>
      </section>
      <section>
        <h2>Sizes, spaces, type and motion</h2>
        <div className="others">
          {all
            .filter(({ value }) => !COLOUR.test(value))
            .map(({ name, value }) => (
              <div key={name}>
                {name.slice(2)} <span className="quiet">{value}</span>
              </div>
            ))}
        </div>
      </section>
    </>
  );
}
