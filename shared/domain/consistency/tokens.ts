/**
 * Words with their places. A token is a run of letters, marks and digits, apostrophes inside it included ("don't",
 * "Tal'Dorei"); hyphens and dashes end it. One regular expression over the text is by far the cheapest tool for this
 * (consistency, section 5), and unlike `\b` it holds for names outside ASCII.
 */
const TOKEN = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu;

/** The tokens of one text, as columns: a run has 300,000 of them, too many for an object each. */
export type Tokens = {
  /** Where each token begins, in UTF-16 units. */
  readonly starts: readonly number[];
  /** Where each token ends, a possessive "'s" left out. */
  readonly ends: readonly number[];
  /** Each token folded by `foldWord`. */
  readonly words: readonly string[];
};

/** The tokens of a text in order. Cost is linear in its length, whatever it holds. */
export function tokenize(text: string): Tokens {
  const starts: number[] = [];
  const ends: number[] = [];
  const words: string[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const raw = withoutPossessive(match[0]);
    starts.push(match.index);
    ends.push(match.index + raw.length);
    words.push(foldWord(raw));
  }
  return { starts, ends, words };
}

/** A word in the form in which words are compared: lower case, straight apostrophe. The possessive is taken off by `tokenize`. */
export function foldWord(raw: string): string {
  const lower = raw.toLowerCase();
  return lower.includes("’") ? lower.replaceAll("’", "'") : lower;
}

function withoutPossessive(raw: string): string {
  if (raw.length < 3) return raw;
  const last = raw.charCodeAt(raw.length - 1);
  if (last !== 115 && last !== 83) return raw;
  const before = raw[raw.length - 2];
  return before === "'" || before === "’" ? raw.slice(0, -2) : raw;
}

/** How a word is written. */
export type Shape = "lower" | "title" | "upper";

/** The shape of the word at [start, end) of a text: "upper" needs two letters or more, so "I" and "A" are "title". */
export function shapeAt(text: string, start: number, end: number): Shape {
  const code = text.charCodeAt(start);
  if (code < 128) {
    if (code < 65 || code > 90) return "lower";
  } else {
    const first = String.fromCodePoint(text.codePointAt(start) ?? 0);
    if (first.toLowerCase() === first) return "lower";
  }
  if (end - start < 2) return "title";
  const raw = text.slice(start, end);
  return raw === raw.toUpperCase() ? "upper" : "title";
}
