import { z } from "zod";

import { Language } from "./languages.ts";

/*
 * What travels between the page and the thread that spells. Words only: the run's text stays where it is.
 */

/** What the page asks. `id` names the question in its answer. */
export const SpellingTask = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("load"), language: Language }),
  z.strictObject({ kind: z.literal("judge"), id: z.int(), words: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("suggest"), id: z.int(), word: z.string() }),
]);
export type SpellingTask = z.infer<typeof SpellingTask>;

/** What the thread answers. A thread without a dictionary answers "broken" and nothing after it. */
export const SpellingAnswer = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  /** `why` is for the person: what is the matter with the files. */
  z.strictObject({ kind: z.literal("broken"), why: z.string() }),
  /** The wrong ones of the words that were asked for. */
  z.strictObject({ kind: z.literal("judged"), id: z.int(), wrong: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("suggested"), id: z.int(), words: z.array(z.string()) }),
]);
export type SpellingAnswer = z.infer<typeof SpellingAnswer>;
