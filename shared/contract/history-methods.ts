import { z } from "zod";

import { BatchId, DeviceId, PersonId, RunId, StepId, ThoughtId } from "../domain/ids.ts";
import { MAX_TITLE_UNITS } from "../domain/run.ts";
import { SECTION_NAMES, StorySection, TaggableSection, ThoughtSection } from "../domain/section.ts";
import { MAX_STEPS, StepContent } from "../domain/step.ts";
import { LIBRARY_TROUBLE, method } from "./method.ts";
import { ActKind } from "./save.ts";

/** What a version is about: one of the six sections, or the step's names (chapter and bookmark). */
export const VersionedPart = z.enum([...SECTION_NAMES, "names"]);
export type VersionedPart = z.infer<typeof VersionedPart>;

/** Chapter and bookmark of a step, the part called "names". */
export const StepNames = StepContent.pick({ chapter: true, bookmark: true });
export type StepNames = z.infer<typeof StepNames>;

/** A part of a step as it stood at some time. */
export const PartContent = z.union([ThoughtSection, TaggableSection, StorySection, StepNames]);
export type PartContent = z.infer<typeof PartContent>;

/** Names a version within its library; later ones are greater. */
export const VersionNumber = z.int().min(1);

/** One version of one section: what a burst of writing left. Times are UTC milliseconds. */
export const VersionRow = z.strictObject({
  version: VersionNumber,
  stepId: StepId,
  /** The step's number in the run as it is, 1-based; null for a step in the bin. */
  step: z.int().min(1).nullable(),
  part: VersionedPart,
  /** How most of it was done; null: as it stood before its history began (imported, or older than the history). */
  kind: ActKind.nullable(),
  /** The first and the last save of the burst. */
  beganAt: z.int(),
  changedAt: z.int(),
  changedOffsetMinutes: z.int(),
  /** Null where it is not known. */
  person: z.string().nullable(),
  device: z.string().nullable(),
  /** Words of the section at its end, hidden ones included. */
  words: z.int().min(0),
  /** True for what stands in the run now. */
  isPresent: z.boolean(),
});
export type VersionRow = z.infer<typeof VersionRow>;

/** Why a snapshot was taken; all but "named" are automatic. */
export const SnapshotWhy = z.enum(["named", "import", "replaceAll", "restore", "migration"]);
export type SnapshotWhy = z.infer<typeof SnapshotWhy>;

/** A whole run at one moment. */
export const SnapshotRow = z.strictObject({
  snapshot: z.int().min(1),
  why: SnapshotWhy,
  /** Empty for automatic ones. */
  name: z.string(),
  at: z.int(),
  offsetMinutes: z.int(),
  steps: z.int().min(0),
  /** Words of the run at that moment, hidden ones included. */
  words: z.int().min(0),
});
export type SnapshotRow = z.infer<typeof SnapshotRow>;

/** What is brought back. A step comes as it stood when the version was made, with all its sections; a run as in a snapshot. */
export const Restored = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("thought"), version: VersionNumber, thoughtId: ThoughtId }),
  z.strictObject({ kind: z.literal("section"), version: VersionNumber }),
  z.strictObject({ kind: z.literal("step"), version: VersionNumber }),
  z.strictObject({ kind: z.literal("run"), snapshot: z.int().min(1) }),
]);
export type Restored = z.infer<typeof Restored>;

/** A step or run in the bin. `at` is when it went there, UTC milliseconds. */
export const BinnedStep = z.strictObject({
  stepId: StepId,
  runId: RunId,
  runTitle: z.string(),
  at: z.int(),
  words: z.int().min(0),
  /** The beginning of its text. */
  excerpt: z.string().max(200),
});
export type BinnedStep = z.infer<typeof BinnedStep>;
export const BinnedRun = z.strictObject({
  runId: RunId,
  title: z.string(),
  at: z.int(),
  steps: z.int().min(0),
  words: z.int().min(0),
});
export type BinnedRun = z.infer<typeof BinnedRun>;

/** The most rows that one list answers. */
export const MAX_LISTED = 200;
/** The longest name of a snapshot, in UTF-16 units. */
export const MAX_SNAPSHOT_NAME_UNITS = 200;

/** Who does it, as in a save; a batch that is sent again is answered as before. */
const By = { batchId: BatchId, personId: PersonId, deviceId: DeviceId } as const;

/** A restore in place or as a copy, as a save is answered; the steps that changed are fetched with `run.steps`. */
const RestoreReply = z.strictObject({
  /** The run that holds it: another one when a run was copied. */
  runId: RunId,
  orderRev: z.int().min(1),
  savedAt: z.int(),
  /** Steps that came, changed or went, with their new revs; empty for a run that was copied. */
  steps: z.array(z.strictObject({ id: StepId, rev: z.int().min(1) })),
});

/** What was: versions, snapshots and the bin. Nothing here ever destroys; what a restore replaces can be restored. */
export const historyMethods = {
  /** Versions from the newest on; `before` goes on from the last one of the page before. */
  "history.list": method({
    request: z.strictObject({
      runId: RunId,
      stepId: StepId.nullable(),
      part: VersionedPart.nullable(),
      before: VersionNumber.nullable(),
      limit: z.int().min(1).max(MAX_LISTED),
    }),
    reply: z.strictObject({ versions: z.array(VersionRow), more: z.boolean() }),
    errors: ["noSuchRun", "noSuchStep", ...LIBRARY_TROUBLE],
  }),
  /** One version with its text, the text before it and the text now; the page draws the differences. */
  "history.version": method({
    request: z.strictObject({ runId: RunId, version: VersionNumber }),
    reply: z.strictObject({
      row: VersionRow,
      was: PartContent,
      /** The version before it, as far as it is kept; null when there is none. */
      previous: PartContent.nullable(),
      now: PartContent,
      /** The whole step as it stood when the version was made, and as it stands: what a restore of the step would change. */
      stepThen: StepContent,
      stepNow: StepContent,
    }),
    errors: ["noSuchRun", "noSuchVersion", ...LIBRARY_TROUBLE],
  }),
  /**
   * Brings back a thought, section, step or run. "place": as a new version where it was (a step in the bin comes back
   * with it; what is not in the snapshot of a run goes to the bin). "copy": beside what is there, with new ids; a section
   * becomes a step of its own, a thought a bullet of its own, a run a run. `title` is for the copy of a run.
   */
  "history.restore": method({
    request: z.strictObject({
      runId: RunId,
      what: Restored,
      as: z.enum(["place", "copy"]),
      title: z.string().min(1).max(MAX_TITLE_UNITS).optional(),
      ...By,
    }),
    reply: RestoreReply,
    errors: ["noSuchRun", "noSuchVersion", "notWriting", ...LIBRARY_TROUBLE],
  }),
  /** Snapshots of a run from the newest on. */
  "history.snapshots": method({
    request: z.strictObject({ runId: RunId }),
    reply: z.strictObject({ snapshots: z.array(SnapshotRow) }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /** Takes a snapshot: by name, or before an act that changes much. Costs a few kilobytes, not a copy. */
  "history.snapshot": method({
    request: z.strictObject({
      runId: RunId,
      why: z.enum(["named", "import", "replaceAll"]),
      name: z.string().max(MAX_SNAPSHOT_NAME_UNITS),
    }),
    reply: z.strictObject({ snapshot: SnapshotRow }),
    errors: ["noSuchRun", "notWriting", ...LIBRARY_TROUBLE],
  }),
  /** What lies in the bin, the newest first; at most `limit` steps and `limit` runs. With a run only its steps. */
  "bin.list": method({
    request: z.strictObject({ runId: RunId.nullable(), limit: z.int().min(1).max(10_000) }),
    reply: z.strictObject({ runs: z.array(BinnedRun), steps: z.array(BinnedStep), more: z.boolean() }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /** Brings steps of one run back to where they were. */
  "bin.restoreSteps": method({
    request: z.strictObject({ runId: RunId, steps: z.array(StepId).min(1).max(MAX_STEPS), ...By }),
    reply: RestoreReply,
    errors: ["noSuchRun", "noSuchStep", "notWriting", ...LIBRARY_TROUBLE],
  }),
  /** Brings a run back. */
  "bin.restoreRun": method({
    request: z.strictObject({ runId: RunId }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", "notWriting", ...LIBRARY_TROUBLE],
  }),
  /** Puts a run in the bin; nothing of it is taken away. */
  "run.delete": method({
    request: z.strictObject({ runId: RunId }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", "notWriting", ...LIBRARY_TROUBLE],
  }),
};
