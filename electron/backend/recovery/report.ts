import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { RecoveryReport } from "../../../shared/contract/recovery-methods.ts";
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
