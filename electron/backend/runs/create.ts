import { newRunId, type RunId } from "../../../shared/domain/ids.ts";
import type { RunAuthor } from "../../../shared/domain/run.ts";
import { blankStep } from "../../../shared/domain/step.ts";
import { type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Moment } from "../../../shared/lib/time.ts";
import type { WritingConnection } from "../storage/connection.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { writeAuthors } from "./authors.ts";
import { STEP_GAP } from "./positions.ts";
import { contentColumn } from "./step-row.ts";
import { addToTotals, NO_TOTALS } from "./totals.ts";

/** What a run begins with. */
export type RunHead = { readonly title: string; readonly authors: readonly RunAuthor[] };

/** Makes a run of one blank step. */
export function createRun(library: WritingLibrary, head: RunHead): Outcome<RunId, LibraryFailure> {
  return library.write<RunId, never>((connection) => {
    const run = insertRun(connection, head, library.clock(), "written", null);
    const { id, ...content } = blankStep();
    connection.run(
      "INSERT INTO steps (id, run, position, rev, is_blank, content) VALUES (?, ?, ?, 1, 1, ?)",
      id,
      run.key,
      STEP_GAP,
      contentColumn(content),
    );
    addToTotals(connection, run.key, { ...NO_TOTALS, steps: 1 });
    return success(run.id);
  });
}

/** Adds the row of a run without steps, with its authors and sums. `arriving` names the import that it comes with; a run that comes from another library brings its `id`. */
export function insertRun(
  connection: WritingConnection,
  head: RunHead,
  now: Moment,
  origin: "written" | "imported",
  arriving: string | null,
  id: RunId = newRunId(),
): { readonly key: number; readonly id: RunId } {
  const { lastKey: key } = connection.run(
    `INSERT INTO runs (id, origin, made_at, made_offset, changed_at, changed_offset, order_rev, details_rev, arriving,
       status, consent, title, tags, description, notes)
     VALUES (?, ?, ?, ?, ?, ?, 1, 1, ?, 'draft', 0, ?, '[]', '', '')`,
    id,
    origin,
    now.utcMs,
    now.offsetMinutes,
    now.utcMs,
    now.offsetMinutes,
    arriving,
    head.title.toWellFormed(),
  );
  writeAuthors(connection, key, head.authors);
  addToTotals(connection, key, NO_TOTALS);
  return { key, id };
}
