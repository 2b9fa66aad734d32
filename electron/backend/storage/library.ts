import { existsSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

import type { DeviceId, LibraryId, PersonId } from "../../../shared/domain/ids.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Clock } from "../../../shared/lib/time.ts";
import { Connection, type ReadingConnection, type WritingConnection } from "./connection.ts";
import { openForReading, type OpenFile } from "./reading-copy.ts";
import { examine } from "./examine.ts";
import { type LibraryFailure, MOVED } from "./failures.ts";
import { FilesInPlace } from "./in-place.ts";
import { eraseArrivingRun, leftoverRuns } from "./leftovers.ts";
import { acquireWriterLock, type WriterLock } from "./lock.ts";
import { MIGRATIONS } from "./migrations/list.ts";
import type { Migration } from "./migrations/migration.ts";
import { finishReplacing, isBeingReplaced, syncFolder } from "./replace.ts";
import { failureWith } from "./schema.ts";
import { enrolDevice, foundLibrary, migrate, readIdentity } from "./tables.ts";
import { takeAway } from "./take-away.ts";

/*
 * A library is one SQLite file. A handle says whether it reads or writes: readers always have a read-only connection
 * and work while a writer is at it; the one writer holds the lock (lock.ts) for as long as it is open.
 *
 * The file is looked at before SQLite may open it (examine.ts), so that what is not ours, or is of a newer release,
 * stays byte for byte as it was. A new library is made complete under another name and then moved to its own, so that a
 * process killed in between leaves no half library.
 */

/** An open library that can be read. */
export type ReadingLibrary = {
  readonly mode: "read" | "write";
  /** The file, with links resolved. */
  readonly path: string;
  readonly id: LibraryId;
  /** The person whose library it is. */
  readonly me: PersonId;
  /** Whether the writer before this one closed it. For a reader "unclean" may mean that a writer is at it. */
  readonly lastClose: "clean" | "unclean";
  /** Reads in one snapshot: what a writer commits in between is not seen. Trouble of the disk becomes a failure. */
  read<T, F>(work: (connection: ReadingConnection) => Outcome<T, F>): Outcome<T, F | LibraryFailure>;
  /** Closes it; a second call does nothing. A writer copies the -wal into the file and gives up the lock even when a write fails. */
  close(): Outcome<null, LibraryFailure>;
};

/** An open library that can be written to; at most one in the world. */
export type WritingLibrary = ReadingLibrary & {
  readonly mode: "write";
  /** This installation, as the library knows it. */
  readonly device: DeviceId;
  readonly clock: Clock;
  /**
   * One transaction: all that `work` writes is on the disk when this answers with its success, and nothing of it when
   * it answers a failure or throws. `work` is synchronous and short, and does not call `write` again. One failure may come
   * of what was written all the same: the file was no longer in its place, and may be put back.
   */
  write<T, F>(work: (connection: WritingConnection) => Outcome<T, F>): Outcome<T, F | LibraryFailure>;
  /** Says that something in it could not be read: the next opening looks it through, as after an unclean close. */
  distrust(): void;
  /**
   * Closes the file, lets `swap` put another one in its place and opens what is there then; the lock is held
   * throughout. This handle is closed afterwards in any case, the one that is answered takes its place.
   */
  exchangeFile(swap: (path: string) => void): Outcome<WritingLibrary, LibraryFailure>;
};

/** Answers to this many batches are kept, some seven hours of typing without a pause. An older one sent again is stale. */
const KEPT_BATCHES = 50_000;

class OpenLibrary implements ReadingLibrary {
  readonly mode: "read" | "write" = "read";
  readonly path: string;
  readonly id: LibraryId;
  readonly me: PersonId;
  readonly lastClose: "clean" | "unclean";
  readonly #file: OpenFile;
  #isOpen = true;

  constructor(path: string, file: OpenFile) {
    const identity = readIdentity(file.connection);
    this.path = path;
    this.id = identity.id;
    this.me = identity.me;
    this.lastClose = identity.wasLeftOpen ? "unclean" : "clean";
    this.#file = file;
  }

  read<T, F>(work: (connection: ReadingConnection) => Outcome<T, F>): Outcome<T, F | LibraryFailure> {
    return transaction(this.#file.connection, this.path, "BEGIN", work);
  }

  close(): Outcome<null, LibraryFailure> {
    if (!this.#isOpen) return success(null);
    this.#isOpen = false;
    return attempt(this.path, () => this.#file.close());
  }
}

class OpenWritingLibrary extends OpenLibrary implements WritingLibrary {
  override readonly mode = "write";
  readonly device: DeviceId;
  readonly clock: Clock;
  readonly #connection: Connection;
  readonly #lock: WriterLock;
  readonly #request: WriterRequest;
  readonly #files: FilesInPlace;
  #isOpen = true;
  #isDistrusted = false;

  constructor(path: string, connection: Connection, lock: WriterLock, device: DeviceId, request: WriterRequest) {
    super(path, { connection, close: () => connection.close() });
    this.#connection = connection;
    this.#lock = lock;
    this.#files = new FilesInPlace(path);
    this.#request = request;
    this.device = device;
    this.clock = request.clock;
  }

  override read<T, F>(work: (connection: ReadingConnection) => Outcome<T, F>): Outcome<T, F | LibraryFailure> {
    return this.#watched("BEGIN", work);
  }

  write<T, F>(work: (connection: WritingConnection) => Outcome<T, F>): Outcome<T, F | LibraryFailure> {
    const written = this.#watched("BEGIN IMMEDIATE", work);
    return written.ok && !this.#files.areThere() ? failed({ kind: "io", path: this.path, code: MOVED }) : written;
  }

  distrust(): void {
    this.#isDistrusted = true;
  }

  #watched<T, F>(
    begin: "BEGIN" | "BEGIN IMMEDIATE",
    work: (connection: Connection) => Outcome<T, F>,
  ): Outcome<T, F | LibraryFailure> {
    return transaction(this.#connection, this.path, begin, work, (failure) => {
      if (failure.kind === "damaged") this.distrust();
    });
  }

  exchangeFile(swap: (path: string) => void): Outcome<WritingLibrary, LibraryFailure> {
    // A file that cannot be closed well (a damaged one) goes aside whole with its -wal; nothing of it is lost by that.
    this.#closeFile();
    return settled(this.path, (path) => openLocked(path, this.#lock, { ...this.#request, prepare: swap }));
  }

  override close(): Outcome<null, LibraryFailure> {
    if (!this.#isOpen) return success(null);
    try {
      return this.#closeFile();
    } finally {
      this.#lock.release();
    }
  }

  #closeFile(): Outcome<null, LibraryFailure> {
    this.#isOpen = false;
    const marked = this.#isDistrusted
      ? success(null)
      : this.write<null, never>((connection) => {
          connection.run("UPDATE library SET is_open = 0");
          return success(null);
        });
    const closed = super.close();
    return marked.ok ? closed : marked;
  }
}

/** Opens a library that must be there, on a read-only connection; also while a writer holds it or on a read-only disk. */
export function openLibraryForReading(request: {
  readonly path: string;
  /** For tests of migrations only. */
  readonly migrations?: readonly Migration[];
}): Outcome<ReadingLibrary, LibraryFailure> {
  const migrations = request.migrations ?? MIGRATIONS;
  return settled(request.path, (path) => {
    const examined = examine(path, newest(migrations));
    if (!examined.ok) return examined;
    const file = openForReading(path, migrations, examined.value.version < newest(migrations));
    try {
      return success(new OpenLibrary(path, file));
    } catch (error) {
      file.close();
      throw error;
    }
  });
}

/** What a writer says of itself. */
export type WriterRequest = {
  readonly path: string;
  /** True: a library is made when nothing is at `path` (its folder must be there). False: that is "missing". */
  readonly create: boolean;
  /** Whose library it becomes when it is made; otherwise only told to a second writer. */
  readonly person: { readonly name: string };
  /** This installation: by its id from the app's settings, or by its name where there are none (command line). */
  readonly device: { readonly id: DeviceId | null; readonly name: string };
  readonly clock: Clock;
  /** Runs with the lock held, before anything is looked at; may put another file in the place of the library's. */
  readonly prepare?: (path: string) => void;
  /** For tests of migrations only. */
  readonly migrations?: readonly Migration[];
};

/** Opens a library for writing, alone: takes the lock, makes or migrates the tables, sweeps what an import left behind. */
export function openLibraryForWriting(request: WriterRequest): Outcome<WritingLibrary, LibraryFailure> {
  return settled(request.path, (path) => {
    if (request.prepare === undefined && !isBeingReplaced(path)) {
      const before = examine(path, newest(request.migrations ?? MIGRATIONS));
      if (!before.ok && !(before.failure.kind === "missing" && request.create)) return before;
    }
    const now = request.clock();
    const lock = acquireWriterLock(path, {
      person: request.person.name,
      device: request.device.name,
      sinceUtcMs: now.utcMs,
      sinceOffsetMinutes: now.offsetMinutes,
      processId: process.pid,
    });
    return lock.ok ? openLocked(path, lock.value, request) : lock;
  });
}

/** Opens the file with the lock held; gives the lock up when that fails. */
function openLocked(path: string, lock: WriterLock, request: WriterRequest): Outcome<WritingLibrary, LibraryFailure> {
  const migrations = request.migrations ?? MIGRATIONS;
  let connection: Connection | null = null;
  try {
    finishReplacing(path);
    request.prepare?.(path);
    if (!existsSync(path)) {
      if (!request.create) return releasing(lock, failed({ kind: "missing", path }));
      makeLibrary(path, request, migrations);
    }
    // Only now, with the lock: another writer may have been at it since.
    const examined = examine(path, newest(migrations));
    if (!examined.ok) return releasing(lock, examined);
    connection = new Connection(path, "write");
    migrate(connection, migrations);
    return success(beginWriting(path, connection, lock, request));
  } catch (error) {
    connection?.close();
    lock.release();
    throw error;
  }
}

function releasing<T>(lock: WriterLock, outcome: T): T {
  lock.release();
  return outcome;
}

function beginWriting(path: string, connection: Connection, lock: WriterLock, request: WriterRequest): WritingLibrary {
  const { device, clock } = request;
  for (const runKey of leftoverRuns(connection)) {
    connection.script("BEGIN IMMEDIATE");
    eraseArrivingRun(connection, runKey);
    connection.script("COMMIT");
  }
  connection.script("BEGIN IMMEDIATE");
  const deviceId = enrolDevice(connection, device, clock());
  const library = new OpenWritingLibrary(path, connection, lock, deviceId, request);
  connection.run("DELETE FROM batches WHERE key <= (SELECT max(key) FROM batches) - ?", KEPT_BATCHES);
  connection.run("UPDATE library SET is_open = 1");
  connection.script("COMMIT");
  // SQLite settles some of these at the first write only, so they are read back after one.
  const wrong = connection.wrongSettings();
  if (wrong.length > 0) throw new Error(`SQLite does not take these settings: ${wrong.join(", ")}`);
  return library;
}

function makeLibrary(path: string, { person, clock }: WriterRequest, migrations: readonly Migration[]): void {
  // A -wal without its library would be replayed into the new one; what is in it may be somebody's text.
  for (const suffix of ["-wal", "-shm"]) {
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.left-${String(clock().utcMs)}${suffix}`);
  }
  const draft = `${path}.new-${String(process.pid)}`;
  try {
    writeFileSync(draft, "");
    const connection = new Connection(draft, "write");
    try {
      migrate(connection, migrations);
      foundLibrary(connection, person.name, clock());
      // Closing does it as well, but says nothing when the disk refuses, and what is moved is the file without its -wal.
      connection.script("PRAGMA wal_checkpoint(TRUNCATE)");
    } finally {
      connection.close();
    }
    renameSync(draft, path);
    syncFolder(dirname(path));
  } finally {
    for (const suffix of ["", "-wal", "-shm"]) takeAway(draft + suffix);
  }
}

function newest(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/** Runs `open` on the path with links resolved, so that one library has one lock, and turns trouble into a failure. */
function settled<T>(given: string, open: (path: string) => Outcome<T, LibraryFailure>): Outcome<T, LibraryFailure> {
  const named = resolve(given);
  try {
    return open(existsSync(named) ? realpathSync(named) : join(realpathSync(dirname(named)), basename(named)));
  } catch (error) {
    return failed(failureOrThrow(error, named));
  }
}

function attempt(path: string, work: () => void): Outcome<null, LibraryFailure> {
  try {
    work();
    return success(null);
  } catch (error) {
    return failed(failureOrThrow(error, path));
  }
}

function failureOrThrow(error: unknown, path: string): LibraryFailure {
  const failure = failureWith(error, path);
  if (failure === null) throw error;
  return failure;
}

function transaction<T, F>(
  connection: Connection,
  path: string,
  begin: "BEGIN" | "BEGIN IMMEDIATE",
  work: (connection: Connection) => Outcome<T, F>,
  hear: (failure: LibraryFailure) => void = () => undefined,
): Outcome<T, F | LibraryFailure> {
  let isDone = false;
  try {
    connection.script(begin);
    const outcome = work(connection);
    if (outcome.ok) {
      connection.script("COMMIT");
      isDone = true;
    }
    return outcome;
  } catch (error) {
    const failure = failureOrThrow(error, path);
    hear(failure);
    return failed(failure);
  } finally {
    // SQLite may have rolled back by itself (a full disk); a transaction that is still open must not stay so.
    if (!isDone && connection.isInTransaction()) connection.script("ROLLBACK");
  }
}
