import { z } from "zod";

import { type Skip, skipAfter } from "../../../shared/domain/states.ts";
import { type Outcome, success } from "../../../shared/lib/outcome.ts";
import { rebuildSums } from "../progress/log-sums.ts";
import { runRange } from "../search/rowid.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { DerivedRows } from "./derived.ts";
import { STEPS_IN_ORDER } from "./step-row.ts";

const RUN_KEYS: Query<{ key: number }> = { sql: "SELECT key FROM runs ORDER BY key", row: z.object({ key: z.int() }) };

/**
 * Makes every cache anew: from the contents of the steps words of sections, sums of runs, blank marks, search rows; from
 * the log its sums. One transaction a run; a run whose rebuilding fails keeps its old caches.
 */
export function rebuildCaches(library: WritingLibrary): Outcome<null, LibraryFailure> {
  const runs = library.read<{ key: number }[], never>((connection) => success(connection.all(RUN_KEYS)));
  if (!runs.ok) return runs;
  for (const { key } of runs.value) {
    const rebuilt = library.write<null, never>((connection) => {
      rebuildRun(connection, key);
      return success(null);
    });
    if (!rebuilt.ok) return rebuilt;
  }
  return success(null);
}

function rebuildRun(connection: WritingConnection, runKey: number): void {
  const { first, last } = runRange(runKey, runKey);
  connection.run("DELETE FROM search WHERE rowid BETWEEN ? AND ?", first, last);
  connection.run("DELETE FROM section_words WHERE step IN (SELECT key FROM steps WHERE run = ?)", runKey);
  connection.run("DELETE FROM run_totals WHERE run = ?", runKey);
  connection.run("UPDATE steps SET is_blank = 1 WHERE run = ?", runKey);
  const derived = new DerivedRows(connection, runKey);
  let skip: Skip = "nothing";
  for (const { key, position, content } of connection.all(STEPS_IN_ORDER, runKey)) {
    const { isBlank } = derived.renew(key, null, { position, content, skip });
    if (!isBlank) connection.run("UPDATE steps SET is_blank = 0 WHERE key = ?", key);
    skip = skipAfter(content);
  }
  derived.write();
  rebuildSums(connection, runKey);
}
