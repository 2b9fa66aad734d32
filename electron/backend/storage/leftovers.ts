import { z } from "zod";

import { runRange } from "../search/rowid.ts";
import type { Query, WritingConnection } from "./connection.ts";

const ARRIVING: Query<{ key: number }> = {
  sql: "SELECT key FROM runs WHERE arriving IS NOT NULL",
  row: z.object({ key: z.int() }),
};

/** Runs of imports that never came to their end: with the writer's lock held, everything marked arriving is a leftover. */
export function leftoverRuns(connection: WritingConnection): number[] {
  return connection.all(ARRIVING).map((run) => run.key);
}

/** The tables that a package fills beside the steps, what names another before it. */
const BROUGHT_BY_PACKAGES = [
  "snapshots",
  "versions",
  "verdicts",
  "run_remarks",
  "run_judgements",
  "run_answers",
  "run_withdrawals",
  "review_batches",
  "run_words",
  "bible_parts",
  "bible_revs",
  "baselines",
  "run_goals",
] as const;

/**
 * Takes a run that is still arriving out of every table, inside the caller's transaction. Never call it for another run:
 * what was written goes to the bin instead.
 */
export function eraseArrivingRun(connection: WritingConnection, runKey: number): void {
  const { first, last } = runRange(runKey, runKey);
  connection.run("DELETE FROM search WHERE rowid BETWEEN ? AND ?", first, last);
  for (const table of ["section_words", "sections"]) {
    connection.run(`DELETE FROM ${table} WHERE step IN (SELECT key FROM steps WHERE run = ?)`, runKey);
  }
  // What a package brings beside its steps; what names others goes before them.
  connection.run(
    "DELETE FROM review_batch_states WHERE batch IN (SELECT key FROM review_batches WHERE run = ?)",
    runKey,
  );
  for (const table of BROUGHT_BY_PACKAGES) connection.run(`DELETE FROM ${table} WHERE run = ?`, runKey);
  for (const table of ["writing_log", "writing_hours", "writing_steps", "steps", "run_authors", "run_totals"]) {
    connection.run(`DELETE FROM ${table} WHERE run = ?`, runKey);
  }
  connection.run("DELETE FROM runs WHERE key = ? AND arriving IS NOT NULL", runKey);
}
