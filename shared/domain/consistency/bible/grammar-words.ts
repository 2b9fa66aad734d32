/* The closed classes of English words, folded: with them a sentence parts into clauses and phrases without a tagger. */

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

export const PREPOSITIONS = set(
  "of at in on by from under over above below behind beside before across along out up down off through inside outside without with near around round against between into after within opposite to beyond about upon onto toward towards beneath for like than past among amid amidst underneath since during despite until till",
);
export const DETERMINERS = set(
  "the a an this that these those some any no every each either neither both all many few several two three four one another such what which whose",
);
export const POSSESSIVES = set("my your his her its our their");
export const PRONOUNS = set(
  "i you he she it we they me him us them who whom himself herself itself themselves yourself hers mine yours theirs",
);
export const CONJUNCTIONS = set(
  "and or but nor so yet as while when whenever where if because though although unless whether that",
);
export const AUXILIARIES = set(
  "is are was were be been being am has have had having do does did will would shall should can could may might must cannot",
);

const ADVERBS = set(
  "now then today tonight again still already even only just once here there ever never always too enough else perhaps indeed yet these not more alone instead",
);

/** True for a word that can be no noun of the phrase before it: it begins another phrase, or says how or when. */
export function endsPhrase(word: string): boolean {
  return (
    PREPOSITIONS.has(word) ||
    DETERMINERS.has(word) ||
    POSSESSIVES.has(word) ||
    PRONOUNS.has(word) ||
    CONJUNCTIONS.has(word) ||
    AUXILIARIES.has(word) ||
    ADVERBS.has(word) ||
    (word.length > 4 && word.endsWith("ly"))
  );
}
