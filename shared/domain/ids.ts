import { v7 } from "uuid";
import { z } from "zod";

/**
 * Ids are UUIDv7 (document model, section 3), branded so that a step's id is never passed for a thought's, and made or
 * parsed in this file only. UUIDv7 sorts by the time of making, which keeps SQLite's indexes dense; nothing may read
 * that time back as an author's clock.
 */
const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;
const UUID = z.string().regex(FORM, "not a UUIDv7");

/** True for a text that has the form of an id, of whatever kind. */
export function isUuid(value: unknown): boolean {
  return typeof value === "string" && FORM.test(value);
}

export const LibraryId = UUID.brand<"LibraryId">();
export const ProjectId = UUID.brand<"ProjectId">();
export const RunId = UUID.brand<"RunId">();
export const StepId = UUID.brand<"StepId">();
export const ThoughtId = UUID.brand<"ThoughtId">();
export const PersonId = UUID.brand<"PersonId">();
export const DeviceId = UUID.brand<"DeviceId">();
export const BatchId = UUID.brand<"BatchId">();
export const ReviewCopyId = UUID.brand<"ReviewCopyId">();
export const RemarkId = UUID.brand<"RemarkId">();
export const GuideId = UUID.brand<"GuideId">();
export const ReviewBatchId = UUID.brand<"ReviewBatchId">();
export const TurnId = UUID.brand<"TurnId">();

export type LibraryId = z.infer<typeof LibraryId>;
export type ProjectId = z.infer<typeof ProjectId>;
export type RunId = z.infer<typeof RunId>;
export type StepId = z.infer<typeof StepId>;
export type ThoughtId = z.infer<typeof ThoughtId>;
export type PersonId = z.infer<typeof PersonId>;
export type DeviceId = z.infer<typeof DeviceId>;
export type BatchId = z.infer<typeof BatchId>;
export type ReviewCopyId = z.infer<typeof ReviewCopyId>;
export type RemarkId = z.infer<typeof RemarkId>;
export type GuideId = z.infer<typeof GuideId>;
export type ReviewBatchId = z.infer<typeof ReviewBatchId>;
export type TurnId = z.infer<typeof TurnId>;

/** Random bytes an id takes, and how many ids' worth are drawn at once: asking the system for each costs more than all the rest of an id. */
const RANDOM_BYTES = 16;
const IDS_AT_ONCE = 256;
/** Where the count within a millisecond begins at most, and where it ends: it must have room to grow. */
const FIRST_COUNT_MASK = 0x3fff_ffff;
const LAST_COUNT = 0xffff_ffff;

const pool = new Uint8Array(RANDOM_BYTES * IDS_AT_ONCE);
let used = pool.length;
let milliseconds = 0;
let count = 0;

/** A new UUIDv7, greater than every one before it in this process, also within a millisecond or when the clock jumps back. */
function nextUuid(): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + RANDOM_BYTES);
  used += RANDOM_BYTES;
  const now = Date.now();
  if (now > milliseconds || count === LAST_COUNT) {
    milliseconds = Math.max(now, milliseconds + 1);
    count = new DataView(random.buffer, random.byteOffset).getUint32(6) & FIRST_COUNT_MASK;
  } else count += 1;
  return v7({ random, msecs: milliseconds, seq: count });
}

/** A new id of a library; two calls never give the same. */
export const newLibraryId = (): LibraryId => LibraryId.parse(nextUuid());
/** A new id of a project (a group of runs). */
export const newProjectId = (): ProjectId => ProjectId.parse(nextUuid());
/** A new id of a run. */
export const newRunId = (): RunId => RunId.parse(nextUuid());
/** A new id of a step. */
export const newStepId = (): StepId => StepId.parse(nextUuid());
/** A new id of a thought. */
export const newThoughtId = (): ThoughtId => ThoughtId.parse(nextUuid());
/** A new id of a person. */
export const newPersonId = (): PersonId => PersonId.parse(nextUuid());
/** A new id of a device: one installation, not one page. */
export const newDeviceId = (): DeviceId => DeviceId.parse(nextUuid());
/** A new id of a sealed batch of changes. */
export const newBatchId = (): BatchId => BatchId.parse(nextUuid());
/** A new id of a run that was sent for review, as kept by its reviewer. */
export const newReviewCopyId = (): ReviewCopyId => ReviewCopyId.parse(nextUuid());
/** A new id of a reviewer's remark. */
export const newRemarkId = (): RemarkId => RemarkId.parse(nextUuid());
/** A new id of a lead's guide. */
export const newGuideId = (): GuideId => GuideId.parse(nextUuid());
/** A new id of a batch of steps that goes to review. */
export const newReviewBatchId = (): ReviewBatchId => ReviewBatchId.parse(nextUuid());
/** A new id of a turn that a player was sent. */
export const newTurnId = (): TurnId => TurnId.parse(nextUuid());
