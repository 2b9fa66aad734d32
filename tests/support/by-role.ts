/** The elements that have a role without being given one; only what the tests look for. */
const IMPLICIT: Readonly<Record<string, string>> = {
  button: "button",
  row: "tr",
  table: "table",
  link: "a[href]",
  main: "main",
  region: "section[aria-label]",
  heading: "h1, h2, h3",
  textbox: 'input:not([type]), input[type="text"], textarea',
};

/** The name of an element as assistive technology has it, as far as the tests need it: label, or content without what is hidden. */
function nameOf(element: Element): string {
  const label = element.getAttribute("aria-label");
  if (label !== null) return label;
  const by = element.getAttribute("aria-labelledby");
  if (by !== null)
    return by
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" ");
  if (element.id !== "") {
    const own = document.querySelector(`label[for="${element.id}"]`);
    if (own !== null) return own.textContent;
  }
  const copy = element.cloneNode(true);
  if (copy instanceof Element) for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return copy.textContent ?? "";
}

/** Every element of a role and name on the page, in order. */
export function allByRole(role: string, name?: string | RegExp): HTMLElement[] {
  const implicit = IMPLICIT[role];
  const selector = `[role="${role}"]${implicit === undefined ? "" : `, ${implicit}`}`;
  return [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => {
    const own = element.getAttribute("role");
    if (own !== null && own !== role) return false;
    const found = nameOf(element).trim();
    return name === undefined || (typeof name === "string" ? found === name : name.test(found));
  });
}

/** The one element of a role and name; throws when there is none or more than one. */
export function byRole(role: string, name?: string | RegExp): HTMLElement {
  const [found, ...more] = allByRole(role, name);
  if (found === undefined || more.length > 0) {
    throw new Error(
      `${more.length + (found === undefined ? 0 : 1)} elements "${role}" named ${String(name)} in:\n${document.body.innerHTML.slice(0, 4_000)}`,
    );
  }
  return found;
}
