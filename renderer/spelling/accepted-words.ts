import { foldedWord } from "./words-in-text.ts";

/**
 * Words that are right in one run although no dictionary has them: what its author has accepted, and its recurring names.
 * "knocketh" accepts "Knocketh" and "KNOCKETH" too; "Edda" accepts "EDDA" and not "edda"; all accept their possessives.
 */
export class AcceptedWords {
  readonly #words: ReadonlySet<string>;

  constructor(words: Iterable<string>) {
    const accepted = new Set<string>();
    for (const raw of words) {
      const word = foldedWord(raw);
      accepted.add(word);
      accepted.add(word.toUpperCase());
      if (word === word.toLowerCase()) accepted.add(capitalised(word));
    }
    this.#words = accepted;
  }

  /** Takes a folded word. */
  has(word: string): boolean {
    return this.#words.has(word) || this.#words.has(withoutPossessive(word));
  }
}

/** The word without "'s", or without the apostrophe of a plural's possessive. */
export function withoutPossessive(word: string): string {
  return /'s$/iu.test(word) ? word.slice(0, -2) : word;
}

function capitalised(word: string): string {
  const [first = ""] = word;
  return first.toUpperCase() + word.slice(first.length);
}
