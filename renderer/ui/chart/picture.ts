/** What of a drawing comes from the style sheets and must stand in a file of its own. */
const PROPERTIES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;

const SVG = "http://www.w3.org/2000/svg";
/** Above the drawing: its title and, under it, its key. In the drawing's units. */
const HEAD = { height: 60, title: 22, key: 46 };
const MARGIN = 12;
/** About what a letter takes in a file, where nothing can be measured. */
const LETTER = 6.6;
const [AFTER_SIGN, AFTER_KEY] = [6, 20];

/**
 * A drawing as an SVG file that can stand alone in a report: with its title and its key, in the colours that it has on the
 * screen, on the page's ground; lines and letters, so it is sharp at any size. `keys`: the elements of the key, each of
 * words and signs.
 */
export function pictureOf(drawing: SVGSVGElement, title: string, keys: readonly Element[]): string {
  const { width, height } = drawing.viewBox.baseVal;
  const picture = part("svg", { width, height: height + HEAD.height, viewBox: `0 0 ${width} ${height + HEAD.height}` });
  // The page's own colour: the body's is that of the desk around it.
  const ground = getComputedStyle(drawing).getPropertyValue("--page") || "#fff";
  const letters = drawing.querySelector("text") ?? drawing;
  const style = getComputedStyle(letters);
  const ink = getComputedStyle(drawing).color;
  const family = style.fontFamily;
  picture.append(
    part("rect", { width: "100%", height: "100%", fill: ground }),
    words(title, { x: MARGIN, y: HEAD.title, fill: ink, "font-family": family, "font-size": 16, "font-weight": 600 }),
    ...keyOf(keys, { fill: ink, "font-family": family, "font-size": 13 }),
  );
  const body = part("g", { transform: `translate(0 ${HEAD.height})` });
  body.append(...copied(drawing).children);
  picture.append(body);
  return new XMLSerializer().serializeToString(picture);
}

/** The key in a line: signs and words as they stand on the screen. */
function keyOf(keys: readonly Element[], look: Readonly<Record<string, string | number>>): SVGElement[] {
  const parts: SVGElement[] = [];
  let x = MARGIN;
  for (const node of keys.flatMap((key) => [...key.childNodes, null])) {
    if (node === null) x += AFTER_KEY - AFTER_SIGN;
    else if (node instanceof SVGSVGElement) {
      const { width, height } = node.viewBox.baseVal;
      const sign = part("g", { transform: `translate(${x} ${HEAD.key - height + 1})` });
      sign.append(...copied(node).children);
      parts.push(sign);
      x += width + AFTER_SIGN;
    } else if (node.textContent !== null && node.textContent !== "") {
      parts.push(words(node.textContent, { x, y: HEAD.key, ...look }));
      x += node.textContent.length * LETTER + AFTER_SIGN;
    }
  }
  return parts;
}

/** A copy with what the style sheets say written into it. */
function copied(drawing: SVGSVGElement): Element {
  const copy = drawing.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error("The copy of a drawing is a drawing");
  const originals = [drawing, ...drawing.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, index) => {
    const original = originals[index];
    if (original === undefined) return;
    const style = getComputedStyle(original);
    for (const name of PROPERTIES) {
      const value = style.getPropertyValue(name);
      if (value !== "") element.setAttribute(name, value);
    }
    element.removeAttribute("class");
  });
  return copy;
}

function part(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  if (!(element instanceof SVGElement)) throw new Error("What is made in SVG is of SVG");
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function words(text: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = part("text", attributes);
  element.textContent = text;
  return element;
}
