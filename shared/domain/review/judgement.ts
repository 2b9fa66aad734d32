import { z } from "zod";

import { CriterionId, MAX_CRITERIA } from "./guide.ts";
import { MAX_REMARK_UNITS } from "./remark.ts";

/** A reviewer's word on a step or a batch. */
export const JUDGED_WORDS = ["accept", "needsWork"] as const;
export const JudgedWord = z.enum(JUDGED_WORDS);
export type JudgedWord = z.infer<typeof JudgedWord>;

/** The `step` of the judgement on everything that was to be read. */
export const WHOLE_BATCH = 0;

/** What a reviewer says of one step of the copy: that it was read, a word, ratings, a reason. */
export const Judgement = z
  .strictObject({
    /** 1-based number in the copy that was read; `WHOLE_BATCH` for all that was to be read. */
    step: z.int().min(WHOLE_BATCH),
    isRead: z.boolean(),
    word: JudgedWord.nullable(),
    ratings: z.array(z.strictObject({ criterion: CriterionId, value: z.int().min(0).max(10) })).max(MAX_CRITERIA),
    reason: z.string().max(MAX_REMARK_UNITS),
    /** UTC ms. */
    updatedAt: z.int(),
  })
  .refine(
    ({ ratings }) => new Set(ratings.map(({ criterion }) => criterion)).size === ratings.length,
    "a criterion is rated twice",
  );
export type Judgement = z.infer<typeof Judgement>;
