/** nspell 2 has no types of its own. Only what is used of it. */
declare module "nspell" {
  /** A Hunspell dictionary, expanded in memory. */
  type Checker = {
    /** True when the word is in the dictionary, in one of the ways to capitalise it. */
    correct(word: string): boolean;
    /** Words like this one, the likeliest first; none for a right word. */
    suggest(word: string): string[];
  };
  /** Reads a Hunspell dictionary from the text of its two files. Accepts whatever it is given, also what is none. */
  const nspell: (affixes: string, words: string) => Checker;
  export default nspell;
}
