import { z } from "zod";

import type { ExaminedBefore } from "../../../shared/contract/progress-methods.ts";
import { RunId } from "../../../shared/domain/ids.ts";
import { Examination } from "../../../shared/domain/progress/report.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { JsonColumn } from "../runs/json-column.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import { DamagedRow } from "../storage/failures.ts";
import type { WritingLibrary } from "../storage/library.ts";
import type { Examined } from "./examine-run.ts";

/*
 * Examinations of runs as they are kept. A stamp names the state that was looked at: text, order, details, bible, verdicts and
 * baseline. Where it is another one now, what is kept is told as old until the run has been looked at again.
 */

/** Raised when a rule or a check changes, so that every run is looked at again. */
const RULES = 1;
const STAMP = `
  '${String(RULES)} ' || order_rev || ' ' || details_rev || ' ' || changed_at || ' ' ||
  coalesce((SELECT rev FROM bible_revs WHERE bible_revs.run = runs.key), 0) || ' ' ||
  (SELECT count(*) || ' ' || coalesce(max(key), 0) FROM verdicts WHERE verdicts.run = runs.key) || ' ' ||
  coalesce((SELECT at FROM baselines WHERE baselines.run = runs.key), 0)`;

const STAMP_OF: Query<{ stamp: string }> = {
  sql: `SELECT ${STAMP} AS stamp FROM runs WHERE key = ?`,
  row: z.object({ stamp: z.string() }),
};

const Kept = z.object({ id: RunId, examination: JsonColumn.pipe(Examination), is_fresh: z.int() });
const KEPT: Query<z.infer<typeof Kept>> = {
  sql: `SELECT id, examination, stamp = ${STAMP} AS is_fresh FROM run_examinations JOIN runs ON runs.key = run_examinations.run`,
  row: Kept,
};

/** The state of a run, as far as an examination goes. */
export function stampOf(connection: ReadingConnection, runKey: number): string {
  const row = connection.first(STAMP_OF, runKey);
  if (row === undefined) throw new DamagedRow(`run ${String(runKey)} has no row`);
  return row.stamp;
}

/** What was found in each run that was ever examined. */
export function examinationsKept(connection: ReadingConnection): Map<RunId, ExaminedBefore> {
  return new Map(
    connection
      .all(KEPT)
      .map(({ id, examination, is_fresh: isFresh }) => [id, { ...examination, isFresh: isFresh === 1 }]),
  );
}

/** Keeps an examination. One that cannot be written costs the next look its time and nothing else. */
export function keepExamination(library: WritingLibrary, runId: RunId, { stamp, examination }: Examined): void {
  library.write<null, never>((connection) => {
    const run = visibleRun(connection, runId);
    if (run !== undefined) {
      connection.run(
        "INSERT OR REPLACE INTO run_examinations (run, stamp, examination) VALUES (?, ?, ?)",
        run.key,
        stamp,
        JSON.stringify(examination),
      );
    }
    return success(null);
  });
}
