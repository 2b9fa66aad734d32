/*
 * HTML from outside is parsed into a document of its own, where nothing runs and nothing loads. But the page's policy
 * counts every inline style and handler in it as an attempt and reports each: 120,000 styled paragraphs took 7.8 seconds
 * to parse that way and 0.3 without. So before parsing these attributes get a name that means nothing, and what styles and
 * scripts hold is cut out. One pass, whatever the HTML looks like; that a parser may see a broken tag otherwise costs no
 * safety, since nothing that it makes is ever put into the page.
 */

/** What a `style` attribute is called in disarmed HTML. */
export const STYLE_ATTRIBUTE = "data-disarmed-style";
const HANDLER_ATTRIBUTE = "data-disarmed";

const TAG_NAME = /<\/?([a-z][^\s/>]*)/iy;
const BETWEEN = /[\s/]*/y;
const ATTRIBUTE_NAME = /=?[^\s/>=]*/y;
const EQUALS = /\s*=\s*/y;
const BARE_VALUE = /[^\s>]*/y;
/** Elements whose content is no text. */
const CUT = new Set(["script", "style"]);
/** Elements without content that speak to the browser. */
const CUT_TAGS = new Set(["base", "link", "meta"]);

/** Stands for what was cut: what is left at both sides must not become a tag together. */
const GAP = "<!---->";

/** Where a sticky pattern ends that may match nothing. */
function skip(pattern: RegExp, html: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(html) ? pattern.lastIndex : at;
}

/** The HTML without comments, styles, scripts and handlers. */
export function disarmHtml(html: string): string {
  const parts: string[] = [];
  let kept = 0;
  const cut = (from: number, to: number, by: string): void => {
    parts.push(html.slice(kept, from), by);
    kept = to;
  };
  let at = html.indexOf("<");
  while (at !== -1 && at < html.length) {
    const start = at;
    if (html.startsWith("<!--", start)) {
      at = commentEnd(html, start);
      cut(start, at, GAP);
    } else {
      TAG_NAME.lastIndex = start;
      const name = TAG_NAME.exec(html)?.[1]?.toLowerCase();
      if (name === undefined) at = start + 1;
      else if (CUT.has(name) || CUT_TAGS.has(name)) {
        at = disarmTag(html, TAG_NAME.lastIndex, leave);
        if (CUT.has(name) && html[start + 1] !== "/") at = elementEnd(html, at, name);
        cut(start, at, GAP);
      } else at = disarmTag(html, TAG_NAME.lastIndex, cut);
    }
    at = html.indexOf("<", at);
  }
  parts.push(html.slice(kept));
  return parts.join("");
}

/** For a tag that goes as a whole. */
function leave(): void {}

function commentEnd(html: string, start: number): number {
  if (html.startsWith("<!-->", start)) return start + 5;
  if (html.startsWith("<!--->", start)) return start + 6;
  const end = html.indexOf("-->", start + 4);
  return end === -1 ? html.length : end + 3;
}

function elementEnd(html: string, from: number, name: string): number {
  const close = new RegExp(`</${name}`, "giu");
  close.lastIndex = from;
  const found = close.exec(html);
  if (found === null) return html.length;
  const end = html.indexOf(">", found.index);
  return end === -1 ? html.length : end + 1;
}

/** Goes through a tag from behind its name and gives where it ends. */
function disarmTag(html: string, from: number, cut: (from: number, to: number, by: string) => void): number {
  let at = from;
  for (;;) {
    at = skip(BETWEEN, html, at);
    if (at >= html.length) return at;
    if (html[at] === ">") return at + 1;
    const nameStart = at;
    at = skip(ATTRIBUTE_NAME, html, at);
    const name = html.slice(nameStart, at).toLowerCase();
    if (name === "style") cut(nameStart, at, STYLE_ATTRIBUTE);
    else if (name.startsWith("on")) cut(nameStart, at, HANDLER_ATTRIBUTE);
    const value = skip(EQUALS, html, at);
    at = value === at ? at : valueEnd(html, value);
  }
}

function valueEnd(html: string, at: number): number {
  const quote = html[at];
  if (quote !== '"' && quote !== "'") return skip(BARE_VALUE, html, at);
  const end = html.indexOf(quote, at + 1);
  return end === -1 ? html.length : end + 1;
}
