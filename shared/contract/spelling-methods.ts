import { z } from "zod";

import { RunId } from "../domain/ids.ts";
import { LIBRARY_TROUBLE, method } from "./method.ts";

/** The longest word that is kept, in UTF-16 units: what is longer is no word. */
export const MAX_WORD_UNITS = 80;
/** More words than any run coins; a hostile page cannot fill the disk with them. */
export const MAX_RUN_WORDS = 20_000;

/** A word of a run as it is written there; straight apostrophes, no white space. */
export const RunWord = z
  .string()
  .min(1)
  .max(MAX_WORD_UNITS)
  .regex(/^[^\s\0]+$/u)
  .refine((word) => word.isWellFormed());

/** The words that a run has of its own, in the order of their letters. */
const RunWords = z.strictObject({ words: z.array(RunWord).max(MAX_RUN_WORDS) });

/** Spelling: what an author accepts in one run. The dictionaries themselves come with the page. */
export const spellingMethods = {
  "run.words": method({
    request: z.strictObject({ runId: RunId }),
    reply: RunWords,
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /**
   * Accepts words and takes others back, and answers all that the run then has: two pages that each add one lose none.
   * A word that is accepted twice, or taken back and not there, is no failure. "tooLarge": there are too many.
   */
  "run.changeWords": method({
    request: z.strictObject({
      runId: RunId,
      add: z.array(RunWord).max(MAX_RUN_WORDS),
      remove: z.array(RunWord).max(MAX_RUN_WORDS),
    }),
    reply: RunWords,
    errors: ["noSuchRun", "notWriting", "tooLarge", ...LIBRARY_TROUBLE],
  }),
};
