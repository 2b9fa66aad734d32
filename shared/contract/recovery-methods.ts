import { z } from "zod";

import { RunId } from "../domain/ids.ts";
import { MAX_TITLE_UNITS } from "../domain/run.ts";
import { MAX_STEPS, Step } from "../domain/step.ts";
import { BackupRow } from "./backup-methods.ts";
import { FileHandle, TargetHandle } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";

/** What a recovery tells apart of what it reads out beside steps. */
export const SALVAGED_KINDS = [
  "versions",
  "snapshots",
  "log",
  "bible",
  "verdicts",
  "words",
  "remarks",
  "judgements",
  "reviews",
  "batches",
  "guides",
  "goals",
  "turns",
] as const;
export const SalvagedKind = z.enum(SALVAGED_KINDS);
export type SalvagedKind = z.infer<typeof SalvagedKind>;

/** How many rows of a kind could be read, and how many of them came in; the others stood in the library already. */
export const Tally = z.strictObject({ kind: SalvagedKind, found: z.int().min(0), brought: z.int().min(0) });
export type Tally = z.infer<typeof Tally>;

/** What was read out of a damaged file and brought into the library, run by run. */
export const SalvagedRun = z.strictObject({
  runId: RunId,
  title: z.string(),
  /** Steps of it that could be read. */
  found: z.int().min(0),
  /** Of these the ones that were newer than what stood in the library, and came in as new versions or new steps. */
  brought: z.int().min(0),
  /** True while the run lies in the bin; reports of earlier releases do not say. */
  inBin: z.boolean().default(false),
  /** What belongs to the run beside its steps; reports of earlier releases do not say. */
  others: z.array(Tally).default([]),
});
export type SalvagedRun = z.infer<typeof SalvagedRun>;

/** What a recovery did. Shown at the first start after it and until the person has seen it. */
export const RecoveryReport = z.strictObject({
  at: z.int(),
  offsetMinutes: z.int(),
  /** "missing": the library's file had gone. "file": somebody had a damaged file read out. */
  what: z.enum(["damaged", "missing", "file"]),
  /** What was found wrong, for a report of the fault. */
  detail: z.string(),
  /** The backup that was put in place; null when there was none, or when none was needed. */
  backup: BackupRow.nullable(),
  /** The name of the file beside the library that holds what was damaged, whole; null when nothing was left of it. */
  aside: z.string().nullable(),
  runs: z.array(SalvagedRun),
  /** What belongs to no run, and the writing log of all. */
  others: z.array(Tally).default([]),
  /** False while reading out has not come to its end; the next start goes on. */
  complete: z.boolean(),
});
export type RecoveryReport = z.infer<typeof RecoveryReport>;

/** What came of everything beside steps, of all runs and beside them, kind by kind. */
export function sumOfTallies({ runs, others }: Pick<RecoveryReport, "runs" | "others">): Tally[] {
  const all = [...others, ...runs.flatMap((run) => run.others)];
  return SALVAGED_KINDS.flatMap((kind) => {
    const own = all.filter((tally) => tally.kind === kind);
    const found = own.reduce((sum, tally) => sum + tally.found, 0);
    return found === 0 ? [] : [{ kind, found, brought: own.reduce((sum, tally) => sum + tally.brought, 0) }];
  });
}

/** What a thorough look through a library found. */
export const Verification = z.strictObject({
  ok: z.boolean(),
  /** One sentence each; empty when all is well. */
  problems: z.array(z.string()),
  runs: z.int().min(0),
  steps: z.int().min(0),
  words: z.int().min(0),
  versions: z.int().min(0),
});
export type Verification = z.infer<typeof Verification>;

/** What happens when a file or a disk is damaged. */
export const recoveryMethods = {
  /** What the last recovery did; null when there was none or it has been seen. */
  "recovery.report": method({
    request: z.strictObject({}),
    reply: z.strictObject({ report: RecoveryReport.nullable() }),
    errors: [],
  }),
  /** The person has seen the report. */
  "recovery.dismiss": method({
    request: z.strictObject({}),
    reply: z.strictObject({}),
    errors: ["notWriting", ...LIBRARY_TROUBLE],
  }),
  /** Looks the whole library through: every page, every row, every version. Takes seconds for a large one. */
  "recovery.verify": method({ request: z.strictObject({}), reply: Verification, errors: LIBRARY_TROUBLE }),
  /** Reads out of a damaged library whatever is readable and brings in what is newer; nothing is overwritten. */
  "recovery.salvage": method({
    request: z.strictObject({ file: FileHandle }),
    reply: z.strictObject({ report: RecoveryReport }),
    errors: ["notWriting", "notALibrary", "newerRelease", ...FILE_TROUBLE, ...LIBRARY_TROUBLE],
  }),
  /**
   * Writes steps that cannot be saved to another place as a text, when the library's disk is full or gone. Asks nothing
   * of the library.
   */
  "rescue.write": method({
    request: z.strictObject({
      title: z.string().max(MAX_TITLE_UNITS),
      /** Each with its number in the run, 1-based. */
      steps: z
        .array(z.strictObject({ number: z.int().min(1), step: Step }))
        .min(1)
        .max(MAX_STEPS),
      target: TargetHandle,
      overwrite: z.boolean(),
    }),
    reply: z.strictObject({ file: z.string(), bytes: z.int().min(0) }),
    errors: ["exists", "notAFolder", "readOnly", "diskFull", "cancelled", ...FILE_TROUBLE],
  }),
};
