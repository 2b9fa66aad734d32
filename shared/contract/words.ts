import { z } from "zod";

const Count = z.int().min(0);

/** Visible words by type of thought. */
export const WordsByType = z.strictObject({ watsonian: Count, doylist: Count, meta: Count, comment: Count });
export type WordsByType = z.infer<typeof WordsByType>;

/** Visible words as people are shown them; `words` is the sum of the other two, `thoughtWords` the sum of `byType`. */
export const CountedWords = z.strictObject({
  words: Count,
  storyWords: Count,
  thoughtWords: Count,
  byType: WordsByType,
});
export type CountedWords = z.infer<typeof CountedWords>;
