import { countWords } from "../../../shared/domain/words.ts";

/**
 * Words that came and words that went between two texts: what is left when their common beginning and end are taken off
 * at a blank. It is what the log says of a restore.
 */
export function wordChange(before: string, after: string): { readonly added: number; readonly removed: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  // Back to a blank on both sides, so that a word that changed in its middle counts as one that went and one that came.
  while (start > 0 && !/\s/u.test(before.charAt(start - 1))) start -= 1;
  while (end > 0 && !/\s/u.test(before.charAt(before.length - end))) end -= 1;
  return {
    added: countWords(after.slice(start, after.length - end)),
    removed: countWords(before.slice(start, before.length - end)),
  };
}
