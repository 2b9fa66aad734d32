import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

import { z } from "zod";

import { LibraryId } from "../../../shared/domain/ids.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { Connection, type Query, type ReadingConnection } from "../storage/connection.ts";
import { examine } from "../storage/examine.ts";
import { DamagedRow, type LibraryFailure } from "../storage/failures.ts";
import { MIGRATIONS } from "../storage/migrations/list.ts";
import { failureWith } from "../storage/schema.ts";
import { readStamp } from "./stamp.ts";

/** What a library file holds, in numbers: what a copy of it must hold too. */
export const FileAccount = z.object({
  libraryId: LibraryId,
  runs: z.int(),
  steps: z.int(),
  /** Words of all runs that are not in the bin, hidden ones included. */
  words: z.int(),
  /** As backups/stamp.ts reads it. */
  stamp: z.string(),
});
export type FileAccount = z.infer<typeof FileAccount>;

const Counts = FileAccount.omit({ stamp: true });
const COUNTS: Query<z.infer<typeof Counts>> = {
  sql: `SELECT (SELECT id FROM library) AS libraryId, count(*) AS runs, coalesce(sum(run_totals.steps), 0) AS steps,
          coalesce(sum(stored), 0) AS words
        FROM runs LEFT JOIN run_totals ON run_totals.run = runs.key
        WHERE runs.deleted_at IS NULL AND arriving IS NULL`,
  row: Counts,
};

/** Draws the account of an open library. */
export function readAccount(connection: ReadingConnection): FileAccount {
  const counts = connection.first(COUNTS);
  if (counts === undefined) throw new DamagedRow("it has no account");
  return { ...counts, stamp: readStamp(connection) };
}

/** What a person is told of an account. */
export type RestoredCounts = Pick<FileAccount, "runs" | "steps" | "words">;
export function countsOf({ runs, steps, words }: FileAccount): RestoredCounts {
  return { runs, steps, words };
}

/** How many complaints of SQLite are told. */
const COMPLAINTS = 5;

/** SQLite's own check of every page and row; answers its first complaints, none when all is well. */
export function pageComplaints(connection: Pick<Connection, "all">): string[] {
  const row = z.object({ quick_check: z.string() });
  return connection
    .all({ sql: `PRAGMA quick_check(${String(COMPLAINTS)})`, row })
    .map((each) => each.quick_check)
    .filter((line) => line !== "ok");
}

/**
 * Looks a library file through that nobody has open: what it is, every page, and its account. Opening it leaves files
 * beside it, so it lies in a folder of ours.
 */
export function verifyFile(path: string): Outcome<FileAccount, LibraryFailure> {
  const examined = examine(path, MIGRATIONS.at(-1)?.version ?? 0);
  if (!examined.ok) return examined;
  let connection: Connection | null = null;
  try {
    connection = new Connection(path, "read");
    const [complaint] = pageComplaints(connection);
    if (complaint !== undefined) return failed({ kind: "damaged", path, detail: complaint });
    return success(readAccount(connection));
  } catch (error) {
    const failure = failureWith(error, path);
    if (failure === null) throw error;
    return failed(failure);
  } finally {
    connection?.close();
  }
}

const BLOCK_BYTES = 1024 * 1024;

/** SHA-256 of a file, in hexadecimal. Throws what the file system answers. */
export function fileHash(path: string): string {
  const hash = createHash("sha256");
  const file = openSync(path, "r");
  try {
    const block = Buffer.alloc(BLOCK_BYTES);
    for (let read = readSync(file, block); read > 0; read = readSync(file, block)) hash.update(block.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
