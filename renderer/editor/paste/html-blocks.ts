import type { PastedBlock, PastedThought, PasteSettings } from "./content.ts";

/*
 * Makes blocks of what a walk over HTML comes across. White space is what HTML says it is: source lines and runs of blanks
 * are one blank, and at the ends of a line none; what is preformatted keeps them. Blanks that may go are held as NUL until
 * a block is whole (no parser lets one through), since a run of them may be cut up by elements.
 */

type Piece = { readonly text: string; readonly strong: boolean; readonly keepsBlanks: boolean };

const SOURCE_BLANKS = /[ \t\n\r\f]+/gu;
const SOFT = "\0";
const SOFT_RUN = /\0+/gu;
const SOFT_EDGES = /^\0|\0$/gu;
const NO_BREAK_SPACE = "\u00a0";
/** Programs write two blanks as a blank and a no-break space; beside a blank it means nothing else. */
const BESIDE_BLANK = /(?<= )\u00a0+|\u00a0+(?= )|^\u00a0+|\u00a0+$|\u00a0{2,}/gu;

/** A line's blanks before its words, the words, and the blanks after them. */
const AROUND_WORDS = /^([\0\s]*)([^]*?)([\0\s]*)$/u;

/** The blocks of one HTML document. */
export class HtmlBlocks {
  readonly #keepsStars: boolean;
  readonly #blocks: PastedBlock[] = [];
  #pieces: Piece[] = [];
  /** An item of a list is open: its level, and whether its first block has come. */
  #item: { readonly level: number; hasBlock: boolean } | null = null;
  #isListOpen = false;
  #thought: PastedThought | null = null;
  #emphasis = 0;

  constructor(emphasis: PasteSettings["emphasis"]) {
    this.#keepsStars = emphasis === "stars";
  }

  text(text: string, strong: boolean, keepsBlanks: boolean): void {
    if (text !== "")
      this.#pieces.push({ text: keepsBlanks ? text : text.replace(SOURCE_BLANKS, SOFT), strong, keepsBlanks });
  }

  lineBreak(): void {
    this.#pieces.push({ text: "\n", strong: false, keepsBlanks: false });
  }

  /** The next block is an item of a list; levels count from 1. */
  beginItem(level: number): void {
    this.#item = { level, hasBlock: false };
  }

  endItem(): void {
    this.#item = null;
  }

  /** The next block is a thought of our own. */
  thought(thought: PastedThought | null): void {
    this.#thought = thought;
  }

  /** Ends the block that is open, if anything stands in it. */
  end(): void {
    const pieces = this.#pieces;
    this.#pieces = [];
    if (pieces.every(({ text }) => isSoft(text))) return;
    const text = this.#compose(pieces);
    const item = this.#item;
    // A list may begin with a deeper item, when only a part of it was copied.
    const joins = item !== null && this.#isListOpen && (item.hasBlock || item.level > 1);
    this.#blocks.push({ text, joins, thought: this.#thought });
    this.#isListOpen = item !== null;
    if (item !== null) item.hasBlock = true;
    this.#thought = null;
  }

  /** How many blocks have been ended so far. */
  get count(): number {
    return this.#blocks.length;
  }

  /** All blocks, without empty ones at the ends unless `keepsEnds`, and how many stretches were emphasised. */
  finish(keepsEnds = false): { blocks: PastedBlock[]; emphasis: number } {
    this.end();
    if (keepsEnds) return { blocks: this.#blocks, emphasis: this.#emphasis };
    const first = this.#blocks.findIndex(isFilled);
    const last = this.#blocks.findLastIndex(isFilled);
    return { blocks: first === -1 ? [] : this.#blocks.slice(first, last + 1), emphasis: this.#emphasis };
  }

  #compose(pieces: readonly Piece[]): string {
    const keepsBlanks = pieces.some((piece) => piece.keepsBlanks);
    const lines = merged(pieces)
      .map(({ text, strong }) => (strong ? this.#emphasised(text) : text))
      .join("")
      .split("\n")
      .map((line) => withoutSourceBlanks(line, keepsBlanks));
    // A break at the very end only ends the line; a block of nothing but breaks and blanks is an empty paragraph.
    if (lines.length > 1 && lines.at(-1) === "") lines.pop();
    return lines.every((line) => line.trim() === "") ? "" : lines.join("\n");
  }

  #emphasised(text: string): string {
    return text
      .split("\n")
      .map((line) => {
        const words = line.replaceAll(SOFT, " ").trim();
        if (words === "") return line;
        this.#emphasis += 1;
        return this.#keepsStars ? line.replace(AROUND_WORDS, "$1*$2*$3") : line;
      })
      .join("\n");
  }
}

function isFilled({ text }: PastedBlock): boolean {
  return text !== "";
}

function isSoft(text: string): boolean {
  return text.replaceAll(SOFT, "").replaceAll(" ", "") === "";
}

function withoutSourceBlanks(line: string, keepsBlanks: boolean): string {
  const shown = line.replace(SOFT_RUN, SOFT).replace(SOFT_EDGES, "").replaceAll(SOFT, " ");
  if (keepsBlanks || !shown.includes(NO_BREAK_SPACE)) return shown;
  return shown.replace(BESIDE_BLANK, (spaces) => " ".repeat(spaces.length));
}

/** Neighbours that look the same as one piece: programs cut a word into several elements. */
function merged(pieces: readonly Piece[]): Pick<Piece, "text" | "strong">[] {
  const made: { text: string; strong: boolean }[] = [];
  for (const { text, strong } of pieces) {
    const last = made.at(-1);
    if (last !== undefined && (last.strong === strong || isSoft(text))) last.text += text;
    else made.push({ text, strong });
  }
  return made;
}
