import { z } from "zod";

import { RunDetails } from "../../../shared/contract/run-methods.ts";
import { ProjectId, type RunId } from "../../../shared/domain/ids.ts";
import { type RunAuthor, RunStatus } from "../../../shared/domain/run.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import { DamagedRow, type LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";
import { readAuthors, writeAuthors } from "./authors.ts";
import { NO_SUCH_RUN, type RunFailure } from "./failures.ts";
import { JsonColumn } from "./json-column.ts";
import { visibleRun } from "./run-row.ts";

const DetailsRow = z.object({
  title: z.string(),
  description: z.string(),
  notes: z.string(),
  status: RunStatus,
  tags: JsonColumn.pipe(RunDetails.shape.tags),
  target_words: z.int().nullable(),
  target_steps: z.int().nullable(),
  words_a_step: z.int().nullable(),
  licence: z.string().nullable(),
  consent: z.int().transform((value) => value === 1),
  project: ProjectId.nullable(),
});
const DETAILS: Query<z.infer<typeof DetailsRow>> = {
  sql: `SELECT runs.title, description, notes, status, tags, target_words, target_steps, words_a_step, licence, consent,
          projects.id AS project
        FROM runs LEFT JOIN projects ON projects.key = runs.project WHERE runs.key = ?`,
  row: DetailsRow,
};

/** Details and the rev that an update must name. */
export type KnownDetails = { readonly details: RunDetails; readonly rev: number };

/** What the author says of a run beside its text. */
export function loadDetails(library: ReadingLibrary, runId: RunId): Outcome<KnownDetails, RunFailure> {
  return library.read<KnownDetails, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    return run === undefined
      ? failed(NO_SUCH_RUN)
      : success({ details: readDetails(connection, run.key), rev: run.detailsRev });
  });
}

/** As `loadDetails`, inside a transaction and by the run's key. */
export function readDetails(connection: ReadingConnection, runKey: number): RunDetails {
  const row = connection.first(DETAILS, runKey);
  if (row === undefined) throw new DamagedRow(`run ${String(runKey)} has no row`);
  return {
    title: row.title,
    authors: readAuthors(connection, runKey),
    description: row.description,
    notes: row.notes,
    status: row.status,
    tags: row.tags,
    targetWords: row.target_words,
    targetSteps: row.target_steps,
    wordsPerStep: row.words_a_step,
    licence: row.licence,
    consent: row.consent,
    projectId: row.project,
  };
}

/** Gives those of the runs whose authors are exactly `from` the authors `to`; answers which they were. */
export function replaceAuthors(
  library: WritingLibrary,
  runs: readonly RunId[],
  from: readonly RunAuthor[],
  to: readonly RunAuthor[],
): Outcome<RunId[], LibraryFailure> {
  return library.write<RunId[], never>((connection) => {
    const replaced = runs.filter((runId) => {
      const run = visibleRun(connection, runId);
      if (run === undefined || !isSameAuthors(readAuthors(connection, run.key), from)) return false;
      connection.run("UPDATE runs SET details_rev = details_rev + 1 WHERE key = ?", run.key);
      writeAuthors(connection, run.key, to);
      return true;
    });
    return success(replaced);
  });
}

function isSameAuthors(left: readonly RunAuthor[], right: readonly RunAuthor[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ name, role }, index) => name === right[index]?.name && role === right[index].role)
  );
}

const PROJECT: Query<{ key: number }> = {
  sql: "SELECT key FROM projects WHERE id = ?",
  row: z.object({ key: z.int() }),
};

/**
 * Replaces the details. A `baseRev` that is not the present one changes nothing and answers what stands there, with
 * `saved: false`. A project that has gone in between leaves the run without one, as the answer says. Half surrogate pairs become U+FFFD here: unlike a step's text, details are kept as plain UTF-8.
 */
export function updateDetails(
  library: WritingLibrary,
  runId: RunId,
  baseRev: number,
  details: RunDetails,
): Outcome<KnownDetails & { readonly saved: boolean }, RunFailure> {
  return library.write<KnownDetails & { readonly saved: boolean }, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    if (run.detailsRev !== baseRev) {
      return success({ saved: false, rev: run.detailsRev, details: readDetails(connection, run.key) });
    }
    const project = details.projectId === null ? undefined : connection.first(PROJECT, details.projectId);
    const now = library.clock();
    connection.run(
      `UPDATE runs SET title = ?, description = ?, notes = ?, status = ?, tags = ?, target_words = ?, target_steps = ?,
         words_a_step = ?, licence = ?, consent = ?, project = ?, details_rev = ?, changed_at = ?, changed_offset = ?
       WHERE key = ?`,
      details.title.toWellFormed(),
      details.description.toWellFormed(),
      details.notes.toWellFormed(),
      details.status,
      JSON.stringify(details.tags),
      details.targetWords,
      details.targetSteps,
      details.wordsPerStep,
      details.licence?.toWellFormed() ?? null,
      details.consent ? 1 : 0,
      project?.key ?? null,
      run.detailsRev + 1,
      now.utcMs,
      now.offsetMinutes,
      run.key,
    );
    writeAuthors(connection, run.key, details.authors);
    return success({ saved: true, rev: run.detailsRev + 1, details: readDetails(connection, run.key) });
  });
}
