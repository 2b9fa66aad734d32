import { z } from "zod";

import { MAX_REVIEWER_UNITS, Remark, Withdrawal } from "../../../shared/domain/review/remark.ts";
import { GuideId, PersonId, RunId } from "../../../shared/domain/ids.ts";
import { Judgement } from "../../../shared/domain/review/judgement.ts";
import { MAX_TITLE_UNITS } from "../../../shared/domain/run.ts";
import { MAX_STEPS } from "../../../shared/domain/step.ts";
import { success, type Outcome } from "../../../shared/lib/outcome.ts";
import { readPackage, writePackage, type PackageFailure } from "../package/container.ts";

/** The part of a review package that holds the answer, and the one that makes it a request. */
export const REQUEST_ENTRY = "request.json";
export const ANSWER_ENTRY = "review.json";
/** The most remarks one answer may carry. */
export const MAX_REMARKS = 100_000;

/** What a reviewer sends back: which run they read, step by step as fingerprints, and what they remark. */
export const Answer = z.strictObject({
  version: z.literal(1),
  run: z.strictObject({
    title: z.string().max(MAX_TITLE_UNITS),
    fingerprints: z.array(z.string().regex(/^[0-9a-f]{16}(?:[0-9a-f]{48})?$/u)).max(MAX_STEPS),
    /** Known where a package was sent; a bounty file names no run. */
    runId: RunId.nullable().default(null),
  }),
  reviewer: z.string().min(1).max(MAX_REVIEWER_UNITS),
  /** The person of the reviewer's library: two reviewers may have one name. */
  reviewerId: PersonId.nullable().default(null),
  /** By which guide it was judged. */
  guide: z
    .strictObject({ id: GuideId, version: z.int().min(1) })
    .nullable()
    .default(null),
  judgements: z
    .array(Judgement)
    .max(MAX_STEPS + 1)
    .default([]),
  remarks: z.array(Remark).max(MAX_REMARKS),
  /** Remarks of an earlier answer that the reviewer has taken back since. */
  withdrawn: z.array(Withdrawal).max(MAX_REMARKS),
});
export type Answer = z.infer<typeof Answer>;

/** The bytes of an answer; equal answers give equal bytes. */
export function writeAnswer(answer: Answer): Uint8Array {
  return writePackage("review", [[ANSWER_ENTRY, answer]]);
}

/** An answer read from a file's bytes, every part checked; a package of another kind says what it is. */
export function readAnswer(bytes: Uint8Array): Outcome<Answer, PackageFailure> {
  const opened = readPackage(bytes);
  if (!opened.ok) return opened;
  if (opened.value.kind !== "review") {
    return {
      ok: false,
      failure: { kind: "notAPackage", message: `This package holds a ${opened.value.kind}, not a reviewer's answer.` },
    };
  }
  if (opened.value.entries.has(REQUEST_ENTRY) && !opened.value.entries.has(ANSWER_ENTRY)) {
    const message = "This package is a run that was sent to be read, not a reviewer's answer. Open it under Reviews.";
    return { ok: false, failure: { kind: "notAPackage", message } };
  }
  const answer = Answer.safeParse(opened.value.entries.get(ANSWER_ENTRY));
  if (answer.success) return success(answer.data);
  const issue = answer.error.issues[0];
  const place = issue === undefined ? "" : ` (${issue.path.join("/")}: ${issue.message})`;
  return {
    ok: false,
    failure: {
      kind: "damaged",
      message: `This answer is not in the form that Runwright writes${place}. Ask for it again.`,
    },
  };
}
