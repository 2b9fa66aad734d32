import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";

import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { failureOf, type LibraryFailure } from "./failures.ts";

/*
 * Before SQLite may touch a file it is looked at as plain bytes, because opening a database can write: SQLite replays a
 * -wal that it finds, makes one where there is none, and takes an empty file for a database of its own. A file of another
 * program or of a newer release must be left byte for byte (document model, section 7). The version stands in the
 * file's first page, and a newer copy of that page may stand in the -wal: both are read here, and the highest counts,
 * committed or not, so that no copy of a large library is needed to decide.
 */

/** "Runw" in ASCII: stands at byte 68 of every library (SQLite's `application_id`). */
export const APPLICATION_ID = 0x52_75_6e_77;

/** What the bytes of a library say. */
export type Examined = {
  /** The version of its tables (`user_version`). */
  readonly version: number;
};

const HEADER_BYTES = 100;
const MAGIC = "SQLite format 3\0";
const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
// Offsets in a database's first page (SQLite's file format, section 1.3).
const PAGE_SIZE_AT = 16;
const PAGE_COUNT_AT = 28;
const CHANGE_COUNTER_AT = 24;
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;
const VERSION_VALID_FOR_AT = 92;

/** Reads what is at `path` without changing anything: a library of which version, or why not. */
export function examine(path: string, known: number): Outcome<Examined, LibraryFailure> {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return failed({ kind: "folder", path });
    if (!stats.isFile()) return failed({ kind: "notALibrary", path });
    return examineFile(path, known);
  } catch (error) {
    const failure = failureOf(error, path);
    if (failure === null) throw error;
    return failed(failure);
  }
}

function examineFile(path: string, known: number): Outcome<Examined, LibraryFailure> {
  const header = readAt(path, 0, HEADER_BYTES);
  if (header.length < HEADER_BYTES || header.toString("latin1", 0, MAGIC.length) !== MAGIC) {
    return failed({ kind: "notALibrary", path });
  }
  if (header.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) return failed({ kind: "notALibrary", path });
  const pageBytes = pageSize(header);
  if (pageBytes === null) return failed({ kind: "damaged", path, detail: "its first page is not readable" });
  const wal = newestInWal(`${path}-wal`, pageBytes);
  const version = Math.max(header.readUInt32BE(USER_VERSION_AT), wal.version);
  if (version > known) return failed({ kind: "newerRelease", path, found: version, known });
  if (version === 0) return failed({ kind: "notALibrary", path });
  if (!wal.hasFrames) {
    const missing = missingBytes(path, header, pageBytes);
    if (missing > 0) {
      return failed({ kind: "damaged", path, detail: `the last ${String(missing)} bytes of the file are missing` });
    }
  }
  return success({ version });
}

function readAt(path: string, position: number, length: number): Buffer {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(file, buffer, 0, length, position));
  } finally {
    closeSync(file);
  }
}

function pageSize(header: Buffer): number | null {
  const stored = header.readUInt16BE(PAGE_SIZE_AT);
  const size = stored === 1 ? 65_536 : stored;
  return size >= 512 && (size & (size - 1)) === 0 ? size : null;
}

/** How much shorter the file is than its header says. While a -wal holds pages this means nothing. */
function missingBytes(path: string, header: Buffer, pageBytes: number): number {
  const sizeIsKept = header.readUInt32BE(CHANGE_COUNTER_AT) === header.readUInt32BE(VERSION_VALID_FOR_AT);
  return sizeIsKept ? header.readUInt32BE(PAGE_COUNT_AT) * pageBytes - statSync(path).size : 0;
}

/** The highest version in any copy of page 1 in the -wal's present generation; 0 without one. */
function newestInWal(wal: string, pageBytes: number): { version: number; hasFrames: boolean } {
  let file: number;
  try {
    file = openSync(wal, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { version: 0, hasFrames: false };
    throw error;
  }
  try {
    const { size } = fstatSync(file);
    const header = Buffer.alloc(WAL_HEADER_BYTES);
    if (readSync(file, header, 0, WAL_HEADER_BYTES, 0) < WAL_HEADER_BYTES) return { version: 0, hasFrames: false };
    const salts = header.subarray(16, 24);
    const frame = Buffer.alloc(FRAME_HEADER_BYTES);
    const page = Buffer.alloc(HEADER_BYTES);
    let version = 0;
    let at = WAL_HEADER_BYTES;
    for (; at + FRAME_HEADER_BYTES + pageBytes <= size; at += FRAME_HEADER_BYTES + pageBytes) {
      readSync(file, frame, 0, FRAME_HEADER_BYTES, at);
      if (!frame.subarray(8, 16).equals(salts)) break;
      if (frame.readUInt32BE(0) !== 1) continue;
      readSync(file, page, 0, HEADER_BYTES, at + FRAME_HEADER_BYTES);
      version = Math.max(version, page.readUInt32BE(USER_VERSION_AT));
    }
    return { version, hasFrames: at > WAL_HEADER_BYTES };
  } finally {
    closeSync(file);
  }
}
