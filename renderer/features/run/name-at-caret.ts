/** A selection longer than this is no name. */
const LONGEST_NAME = 80;

/**
 * The name that the author means in the text: what is selected, when it is short, else the word at the caret with the capitalised words
 * beside it ("Mira Holt"). Null outside of the text and where no word stands.
 */
export function nameAtCaret(): string | null {
  const selection = getSelection();
  const node = selection?.focusNode ?? null;
  if (selection === null || node === null || !isInText(node)) return null;
  const selected = selection.toString().trim();
  if (selected !== "") return selected.length > LONGEST_NAME || selected.includes("\n") ? null : selected;
  return node.nodeType === Node.TEXT_NODE ? nameAt(node.textContent ?? "", selection.focusOffset) : null;
}

function isInText(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return (element?.closest('[role="textbox"][aria-multiline="true"]') ?? null) !== null;
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
