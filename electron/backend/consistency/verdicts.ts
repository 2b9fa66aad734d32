import type { Verdict } from "../../../shared/domain/consistency/verdict.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { WritingLibrary } from "../storage/library.ts";

type Kept<T> = Outcome<T, RunFailure>;

/** Keeps a verdict under the key that the finding has now; a second one on the same finding replaces the first. */
export function keepVerdict(
  library: WritingLibrary,
  runId: RunId,
  findingKey: string,
  verdict: Verdict,
): Kept<Record<string, never>> {
  return library.write<Record<string, never>, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const { utcMs, offsetMinutes } = library.clock();
    connection.run(
      "INSERT OR REPLACE INTO verdicts (run, finding_key, verdict, at, at_offset) VALUES (?, ?, ?, ?, ?)",
      run.key,
      findingKey,
      JSON.stringify(verdict),
      utcMs,
      offsetMinutes,
    );
    return success({});
  });
}

/** Takes a verdict back; none under that key is no failure, since the wish is fulfilled. */
export function withdrawVerdict(
  library: WritingLibrary,
  runId: RunId,
  findingKey: string,
): Kept<Record<string, never>> {
  return library.write<Record<string, never>, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    connection.run("DELETE FROM verdicts WHERE run = ? AND finding_key = ?", run.key, findingKey);
    return success({});
  });
}
