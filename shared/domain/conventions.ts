import { z } from "zod";

import { THOUGHT_TYPES } from "./section.ts";

/*
 * Authors who have written elsewhere mark thoughts by brackets: `[w: …]`, `(OOC: …)`, `{{…}}`. What they mean is theirs to
 * say, once, for pasted text and for documents that come in. A bracket pairs with its own kind, so "[w: see [there]]" is
 * one thought; what is never closed is text.
 */

/** The most units of a convention's beginning and of its end. */
export const MAX_CONVENTION_SIGNS = 24;
/** More conventions than this nobody has. */
export const MAX_CONVENTIONS = 60;

/** How an author marks thoughts in plain text, `[w: …]` say, and what they become here. The case of `open` does not matter. */
export const Convention = z.object({
  open: z.string().min(1).max(MAX_CONVENTION_SIGNS),
  close: z.string().min(1).max(MAX_CONVENTION_SIGNS),
  /** "text": it is no thought and stays as it is written. */
  as: z.enum([...THOUGHT_TYPES, "text"]),
  longterm: z.boolean(),
});
export type Convention = z.infer<typeof Convention>;

/** A convention that stands in a text and is not in the author's mapping yet. */
export const FoundConvention = z.object({
  /** The guess that is offered. */
  convention: Convention,
  count: z.int().min(1),
  /** What stands in the first of them. */
  sample: z.string(),
});
export type FoundConvention = z.infer<typeof FoundConvention>;

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

/** What is shaped like a convention in some texts and not yet in the mapping; the most frequent first. */
export function unknownConventions(texts: Iterable<string>, mapping: readonly Convention[]): FoundConvention[] {
  const known = new Set(mapping.map(keyOf));
  const found = new Map<string, { convention: Convention; count: number; sample: string }>();
  for (const text of texts) {
    const closings = new Closings(text);
    for (const match of text.matchAll(SHAPE)) {
      const convention = guessOf(match);
      const key = keyOf(convention);
      if (known.has(key)) continue;
      const end = closings.of(match.index, convention);
      if (end === null) continue;
      const before = found.get(key);
      const sampleEnd = Math.min(end + convention.close.length, match.index + SAMPLE_UNITS);
      const sample = text.slice(match.index, sampleEnd).toWellFormed();
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

/** A stretch of a text: in a convention's brackets, which are taken off, or between them (null). */
export type ConventionPart = { readonly text: string; readonly convention: Convention | null };

/** A text cut at the brackets of a mapping that say what is in them; one part when there are none. */
export function conventionParts(text: string, conventions: readonly Convention[]): ConventionPart[] {
  const mapping = conventions.filter(({ as }) => as !== "text");
  if (mapping.length === 0) return [{ text, convention: null }];
  const opens = new RegExp(
    mapping
      .toSorted((left, right) => right.open.length - left.open.length)
      .map(({ open }) => escaped(open))
      .join("|"),
    "giu",
  );
  const byOpen = new Map(mapping.map((convention) => [convention.open.toLowerCase(), convention]));
  const parts: ConventionPart[] = [];
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
