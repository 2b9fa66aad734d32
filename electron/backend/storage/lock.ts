import Database from "better-sqlite3";

import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { failureOf, type LibraryFailure } from "./failures.ts";
import { type LockHolder, readHolder, removeHolder, writeHolder } from "./holder.ts";

/*
 * One process writes to a library at a time (document model, section 7). A file with a process id in it proves nothing:
 * the process may be dead and its id another's. So the writer keeps an exclusive transaction open on an empty database
 * beside the library (`.lock`): the operating system takes that lock away when the process ends, however it ends.
 * Beside it `.lock.json` says who and since when.
 */

// A database that nobody refers to any more is collected and closed, and its lock with it.
const held = new Set<WriterLock>();

/** The lock of a writer; it holds until `release()` or the end of the process. */
export class WriterLock {
  readonly #database: Database.Database;
  readonly #holderFile: string;

  constructor(database: Database.Database, holderFile: string) {
    this.#database = database;
    this.#holderFile = holderFile;
    held.add(this);
  }

  /** Gives the lock up; a second call does nothing. */
  release(): void {
    if (!this.#database.open) return;
    try {
      removeHolder(this.#holderFile);
    } finally {
      this.#database.close();
      held.delete(this);
    }
  }
}

/** Takes the writer's lock of the library at `path`, without waiting: "heldByWriter" names who has it. */
export function acquireWriterLock(path: string, holder: LockHolder): Outcome<WriterLock, LibraryFailure> {
  const holderFile = `${path}.lock.json`;
  let database: Database.Database | null = null;
  try {
    database = new Database(`${path}.lock`, { timeout: 0 });
    // The lock database never holds a row; in memory its journal leaves no file behind a killed process.
    database.pragma("journal_mode = MEMORY");
    database.exec("BEGIN EXCLUSIVE");
    writeHolder(holderFile, holder);
    return success(new WriterLock(database, holderFile));
  } catch (error) {
    database?.close();
    const failure = failureOf(error, path);
    if (failure === null) throw error;
    if (failure.kind === "heldByWriter") return failed({ ...failure, holder: readHolder(holderFile) });
    // A .lock that SQLite cannot read says nothing about the library itself.
    return failed(failure.kind === "damaged" ? { kind: "io", path, code: "unusable .lock file beside it" } : failure);
  }
}
