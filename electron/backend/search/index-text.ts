// Without ASCII, which SQLite knows as well as we do and which most texts are made of.
const NO_PART_OF_A_WORD = /[^\p{L}\p{M}\p{N}\p{Co}\p{ASCII}]/gu;

/**
 * A text as the index and its queries take it: of the same length in UTF-16 units, with blanks for what is no part of a
 * word. SQLite's tokenizer knows the characters of Unicode 6.1 and takes every younger one for a letter, so that a word with
 * an emoji at its side would be another word.
 */
export function indexText(text: string): string {
  return text.replaceAll(NO_PART_OF_A_WORD, (character) => " ".repeat(character.length));
}
