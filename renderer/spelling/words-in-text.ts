/*
 * The words of a text that a dictionary can judge. What is no prose (numbers, addresses, names of files, other scripts)
 * is left out: a mark there would only teach the author to look away from marks.
 */

/** A word of a text; `start` and `end` in UTF-16 units. */
export type TextWord = {
  /** As it is looked up: composed letters (NFC), straight apostrophes. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
};

/** Longer runs of letters are a key held down or a code. */
const LONGEST_WORD_UNITS = 45;

const RUN = /[\p{L}\p{M}\p{N}_]+(?:['’][\p{L}\p{M}\p{N}_]+)*/gu;
/** Whatever stands between blanks; a pattern of a whole address would be slow on what only looks like one. */
const BETWEEN_BLANKS = /\S+/gu;
/** A digit, a sign of code, or a letter that English is not written with. */
const NO_ENGLISH = /[\p{N}_]|[^\p{Script=Latin}\p{M}'’]/u;

/** The words of a text in order. Linear in its length, whatever it holds. */
export function wordsInText(text: string): TextWord[] {
  const words: TextWord[] = [];
  const addresses = addressesIn(text);
  let at = 0;
  for (const match of text.matchAll(RUN)) {
    const [raw] = match;
    const start = match.index;
    const end = start + raw.length;
    if (raw.length < 2 || raw.length > LONGEST_WORD_UNITS || NO_ENGLISH.test(raw)) continue;
    while ((addresses[at]?.[1] ?? Infinity) <= start) at += 1;
    if ((addresses[at]?.[0] ?? Infinity) < end) continue;
    words.push({ word: foldedWord(raw), start, end });
  }
  return words;
}

/** A word as it is looked up: composed letters, straight apostrophes; capitals stay. */
export function foldedWord(raw: string): string {
  return raw.normalize("NFC").replaceAll("’", "'");
}

function addressesIn(text: string): [from: number, to: number][] {
  if (!/:\/\/|@|www\./iu.test(text)) return [];
  return [...text.matchAll(BETWEEN_BLANKS)]
    .filter(([chunk]) => chunk.includes("://") || /\w@\w|^www\./iu.test(chunk))
    .map((match) => [match.index, match.index + match[0].length]);
}
