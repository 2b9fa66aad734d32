import type { RunId } from "../../../shared/domain/ids.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { NO_SUCH_RUN, type RunFailure } from "./failures.ts";
import { visibleRun } from "./run-row.ts";

/** Puts several runs in the bin, all of them or none. */
export function moveRunsToBin(library: WritingLibrary, runIds: readonly RunId[]): Outcome<null, RunFailure> {
  return library.write<null, RunFailure>((connection) => {
    for (const runId of runIds) {
      const run = visibleRun(connection, runId);
      if (run === undefined) return failed(NO_SUCH_RUN);
      connection.run("UPDATE runs SET deleted_at = ? WHERE key = ?", library.clock().utcMs, run.key);
    }
    return success(null);
  });
}

/** Puts a run in the bin: it is in no list, no count and no search, and nothing of it is taken away. */
export function moveRunToBin(library: WritingLibrary, runId: RunId): Outcome<null, RunFailure> {
  return library.write<null, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    connection.run("UPDATE runs SET deleted_at = ? WHERE key = ?", library.clock().utcMs, run.key);
    return success(null);
  });
}
