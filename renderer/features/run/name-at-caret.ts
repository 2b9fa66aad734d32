import { addressedText } from "../../../shared/domain/address.ts";
import type { RunSession } from "./run-session.ts";

/** A selection longer than this is no name. */
const LONGEST_NAME = 80;

/**
 * The name that the author means in the text: what is selected, when it is short, else the word at the caret with the capitalised words
 * beside it ("Mira Holt"). Null where no word stands.
 */
export function nameAtCaret(session: RunSession): string | null {
  const address = session.editor.selectedAddress();
  if (address === null) return null;
  const step = session.steps.get().find(({ id }) => id === address.stepId);
  const text = step === undefined ? null : addressedText(step, address);
  if (text === null) return null;
  const selected = text.slice(address.start, address.end).trim();
  if (selected === "") return nameAt(text, address.start);
  return selected.length > LONGEST_NAME || selected.includes("\n") ? null : selected;
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

/** The name at a place of a text: the word there, and the capitalised words that stand directly beside it. */
export function nameAt(text: string, at: number): string | null {
  const words = [...text.matchAll(WORD)].map((match) => {
    const word = match[0].replace(/['’]s$/u, "");
    return { word, start: match.index, end: match.index + match[0].length };
  });
  const here = words.findIndex(({ start, end }) => start <= at && at <= end);
  const named = words[here];
  if (named === undefined) return null;
  const isCapital = (index: number): boolean => /^\p{Lu}/u.test(words[index]?.word ?? "");
  if (!isCapital(here)) return named.word;
  const isBeside = (left: number): boolean => text.slice(words[left]?.end, words[left + 1]?.start) === " ";
  let first = here;
  while (isCapital(first - 1) && isBeside(first - 1)) first -= 1;
  let last = here;
  while (isCapital(last + 1) && isBeside(last)) last += 1;
  return words
    .slice(first, last + 1)
    .map(({ word }) => word)
    .join(" ");
}
