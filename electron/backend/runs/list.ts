import { z } from "zod";

import type { RunRow } from "../../../shared/contract/run-methods.ts";
import { RunId } from "../../../shared/domain/ids.ts";
import { type RunAuthor, RunStatus } from "../../../shared/domain/run.ts";
import { type Outcome, success } from "../../../shared/lib/outcome.ts";
import { counted } from "../counted.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { readAllAuthors } from "./authors.ts";

const Listed = z.object({
  key: z.int(),
  id: RunId,
  title: z.string(),
  status: RunStatus,
  target_words: z.int().nullable(),
  made_at: z.int(),
  changed_at: z.int(),
  steps: z.int(),
  story: z.int(),
  watsonian: z.int(),
  doylist: z.int(),
  meta: z.int(),
  comment: z.int(),
});
type Listed = z.infer<typeof Listed>;

// Blank steps at the end do not count; the author's next, still empty step is one of them. They are found from the end.
const LISTED: Query<Listed> = {
  sql: `
    SELECT runs.key, id, title, status, target_words, made_at, changed_at, story, watsonian, doylist, meta, comment,
      run_totals.steps - (
        SELECT count(*) FROM steps WHERE steps.run = runs.key AND steps.deleted_at IS NULL AND position > coalesce(
          (SELECT position FROM steps AS standing
           WHERE standing.run = runs.key AND standing.deleted_at IS NULL AND is_blank = 0
           ORDER BY position DESC LIMIT 1), 0)
      ) AS steps
    FROM runs JOIN run_totals ON run_totals.run = runs.key
    WHERE arriving IS NULL AND deleted_at IS NULL
    ORDER BY runs.key`,
  row: Listed,
};

/** Every run in sight with its counts, in the order in which they were made. Reads sums only: no step's content. */
export function listRuns(library: ReadingLibrary): Outcome<RunRow[], LibraryFailure> {
  return library.read<RunRow[], never>((connection) => success(readRunRows(connection)));
}

/** As `listRuns`, inside a transaction. */
export function readRunRows(connection: ReadingConnection): RunRow[] {
  const authors = readAllAuthors(connection);
  return connection.all(LISTED).map((row) => runRow(row, authors.get(row.key) ?? []));
}

function runRow(row: Listed, authors: RunAuthor[]): RunRow {
  return {
    id: row.id,
    title: row.title,
    authors,
    status: row.status,
    steps: row.steps,
    ...counted(row),
    targetWords: row.target_words,
    createdAt: row.made_at,
    updatedAt: row.changed_at,
  };
}
