import { accessSync, constants, statfsSync } from "node:fs";
import { dirname } from "node:path";

import Database from "better-sqlite3";

import { assertNever } from "../../../shared/lib/assert-never.ts";
import type { LockHolder } from "./holder.ts";

/** What can go wrong with a library without anything being wrong with the program. `path` is the library's file. */
export type LibraryFailure =
  /** Nothing is there, or the folder it should be made in is not. */
  | { readonly kind: "missing"; readonly path: string }
  /** A folder is where the file should be. */
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "noPermission"; readonly path: string }
  /** A file that is something else: empty, text, another program's database. It was not touched. */
  | { readonly kind: "notALibrary"; readonly path: string }
  /** Made by a later release: its tables' version is `found`, this release knows `known`. It was not touched. */
  | { readonly kind: "newerRelease"; readonly path: string; readonly found: number; readonly known: number }
  /** Another process is writing to it; `holder` is null when it did not say who it is. */
  | { readonly kind: "heldByWriter"; readonly path: string; readonly holder: LockHolder | null }
  /** The disk or the file refuses every write. */
  | { readonly kind: "readOnly"; readonly path: string }
  | { readonly kind: "diskFull"; readonly path: string }
  /** What is there cannot be read as it was written; `detail` says where, for a report. */
  | { readonly kind: "damaged"; readonly path: string; readonly detail: string }
  /** Anything else that the disk answered; `code` is SQLite's or the system's. */
  | { readonly kind: "io"; readonly path: string; readonly code: string };

/** The code of a library whose file is not in its place any more (storage/in-place.ts). */
export const MOVED = "moved";

/** Thrown inside a transaction when a row is not what its table must hold; becomes a "damaged" failure. */
export class DamagedRow extends Error {}

/** One sentence for a person: what happened, where, and what to do. */
export function libraryFailureSentence(failure: LibraryFailure): string {
  const { path } = failure;
  switch (failure.kind) {
    case "missing":
      return `There is no library at ${path}; check the name, or make one by importing into it.`;
    case "folder":
      return `${path} is a folder, not a library; name the file inside it.`;
    case "noPermission":
      return `You have no permission to use the library ${path}; ask for it, or choose another place.`;
    case "notALibrary":
      return `${path} is not a Runwright library; it was left as it is.`;
    case "newerRelease":
      return `${path} was made by a newer release of Runwright (its tables are version ${String(failure.found)}, this release knows ${String(failure.known)}); it was left as it is. Update Runwright to open it.`;
    case "heldByWriter":
      return `${path} is open for writing${holderPhrase(failure.holder)}; close it there, or open it for reading.`;
    case "readOnly":
      return `${path} can only be read: the file or its disk is write-protected. Copy it to a disk that can be written to.`;
    case "diskFull":
      return `The disk that holds ${path} is full; nothing of this was written. Make room and try again.`;
    case "damaged":
      return `${path} is damaged (${failure.detail}); it was left as it is. Restore a backup or recover it.`;
    case "io":
      if (failure.code === MOVED) {
        return `The library’s file ${path} was moved, renamed or deleted while it was open, or its disk was taken away. Put it back as it was; what is written meanwhile waits here.`;
      }
      return `The disk failed while ${path} was used (${failure.code}); nothing of this was written. Check the disk and try again.`;
    default:
      return assertNever(failure);
  }
}

function holderPhrase(holder: LockHolder | null): string {
  if (holder === null) return " elsewhere";
  return ` by ${holder.person} on ${holder.device} since ${new Date(holder.sinceUtcMs).toISOString()}`;
}

/**
 * The failure that an error of SQLite or of the file system stands for, or null when it is a fault of the program
 * (a broken constraint, a wrong statement), which stays an exception. The one place where SQLite's codes are read.
 */
export function failureOf(error: unknown, path: string): LibraryFailure | null {
  if (error instanceof DamagedRow) return { kind: "damaged", path, detail: error.message };
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  return error instanceof Database.SqliteError
    ? sqliteFailure(error.code, error.message, path)
    : systemFailure(error.code, path);
}

function sqliteFailure(code: string, message: string, path: string): LibraryFailure | null {
  const primary = /^SQLITE_[A-Z]+/u.exec(code)?.[0] ?? code;
  switch (primary) {
    case "SQLITE_FULL":
      return { kind: "diskFull", path };
    case "SQLITE_IOERR":
      // A full disk shows as an I/O error where SQLite enlarges a file by other means than writing (its -shm).
      return diskIsFull(path) ? { kind: "diskFull", path } : { kind: "io", path, code };
    case "SQLITE_READONLY":
      return { kind: "readOnly", path };
    case "SQLITE_CORRUPT":
    case "SQLITE_NOTADB":
      return { kind: "damaged", path, detail: message };
    case "SQLITE_BUSY":
    case "SQLITE_LOCKED":
      return { kind: "heldByWriter", path, holder: null };
    case "SQLITE_PERM":
    case "SQLITE_AUTH":
      return { kind: "noPermission", path };
    case "SQLITE_CANTOPEN":
      // SQLite does not say why it could not make a file; the folder does.
      return folderTrouble(path) ?? { kind: "io", path, code };
    case "SQLITE_PROTOCOL":
    case "SQLITE_NOLFS":
    case "SQLITE_NOMEM":
      return { kind: "io", path, code };
    default:
      return null;
  }
}

function systemFailure(code: string, path: string): LibraryFailure | null {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return { kind: "missing", path };
    case "EISDIR":
      return { kind: "folder", path };
    case "EACCES":
    case "EPERM":
      return { kind: "noPermission", path };
    case "EROFS":
      return { kind: "readOnly", path };
    case "ENOSPC":
    case "EDQUOT":
      return { kind: "diskFull", path };
    case "EIO":
    case "EMFILE":
    case "ENFILE":
    case "ENAMETOOLONG":
    case "ELOOP":
    case "EBUSY":
    case "ETXTBSY":
    case "ENXIO":
    case "ENODEV":
      return { kind: "io", path, code };
    default:
      return null;
  }
}

function folderTrouble(path: string): LibraryFailure | null {
  try {
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") throw error;
    return systemFailure(error.code, path);
  }
}

/** Free space below which a failed enlargement is taken for a full disk, in bytes: SQLite enlarges a -shm by this much. */
const SMALLEST_ENLARGEMENT_BYTES = 32_768;

function diskIsFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < SMALLEST_ENLARGEMENT_BYTES;
  } catch (error) {
    // Without an answer the code of the error itself is what there is to say.
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}
