import { z } from "zod";

import { Anchor } from "../../../shared/domain/consistency/verdict.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { JsonColumn } from "../runs/json-column.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { Query } from "../storage/connection.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";

/** When a baseline was taken (UTC milliseconds), and how many findings it holds. */
type Baseline = { readonly at: number; readonly findings: number };

const BASELINE: Query<{ anchors: Anchor[]; at: number }> = {
  sql: "SELECT anchors, at FROM baselines WHERE run = ?",
  row: z.object({ anchors: JsonColumn.pipe(z.array(Anchor)), at: z.int() }),
};

/** The baseline of a run; null where none was taken. */
export function loadBaseline(library: ReadingLibrary, runId: RunId): Outcome<Baseline | null, RunFailure> {
  return library.read<Baseline | null, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const kept = connection.first(BASELINE, run.key);
    return success(kept === undefined ? null : { at: kept.at, findings: kept.anchors.length });
  });
}

/** Adds these findings to a run's baseline, which is then of today; answers how many it holds. */
export function keepBaseline(
  library: WritingLibrary,
  runId: RunId,
  anchors: readonly Anchor[],
): Outcome<{ findings: number }, RunFailure> {
  return library.write<{ findings: number }, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    // What it held already is left out of a check, so it is not among the new ones.
    const all = [...(connection.first(BASELINE, run.key)?.anchors ?? []), ...anchors];
    const { utcMs, offsetMinutes } = library.clock();
    connection.run(
      "INSERT OR REPLACE INTO baselines (run, anchors, at, at_offset) VALUES (?, ?, ?, ?)",
      run.key,
      JSON.stringify(all),
      utcMs,
      offsetMinutes,
    );
    return success({ findings: all.length });
  });
}

/** Takes a run's baseline away: everything is shown again. */
export function dropBaseline(library: WritingLibrary, runId: RunId): Outcome<{ findings: number }, RunFailure> {
  return library.write<{ findings: number }, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    connection.run("DELETE FROM baselines WHERE run = ?", run.key);
    return success({ findings: 0 });
  });
}
