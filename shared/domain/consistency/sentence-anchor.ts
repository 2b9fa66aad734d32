import { isCommonWord } from "./english-words.ts";
import { hashWord } from "./fingerprint.ts";
import { MOST_WORDS, type SentenceAnchor } from "./verdict.ts";

/*
 * What a verdict keeps of a sentence is worked out here, apart from the verdict itself: this needs the lists of English
 * words, the form of a verdict is part of the contract, and a page must not load half a megabyte of words with that.
 */

/** The anchor of one sentence, from its folded words. */
export function sentenceAnchor(words: readonly string[]): SentenceAnchor {
  const telling = [...new Set(words.filter((word) => word.length <= 100 && !isCommonWord(word)))];
  // A sentence of nothing but common words ("Who is he?") is compared by those.
  const kept = telling.length > 0 ? telling : [...new Set(words.filter((word) => word.length <= 100))];
  return { hash: hashText(words.join(" ")), words: kept.slice(0, MOST_WORDS) };
}

/** A hash of a text as 16 hexadecimal digits: two 32-bit hashes of it. */
export function hashText(text: string): string {
  return hexadecimal(hashWord(text)) + hexadecimal(hashWord(`${text.length} ${text}`));
}

function hexadecimal(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, "0");
}
