import { z } from "zod";

import { PersonId, RemarkId } from "../ids.ts";
import { MAX_QUOTE_UNITS, RemarkAnchor } from "./anchor.ts";

/** The longest review comment, in UTF-16 units. */
export const MAX_REMARK_UNITS = 20_000;
/** The longest suggested text, in UTF-16 units: twice the longest quote that it may stand for. */
export const MAX_SUGGESTION_UNITS = 2 * MAX_QUOTE_UNITS;
/** The longest name of a reviewer, in UTF-16 units. */
export const MAX_REVIEWER_UNITS = 200;

/**
 * A reviewer's remark or the author's ("review comment" on screen; never a "comment", which is a type of thought). It
 * is no part of the run: it is never counted, searched or exported with the data. Times are UTC ms.
 */
export const Remark = z
  .strictObject({
    id: RemarkId,
    /** Who made it, as they sign. */
    reviewer: z.string().max(MAX_REVIEWER_UNITS),
    /** The person of the library it was made in: two reviewers may have one name. Null in answers of older releases. */
    by: PersonId.nullable().default(null),
    anchor: RemarkAnchor,
    text: z.string().max(MAX_REMARK_UNITS),
    /** The remark that this one answers; its anchor is that remark's. */
    replyTo: RemarkId.nullable().default(null),
    /** What the reviewer would write in the place of the quote; "" takes the quote away. */
    suggestion: z.string().max(MAX_SUGGESTION_UNITS).nullable().default(null),
    createdAt: z.int(),
    updatedAt: z.int(),
  })
  .refine((remark) => remark.text !== "" || remark.suggestion !== null, "says nothing");
export type Remark = z.infer<typeof Remark>;

/** That a remark was taken back, and when (UTC ms). One that was made anew since stands. */
export const Withdrawal = z.strictObject({ id: RemarkId, at: z.int() });
export type Withdrawal = z.infer<typeof Withdrawal>;
