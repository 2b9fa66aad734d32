import { z } from "zod";

import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import {
  type Bible,
  bibleOf,
  BiblePart,
  MAX_ALIASES,
  MAX_ENTITIES,
  partKey,
  type PartName,
} from "../../../shared/domain/bible/bible.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { storageFailure } from "../context.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { JsonColumn } from "../runs/json-column.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { Query, ReadingConnection, WritingConnection } from "../storage/connection.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";

/** The bible would hold more than it may. */
export type TooMuch = { readonly kind: "tooMuch" };

/** A bible with the number of its changes: 0 while nothing was ever kept. */
export type KeptBible = { readonly rev: number; readonly bible: Bible };

const PARTS: Query<BiblePart> = {
  sql: "SELECT part, value FROM bible_parts WHERE run = ? ORDER BY key",
  row: z.object({ part: z.string(), value: JsonColumn }).pipe(BiblePart),
};
const REV: Query<{ rev: number }> = {
  sql: "SELECT rev FROM bible_revs WHERE run = ?",
  row: z.object({ rev: z.int() }),
};

/** The bible of a run. */
export function loadBible(library: ReadingLibrary, runId: RunId): Outcome<KeptBible, RunFailure> {
  return library.read<KeptBible, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    return run === undefined ? failed(NO_SUCH_RUN) : success(keptBible(connection, run.key));
  });
}

/** The number of changes of a run's bible; cheap, for those who keep what they read. */
export function bibleRev(connection: ReadingConnection, runKey: number): number {
  return connection.first(REV, runKey)?.rev ?? 0;
}

/** The bible of a run by its key. */
export function keptBible(connection: ReadingConnection, runKey: number): KeptBible {
  return { rev: bibleRev(connection, runKey), bible: bibleOf(connection.all(PARTS, runKey)) };
}

/** Takes parts away and puts others, in one transaction; answers what the run then has. Never counts as an edit of the run. */
export function changeBible(
  library: WritingLibrary,
  runId: RunId,
  change: { readonly put: readonly BiblePart[]; readonly remove: readonly PartName[] },
): Outcome<KeptBible, RunFailure | TooMuch> {
  return library.write<KeptBible, RunFailure | TooMuch>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    for (const { part, key } of change.remove)
      connection.run("DELETE FROM bible_parts WHERE run = ? AND part = ? AND name = ?", run.key, part, key);
    putParts(library, connection, run.key, change.put);
    const kept = keptBible(connection, run.key);
    return isTooMuch(kept.bible) ? failed({ kind: "tooMuch" }) : success(kept);
  });
}

function isTooMuch({ entities }: Bible): boolean {
  const aliases = entities.reduce((sum, entity) => sum + entity.aliases.length, 0);
  return entities.length > MAX_ENTITIES || aliases > MAX_ALIASES;
}

function putParts(
  library: WritingLibrary,
  connection: WritingConnection,
  runKey: number,
  parts: readonly BiblePart[],
): void {
  const { utcMs, offsetMinutes } = library.clock();
  for (const each of parts) {
    connection.run(
      `INSERT INTO bible_parts (run, part, name, value, changed_at, changed_offset) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (run, part, name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,
         changed_offset = excluded.changed_offset`,
      runKey,
      each.part,
      partKey(each),
      JSON.stringify(each.value),
      utcMs,
      offsetMinutes,
    );
  }
  connection.run(
    "INSERT INTO bible_revs (run, rev) VALUES (?, 1) ON CONFLICT (run) DO UPDATE SET rev = rev + 1",
    runKey,
  );
}

/** A change's outcome in the form that crosses the contract. */
export function fromChange(outcome: Outcome<KeptBible, RunFailure | TooMuch>): Outcome<KeptBible, Failure> {
  if (outcome.ok) return outcome;
  if (outcome.failure.kind !== "tooMuch") return failed(storageFailure(outcome.failure));
  const message = `A bible can hold at most ${MAX_ENTITIES} entities and ${MAX_ALIASES} aliases; nothing was changed.`;
  return failed(plainFailure("tooLarge", message));
}
