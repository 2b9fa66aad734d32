import { STYLE_ATTRIBUTE } from "./disarm-html.ts";

/** How the text inside an element looks, as far as a run could ask. */
export type HtmlLooks = {
  readonly strong: boolean;
  /** Blanks and line ends are text, as in `pre`. */
  readonly keepsBlanks: boolean;
  readonly isLink: boolean;
  readonly isHidden: boolean;
  /** The level of Word's list that a paragraph belongs to; null for none. */
  readonly listLevel: number | null;
};

const EMPHASIS = new Set("b strong i em u s strike del ins mark sup sub".split(" "));
const KEEPS_BLANKS = /white-space(?:-collapse)?\s*:\s*(?:pre|break-spaces|preserve)/iu;
const DROPS_BLANKS = /white-space(?:-collapse)?\s*:\s*(?:normal|nowrap|collapse)/iu;
const STRONG =
  /font-weight\s*:\s*(?:bold|[6-9]00)|font-style\s*:\s*(?:italic|oblique)|text-decoration[^;]*:[^;]*(?:underline|line-through)/iu;
/** Google Docs wraps everything it copies in `<b style="font-weight:normal">`. */
const NOT_STRONG = /font-weight\s*:\s*(?:normal|[1-5]00)/iu;
/** What stands for a bullet's sign in Word's lists, and what nobody sees. */
const HIDDEN = /mso-list\s*:\s*ignore|display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/iu;
const WORD_LIST = /mso-list\s*:[^;]*\blevel(\d)/iu;
/** No program writes more style than this on one element. */
const MAX_STYLE_UNITS = 2_000;

/** The looks of an element inside one that looks so. */
export function looksOf(element: Element, outer: HtmlLooks | undefined): HtmlLooks {
  const style = (element.getAttribute(STYLE_ATTRIBUTE) ?? "").slice(0, MAX_STYLE_UNITS);
  const name = element.localName;
  const isLink = name === "a" || outer?.isLink === true;
  const level = style === "" ? undefined : WORD_LIST.exec(style)?.[1];
  return {
    strong: isStrong(name, style, outer?.strong === true, isLink),
    keepsBlanks:
      KEEPS_BLANKS.test(style) || (!DROPS_BLANKS.test(style) && (name === "pre" || outer?.keepsBlanks === true)),
    isLink,
    isHidden: element.hasAttribute("hidden") || (style !== "" && HIDDEN.test(style)),
    listLevel: level === undefined ? null : Number(level),
  };
}

function isStrong(name: string, style: string, isOuterStrong: boolean, isLink: boolean): boolean {
  // A link is underlined because it is a link, and its address is what is left out.
  if (isLink) return isOuterStrong;
  if (style !== "" && STRONG.test(style)) return true;
  if (EMPHASIS.has(name)) return !NOT_STRONG.test(style);
  return isOuterStrong;
}
