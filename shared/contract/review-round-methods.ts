import { z } from "zod";

import { GuideId, RemarkId, ReviewBatchId, RunId, StepId } from "../domain/ids.ts";
import { CriterionId, Guide, Scale } from "../domain/review/guide.ts";
import { JudgedWord, Judgement } from "../domain/review/judgement.ts";
import { Remark } from "../domain/review/remark.ts";
import { TargetHandle } from "./handles.ts";
import { LIBRARY_TROUBLE, method } from "./method.ts";
import { StepRange } from "./review-methods.ts";

/** Where a batch of steps stands. */
export const BATCH_STATES = ["draft", "submitted", "needsWork", "accepted", "paid"] as const;
export const BatchState = z.enum(BATCH_STATES);
export type BatchState = z.infer<typeof BatchState>;

/** A batch as it stands: the steps between its first and its last one that are still in the run. */
export const ReviewBatch = z.strictObject({
  batchId: ReviewBatchId,
  /** Counted from 1 in the order of making. */
  number: z.int().min(1),
  /** Null when none of its steps is in the run any more. */
  range: StepRange.nullable(),
  state: BatchState,
  /** Every state it was put in, the oldest first; times are UTC ms. */
  events: z.array(z.strictObject({ state: BatchState, at: z.int() })),
  /** From the last submission to the answer to it (needs work or accepted), in ms; null while there is none. */
  turnaroundMs: z.int().min(0).nullable(),
});
export type ReviewBatch = z.infer<typeof ReviewBatch>;

/** A reviewer of a run. `key` tells two of one name apart, and `name` is what tells them apart on the screen. */
export const RunReviewer = z.strictObject({
  key: z.string(),
  name: z.string(),
  /** Steps of the present run that this reviewer has read in their present form, and in an earlier one. */
  read: z.int().min(0),
  readBefore: z.int().min(0),
});
export type RunReviewer = z.infer<typeof RunReviewer>;

/** What a reviewer said of a step of the run. */
export const StepJudgement = z.strictObject({
  reviewer: z.string(),
  word: JudgedWord.nullable(),
  ratings: Judgement.shape.ratings,
  reason: z.string(),
  at: z.int(),
  /** True when the step has been edited since the state that was judged. */
  isChangedSince: z.boolean(),
});
export type StepJudgement = z.infer<typeof StepJudgement>;

/** A step on which something was said. */
export const JudgedStep = z.strictObject({
  stepId: StepId,
  step: z.int().min(1),
  judgements: z.array(StepJudgement),
});
export type JudgedStep = z.infer<typeof JudgedStep>;

/** How far reviewers agree on one criterion, or on the word (`criterion` null). */
export const CriterionAgreement = z.strictObject({
  criterion: CriterionId.nullable(),
  name: z.string(),
  /** How it is rated; null for the word. */
  scale: Scale.nullable(),
  units: z.int().min(0),
  pairs: z.int().min(0),
  percent: z.number().min(0).max(1).nullable(),
  alpha: z.number().nullable(),
  interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
});
export type CriterionAgreement = z.infer<typeof CriterionAgreement>;

/** A step on which reviewers of the same text differ. Values of the word: 1 accept, 0 needs work. */
export const Disagreement = z.strictObject({
  stepId: StepId,
  step: z.int().min(1),
  criterion: CriterionId.nullable(),
  name: z.string(),
  values: z.array(z.strictObject({ reviewer: z.string(), value: z.int(), reason: z.string() })).min(2),
});
export type Disagreement = z.infer<typeof Disagreement>;

const ByRun = z.strictObject({ runId: RunId });
const WRITING = ["notWriting", ...LIBRARY_TROUBLE] as const;

/** Rounds of review in the author's and the lead's library: what goes out, what stands, how far reviewers agree. */
export const reviewRoundMethods = {
  /**
   * Writes what a reviewer gets: a package of `kind: review` with the run as a reader sees it, the steps that are to be
   * read, the guide, and, when asked, what was said so far. The batch of these steps is submitted by it.
   */
  "review.exportRequest": method({
    request: z.strictObject({
      runId: RunId,
      range: StepRange,
      /** Whether remarks of earlier rounds go along: not where reviewers are to judge independently. */
      withRemarks: z.boolean(),
      target: TargetHandle,
      overwrite: z.boolean(),
    }),
    reply: z.strictObject({ file: z.string(), bytes: z.int().min(1), sha256: z.string(), batchId: ReviewBatchId }),
    errors: [
      "noSuchRun",
      "noSuchStep",
      "nothingToExport",
      "exists",
      "missing",
      "folder",
      "notAFolder",
      "noPermission",
      "noSuchFile",
      "tooLarge",
      ...WRITING,
    ],
  }),
  /** Who reviewed the run, what was said of which step, and how its batches stand. */
  "review.status": method({
    request: ByRun,
    reply: z.strictObject({
      reviewers: z.array(RunReviewer),
      steps: z.array(JudgedStep),
      /** On everything that was sent, by the latest answer of each reviewer. */
      whole: z.array(StepJudgement),
      batches: z.array(ReviewBatch),
    }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  "review.agreement": method({
    request: ByRun,
    reply: z.strictObject({
      reviewers: z.array(RunReviewer),
      criteria: z.array(CriterionAgreement),
      disagreements: z.array(Disagreement),
    }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /** The author's own remark or reply: added, or put in the place of the one of the same id. */
  "review.keepOwn": method({
    request: z.strictObject({ runId: RunId, remark: Remark }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", ...WRITING],
  }),
  "review.removeOwn": method({
    request: z.strictObject({ runId: RunId, remarkId: RemarkId }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", ...WRITING],
  }),
  /** Makes a batch of these steps (`batchId` null), or puts one into a state. */
  "review.setBatch": method({
    request: z.strictObject({
      runId: RunId,
      batchId: ReviewBatchId.nullable(),
      range: StepRange.nullable(),
      state: BatchState,
    }),
    reply: z.strictObject({ batchId: ReviewBatchId }),
    errors: ["noSuchRun", "noSuchStep", ...WRITING],
  }),
  /** The guide that stands in this library, and every version that was known before it, the latest first. */
  "review.guide": method({
    request: z.strictObject({}),
    reply: z.strictObject({ guide: Guide.nullable(), earlier: z.array(Guide) }),
    errors: LIBRARY_TROUBLE,
  }),
  /** Keeps a guide as the next version; the same words keep the version they have. */
  "review.keepGuide": method({
    request: z.strictObject({
      guideId: GuideId.nullable(),
      title: Guide.shape.title,
      text: Guide.shape.text,
      criteria: Guide.shape.criteria,
    }),
    reply: z.strictObject({ guide: Guide }),
    errors: WRITING,
  }),
};
