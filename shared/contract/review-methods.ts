import { z } from "zod";

import { Problem } from "../domain/bounty/problem.ts";
import { ReviewCopyId, RemarkId, RunId } from "../domain/ids.ts";
import { CheckResults } from "../domain/consistency/results.ts";
import { RemarkAnchor } from "../domain/review/anchor.ts";
import { Step } from "../domain/step.ts";
import { Address } from "../domain/address.ts";
import { FileHandle, TargetHandle } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";

/** The longest review comment, in UTF-16 units. */
export const MAX_REMARK_UNITS = 20_000;
/** A reviewer's remark ("review comment" on screen; never a "comment", which is a type of thought). Times are UTC ms. */
export const Remark = z.strictObject({
  id: RemarkId,
  reviewer: z.string().max(200),
  anchor: RemarkAnchor,
  text: z.string().min(1).max(MAX_REMARK_UNITS),
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type Remark = z.infer<typeof Remark>;

/** A run that somebody sent, as a row of the reviews list. */
export const ReviewCopyRow = z.strictObject({
  copyId: ReviewCopyId,
  title: z.string(),
  authors: z.array(z.string()),
  steps: z.int().min(0),
  remarks: z.int().min(0),
  openedAt: z.int(),
});
export type ReviewCopyRow = z.infer<typeof ReviewCopyRow>;

/** A remark in the author's run: where it stands now, or null when the text it quotes is not there any more. */
export const PlacedRemark = z.strictObject({
  remark: Remark,
  address: Address.nullable(),
  /** 1-based number of the step it stands at now (or stood nearest to). */
  step: z.int().min(1),
  /** "quote": the quoted text stands there. "step": the remark is about the whole step. "changed": the text has changed. */
  holds: z.enum(["quote", "step", "changed"]),
  resolved: z.boolean(),
});
export type PlacedRemark = z.infer<typeof PlacedRemark>;

const ByCopy = z.strictObject({ copyId: ReviewCopyId });
const WRITING = ["notWriting", ...LIBRARY_TROUBLE] as const;

/** Reading a run that was sent, answering it, and taking the answer in. */
export const reviewMethods = {
  /** Opens an exported run read-only; the same file opens the same copy again. A file that is no run is refused with its problems; a run with holes opens, with its problems. */
  "review.openFile": method({
    request: z.strictObject({ file: FileHandle }),
    reply: ByCopy,
    errors: ["refused", ...FILE_TROUBLE, ...WRITING],
  }),
  "review.list": method({
    request: z.strictObject({}),
    reply: z.strictObject({ copies: z.array(ReviewCopyRow) }),
    errors: LIBRARY_TROUBLE,
  }),
  "review.copy": method({
    request: ByCopy,
    reply: z.strictObject({
      copyId: ReviewCopyId,
      title: z.string(),
      authors: z.array(z.string()),
      steps: z.array(Step),
      problems: z.array(Problem),
      remarks: z.array(Remark),
      reviewer: z.string(),
    }),
    errors: ["noSuchCopy", ...LIBRARY_TROUBLE],
  }),
  /** Form and consistency of the copy. Evidence names steps by number: the ids of a copy live only while it is read. */
  "review.check": method({
    request: ByCopy,
    reply: z.strictObject({ ...CheckResults.shape, ms: z.number().min(0) }),
    errors: ["noSuchCopy", "cancelled", ...LIBRARY_TROUBLE],
  }),
  /** Adds a remark or replaces the one of the same id. */
  "review.keepRemark": method({
    request: z.strictObject({ copyId: ReviewCopyId, remark: Remark }),
    reply: z.strictObject({}),
    errors: ["noSuchCopy", ...WRITING],
  }),
  "review.removeRemark": method({
    request: z.strictObject({ copyId: ReviewCopyId, remarkId: RemarkId }),
    reply: z.strictObject({}),
    errors: ["noSuchCopy", ...WRITING],
  }),
  /** Writes the answer: a small package of `kind: review` with every remark on this copy. */
  "review.exportAnswer": method({
    request: z.strictObject({
      copyId: ReviewCopyId,
      reviewer: z.string().min(1).max(200),
      target: TargetHandle,
      overwrite: z.boolean(),
    }),
    reply: z.strictObject({ file: z.string(), bytes: z.int().min(1), sha256: z.string(), remarks: z.int().min(0) }),
    errors: ["noSuchCopy", "exists", "missing", "folder", "notAFolder", "noPermission", "noSuchFile", ...WRITING],
  }),
  /**
   * Takes an answer into the author's run: twice does no harm. Without `runId` the run is found by its steps; an answer
   * to a run that is not here is refused with a sentence.
   */
  "review.importAnswer": method({
    request: z.strictObject({ file: FileHandle, runId: RunId.optional() }),
    reply: z.strictObject({
      runId: RunId,
      reviewer: z.string(),
      /** Remarks taken in now; those that were there already; of all, how many quotes have changed since. */
      added: z.int().min(0),
      already: z.int().min(0),
      changed: z.int().min(0),
      /** False when the run has been edited since the copy was made that the reviewer read. */
      sameState: z.boolean(),
    }),
    errors: ["refused", "otherRun", "noSuchRun", ...FILE_TROUBLE, ...WRITING],
  }),
  "review.remarks": method({
    request: z.strictObject({ runId: RunId }),
    reply: z.strictObject({ remarks: z.array(PlacedRemark) }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  "review.resolve": method({
    request: z.strictObject({ runId: RunId, remarkId: RemarkId, resolved: z.boolean() }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", ...WRITING],
  }),
};
