import { z } from "zod";

import type { RunId } from "../../../shared/domain/ids.ts";
import { Goal } from "../../../shared/domain/progress/goal.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { JsonColumn } from "../runs/json-column.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import type { WritingLibrary } from "../storage/library.ts";

const GOAL: Query<{ goal: Goal }> = {
  sql: "SELECT goal FROM run_goals WHERE run = ?",
  row: z.object({ goal: JsonColumn.pipe(Goal) }),
};

/** A run's goal; null where none is set. */
export function goalOf(connection: ReadingConnection, runKey: number): Goal | null {
  return connection.first(GOAL, runKey)?.goal ?? null;
}

/** Sets a run's goal; null takes it away. */
export function keepGoal(library: WritingLibrary, runId: RunId, goal: Goal | null): Outcome<null, RunFailure> {
  return library.write<null, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    if (goal === null) connection.run("DELETE FROM run_goals WHERE run = ?", run.key);
    else connection.run("INSERT OR REPLACE INTO run_goals (run, goal) VALUES (?, ?)", run.key, JSON.stringify(goal));
    return success(null);
  });
}
