import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { z } from "zod";

import type { BackupPlace } from "../../../shared/contract/backup-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { RecoveryReport } from "../../../shared/contract/recovery-methods.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { pageComplaints } from "../backups/account.ts";
import { rowOf } from "../backups/backups.ts";
import { readPlaces, secondShelf, shelfBeside } from "../backups/places.ts";
import { backupFile, readShelf, type BackupNote } from "../backups/shelf.ts";
import { discardStaged, stageBackup } from "../backups/stage.ts";
import { DAMAGED, timeInName } from "../backups/surroundings.ts";
import { storageFailure } from "../context.ts";
import { fileErrorCode, fileFailure } from "../file-failure.ts";
import { freeName } from "../free-name.ts";
import { Connection, type Query } from "../storage/connection.ts";
import { examine } from "../storage/examine.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import { openLibraryForWriting, type WriterRequest, type WritingLibrary } from "../storage/library.ts";
import { MIGRATIONS } from "../storage/migrations/list.ts";
import { isBeingReplaced, replaceLibrary } from "../storage/replace.ts";
import { failureWith } from "../storage/schema.ts";
import { type Brought, type MergeOrder, mergeSalvaged } from "./merge.ts";
import { readReport, together, writeReport } from "./report.ts";
import { salvage, type Salvaged } from "./salvage.ts";

/*
 * Opening a library that may be damaged (docs/durability.md, Recovery). After an unclean close every page is checked. A
 * damaged library goes aside whole, the newest good backup takes its place (an empty library where there is none), and
 * what can be read out of the damaged file is brought in. The report is written first, so a recovery that is stopped in
 * the middle is gone on with; whatever happens, the person is told, and nothing begins empty in silence.
 */

/** Opens a library for writing; recovers it first where it is damaged or has gone. */
export function openOrRecover(request: WriterRequest): Outcome<WritingLibrary, Failure> {
  const { path } = request;
  // A restore or recovery that was stopped in the middle is ended by the opening itself: until then a library that has
  // gone aside is not missing, and the one that is staged is what comes next.
  if (!isBeingReplaced(path)) {
    if (!existsSync(path) && goodBackups(path).length > 0) return recover(request, "missing", "its file was not there");
    const complaint = complaintAbout(path);
    if (complaint !== null) return recover(request, "damaged", complaint);
  }
  const opened = openLibraryForWriting(request);
  if (opened.ok) return goOn(opened.value);
  const { failure } = opened;
  if (failure.kind === "damaged") return recover(request, "damaged", failure.detail);
  // A library whose first page is gone looks like anything; its backups tell that it was one.
  if (failure.kind === "notALibrary" && goodBackups(path).length > 0) {
    return recover(request, "damaged", "its first page is not that of a library");
  }
  return failed(storageFailure(failure));
}

const LEFT_OPEN: Query<{ is_open: number }> = {
  sql: "SELECT is_open FROM library WHERE one = 1",
  row: z.object({ is_open: z.int() }),
};

/** A damaged byte inside a row is no fault of a page; most of them leave text that is no JSON any more. */
const UNREADABLE_STEP: Query<{ key: number }> = {
  sql: "SELECT key FROM steps WHERE NOT json_valid(content) LIMIT 1",
  row: z.object({ key: z.int() }),
};

/**
 * What SQLite finds wrong with a library that was not closed well; null when it is whole, was closed, or cannot be asked.
 * On a connection that only reads, before any other: a -wal that does not belong to the file would be copied into it by
 * the first that writes, and take along what is still whole.
 */
function complaintAbout(path: string): string | null {
  if (!examine(path, MIGRATIONS.at(-1)?.version ?? 0).ok) return null;
  let connection: Connection | null = null;
  try {
    connection = new Connection(path, "read");
    if (connection.first(LEFT_OPEN)?.is_open === 0) return null;
    const [complaint] = pageComplaints(connection);
    if (complaint !== undefined) return complaint;
    const step = connection.first(UNREADABLE_STEP);
    return step === undefined ? null : `step row ${String(step.key)} is not what was written`;
  } catch (error) {
    const failure = failureWith(error, path);
    if (failure === null) throw error;
    return failure.kind === "damaged" ? failure.detail : null;
  } finally {
    connection?.close();
  }
}

type Candidate = { readonly place: BackupPlace; readonly shelf: string; readonly note: BackupNote };

/** The backups of a library that may take its place, the newest first. */
function goodBackups(path: string): Candidate[] {
  const second = secondShelf(path, readPlaces(path));
  const shelves = [
    { place: "beside" as const, shelf: shelfBeside(path) },
    ...(second === null ? [] : [{ place: "second" as const, shelf: second }]),
  ];
  const all = shelves.flatMap(({ place, shelf }) => readShelf(shelf).map((note) => ({ place, shelf, note })));
  // Beside the library first; of one shelf the newest first. What waits for the person's word goes last.
  return all.toSorted((one, other) => Number(one.note.fewerWords) - Number(other.note.fewerWords));
}

function recover(
  request: WriterRequest,
  what: RecoveryReport["what"],
  detail: string,
): Outcome<WritingLibrary, Failure> {
  const { path } = request;
  const now = request.clock();
  const aside = freeName(`${path}${DAMAGED}${timeInName(now.utcMs)}`);
  const staged = `${path}.staged`;
  try {
    discardStaged(staged);
    const chosen = stageNewest(path, staged) ?? stageEmpty(request, staged);
    if (!chosen.ok) return chosen;
    writeReport(path, {
      at: now.utcMs,
      offsetMinutes: now.offsetMinutes,
      what,
      detail,
      backup: chosen.value === null ? null : rowOf(chosen.value.note, chosen.value.place),
      aside: existsSync(path) ? basename(aside) : null,
      runs: [],
      others: [],
      complete: false,
    });
    const opened = openLibraryForWriting({ ...request, prepare: (at) => replaceLibrary(at, staged, aside) });
    return opened.ok ? goOn(opened.value) : failed(storageFailure(opened.failure));
  } catch (error) {
    if (fileErrorCode(error) === null) throw error;
    return failed(fileFailure(error, basename(path)));
  } finally {
    discardStaged(staged);
  }
}

/**
 * Stages the newest backup that is good; null when there is none. One that is damaged is passed over for an older one. A
 * backup that the disk would not let be read may be good all the same: nothing begins empty because of that.
 */
function stageNewest(path: string, staged: string): Outcome<Candidate | null, Failure> | null {
  let trouble: Failure | null = null;
  for (const candidate of goodBackups(path)) {
    const { shelf, note } = candidate;
    const file = { path: backupFile(shelf, note.name), name: note.name };
    const made = stageBackup(file, staged, { libraryId: null, sha256: note.sha256 });
    if (made.ok) return success(candidate);
    if (OF_THE_DISK.has(made.failure.kind)) trouble ??= made.failure;
  }
  return trouble === null ? null : failed(trouble);
}

/** Failures that say nothing of the backup itself. */
const OF_THE_DISK: ReadonlySet<string> = new Set<Failure["kind"]>(["io", "diskFull", "readOnly", "noPermission"]);

/** An empty library, for what can be read out; only where there is no backup at all. */
function stageEmpty(request: WriterRequest, staged: string): Outcome<null, Failure> {
  const made = openLibraryForWriting({ ...request, path: staged, create: true });
  if (!made.ok) return failed(storageFailure(made.failure));
  const named = existsSync(request.path) ? takeIdentity(made.value, salvage(request.path)) : success(null);
  const closed = made.value.close();
  if (!named.ok) return failed(storageFailure(named.failure));
  return closed.ok ? success(null) : failed(storageFailure(closed.failure));
}

/**
 * Gives a new library the id and the person of the damaged one, where they can be read: pages keep what they could not save
 * by these, and rows name the person.
 */
function takeIdentity(library: WritingLibrary, { facts }: Salvaged): Outcome<null, LibraryFailure> {
  return library.write<null, never>((connection) => {
    const me = facts.people.rows().find(({ is_me }) => is_me === 1);
    if (me !== undefined) connection.run("UPDATE people SET id = ?, name = ? WHERE is_me = 1", me.id, me.name);
    const identity = facts.identity.rows()[0];
    if (identity !== undefined) {
      const { id, made_at, made_offset } = identity;
      connection.run("UPDATE library SET id = ?, made_at = ?, made_offset = ?", id, made_at, made_offset);
    }
    return success(null);
  });
}

/** Ends a recovery that has not come to its end. Where that fails the library is closed again, and the next start goes on. */
function goOn(library: WritingLibrary): Outcome<WritingLibrary, Failure> {
  let isEnded = false;
  try {
    const ended = endRecovery(library);
    isEnded = ended.ok;
    return ended.ok ? success(library) : ended;
  } catch (error) {
    if (fileErrorCode(error) === null) throw error;
    return failed(fileFailure(error, basename(library.path)));
  } finally {
    if (!isEnded) library.close();
  }
}

/** Reads out what lies aside and brings it in, where a report says that this is still to be done. */
function endRecovery(library: WritingLibrary): Outcome<null, Failure> {
  const report = readReport(library.path);
  if (report === null || report.complete) return success(null);
  const damaged = report.aside === null ? null : join(dirname(library.path), report.aside);
  if (damaged === null || !existsSync(damaged)) {
    writeReport(library.path, { ...report, complete: true });
    return success(null);
  }
  // Written before each transaction ends, so that a recovery that is gone on with still knows what has come in.
  const note = (sofar: Brought): void => writeReport(library.path, { ...report, ...together(report, sofar) });
  const brought = bringIn(library, damaged, { isSuccessor: true, note });
  if (!brought.ok) return brought;
  writeReport(library.path, { ...report, ...together(report, brought.value), complete: true });
  return success(null);
}

/** Reads out a damaged file and brings what is newer into a library. */
export function bringIn(library: WritingLibrary, damaged: string, order: MergeOrder): Outcome<Brought, Failure> {
  try {
    const merged = mergeSalvaged(library, salvage(damaged), order);
    return merged.ok ? merged : failed(storageFailure(merged.failure));
  } catch (error) {
    if (fileErrorCode(error) === null) throw error;
    return failed(fileFailure(error, basename(damaged)));
  }
}
