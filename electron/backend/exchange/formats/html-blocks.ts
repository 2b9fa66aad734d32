import { Parser } from "htmlparser2";

import { type ImportNote, MOST_NOTES, withTag } from "../../../../shared/domain/exchange/assemble.ts";
import { TAG_SHOWN } from "../../../../shared/domain/exchange/markdown.ts";
import { emphasisNote } from "../../../../shared/domain/exchange/read-markdown.ts";
import { Unreadable } from "./incoming.ts";
import type { Block } from "../../../../shared/domain/exchange/mapping.ts";

/*
 * The blocks of an HTML document: headings, list items by their depth, quotations, paragraphs. Scripts, styles, forms and
 * comments are passed over, pictures and tables are said to be left out (a table's text stays, cell by cell). Nothing of the
 * document is ever run or asked for.
 *
 * Google Docs downloads are a shape of their own: a list of the second level is a list beside the first whose class ends in
 * its level, bold and italics are classes of a style sheet, and margin comments stand as links and, at the end, as text.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** What holds no text of the run, whatever stands in it. */
const PASSED_OVER = words("script style template noscript nav head title form button select");
const BLOCKS = words(
  "p div section article header footer main body html ul ol li table tr td th figure pre hr blockquote h1 h2 h3 h4 h5 h6",
);
const EMPHASIS = words("b strong i em u s strike");
const LEFT_OUT: Readonly<Record<string, string>> = {
  img: "a picture",
  svg: "a drawing",
  video: "a film",
  audio: "a sound",
  iframe: "a frame",
  object: "an object",
  table: "a table (its text comes in, cell by cell)",
};
const LOOKS_STRONG = /font-weight\s*:\s*(?:bold|[6-9]00)|font-style\s*:\s*(?:italic|oblique)/iu;
const LOOKS_PLAIN = /font-weight\s*:\s*(?:normal|[1-5]00)/iu;
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/iu;
/** `.c4{font-weight:700}` in the style sheet of a Google Docs download. */
const STYLE_RULE = /\.([\w-]{1,40})\{([^{}]{0,2000})\}/gu;
/** `lst-kix_x1y2-1`: the list's level. */
const DOCS_LIST = /\blst-kix_\w{1,40}-(\d)\b/u;
/** No program writes more style than this on one element. */
const MAX_STYLE_UNITS = 2_000;

/** No document that people wrote is nested deeper; every element is looked for among those around it. */
const MAX_DEPTH = 256;

/** The blocks, the document's title, and what was left out. */
export type HtmlDocument = { readonly title: string | null; readonly blocks: Block[]; readonly leftOut: ImportNote[] };

/** Reads a document. Damaged HTML is read as a browser would; throws `Unreadable` for what is nested without end. */
export function htmlDocument(html: string): HtmlDocument {
  const reading = new HtmlReading();
  const parser = new Parser({
    onopentag: (name, attributes) => reading.open(name, attributes),
    ontext: (text) => reading.text(text),
    onclosetag: (name) => reading.close(name),
  });
  parser.write(html);
  parser.end();
  return reading.end();
}

/** An element that is open, with what it says of the text inside. */
type Open = {
  readonly name: string;
  readonly kind: Block["kind"];
  readonly level: number;
  readonly isPassedOver: boolean;
  isComment: boolean;
  isEmphasis: boolean;
  /** List items: a block of it was given, so that another one belongs to the same bullet. */
  hasBlock: boolean;
};

type Attributes = Readonly<Record<string, string | undefined>>;

class HtmlReading {
  readonly #blocks: Block[] = [];
  readonly #leftOut: ImportNote[] = [];
  readonly #open: Open[] = [];
  readonly #strongClasses = new Set<string>();
  #text = "";
  #title = "";
  #emphases = 0;
  #comments = 0;
  /** An element that may hold a label or the tag of our own copies has just begun. */
  #labelAhead = "";

  open(name: string, attributes: Attributes): void {
    if (this.#open.length >= MAX_DEPTH) {
      throw new Unreadable("limit", `This document is nested more than ${MAX_DEPTH} deep, so it was not read.`);
    }
    const outer = this.#open.at(-1);
    const style = (attributes["style"] ?? "").slice(0, MAX_STYLE_UNITS);
    const classes = attributes["class"] ?? "";
    const isPassedOver =
      outer?.isPassedOver === true ||
      PASSED_OVER.has(name) ||
      classes === "bar" ||
      attributes["hidden"] !== undefined ||
      HIDDEN.test(style) ||
      this.#isCommentLink(name, attributes["href"] ?? "");
    if (!isPassedOver) this.#begin(name, classes);
    this.#open.push({
      name,
      ...this.#kindOf(name, classes, outer),
      isPassedOver,
      isComment: outer?.isComment === true,
      isEmphasis: !isPassedOver && this.#looksStrong(name, style, classes),
      hasBlock: false,
    });
  }

  text(part: string): void {
    const inner = this.#open.at(-1);
    if (inner?.name === "title") this.#title += part;
    if (inner?.name === "style") this.#learnStyle(part);
    if (inner?.isPassedOver === true) return;
    const label = this.#labelAhead;
    this.#labelAhead = "";
    if (label !== "" && collapsed(this.#text) === "" && part.trim() === TAG_SHOWN) this.#text += withTag("");
    else if (label === "b" && THOUGHT_LABEL.test(part)) this.#text += `[${part}] `;
    else {
      if (part.trim() !== "") this.#countEmphasis();
      this.#text += part.replace(/[\r\n\t]+/gu, " ");
    }
  }

  close(name: string): void {
    const at = this.#open.findLastIndex((each) => each.name === name);
    if (this.#open[at]?.isPassedOver !== true && BLOCKS.has(name)) this.#give();
    if (at !== -1) this.#open.splice(at);
  }

  end(): HtmlDocument {
    this.#give();
    const notes = [...this.#leftOut];
    if (this.#comments > 0)
      notes.push({ place: "The document", what: `${counted(this.#comments, "comment")} in the margin` });
    if (this.#emphases > 0) notes.push(emphasisNote("The document", this.#emphases));
    const title = this.#title.trim();
    return { title: title === "" ? null : title, blocks: this.#blocks, leftOut: notes };
  }

  #begin(name: string, classes: string): void {
    const left = LEFT_OUT[name];
    if (left !== undefined && this.#leftOut.length < MOST_NOTES)
      this.#leftOut.push({ place: `Block ${this.#blocks.length + 1}`, what: left });
    if (BLOCKS.has(name)) this.#give();
    if (name === "hr") this.#blocks.push({ kind: "paragraph", level: 0, text: "* * *" });
    else if (name === "br") this.#text += "\n";
    // Our own copy: each thought of a bullet on a line of its own, its type in front.
    else if (name === "span" && OWN_THOUGHT.test(classes)) this.#text += this.#text.trim() === "" ? "" : "\n";
    else if (name === "b" || name === "strong" || name === "span") this.#labelAhead = name;
  }

  #kindOf(name: string, classes: string, outer: Open | undefined): Pick<Open, "kind" | "level"> {
    const heading = /^h([1-6])$/u.exec(name)?.[1];
    if (heading !== undefined) return { kind: "heading", level: Number(heading) };
    if (name === "li") return { kind: "bullet", level: this.#listLevel() };
    if (name === "blockquote") return { kind: "quote", level: 0 };
    if (name === "ul" || name === "ol") {
      const level = DOCS_LIST.exec(classes)?.[1];
      return { kind: "paragraph", level: level === undefined ? -1 : Number(level) };
    }
    return { kind: outer?.kind ?? "paragraph", level: outer?.level ?? 0 };
  }

  /** How deep a list item stands that begins here: what the list says of itself, else how many lists are open. */
  #listLevel(): number {
    const lists = this.#open.filter(({ name }) => name === "ul" || name === "ol");
    const said = lists.at(-1)?.level ?? -1;
    return said >= 0 ? said : Math.max(0, lists.length - 1);
  }

  /** Takes the links of margin comments: one in the text goes, one at the end says that its block is a comment. */
  #isCommentLink(name: string, href: string): boolean {
    if (name !== "a" || !href.startsWith("#cmnt")) return false;
    if (!href.startsWith("#cmnt_ref")) return true;
    this.#comments += 1;
    const container = this.#open.findLast((each) => each.name === "div") ?? this.#open.at(-1);
    if (container !== undefined) container.isComment = true;
    for (const each of this.#open.slice(this.#open.findLastIndex((one) => one === container))) each.isComment = true;
    return true;
  }

  #looksStrong(name: string, style: string, classes: string): boolean {
    if (LOOKS_STRONG.test(style) || classes.split(" ").some((each) => this.#strongClasses.has(each))) return true;
    return EMPHASIS.has(name) && !LOOKS_PLAIN.test(style);
  }

  #learnStyle(sheet: string): void {
    for (const [, name, rule] of sheet.matchAll(STYLE_RULE))
      if (name !== undefined && LOOKS_STRONG.test(rule ?? "")) this.#strongClasses.add(name);
  }

  #countEmphasis(): void {
    const strong = this.#open.findLast(({ isEmphasis }) => isEmphasis);
    if (strong === undefined || strong.kind === "heading") return;
    strong.isEmphasis = false;
    this.#emphases += 1;
  }

  #give(): void {
    const inner = this.#open.at(-1);
    const whole = collapsed(this.#text);
    this.#text = "";
    if (whole.trim() === "" || inner?.isComment === true) return;
    const item = this.#open.findLast(({ name }) => name === "li");
    const kind = inner?.kind ?? "paragraph";
    const level =
      kind === "bullet" && item?.hasBlock === true ? Math.max(1, item.level) : Math.max(0, inner?.level ?? 0);
    if (item !== undefined) item.hasBlock = true;
    this.#blocks.push({ kind, level: kind === "paragraph" ? 0 : level, text: whole });
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const THOUGHT_LABEL = /^(?:watsonian|doylist|meta|comment)(?:, long-term)?$/u;
const OWN_THOUGHT = /^(?:watsonian|doylist|meta|comment)$/u;

/** Blanks as a browser shows them: several are one, none at the ends of a line; a no-break blank is a blank. */
function collapsed(text: string): string {
  const isTag = text.trimStart().startsWith(withTag("").trimEnd());
  const plain = text
    .replaceAll("\u00a0", " ")
    .split("\n")
    .map((line) => line.replace(/ {2,}/gu, " ").trim())
    .join("\n")
    .trim();
  return isTag && plain === withTag("").trimEnd() ? withTag("") : plain;
}
