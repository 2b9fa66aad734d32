import { COMMON_WORDS } from "./common-words.ts";
import { EXCHANGE_WORDS } from "./exchange-words.ts";
import { LIBRARY_WORDS } from "./library-words.ts";
import { REVIEW_WORDS } from "./review-words.ts";
import { RUN_WORDS } from "./run-words.ts";
import { STRUCTURE_WORDS } from "./structure-words.ts";

/**
 * Every word that a person reads on the page, by area. An entry is a sentence, or its two forms by number; `{name}` is a
 * slot. Another language is another set of these files with the same keys (`say.ts` speaks them).
 */
export const WORDS = {
  ...COMMON_WORDS,
  ...LIBRARY_WORDS,
  ...RUN_WORDS,
  ...STRUCTURE_WORDS,
  ...REVIEW_WORDS,
  ...EXCHANGE_WORDS,
} as const;
