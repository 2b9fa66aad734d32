import { TAG_SHOWN } from "./markdown.ts";
import { type ImportNote, MOST_NOTES, withTag } from "./assemble.ts";
import type { Block } from "./mapping.ts";
import { goesOnWith } from "./turns.ts";

/*
 * The blocks of a Markdown file or a plain transcript: headings, bullets by their indent, quotations, paragraphs. Only what
 * runs are written with is understood; anything else is a paragraph, so that no word is lost. A blank line ends a block.
 *
 * In Markdown, stars and lines around words are emphasis, which a run cannot hold, and `[^1]` is a footnote. In a plain
 * transcript they are what its author typed.
 */

/** The blocks, and what is in none of them. */
export type MarkdownDocument = { readonly blocks: readonly Block[]; readonly leftOut: readonly ImportNote[] };

/** Reads a text whose lines end with `\n`. */
export function markdownDocument(text: string, isMarkdown: boolean): MarkdownDocument {
  const reading = new MarkdownReading(isMarkdown ? definedFootnotes(text) : new Set());
  for (const line of text.split("\n")) reading.line(line.trimEnd());
  const { blocks, footnotes } = reading.end();
  if (!isMarkdown) return { blocks, leftOut: [] };
  const plain = blocks.map((block) => ({ block, ...withoutEmphasis(block.text) }));
  const emphases = plain.reduce((sum, { count }) => sum + count, 0);
  const said = emphases === 0 ? [] : [emphasisNote("The file", emphases)];
  return {
    blocks: plain.map(({ block, text: own }) => ({ ...block, text: unescaped(own) })),
    leftOut: [...said, ...footnotes],
  };
}

/** What is said of emphasis that a document has and a run cannot hold. */
export function emphasisNote(place: string, count: number): ImportNote {
  return { place, what: `bold or italics in ${count} place${count === 1 ? "" : "s"}: a run is plain text` };
}

type Open = { readonly kind: Block["kind"] | "footnote"; readonly level: number; readonly lines: string[] };

const HEADING = /^(#{1,6})\s+(.*)$/u;
const BULLET = /^(\s*)[-*+•]\s+(.*)$/u;
const QUOTE = /^\s{0,3}>\s?(.*)$/u;
/** `* * *` or `---`: three of one sign, which are no bullet. */
const SCENE_BREAK = /^\s{0,3}([-*_])(?:[ \t]*\1){2,}$/u;
const FOOTNOTE = /^\[\^([^\]\s]{1,50})\]:\s*(.*)$/u;
const FOOTNOTE_REFERENCE = /(?<!\\)\[\^([^\]\s]{1,50})\]/gu;

/** The labels that a footnote stands for somewhere in the text; a reference to any other is text. */
function definedFootnotes(text: string): ReadonlySet<string> {
  const found = text.matchAll(/^\[\^([^\]\s]{1,50})\]:/gmu);
  return new Set([...found].flatMap(([, label]) => (label === undefined ? [] : [label])));
}

class MarkdownReading {
  readonly #blocks: Block[] = [];
  readonly #footnotes: ImportNote[] = [];
  readonly #labels: ReadonlySet<string>;
  #open: Open | null = null;

  constructor(labels: ReadonlySet<string>) {
    this.#labels = labels;
  }

  line(raw: string): void {
    const definition = FOOTNOTE.exec(raw);
    const isFootnote = definition !== null && this.#labels.has(definition[1] ?? "");
    const line = isFootnote ? raw : this.#withoutReferences(raw);
    const heading = HEADING.exec(line);
    const bullet = BULLET.exec(line);
    const quote = QUOTE.exec(line);
    if (line === "") this.#close();
    else if (isFootnote) this.#begin("footnote", 0, definition[2] ?? "");
    else if (heading !== null) this.#alone("heading", heading[1]?.length ?? 1, withoutClosingHashes(heading[2] ?? ""));
    else if (SCENE_BREAK.test(line)) this.#alone("paragraph", 0, line.trim());
    else if (bullet !== null) this.#begin("bullet", bulletLevel(bullet[1] ?? ""), bullet[2] ?? "");
    else if (quote !== null && this.#open?.kind === "quote") this.#open.lines.push(quote[1] ?? "");
    else if (quote !== null) this.#begin("quote", 0, quote[1] ?? "");
    else this.#more(line);
  }

  end(): { readonly blocks: readonly Block[]; readonly footnotes: readonly ImportNote[] } {
    this.#close();
    return { blocks: this.#blocks, footnotes: this.#footnotes };
  }

  /** A line that nothing marks: it goes on with the block before it, or begins a paragraph. */
  #more(line: string): void {
    const open = this.#open;
    if (open === null || (open.kind === "quote" && !goesOnWith(open.lines.at(-1) ?? "", line)))
      this.#begin("paragraph", 0, line);
    else open.lines.push(open.kind === "paragraph" ? line : line.trimStart());
  }

  #alone(kind: Open["kind"], level: number, line: string): void {
    this.#begin(kind, level, line);
    this.#close();
  }

  #begin(kind: Open["kind"], level: number, line: string): void {
    this.#close();
    this.#open = { kind, level, lines: [line] };
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    const { kind, level, lines } = open;
    const text = lines.join("\n");
    if (kind !== "footnote") this.#blocks.push({ kind, level, text });
    else if (this.#footnotes.length < MOST_NOTES) this.#footnotes.push(footnoteNote(this.#blocks.length, text));
  }

  #withoutReferences(line: string): string {
    if (this.#labels.size === 0) return line;
    return line.replace(FOOTNOTE_REFERENCE, (sign, label: string) => (this.#labels.has(label) ? "" : sign));
  }
}

/** What is said of a footnote, which a run has no place for: its words, so that they can be taken over by hand. */
function footnoteNote(block: number, text: string): ImportNote {
  return { place: `Block ${block}`, what: `a footnote: “${text.slice(0, FOOTNOTE_UNITS).toWellFormed()}”` };
}
const FOOTNOTE_UNITS = 300;

const bulletLevel = (indent: string): number => Math.floor(indent.replaceAll("\t", "    ").length / 2);

/** `# Title #`: the signs at the end are no words when a blank stands before them. */
function withoutClosingHashes(heading: string): string {
  let end = heading.length;
  while (end > 0 && heading[end - 1] === "#") end -= 1;
  const isClosed = end === 0 || heading[end - 1]?.trim() === "";
  return (isClosed ? heading.slice(0, end) : heading).trimEnd();
}

/** Signs around words, from the outer to the inner; each looks no further than to the next of its kind. */
const EMPHASIS = [
  /(?<!\\)\*\*(?=[^\s*]|\*[^\s*])((?:[^*]|\*(?!\*)){1,2000}?)(?<=[^\s\\])\*\*/gu,
  /(?<![\\\p{L}\p{N}_])__(?=[^\s_])((?:[^_]|_(?!_)){1,2000}?)(?<=[^\s\\])__(?![\p{L}\p{N}_])/gu,
  /(?<![\\\p{L}\p{N}*])\*(?=[^\s*])([^*]{1,2000}?)(?<=[^\s\\])\*(?![\p{L}\p{N}*])/gu,
  /(?<![\\\p{L}\p{N}_])_(?=[^\s_])([^_]{1,2000}?)(?<=[^\s\\])_(?![\p{L}\p{N}_])/gu,
] as const;

/** A text without the signs of emphasis, and how many places had some; our bold tag becomes the tag. */
function withoutEmphasis(text: string): { readonly text: string; readonly count: number } {
  const tag = `**${TAG_SHOWN}** `;
  let count = 0;
  let plain = text.replaceAll(tag, (found, at: number) =>
    at === 0 || text[at - 1] === "\n" ? withTag(found.slice(tag.length)) : found,
  );
  for (const signs of EMPHASIS)
    plain = plain.replace(signs, (_, inner: string) => {
      count += 1;
      return inner;
    });
  return { text: plain, count };
}

/** The text that Markdown's signs stand for: escapes taken off, `&nbsp;` a blank. */
function unescaped(text: string): string {
  return text.replaceAll("&nbsp;", " ").replace(/\\([\\`*_{}[\]<>()#+\-.!|~&=])/gu, "$1");
}
