import type { Convention, PastedBlock, PastedContent } from "./content.ts";

/*
 * Authors who have written elsewhere mark thoughts by brackets: `[w: …]`, `(OOC: …)`, `{{…}}`. What they mean is theirs to
 * say, once: whatever is shaped like that is shown before the first paste that holds it, with a guess. A bracket pairs
 * with its own kind, so "[w: see [there]]" is one thought; what is never closed is text.
 */

/** A convention that stands in pasted text and is not in the author's mapping yet. */
export type FoundConvention = {
  /** The guess that is offered. */
  readonly convention: Convention;
  readonly count: number;
  /** What stands in the first of them. */
  readonly sample: string;
};

const MIRRORED: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}" };
/** A bracket with a label of one word, or a doubled one without: nothing else is told from ordinary prose. */
const SHAPE = /(?<bracket>[[({])(?:(?<label>\s?\p{L}{1,12}!?\s?:)|\k<bracket>)/gu;
const GUESSES: readonly (readonly [labels: RegExp, as: Convention["as"]])[] = [
  [/^w(?:at(?:sonian)?)?$/iu, "watsonian"],
  [/^d(?:oy(?:list)?)?$/iu, "doylist"],
  [/^(?:m(?:eta)?|ooc|gm|dm)$/iu, "meta"],
  [/^(?:c(?:omment)?|note|nb|n)$/iu, "comment"],
];
const SAMPLE_UNITS = 80;
/** A convention that is found less often than others may wait: so many are asked about at once. */
const MOST_FOUND = 12;

/** What is shaped like a convention in a content and not yet in the mapping; the most frequent first. */
export function unknownConventions(content: PastedContent, mapping: readonly Convention[]): FoundConvention[] {
  const known = new Set(mapping.map(keyOf));
  const found = new Map<string, { convention: Convention; count: number; sample: string }>();
  for (const { text, thought } of content.blocks) {
    if (thought !== null) continue;
    const closings = new Closings(text);
    for (const match of text.matchAll(SHAPE)) {
      const convention = guessOf(match);
      const key = keyOf(convention);
      if (known.has(key)) continue;
      const end = closings.of(match.index, convention);
      if (end === null) continue;
      const before = found.get(key);
      const sample = text.slice(match.index, Math.min(end + convention.close.length, match.index + SAMPLE_UNITS));
      found.set(key, {
        convention: before?.convention ?? convention,
        count: (before?.count ?? 0) + 1,
        sample: before?.sample ?? sample,
      });
    }
  }
  return [...found.values()].toSorted((left, right) => right.count - left.count).slice(0, MOST_FOUND);
}

/** Two conventions of the same key are the same, whatever they become. */
function keyOf({ open, close }: Pick<Convention, "open" | "close">): string {
  return `${open.toLowerCase()} ${close}`;
}

function guessOf(match: RegExpExecArray): Convention {
  const bracket = match.groups?.["bracket"] ?? "";
  const label = match.groups?.["label"];
  const mirrored = MIRRORED[bracket] ?? bracket;
  if (label === undefined)
    return {
      open: bracket.repeat(2),
      close: mirrored.repeat(2),
      as: bracket === "[" ? "text" : "meta",
      longterm: false,
    };
  const name = label.replace(/[!:\s]/gu, "");
  const as = GUESSES.find(([labels]) => labels.test(name))?.[1] ?? "text";
  return { open: match[0], close: mirrored, as, longterm: label.includes("!") };
}

/** The mapping with what was decided put in or changed. */
export function withConventions(mapping: readonly Convention[], decided: readonly Convention[]): Convention[] {
  const keys = new Set(decided.map(keyOf));
  return [...mapping.filter((convention) => !keys.has(keyOf(convention))), ...decided];
}

/** The content with its bracketed thoughts as thoughts, and how many there were. Copies of our own stay as they are. */
export function mapConventions(
  content: PastedContent,
  mapping: readonly Convention[],
): { readonly content: PastedContent; readonly mapped: number } {
  const used = mapping.filter(({ as }) => as !== "text");
  if (used.length === 0) return { content, mapped: 0 };
  let mapped = 0;
  const blocks = content.blocks.flatMap((block) => {
    if (block.thought !== null) return [block];
    const parts = partsOf(block.text, used);
    mapped += parts.filter(({ convention }) => convention !== null).length;
    return blocksOf(block, parts);
  });
  return { content: { ...content, blocks }, mapped };
}

type Part = { text: string; readonly convention: Convention | null };

function partsOf(text: string, mapping: readonly Convention[]): Part[] {
  const opens = new RegExp(
    mapping
      .toSorted((left, right) => right.open.length - left.open.length)
      .map(({ open }) => escaped(open))
      .join("|"),
    "giu",
  );
  const byOpen = new Map(mapping.map((convention) => [convention.open.toLowerCase(), convention]));
  const parts: Part[] = [];
  const closings = new Closings(text);
  let at = 0;
  for (let match = opens.exec(text); match !== null; match = opens.exec(text)) {
    const convention = byOpen.get(match[0].toLowerCase());
    const end = convention === undefined ? null : closings.of(match.index, convention);
    if (convention === undefined || end === null) continue;
    parts.push({ text: text.slice(at, match.index), convention: null });
    parts.push({ text: text.slice(match.index + match[0].length, end).trim(), convention });
    at = end + convention.close.length;
    opens.lastIndex = at;
  }
  parts.push({ text: text.slice(at), convention: null });
  return parts;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

/** Parts as blocks of one bullet. What stands between thoughts and says nothing by itself goes to the one before it. */
function blocksOf(block: PastedBlock, parts: readonly Part[]): PastedBlock[] {
  if (parts.length === 1) return [block];
  const blocks: PastedBlock[] = [];
  for (const { text, convention } of parts) {
    const last = blocks.at(-1);
    const saysNothing = convention === null && !/[\p{L}\p{N}]/u.test(text);
    if (text.trim() === "") continue;
    if (saysNothing && last !== undefined) {
      blocks[blocks.length - 1] = { ...last, text: last.text + text.trimEnd() };
      continue;
    }
    const thought =
      convention === null || convention.as === "text"
        ? null
        : { type: convention.as, longterm: convention.longterm, id: null };
    blocks.push({ text: text.trim(), joins: blocks.length > 0 || block.joins, thought });
  }
  return blocks;
}

/**
 * Where brackets of one text are closed. Each kind is looked through once, so that a hostile text of nothing but openings
 * costs no more than another.
 */
class Closings {
  readonly #text: string;
  readonly #pairs = new Map<string, Int32Array>();
  readonly #next = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Where a convention that opens at `start` is closed, to be asked from the text's start to its end; null when it is not. */
  of(start: number, { open, close }: Pick<Convention, "open" | "close">): number | null {
    const bracket = open[0] ?? "";
    const end =
      close.length > 1 || MIRRORED[bracket] !== close
        ? this.#firstFrom(start + open.length, close)
        : (this.#pairsOf(bracket, close)[start] ?? -1);
    return end === -1 ? null : end;
  }

  #pairsOf(bracket: string, close: string): Int32Array {
    const known = this.#pairs.get(bracket);
    if (known !== undefined) return known;
    const pairs = new Int32Array(this.#text.length).fill(-1);
    const open: number[] = [];
    for (let at = 0; at < this.#text.length; at += 1) {
      if (this.#text[at] === bracket) open.push(at);
      else if (this.#text[at] === close) pairs[open.pop() ?? this.#text.length] = at;
    }
    this.#pairs.set(bracket, pairs);
    return pairs;
  }

  #firstFrom(from: number, close: string): number {
    const known = this.#next.get(close);
    if (known !== undefined && (known === -1 || known >= from)) return known;
    const found = this.#text.indexOf(close, from);
    this.#next.set(close, found);
    return found;
  }
}
