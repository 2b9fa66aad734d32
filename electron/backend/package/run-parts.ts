import { createHash } from "node:crypto";

import { z } from "zod";

import { SnapshotWhy, VersionedPart } from "../../../shared/contract/history-methods.ts";
import { BatchState } from "../../../shared/contract/review-round-methods.ts";
import { BiblePart } from "../../../shared/domain/bible/bible.ts";
import { Goal } from "../../../shared/domain/progress/goal.ts";
import { GuideVersion } from "../../../shared/domain/exchange/provenance.ts";
import { Guide } from "../../../shared/domain/review/guide.ts";
import { RunReport } from "../../../shared/domain/progress/report.ts";
import { Judgement } from "../../../shared/domain/review/judgement.ts";
import { Remark, Withdrawal } from "../../../shared/domain/review/remark.ts";
import { RunDetails, RunPlace } from "../../../shared/contract/run-methods.ts";
import { ActKind } from "../../../shared/contract/save.ts";
import { Anchor, Verdict } from "../../../shared/domain/consistency/verdict.ts";
import { DeviceId, PersonId, ProjectId, ReviewBatchId, RunId, StepId } from "../../../shared/domain/ids.ts";
import { SECTION_NAMES, SectionName } from "../../../shared/domain/section.ts";
import { MAX_STEPS, StepContent } from "../../../shared/domain/step.ts";

/*
 * The parts of a package of kind `run` (docs/formats/package.md): everything that a library holds of one run. Lists that
 * grow with the run are JSON Lines, one entry a line; the others are one JSON value. Library keys do not travel: people,
 * devices and steps are named by their ids, batches by their order within the run.
 */

/** UTC milliseconds, and how far the wall's clock was ahead of UTC, in minutes. */
const PackedMoment = z.strictObject({ utcMs: z.int(), offsetMinutes: z.int() });
const Count = z.int().min(0);
const Order = z.int().min(1);
const Named = z.string().max(10_000);

/** `run.json`. */
export const PackedRun = z.strictObject({
  runId: RunId,
  origin: z.enum(["written", "imported"]),
  made: PackedMoment,
  changed: PackedMoment,
  details: RunDetails.omit({ projectId: true }),
  project: z.strictObject({ id: ProjectId, title: Named, made: PackedMoment }).nullable(),
  place: RunPlace.nullable(),
  /** What the author means to write a day, and by when. */
  goal: Goal.nullable(),
  /** Everybody and every device that the log or the history names. */
  people: z.array(z.strictObject({ id: PersonId, name: Named })).max(100_000),
  devices: z.array(z.strictObject({ id: DeviceId, name: Named, firstSeen: PackedMoment })).max(100_000),
});
export type PackedRun = z.infer<typeof PackedRun>;

const PackedProvenance = z.strictObject({
  /** Null: unknown. */
  order: Order.nullable(),
  at: PackedMoment.nullable(),
  changedAfterNext: z.boolean(),
  typed: Count,
  pasted: Count,
  dropped: Count,
  imported: Count,
  moved: Count,
  restored: Count,
  replaced: Count,
  removed: Count,
  guide: GuideVersion.nullable(),
});

const stepWith = <T extends z.ZodType>(provenance: T) =>
  z.strictObject({
    id: StepId,
    /** Null for a step of the run; in the bin: when it went there (UTC milliseconds), and after how many steps it stood. */
    deleted: z.strictObject({ at: z.int(), after: Count.max(MAX_STEPS) }).nullable(),
    content: StepContent,
    provenance: z.partialRecord(z.enum(SECTION_NAMES), provenance),
  });

/** A line of `steps.jsonl`: the steps in reading order, then those in the bin. */
export const PackedStep = stepWith(PackedProvenance);
export type PackedStep = z.infer<typeof PackedStep>;
/** The same in a package of version 1, which knew of no guide. */
export const FirstPackedStep = stepWith(
  PackedProvenance.omit({ guide: true }).transform((first) => ({ ...first, guide: null })),
);

/** A line of `log.jsonl`, in the order of writing. */
export const PackedAct = z.strictObject({
  batch: Order.nullable(),
  /** Null for a step that is not kept any more. */
  step: StepId.nullable(),
  section: SectionName.nullable(),
  kind: ActKind,
  person: PersonId.nullable(),
  device: DeviceId.nullable(),
  added: Count,
  removed: Count,
  activeMs: Count,
  at: PackedMoment,
});
export type PackedAct = z.infer<typeof PackedAct>;

/** A line of `versions.jsonl`, the oldest first. */
export const PackedVersion = z.strictObject({
  step: StepId,
  part: VersionedPart,
  kind: ActKind.nullable(),
  standsAlone: z.boolean(),
  batch: Order.nullable(),
  person: PersonId.nullable(),
  device: DeviceId.nullable(),
  beganAt: z.int(),
  changedAt: z.int(),
  changedOffset: z.int(),
  words: Count,
  /** The part as JSON; null for what the step holds. */
  text: z.string().nullable(),
});
export type PackedVersion = z.infer<typeof PackedVersion>;

/** `snapshots.json`, the oldest first. */
export const PackedSnapshots = z
  .array(
    z.strictObject({
      why: SnapshotWhy,
      name: Named,
      /** How many of the run's versions there were. */
      versions: Count,
      steps: z.array(StepId).max(MAX_STEPS),
      words: Count,
      at: PackedMoment,
    }),
  )
  .max(100_000);
export type PackedSnapshots = z.infer<typeof PackedSnapshots>;

/** `verdicts.json`: the author's word on findings, the oldest first. */
export const PackedVerdicts = z
  .array(z.strictObject({ findingKey: z.string().max(1_000), verdict: Verdict, at: PackedMoment }))
  .max(1_000_000);
export type PackedVerdicts = z.infer<typeof PackedVerdicts>;

/** `answers.json`: what reviewers remarked, by the answer it came with, the oldest first. */
export const PackedAnswers = z
  .array(
    z.strictObject({
      fingerprints: z.array(z.string().max(200)).max(MAX_STEPS),
      taken: PackedMoment,
      remarks: z
        .array(z.strictObject({ remark: Remark, isResolved: z.boolean(), isWithdrawn: z.boolean() }))
        .max(1_000_000),
      /** `reviewer`: the id of the reviewer, or the name where an older release gave none. */
      judgements: z.array(z.strictObject({ reviewer: Named, name: Named, judgement: Judgement })).max(1_000_000),
    }),
  )
  .max(100_000);
export type PackedAnswers = z.infer<typeof PackedAnswers>;

/** `words.json`: words that the author accepted for the run. */
export const PackedWords = z
  .array(z.strictObject({ word: z.string().min(1).max(1_000), added: PackedMoment }))
  .max(1_000_000);
export type PackedWords = z.infer<typeof PackedWords>;

/** `reviews.json`: remarks that were taken back, and batches of steps with their states, the oldest first. */
export const PackedReviews = z.strictObject({
  withdrawals: z.array(Withdrawal).max(1_000_000),
  batches: z
    .array(
      z.strictObject({
        id: ReviewBatchId,
        steps: z.array(StepId).max(MAX_STEPS),
        made: PackedMoment,
        states: z.array(z.strictObject({ state: BatchState, at: PackedMoment })).max(10_000),
      }),
    )
    .max(100_000),
});
export type PackedReviews = z.infer<typeof PackedReviews>;

/** `guides.json`: the versions of guides that sections and judgements of the run name, and when the library learned of each. Since version 2. */
export const PackedGuides = z.array(z.strictObject({ guide: Guide, kept: PackedMoment })).max(10_000);
export type PackedGuides = z.infer<typeof PackedGuides>;

/** `bible.json`: what the author has confirmed of the run's world, and the findings of a baseline. */
export const PackedBible = z.strictObject({
  /** How often it was changed; 0 where nothing was ever confirmed. */
  rev: Count,
  parts: z.array(z.strictObject({ part: BiblePart, changed: PackedMoment })).max(1_000_000),
  baseline: z.strictObject({ anchors: z.array(Anchor).max(1_000_000), at: PackedMoment }).nullable(),
});
export type PackedBible = z.infer<typeof PackedBible>;

/** The parts of a run's package in the order in which they are written and read. */
export const RUN_PARTS = [
  "run.json",
  "steps.jsonl",
  "log.jsonl",
  "versions.jsonl",
  "snapshots.json",
  "verdicts.json",
  "answers.json",
  "words.json",
  "reviews.json",
  "bible.json",
  "guides.json",
] as const;
export type RunPart = (typeof RUN_PARTS)[number];

/** The part that a lead's overview reads in place of all others; a package without it is read whole. */
export const PROGRESS_PART = "progress.json";

/**
 * `progress.json`: what the other parts come to. Its days begin at 04:00, since it does not say its author's hour. `of` tells
 * of which parts it was drawn: where they are others, it says nothing.
 */
export const PackedProgress = z.strictObject({ of: z.string().regex(/^[0-9a-f]{64}$/u), report: RunReport });

/** The hour at which the days of a package begin. */
export const PACKED_DAYS_START_AT = 4;

/** One hash over the checksums of the parts of a run, which are taken in their order; null where one is missing. */
export function sumOfParts(sums: ReadonlyMap<string, { readonly sha256: string }>): string | null {
  const hash = createHash("sha256");
  for (const name of RUN_PARTS) {
    const sum = sums.get(name);
    if (sum === undefined) return null;
    hash.update(`${name} ${sum.sha256}\n`);
  }
  return hash.digest("hex");
}
