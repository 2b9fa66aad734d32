import { chmodSync, copyFileSync, constants, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import Database from "better-sqlite3";

import { Connection } from "./connection.ts";
import type { Migration } from "./migrations/migration.ts";
import { migrate } from "./tables.ts";

/** A connection and what closes it. */
export type OpenFile = { readonly connection: Connection; readonly close: () => void };

/**
 * Opens a library for reading. Reading a WAL database needs a -shm beside it: where none can be made (a disk that can
 * only be read, another person's folder), and where the tables are of an older release, a copy in the system's folder for
 * temporary files is read instead, and goes when it is closed. Throws SQLite's and the file system's errors.
 */
export function openForReading(path: string, migrations: readonly Migration[], isOlder: boolean): OpenFile {
  if (!isOlder) {
    try {
      const connection = new Connection(path, "read");
      return { connection, close: () => connection.close() };
    } catch (error) {
      if (!cannotShare(error)) throw error;
    }
  }
  return openCopy(path, migrations);
}

function cannotShare(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:CANTOPEN|READONLY)/u.test(error.code);
}

function openCopy(path: string, migrations: readonly Migration[]): OpenFile {
  const folder = mkdtempSync(join(tmpdir(), "runwright-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, "library");
    for (const suffix of ["", "-wal"]) {
      if (!existsSync(path + suffix)) continue;
      copyFileSync(path + suffix, copy + suffix, constants.COPYFILE_FICLONE);
      // A copy keeps the mode of what it was made of, which may forbid writing.
      chmodSync(copy + suffix, 0o600);
    }
    const writing = new Connection(copy, "write");
    try {
      migrate(writing, migrations);
    } finally {
      writing.close();
    }
    const connection = new Connection(copy, "read");
    return {
      connection,
      close: () => {
        try {
          connection.close();
        } finally {
          remove();
        }
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
