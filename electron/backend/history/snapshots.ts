import { z } from "zod";

import { type SnapshotRow, SnapshotWhy } from "../../../shared/contract/history-methods.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Moment } from "../../../shared/lib/time.ts";
import { actCode } from "../runs/codes.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import { presentPlaces } from "../runs/sequence.ts";
import type { Query, ReadingConnection, WritingConnection } from "../storage/connection.ts";
import { DamagedRow, type LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";
import { packNumbers, unpackNumbers } from "./packing.ts";

/*
 * A snapshot of a run copies no text: it is the order of its steps and the number of the last version. What a section was
 * then is its last version up to that number, which thinning leaves alone (history/thin.ts). Taking one also ends every
 * burst, since a version that went on would no longer be what it was.
 */

/** Automatic snapshots that stay at least: those of the last week and so many of the newest. Named ones always stay. */
const KEPT_AUTOMATIC = 20;
const AUTOMATIC_FOR_MS = 7 * 86_400_000;

const Row = z.object({
  snapshot: z.int(),
  why: SnapshotWhy,
  name: z.string(),
  at: z.int(),
  offsetMinutes: z.int(),
  steps: z.int(),
  words: z.int(),
});
const COLUMNS = "SELECT key AS snapshot, why, name, at, at_offset AS offsetMinutes, steps, words FROM snapshots";
const OF_RUN: Query<SnapshotRow> = { sql: `${COLUMNS} WHERE run = ? ORDER BY key DESC`, row: Row };
const BY_KEY: Query<SnapshotRow> = { sql: `${COLUMNS} WHERE key = ?`, row: Row };

/** Snapshots of a run, the newest first. */
export function listSnapshots(
  library: ReadingLibrary,
  runId: RunId,
): Outcome<{ snapshots: SnapshotRow[] }, RunFailure> {
  return library.read<{ snapshots: SnapshotRow[] }, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    return run === undefined ? failed(NO_SUCH_RUN) : success({ snapshots: connection.all(OF_RUN, run.key) });
  });
}

const LAST_VERSION: Query<{ key: number }> = {
  sql: "SELECT coalesce(max(key), 0) AS key FROM versions",
  row: z.object({ key: z.int() }),
};
const STORED: Query<{ stored: number }> = {
  sql: "SELECT stored FROM run_totals WHERE run = ?",
  row: z.object({ stored: z.int() }),
};

/** Takes a snapshot inside the caller's transaction; answers its number. */
export function insertSnapshot(
  connection: WritingConnection,
  runKey: number,
  { why, name }: Pick<SnapshotRow, "why" | "name">,
  now: Moment,
): number {
  const keys = presentPlaces(connection, runKey).map(({ key }) => key);
  const { lastKey } = connection.run(
    `INSERT INTO snapshots (run, why, name, last_version, steps, words, at, at_offset, step_keys)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    runKey,
    why,
    name.toWellFormed(),
    connection.first(LAST_VERSION)?.key ?? 0,
    keys.length,
    connection.first(STORED, runKey)?.stored ?? 0,
    now.utcMs,
    now.offsetMinutes,
    packNumbers(keys),
  );
  connection.run(
    `DELETE FROM snapshots WHERE run = ? AND why <> 'named' AND at < ? AND key NOT IN
       (SELECT key FROM snapshots WHERE run = ? AND why <> 'named' ORDER BY key DESC LIMIT ?)`,
    runKey,
    now.utcMs - AUTOMATIC_FOR_MS,
    runKey,
    KEPT_AUTOMATIC,
  );
  return lastKey;
}

const NEWEST: Query<{ snapshot: number; why: string }> = {
  sql: "SELECT key AS snapshot, why FROM snapshots WHERE run = ? ORDER BY key DESC LIMIT 1",
  row: z.object({ snapshot: z.int(), why: z.string() }),
};
const OTHER_SINCE: Query<{ key: number }> = {
  sql: "SELECT key FROM versions WHERE run = ? AND key > ? AND kind IS NOT NULL AND kind <> ? LIMIT 1",
  row: z.object({ key: z.int() }),
};

/**
 * Takes a snapshot inside the transaction of a replace-all, before it is written. Replacements that follow each other with
 * nothing else between them (also those that are done one by one, quickly) share the first one's.
 */
export function snapshotBeforeReplacing(connection: WritingConnection, runKey: number, now: Moment): void {
  const newest = connection.first(NEWEST, runKey);
  if (newest?.why === "replaceAll") {
    const taken = readSnapshot(connection, runKey, newest.snapshot);
    const steps = presentPlaces(connection, runKey).map(({ key }) => key);
    const isSameOrder = taken?.stepKeys.join() === steps.join();
    const other = connection.first(OTHER_SINCE, runKey, taken?.lastVersion ?? 0, actCode("replaced"));
    if (isSameOrder && other === undefined) return;
  }
  insertSnapshot(connection, runKey, { why: "replaceAll", name: "" }, now);
}

/** Takes a snapshot of a run. */
export function takeSnapshot(
  library: WritingLibrary,
  runId: RunId,
  asked: Pick<SnapshotRow, "why" | "name">,
): Outcome<{ snapshot: SnapshotRow }, RunFailure> {
  return library.write<{ snapshot: SnapshotRow }, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const snapshot = connection.first(BY_KEY, insertSnapshot(connection, run.key, asked, library.clock()));
    if (snapshot === undefined) throw new Error("A snapshot was taken and is not there");
    return success({ snapshot });
  });
}

const RUN_KEYS: Query<{ key: number }> = {
  sql: "SELECT key FROM runs WHERE arriving IS NULL AND deleted_at IS NULL",
  row: z.object({ key: z.int() }),
};

/** Takes a snapshot of every run in sight, after a migration that may have touched them. */
export function snapshotEveryRun(
  library: WritingLibrary,
  asked: Pick<SnapshotRow, "why" | "name">,
): Outcome<null, LibraryFailure> {
  return library.write<null, never>((connection) => {
    for (const { key } of connection.all(RUN_KEYS)) insertSnapshot(connection, key, asked, library.clock());
    return success(null);
  });
}

const TAKEN: Query<{ lastVersion: number; stepKeys: Uint8Array }> = {
  sql: "SELECT last_version AS lastVersion, step_keys AS stepKeys FROM snapshots WHERE run = ? AND key = ?",
  row: z.object({ lastVersion: z.int(), stepKeys: z.instanceof(Uint8Array) }),
};

/** What a snapshot stands for: the steps in their order, and the last version of that moment. Undefined when the run has no such snapshot. */
export function readSnapshot(
  connection: ReadingConnection,
  runKey: number,
  snapshot: number,
): { readonly lastVersion: number; readonly stepKeys: number[] } | undefined {
  const row = connection.first(TAKEN, runKey, snapshot);
  if (row === undefined) return undefined;
  try {
    return { lastVersion: row.lastVersion, stepKeys: z.array(z.int()).parse(unpackNumbers(row.stepKeys)) };
  } catch (error) {
    if (error instanceof Error) throw new DamagedRow(`snapshot ${String(snapshot)} is not readable: ${error.message}`);
    throw error;
  }
}
