import { z } from "zod";

import { RunPlace } from "../../../shared/contract/run-methods.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { NO_SUCH_RUN, type RunFailure } from "./failures.ts";
import { JsonColumn } from "./json-column.ts";
import { visibleRun } from "./run-row.ts";

const PLACE: Query<{ place: unknown }> = {
  sql: "SELECT place FROM runs WHERE key = ?",
  row: z.object({ place: JsonColumn.nullable() }),
};

/** Where the author was; null when never told, or when it was kept in a form that this release does not know. */
export function readPlace(connection: ReadingConnection, runKey: number): RunPlace | null {
  return RunPlace.safeParse(connection.first(PLACE, runKey)?.place).data ?? null;
}

/** Remembers where the author was. Never counts as a change of the run. */
export function keepPlace(library: WritingLibrary, runId: RunId, place: RunPlace): Outcome<null, RunFailure> {
  return library.write<null, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    connection.run("UPDATE runs SET place = ? WHERE key = ?", JSON.stringify(place), run.key);
    return success(null);
  });
}
