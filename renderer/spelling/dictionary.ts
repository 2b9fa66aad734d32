import nspell from "nspell";

import { failed, type Outcome, success } from "../../shared/lib/outcome.ts";
import { withoutPossessive } from "./accepted-words.ts";

/** So many suggestions are made at most: more are not read. */
export const MOST_SUGGESTIONS = 7;

/** A dictionary that has been read and tried. Takes folded words (`words-in-text.ts`). */
export type Dictionary = {
  readonly isRight: (word: string) => boolean;
  /** At most MOST_SUGGESTIONS words, the likeliest first, in the capitals of the word. */
  readonly suggest: (word: string) => string[];
};

/** Any English dictionary has these and lacks the other; a file that was cut or is none does not. */
const IN_EVERY_DICTIONARY = ["the", "and", "house", "walked", "children", "yesterday", "zebra"];
const IN_NO_DICTIONARY = "qxzvjh";
/** A word list names its number of words; one with fewer lines than this share of it was cut. */
const LEAST_SHARE_OF_LINES = 0.99;

/** SCOWL has it only with its apostrophe, which stands before the word and is none of its letters. */
const TIS = /^tis$/iu;
/** Oxford's spelling, which the British list leaves out: what is right with -ise is right with -ize. */
const OXFORD = /iz(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)/u;

/**
 * Reads a Hunspell dictionary; takes about 0.3 s. nspell takes any text for a dictionary and then calls every word wrong,
 * so what it made of the files is tried: the failure says what is the matter with them.
 */
export function readDictionary(affixes: string, words: string): Outcome<Dictionary, { readonly why: string }> {
  const declared = Number.parseInt(words, 10);
  const lines = words.split("\n").length - 1;
  if (!(declared > 0) || lines < declared * LEAST_SHARE_OF_LINES)
    return failed({ why: `${lines} of ${Number.isNaN(declared) ? "an unknown number of" : declared} words are there` });
  let checker: ReturnType<typeof nspell>;
  try {
    checker = nspell(affixes, words);
  } catch (error) {
    return failed({ why: error instanceof Error ? error.message : String(error) });
  }
  const missing = IN_EVERY_DICTIONARY.find((word) => !checker.correct(word));
  if (missing !== undefined) return failed({ why: `“${missing}” is not in it` });
  if (checker.correct(IN_NO_DICTIONARY)) return failed({ why: "it takes anything for a word" });
  const isRight = (word: string): boolean => TIS.test(word) || formsOf(word).some((form) => checker.correct(form));
  return success({ isRight, suggest: (word) => suggest(word, isRight, (one) => checker.suggest(one)) });
}

/** The ways in which a word may stand in the list: as it is, without "'s", without accents ("café"), with -ise. */
function formsOf(word: string): string[] {
  const bare = withoutPossessive(word);
  const plain = bare.normalize("NFD").replace(/\p{M}/gu, "");
  return [word, bare, plain, plain.replace(OXFORD, "is")];
}

/**
 * nspell weighs by edits alone: of "teh" it thinks "ten" as likely as "the". Two letters swapped and a blank forgotten are
 * what fingers do most, so these come first and last; for the rest its order stands.
 */
function suggest(word: string, isRight: (word: string) => boolean, likeIt: (word: string) => string[]): string[] {
  if (isRight(word)) return [];
  const [first, last] = splits(word, isRight);
  const found = [...swaps(word).filter(isRight), ...first, ...likeIt(word), ...last];
  return [...new Set(found.filter((one) => one !== word))].slice(0, MOST_SUGGESTIONS);
}

function swaps(word: string): string[] {
  const isCapitalised = word !== word.toLowerCase() && word.slice(1) === word.slice(1).toLowerCase();
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => {
    const swapped = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
    // "Teh" is "The": the capital stays where it was.
    return isCapitalised ? swapped.charAt(0).toUpperCase() + swapped.slice(1).toLowerCase() : swapped;
  });
}

/** The word as two: after "a" or "I" ("alot"), and where both halves are words of two letters or more. */
function splits(word: string, isRight: (word: string) => boolean): [afterOneLetter: string[], others: string[]] {
  const found: [string[], string[]] = [[], []];
  for (let at = 1; at < word.length - 1; at += 1) {
    const [left, right] = [word.slice(0, at), word.slice(at)];
    if ((at === 1 && !/^[aAI]$/u.test(left)) || !isRight(right) || (at > 1 && !isRight(left))) continue;
    found[at === 1 ? 0 : 1].push(`${left} ${right}`);
  }
  return found;
}
