import { z } from "zod";

import { BatchId, DeviceId, PersonId, RunId, StepId } from "../domain/ids.ts";
import { SectionName } from "../domain/section.ts";
import { MAX_STEPS, StepContent } from "../domain/step.ts";

/*
 * A save (document model, section 5): the changed steps of one run since the batch before, sealed under an id of its
 * own and sent until it is answered. Only changed steps travel; the order travels only when it changed.
 */

/**
 * How words came or went. Typed covers Backspace while typing; a cut or deleted selection is "deleted"; undo and redo
 * are "restored". The order is that of the numbers in the writing log: append only.
 */
export const ACT_KINDS = [
  "typed",
  "pasted",
  "dropped",
  "imported",
  "moved",
  "restored",
  "replaced",
  "deleted",
] as const;
export const ActKind = z.enum(ACT_KINDS);
export type ActKind = z.infer<typeof ActKind>;

/** The most acts that one batch may tell of: a replace-all over every section of the longest run. */
export const MAX_ACTS = MAX_STEPS * 6;
/** The longest active time one act may claim: a day. */
export const MAX_ACTIVE_MS = 86_400_000;

/** What was done to one section since the batch before. A tag is no act: it changes no stored word. */
export const Act = z.strictObject({
  stepId: StepId,
  section: SectionName,
  kind: ActKind,
  /** Words that came into the stored text, parked text included. */
  added: z.int().min(0),
  /** Words that went from the stored text. */
  removed: z.int().min(0),
  /** Time spent at it without the pauses, in milliseconds. */
  activeMs: z.int().min(0).max(MAX_ACTIVE_MS),
});
export type Act = z.infer<typeof Act>;

/**
 * A step as it stands after the change. `baseRev` is the rev that the page last learnt, 0 for a step that the library
 * has never had. A step of the bin that is sent with its content comes back (the undo of a deletion).
 */
export const ChangedStep = z.strictObject({ id: StepId, baseRev: z.int().min(0), content: StepContent });
/** A step that goes to the bin. */
export const DeletedStep = z.strictObject({ id: StepId, baseRev: z.int().min(1), deleted: z.literal(true) });

export const SaveRequest = z.strictObject({
  runId: RunId,
  /** Made once when the batch is sealed: the same batch sent again is answered as before and writes nothing. */
  batchId: BatchId,
  deviceId: DeviceId,
  personId: PersonId,
  /** The order's rev that the page last learnt. It is checked when steps come, go or change places. */
  orderRev: z.int().min(1),
  steps: z.array(z.union([ChangedStep, DeletedStep])).max(MAX_STEPS),
  /** All steps of the run in reading order as they stand after this batch; left out while the order has not changed. */
  order: z.array(StepId).min(1).max(MAX_STEPS).optional(),
  acts: z.array(Act).max(MAX_ACTS),
});
export type SaveRequest = z.infer<typeof SaveRequest>;

/** The answer to a save. */
export const SaveReply = z.discriminatedUnion("state", [
  /** On the disk. `steps` holds the new rev of every step of the request, deleted ones included. */
  z.strictObject({
    state: z.literal("saved"),
    /** When it was committed, in UTC milliseconds. */
    savedAt: z.int(),
    orderRev: z.int().min(1),
    steps: z.array(z.strictObject({ id: StepId, rev: z.int().min(1) })),
  }),
  /**
   * Another page has written since: nothing of this batch was written. `steps` are those of the request whose
   * `baseRev` is not the present one, with the present rev (0: the library has no such step). It is empty when only
   * the order is behind.
   */
  z.strictObject({
    state: z.literal("stale"),
    orderRev: z.int().min(1),
    steps: z.array(z.strictObject({ id: StepId, rev: z.int().min(0), deleted: z.boolean() })),
  }),
]);
export type SaveReply = z.infer<typeof SaveReply>;
