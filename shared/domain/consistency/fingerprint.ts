import type { Tokens } from "./tokens.ts";

/** Words in a shingle: the shortest stretch that two passages must share to be compared at all (consistency, section 5). */
export const SHINGLE_WORDS = 8;
/** Of this many shingles in a row the smallest is kept (winnowing), so every shared stretch of SHINGLE_WORDS + WINDOW - 1 words is met. */
export const WINDOW = 5;

/** A text that says the same thing over and over (a key held down, a chorus) keeps no more of it than this. */
const MOST_IN_ONE_TEXT = 4;

/** Kept shingles of a text, in order: their hashes, and the token at which each begins. */
export type Prints = { readonly hashes: readonly number[]; readonly tokens: readonly number[] };

/** The fingerprints of a text: 32-bit hashes, so an equal hash is a candidate and never a proof. */
export function fingerprints(tokens: Tokens): Prints {
  const { words } = tokens;
  const hashes: number[] = [];
  const places: number[] = [];
  const shingles = words.length - SHINGLE_WORDS + 1;
  if (shingles < WINDOW) return { hashes, tokens: places };
  const wordHashes = words.map(hashWord);
  const all: number[] = [];
  for (let index = 0; index < shingles; index += 1) all.push(hashShingle(wordHashes, index));
  const seen = new Map<number, number>();
  let kept = -1;
  for (let from = 0; from + WINDOW <= shingles; from += 1) {
    let smallest = from;
    for (let index = from + 1; index < from + WINDOW; index += 1) {
      if ((all[index] ?? 0) <= (all[smallest] ?? 0)) smallest = index;
    }
    if (smallest === kept) continue;
    kept = smallest;
    const hash = all[smallest] ?? 0;
    const times = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, times);
    if (times > MOST_IN_ONE_TEXT) continue;
    hashes.push(hash);
    places.push(smallest);
  }
  return { hashes, tokens: places };
}

function hashShingle(wordHashes: readonly number[], from: number): number {
  let hash = 0;
  for (let index = from; index < from + SHINGLE_WORDS; index += 1) {
    hash = Math.imul(hash, 0x01000193) ^ (wordHashes[index] ?? 0);
    hash ^= hash >>> 13;
  }
  return Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) | 0;
}

/** A 32-bit hash of a word (FNV-1a). */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return hash;
}
