import { z } from "zod";

import type { Arriving } from "../../../../shared/contract/exchange-methods.ts";
import { RunId } from "../../../../shared/domain/ids.ts";
import { success, type Outcome } from "../../../../shared/lib/outcome.ts";
import { stepOfRow, STEPS_IN_ORDER } from "../../runs/step-row.ts";
import type { Query, ReadingConnection } from "../../storage/connection.ts";
import type { LibraryFailure } from "../../storage/failures.ts";
import type { ReadingLibrary } from "../../storage/library.ts";
import { type Digests, type RunSummary, StepSummary } from "./summary.ts";

/*
 * What a run that comes in is to this library. A format without ids always brings a new run. One with ids brings the run
 * itself: when it is here as it comes, nothing is to be done; when its ids are taken by another state of it, it comes beside
 * it under new ones, and nothing that is here changes.
 */

/** What is to become of a run; `here` is the run that it already is. */
export type Coming = { readonly arriving: Arriving; readonly here: RunId | null };

const TAKEN_RUN: Query<{ taken: number }> = {
  sql: "SELECT EXISTS (SELECT 1 FROM runs WHERE id = ?) AS taken",
  row: z.object({ taken: z.int() }),
};
const TAKEN_STEP: Query<{ taken: number }> = {
  sql: "SELECT EXISTS (SELECT 1 FROM steps WHERE id = ?) AS taken",
  row: z.object({ taken: z.int() }),
};
const ALIKE: Query<{ key: number; id: RunId }> = {
  sql: "SELECT key, id FROM runs WHERE (title = ? OR id = ?) AND arriving IS NULL AND deleted_at IS NULL ORDER BY id = ? DESC, key",
  row: z.object({ key: z.int(), id: RunId }),
};

/** Says of each run what it is to the library. `earlier` are ids that this import brings already. */
export function comingOf(
  library: ReadingLibrary | null,
  summary: RunSummary,
  earlier: ReadonlySet<string>,
): Outcome<Coming, LibraryFailure> {
  const { id, title } = summary.run;
  if (id === null) return success({ arriving: "new", here: null });
  const isTwice = earlier.has(id) || summary.stepIds.some((step) => earlier.has(step));
  if (library === null) return success({ arriving: isTwice ? "copy" : "new", here: null });
  return library.read<Coming, never>((connection) => {
    for (const alike of connection.all(ALIKE, title.toWellFormed(), id, id)) {
      if (isSame(digestsOf(connection, alike.key), summary)) return success({ arriving: "present", here: alike.id });
    }
    const isTaken =
      isTwice ||
      connection.first(TAKEN_RUN, id)?.taken === 1 ||
      summary.stepIds.some((step) => connection.first(TAKEN_STEP, step)?.taken === 1);
    return success({ arriving: isTaken ? "copy" : "new", here: null });
  });
}

/** A package is a run whole; rows are what a reader sees of it. */
function isSame(digests: Digests, { run, digests: coming }: RunSummary): boolean {
  return run.packed === null ? digests.visible === coming.visible : digests.whole === coming.whole;
}

function digestsOf(connection: ReadingConnection, runKey: number): Digests {
  const summary = new StepSummary();
  for (const row of connection.each(STEPS_IN_ORDER, runKey)) summary.add(stepOfRow(row));
  return summary.end().digests;
}
