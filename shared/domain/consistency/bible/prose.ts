import { type Span, sentenceAround, textOf } from "../sentence.ts";
import { type Tokens, tokenize } from "../tokens.ts";

/* A sentence of a passage with its words, its neighbours, and whether a place is somebody's speech. */

/** A sentence with its words and the passage that it stands in; `span` counts in the passage, the tokens in `text`. */
export type Sentence = {
  readonly passage: string;
  readonly span: Span;
  readonly text: string;
  readonly tokens: Tokens;
};

/** The sentence around a place of a text. */
export function sentenceOf(text: string, place: Span): Sentence {
  const span = sentenceAround(text, place);
  const own = textOf(text, span);
  return { passage: text, span, text: own, tokens: tokenize(own) };
}

/** The sentence before one, in the same paragraph; null for the first. */
export function sentenceBefore(text: string, { span }: Sentence): Sentence | null {
  let at = span.start - 1;
  while (at >= 0 && /[^\S\n]/u.test(text[at] ?? "")) at -= 1;
  if (at < 0 || text[at] === "\n") return null;
  return sentenceOf(text, { start: at, end: at + 1 });
}

/** The sentence after one, in the same paragraph; null for the last. */
export function sentenceAfter(text: string, { span }: Sentence): Sentence | null {
  let at = span.end;
  while (/[^\S\n]/u.test(text[at] ?? "")) at += 1;
  if (at >= text.length || text[at] === "\n") return null;
  return sentenceOf(text, { start: at, end: at + 1 });
}

/** The tokens of a sentence that a place of the passage covers, first and last; null where its ends are no word's. */
export function tokensOf({ tokens, span }: Sentence, place: Span): readonly [first: number, last: number] | null {
  const first = tokens.starts.indexOf(place.start - span.start);
  const last = tokens.ends.indexOf(place.end - span.start);
  return first < 0 || last < 0 ? null : [first, last];
}

/** True when what ends at this place of a text is followed by a possessive's 's (or its apostrophe). */
export function isPossessive(text: string, end: number): boolean {
  return /^['’](?:s(?!\p{L})|(?=\s))/u.test(text.slice(end, end + 3));
}

/** True when the place stands inside quotation marks: what is said there is somebody's word, not the story's. */
export function isInSpeech(text: string, at: number): boolean {
  const from = text.lastIndexOf("\n", at - 1) + 1;
  let straight = 0;
  let open = 0;
  for (let index = from; index < at; index += 1) {
    const sign = text[index];
    if (sign === '"') straight += 1;
    else if (sign === "“" || sign === "«" || sign === "„") open += 1;
    else if (sign === "”" || sign === "»") open = Math.max(0, open - 1);
  }
  return open > 0 || straight % 2 === 1;
}
