import { z } from "zod";

import type { RunId } from "../../../shared/domain/ids.ts";
import { PlayersAction } from "../../../shared/domain/turn.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { JsonColumn } from "../runs/json-column.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";

/*
 * What players in the hot seat have written and not handed over yet, one action a run. It is no part of the run: the
 * dungeon master's text stands as it is until the player is done. It belongs to no step, so that it is still there when
 * the run has gone another way meanwhile.
 */

const DRAFT: Query<{ action: PlayersAction }> = {
  sql: "SELECT action FROM seat_drafts WHERE run = ?",
  row: z.object({ action: JsonColumn.pipe(PlayersAction) }),
};

/** What is written so far; nothing where nobody has begun. */
export function readSeat(library: ReadingLibrary, runId: RunId): Outcome<PlayersAction, RunFailure> {
  return library.read<PlayersAction, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    return success(connection.first(DRAFT, run.key)?.action ?? { text: "", tagged: false });
  });
}

/** Keeps what is written so far. */
export function keepSeat(
  library: WritingLibrary,
  runId: RunId,
  action: PlayersAction,
): Outcome<Record<string, never>, RunFailure> {
  return library.write<Record<string, never>, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    connection.run("INSERT OR REPLACE INTO seat_drafts (run, action) VALUES (?, ?)", run.key, JSON.stringify(action));
    return success({});
  });
}

/** Ends what was written, since it stands in the run now; within the transaction that puts it there. */
export function endSeat(connection: WritingConnection, runKey: number): void {
  connection.run("DELETE FROM seat_drafts WHERE run = ?", runKey);
}
