import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { z } from "zod";

import type { BackupPlace } from "../../../shared/contract/backup-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { RecoveryReport, SalvagedRun } from "../../../shared/contract/recovery-methods.ts";
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
import { openLibraryForWriting, type WriterRequest, type WritingLibrary } from "../storage/library.ts";
import { MIGRATIONS } from "../storage/migrations/list.ts";
import { isBeingReplaced, replaceLibrary } from "../storage/replace.ts";
import { failureWith } from "../storage/schema.ts";
import { mergeSalvaged } from "./merge.ts";
import { readReport, writeReport } from "./report.ts";
import { salvage } from "./salvage.ts";

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
  const closed = made.value.close();
  return closed.ok ? success(null) : failed(storageFailure(closed.failure));
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
  const brought = damaged !== null && existsSync(damaged) ? bringIn(library, damaged) : success(report.runs);
  if (!brought.ok) return brought;
  writeReport(library.path, { ...report, runs: brought.value, complete: true });
  return success(null);
}

/** Reads out a damaged file and brings what is newer into a library. */
export function bringIn(library: WritingLibrary, damaged: string): Outcome<SalvagedRun[], Failure> {
  try {
    const merged = mergeSalvaged(library, salvage(damaged));
    return merged.ok ? merged : failed(storageFailure(merged.failure));
  } catch (error) {
    if (fileErrorCode(error) === null) throw error;
    return failed(fileFailure(error, basename(damaged)));
  }
}
