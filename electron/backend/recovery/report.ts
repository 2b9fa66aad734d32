import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { RecoveryReport, type Tally } from "../../../shared/contract/recovery-methods.ts";
import type { Brought } from "./merge.ts";
import { syncFile, syncFolder } from "../storage/replace.ts";

/*
 * The report of a recovery lies beside the library until the person has seen it. It is written before anything is moved,
 * as not complete, so that a recovery that is stopped in the middle is known and gone on with at the next start.
 */

const reportFile = (libraryPath: string): string => `${libraryPath}.recovery.json`;

/** The report that waits; null when there is none or it cannot be understood. Throws what the disk answers. */
export function readReport(libraryPath: string): RecoveryReport | null {
  const file = reportFile(libraryPath);
  if (!existsSync(file)) return null;
  try {
    return RecoveryReport.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Writes it, at once or not at all. */
export function writeReport(libraryPath: string, report: RecoveryReport): void {
  const file = reportFile(libraryPath);
  const draft = `${file}.part`;
  writeFileSync(draft, `${JSON.stringify(report, null, 1)}\n`, { mode: 0o600 });
  syncFile(draft);
  renameSync(draft, file);
  syncFolder(dirname(file));
}

/** The person has seen it. */
export function removeReport(libraryPath: string): void {
  rmSync(reportFile(libraryPath), { force: true });
}

/**
 * What a recovery has brought in when it was gone on with: what came in before it was stopped is there already and comes in
 * no second time, so of each count the larger one is right.
 */
export function together(before: Brought, { runs, others }: Brought): Pick<RecoveryReport, "runs" | "others"> {
  const earlier = new Map(before.runs.map((run) => [run.runId, run]));
  const now = runs.map((run) => {
    const known = earlier.get(run.runId);
    earlier.delete(run.runId);
    if (known === undefined) return run;
    return { ...run, brought: Math.max(run.brought, known.brought), others: larger(known.others, run.others) };
  });
  return { runs: [...now, ...earlier.values()], others: larger(before.others, others) };
}

function larger(before: readonly Tally[], now: readonly Tally[]): Tally[] {
  const earlier = new Map(before.map((tally) => [tally.kind, tally]));
  const both = now.map((tally) => {
    const known = earlier.get(tally.kind);
    earlier.delete(tally.kind);
    return known === undefined ? tally : { ...tally, brought: Math.max(tally.brought, known.brought) };
  });
  return [...both, ...earlier.values()];
}
