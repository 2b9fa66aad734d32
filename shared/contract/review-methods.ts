import { z } from "zod";

import { Problem } from "../domain/bounty/problem.ts";
import { ReviewCopyId, RemarkId, RunId, StepId } from "../domain/ids.ts";
import { CheckResults } from "../domain/consistency/results.ts";
import { WHOLE_RUN } from "../domain/review/anchor.ts";
import { BegunRemark } from "../domain/review/begun.ts";
import { Guide } from "../domain/review/guide.ts";
import { Judgement } from "../domain/review/judgement.ts";
import { MAX_REVIEWER_UNITS, Remark } from "../domain/review/remark.ts";
import { SectionName } from "../domain/section.ts";
import { Step } from "../domain/step.ts";
import { Address } from "../domain/address.ts";
import { FileHandle, FolderHandle, TargetHandle } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";

/** A run that somebody sent, as a row of the reviews list. */
export const ReviewCopyRow = z.strictObject({
  copyId: ReviewCopyId,
  title: z.string(),
  authors: z.array(z.string()),
  steps: z.int().min(0),
  remarks: z.int().min(0),
  /** Of the steps that are to be read: how many the reviewer has read, and how many there are. */
  read: z.int().min(0),
  toRead: z.int().min(0),
  openedAt: z.int(),
  /** When the last answer was written; null before. */
  sentAt: z.int().nullable(),
});
export type ReviewCopyRow = z.infer<typeof ReviewCopyRow>;

/** Steps of a copy or run by number, both included; 1-based. */
export const StepRange = z
  .strictObject({ from: z.int().min(1), to: z.int().min(1) })
  .refine(({ from, to }) => from <= to, "ends before it starts");
export type StepRange = z.infer<typeof StepRange>;

/** A remark that came along with what was sent: what was said in earlier rounds, and whether the author is done with it. */
export const SentRemark = z.strictObject({ remark: Remark, resolved: z.boolean() });
export type SentRemark = z.infer<typeof SentRemark>;

/** An earlier copy of the same run in this library, and what has changed since (1-based numbers in the later copy). */
export const EarlierCopy = z.strictObject({
  copyId: ReviewCopyId,
  title: z.string(),
  openedAt: z.int(),
  changed: z.array(z.int().min(1)),
});
export type EarlierCopy = z.infer<typeof EarlierCopy>;

/** A remark in the author's run: where it stands now, or null when the text it quotes is not there any more. */
export const PlacedRemark = z.strictObject({
  remark: Remark,
  address: Address.nullable(),
  /** 1-based number of the step it stands at now (or stood nearest to), and its id; `WHOLE_RUN` and null for the run. */
  step: z.int().min(WHOLE_RUN),
  stepId: StepId.nullable(),
  /**
   * "quote": the quoted text stands there. "step": the remark is about the whole step or section. "run": about the run.
   * "changed": the text has changed.
   */
  holds: z.enum(["quote", "step", "run", "changed"]),
  resolved: z.boolean(),
  /** Made in this library: the author's own remarks and replies can be taken back here. */
  isOwn: z.boolean(),
});
export type PlacedRemark = z.infer<typeof PlacedRemark>;

/** Where the reviewer was in a copy: the caret, and how far below the page's top its line stood, in pixels. */
export const CopyPlace = z.strictObject({
  /** 1-based. A copy's steps have no lasting ids. */
  step: z.int().min(1),
  section: SectionName,
  /** Counted in the document from the section's start. */
  offset: z.int().min(0),
  scrollTop: z.number().min(0),
});
export type CopyPlace = z.infer<typeof CopyPlace>;

const ByCopy = z.strictObject({ copyId: ReviewCopyId });
const WRITING = ["notWriting", ...LIBRARY_TROUBLE] as const;

/** Reading a run that was sent, answering it, and taking the answer in. */
export const reviewMethods = {
  /**
   * Opens an exported run read-only; the same file opens the same copy again, and so does an answer that this person
   * wrote to it. A file that is no run is refused with its problems; a run with holes opens, with its problems.
   */
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
      /** The steps that were sent to be read; null for a plain file, of which all are. */
      range: StepRange.nullable(),
      judgements: z.array(Judgement),
      /** The lead's guide that came along, else the library's; and the version that this library knew before. */
      guide: Guide.nullable(),
      guideBefore: Guide.nullable(),
      /** Remarks of earlier rounds that came along. */
      threads: z.array(SentRemark),
      /** Earlier copies of the same run, the latest first. */
      earlier: z.array(EarlierCopy),
      /** Where the reviewer was; null at the first opening. */
      place: CopyPlace.nullable(),
      /** Remarks that were begun and neither kept nor given up. */
      begun: z.array(BegunRemark),
      /** When the last answer was written (UTC ms); null before. */
      sentAt: z.int().nullable(),
    }),
    errors: ["noSuchCopy", ...LIBRARY_TROUBLE],
  }),
  /** Form and consistency of the copy. Evidence names steps by number: the ids of a copy live only while it is read. */
  "review.check": method({
    request: ByCopy,
    reply: z.strictObject({ ...CheckResults.shape, ms: z.number().min(0) }),
    errors: ["noSuchCopy", "cancelled", ...LIBRARY_TROUBLE],
  }),
  /** Opens every run in a folder (`*.json`, `*.runpkg` directly in it); those that cannot be read are named with the reason. */
  "review.openFolder": method({
    request: z.strictObject({ folder: FolderHandle }),
    reply: z.strictObject({
      opened: z.int().min(0),
      refused: z.array(z.strictObject({ file: z.string(), message: z.string() })),
    }),
    errors: ["notAFolder", ...FILE_TROUBLE, ...WRITING],
  }),
  /** Two copies aligned: for each step of `copyId` the step of `with` that it was (both 1-based), and those that are gone. */
  "review.compare": method({
    request: z.strictObject({ copyId: ReviewCopyId, with: ReviewCopyId }),
    reply: z.strictObject({
      steps: z.array(z.strictObject({ was: z.int().min(1).nullable(), isSame: z.boolean() })),
      gone: z.array(z.int().min(1)),
    }),
    errors: ["noSuchCopy", ...LIBRARY_TROUBLE],
  }),
  /** Keeps the reviewer's judgement on a step, or on the whole batch. */
  "review.judge": method({
    request: z.strictObject({ copyId: ReviewCopyId, judgement: Judgement }),
    reply: z.strictObject({}),
    errors: ["noSuchCopy", ...WRITING],
  }),
  /** Remembers where the reviewer was. Never counts as an edit. */
  "review.keepPlace": method({
    request: z.strictObject({ copyId: ReviewCopyId, place: CopyPlace }),
    reply: z.strictObject({}),
    errors: ["noSuchCopy", ...WRITING],
  }),
  /** Keeps what is written of a remark so far, in the place of what was begun there before; nothing written ends it. */
  "review.keepBegun": method({
    request: z.strictObject({ copyId: ReviewCopyId, begun: BegunRemark }),
    reply: z.strictObject({}),
    errors: ["noSuchCopy", ...WRITING],
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
      reviewer: z.string().min(1).max(MAX_REVIEWER_UNITS),
      target: TargetHandle,
      overwrite: z.boolean(),
    }),
    reply: z.strictObject({
      file: z.string(),
      bytes: z.int().min(1),
      sha256: z.string(),
      remarks: z.int().min(0),
      judgements: z.int().min(0),
    }),
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
      /** Judgements taken in now. */
      judged: z.int().min(0),
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
