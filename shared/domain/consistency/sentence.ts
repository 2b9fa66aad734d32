import { MAX_QUOTE_UNITS } from "./results.ts";
import { tokenize } from "./tokens.ts";

/*
 * Sentences are looked for only where a finding is made, so this may be careful rather than fast. It stays bounded:
 * a thought of a megabyte without a full stop is cut at LOOK_UNITS on each side.
 */
const LOOK_UNITS = 1_000;
/** Shorter than the results allow for, so that two quotes stand side by side. */
const QUOTE_UNITS = Math.min(160, MAX_QUOTE_UNITS);

/** A stretch of one text, in UTF-16 units, `end` exclusive. */
export type Span = { readonly start: number; readonly end: number };

const TITLES = new Set([
  "mr",
  "mrs",
  "ms",
  "dr",
  "st",
  "prof",
  "capt",
  "col",
  "gen",
  "lt",
  "sgt",
  "rev",
  "hon",
  "messrs",
  "mme",
  "mlle",
  "esq",
  "jr",
  "sr",
]);
/** Abbreviated titles, whose full stop ends no sentence; folded. */
export function isAbbreviatedTitle(word: string): boolean {
  return TITLES.has(word);
}

/** The sentence that holds `span`, or as much of it as LOOK_UNITS on each side allow; without outer blanks. A line feed ends a sentence. */
export function sentenceAround(text: string, span: Span): Span {
  const floor = Math.max(0, span.start - LOOK_UNITS);
  const ceiling = Math.min(text.length, span.end + LOOK_UNITS);
  let start = span.start;
  while (start > floor && !endsSentence(text, start - 1)) start -= 1;
  let end = span.end;
  while (end < ceiling && !(end > span.start && endsSentence(text, end - 1))) end += 1;
  return trimmed(text, { start: wholeCharacter(text, start), end: wholeCharacter(text, end) });
}

/** Characters with which a sentence may end; nearly every character is none of them, and this is asked of each. */
const MAY_END = ".!?…\"”’')]";

/** True when the sentence ends with the character at `index`: its stop, or the last closing quote after it. */
function endsSentence(text: string, index: number): boolean {
  const character = text[index] ?? "";
  if (character === "\n") return true;
  if (!MAY_END.includes(character)) return false;
  let stop = index;
  while (/["”’')\]]/u.test(text[stop] ?? "") && stop > index - 3) stop -= 1;
  if (!/[.!?…]/u.test(text[stop] ?? "")) return false;
  if (!/^(?:\s|$)/u.test(text.slice(index + 1, index + 2))) return false;
  if (text[stop] !== ".") return true;
  const before = /([\p{L}\p{M}]+)$/u.exec(text.slice(Math.max(0, stop - 12), stop))?.[1] ?? "";
  return !(isAbbreviatedTitle(before.toLowerCase()) || /^\p{Lu}$/u.test(before));
}

/** A quote that shows `span` with what stands around it: its sentence, cut at word borders where that is too long. */
export function quoteAround(text: string, span: Span): Span {
  const sentence = sentenceAround(text, span);
  if (sentence.end - sentence.start <= QUOTE_UNITS) return sentence;
  const spare = Math.max(0, QUOTE_UNITS - (span.end - span.start));
  const start = Math.max(sentence.start, Math.min(span.start - Math.floor(spare / 2), sentence.end - QUOTE_UNITS));
  return cutAtWords(
    text,
    { start: Math.min(start, span.start), end: Math.min(sentence.end, start + QUOTE_UNITS) },
    span,
  );
}

/** The beginning of a text as a quote, cut at a word border; leading blanks are left out. */
export function openingQuote(text: string): Span {
  const start = text.search(/\S/u);
  if (start < 0) return { start: 0, end: 0 };
  return cutAtWords(text, trimmed(text, { start, end: Math.min(text.length, start + QUOTE_UNITS) }), {
    start,
    end: start,
  });
}

/** `span` moved inwards so that neither end cuts a word, if that is possible without losing `keep`. */
function cutAtWords(text: string, span: Span, keep: Span): Span {
  let { start, end } = span;
  if (insideWord(text, start)) {
    const blank = text.slice(start, keep.start).search(/\s/u);
    if (blank >= 0) start += blank;
  }
  if (insideWord(text, end)) {
    const cut = text.slice(keep.end, end).search(/\s\S*$/u);
    if (cut >= 0) end = keep.end + cut;
  }
  return trimmed(text, {
    start: wholeCharacter(text, start),
    end: wholeCharacter(text, Math.min(end, start + MAX_QUOTE_UNITS)),
  });
}

function insideWord(text: string, index: number): boolean {
  return index > 0 && index < text.length && /\S/u.test(text[index - 1] ?? "") && /\S/u.test(text[index] ?? "");
}

/** An offset that does not part a surrogate pair: moved back by one where it would. */
export function wholeCharacter(text: string, index: number): number {
  const low = text.charCodeAt(index);
  const high = text.charCodeAt(index - 1);
  return low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff ? index - 1 : index;
}

function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /\s/u.test(text[start] ?? "")) start += 1;
  while (end > start && /\s/u.test(text[end - 1] ?? "")) end -= 1;
  return { start, end };
}

/** The text of a span. */
export function textOf(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

/** The words of a sentence, folded: what two wordings of it are compared by. */
export function sentenceWords(text: string, span: Span): readonly string[] {
  return tokenize(textOf(text, span)).words;
}
