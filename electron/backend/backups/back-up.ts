import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

import Database from "better-sqlite3";
import { z } from "zod";

import type { BackupWhy } from "../../../shared/contract/backup-methods.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { RunId } from "../../../shared/domain/ids.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Moment } from "../../../shared/lib/time.ts";
import { fileNames } from "../exchange/file-names.ts";
import { fileErrorCode, fileFailure } from "../file-failure.ts";
import { loadRun } from "../runs/load.ts";
import { Connection, type Query } from "../storage/connection.ts";
import { failureOf, libraryFailureSentence, type LibraryFailure } from "../storage/failures.ts";
import { openLibraryForReading } from "../storage/library.ts";
import { syncFile, syncFolder } from "../storage/replace.ts";
import { failureWith } from "../storage/schema.ts";
import { takeAway } from "../storage/take-away.ts";
import { type FileAccount, fileHash, pageComplaints, readAccount } from "./account.ts";
import { isSharpDrop } from "./keep-rule.ts";
import { plainText } from "./plain-text.ts";
import { timeInName } from "./surroundings.ts";
import {
  backupFile,
  type BackupNote,
  PART,
  readShelf,
  readyShelf,
  textsFolder,
  thinShelf,
  writeNote,
} from "./shelf.ts";

/*
 * Making a backup. SQLite's online copy in one step on a connection of its own: it sees one moment of the library, holds
 * up no save (a reader of a WAL database holds up nobody) and does not begin anew when one comes between. In the app it runs
 * in the worker, so that not even the sync of the copy is waited for. The copy is then made one that stands alone (no
 * -wal), looked through page by page, counted, and only counts as a backup when its note is written.
 */

/** What is to be backed up, and where to. Plain data: it crosses to the worker. */
export type BackupTask = {
  readonly kind: "backUp";
  /** The library's file. */
  readonly source: string;
  /** The folder of backups; made when it is not there (its own folder must be). */
  readonly shelf: string;
  /** A second one, on which the same backup is put; null for none. */
  readonly second: string | null;
  readonly why: BackupWhy;
  readonly at: Moment;
  /** False for a single copy that somebody asked for in a folder of their own: nothing else there is touched. */
  readonly thin: boolean;
};

/** A backup that was made and checked. */
export type BackupMade = {
  readonly note: BackupNote;
  readonly texts: readonly string[];
  /** Why it did not come to the second place. */
  readonly secondFailure: Failure | null;
};

/** All pages in one step. */
const EVERY_PAGE = 0x7fff_ffff;

/** Makes a backup. Whatever fails, what was begun is taken away and the earlier backups stay as they were. */
export async function backUp(task: BackupTask): Promise<Outcome<BackupMade, Failure>> {
  try {
    if (task.thin) readyShelf(task.shelf);
    else if (!existsSync(task.shelf)) mkdirSync(task.shelf);
    const before = task.thin ? readShelf(task.shelf) : [];
    const name = freeName(task);
    const part = backupFile(task.shelf, name) + PART;
    try {
      await copyPages(task.source, part);
      const account = settleCopy(part);
      if (!account.ok) return failed(copyFailure(account.failure));
      const lastGood = before.find(({ fewerWords }) => !fewerWords);
      const written = writeTexts(part, textsFolder(task.shelf, name), before[0]?.runStamps ?? {});
      if (!written.ok) return failed(copyFailure(written.failure));
      const { stamps, texts } = written.value;
      const note: BackupNote = {
        name,
        why: task.why,
        at: task.at.utcMs,
        offsetMinutes: task.at.offsetMinutes,
        runs: account.value.runs,
        steps: account.value.steps,
        words: account.value.words,
        bytes: statSync(part).size,
        fewerWords: lastGood !== undefined && isSharpDrop(lastGood.words, account.value.words),
        number: (before[0]?.number ?? 0) + 1,
        libraryId: account.value.libraryId,
        stamp: account.value.stamp,
        sha256: fileHash(part),
        runStamps: stamps,
      };
      renameSync(part, backupFile(task.shelf, name));
      syncFolder(task.shelf);
      writeNote(task.shelf, note);
      if (task.thin) thinShelf(task.shelf, task.at.utcMs);
      const secondFailure = task.second === null ? null : putOnSecond(task, task.second, note);
      return success({ note, texts, secondFailure });
    } finally {
      for (const suffix of ["", "-journal", "-wal", "-shm"]) takeAway(part + suffix);
      if (!existsSync(backupFile(task.shelf, name))) {
        rmSync(textsFolder(task.shelf, name), { recursive: true, force: true });
      }
    }
  } catch (error) {
    return failed(troubleOf(error, task));
  }
}

function troubleOf(error: unknown, { shelf, source }: BackupTask): Failure {
  const failure = failureOf(error, shelf) ?? failureWith(error, source);
  if (failure === null) return fileFailure(error, basename(shelf));
  return failure.kind === "missing"
    ? plainFailure("missing", `The folder for backups, “${basename(shelf)}”, is not there. Is its disk connected?`)
    : plainFailure(failure.kind, backupSentence(failure));
}

function copyFailure(failure: LibraryFailure): Failure {
  return plainFailure(failure.kind, backupSentence(failure));
}

function backupSentence(failure: LibraryFailure): string {
  return `No backup was made, and the earlier ones are as they were. ${libraryFailureSentence(failure)}`;
}

function freeName({ shelf, at, why }: BackupTask): string {
  const name = `${timeInName(at.utcMs)}-${why}`;
  let free = name;
  for (let count = 2; existsSync(backupFile(shelf, free)); count += 1) free = `${name}-${String(count)}`;
  return free;
}

async function copyPages(source: string, to: string): Promise<void> {
  const needed = statSync(source).size;
  const { bavail, bsize } = statfsSync(dirname(to));
  if (bavail * bsize < needed) throw Object.assign(new Error("no room for a copy"), { code: "ENOSPC" });
  const database = new Database(source, { readonly: true, fileMustExist: true });
  try {
    await database.backup(to, { progress: () => EVERY_PAGE });
  } finally {
    database.close();
  }
}

/** Makes the copy one file that was closed well, looks it through and draws its account. */
function settleCopy(path: string): Outcome<FileAccount, LibraryFailure> {
  const database = new Database(path, { fileMustExist: true });
  try {
    database.pragma("journal_mode = DELETE");
    database.exec("UPDATE library SET is_open = 0");
  } finally {
    database.close();
  }
  const connection = new Connection(path, "read");
  try {
    const [complaint] = pageComplaints(connection);
    if (complaint !== undefined) return failed({ kind: "damaged", path, detail: complaint });
    const account = readAccount(connection);
    syncFile(path);
    return success(account);
  } finally {
    connection.close();
  }
}

const RunStamp = z.object({ id: RunId, title: z.string(), stamp: z.string() });
const RUN_STAMPS: Query<z.infer<typeof RunStamp>> = {
  sql: `SELECT id, title, changed_at || ' ' || order_rev || ' ' || details_rev || ' ' ||
          (SELECT coalesce(sum(rev), 0) FROM steps WHERE steps.run = runs.key) AS stamp
        FROM runs WHERE deleted_at IS NULL AND arriving IS NULL ORDER BY key`,
  row: RunStamp,
};

/** Writes the text of every run that has changed since `known`; answers how each run stands now. */
function writeTexts(
  copy: string,
  folder: string,
  known: Readonly<Record<string, string>>,
): Outcome<{ stamps: Record<string, string>; texts: string[] }, LibraryFailure> {
  const library = openLibraryForReading({ path: copy });
  if (!library.ok) return library;
  try {
    const runs = library.value.read<z.infer<typeof RunStamp>[], never>((connection) =>
      success(connection.all(RUN_STAMPS)),
    );
    if (!runs.ok) return runs;
    const texts: string[] = [];
    for (const { id, title, stamp } of runs.value) {
      if (known[id] === stamp) continue;
      const run = loadRun(library.value, id);
      // A run that cannot be read has no text; the library's own check says so elsewhere, and the backup holds its pages.
      if (!run.ok) continue;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = `${fileNames([title], "")[0] ?? "run"}-${id.slice(-8)}.txt`;
      const lines = [
        ...plainText(
          run.value.details,
          run.value.steps.map(({ content }) => content),
        ),
      ];
      writeFileSync(join(folder, file), lines.join(""), { mode: 0o600 });
      syncFile(join(folder, file));
      texts.push(join(basename(folder), file));
    }
    if (texts.length > 0) syncFolder(folder);
    return success({ stamps: Object.fromEntries(runs.value.map(({ id, stamp }) => [id, stamp])), texts });
  } finally {
    library.value.close();
  }
}

/** Puts the same backup on the second shelf, and checks that it arrived. */
function putOnSecond(task: BackupTask, second: string, note: BackupNote): Failure | null {
  try {
    if (!existsSync(dirname(second))) {
      return plainFailure(
        "missing",
        `The second place for backups, “${basename(dirname(second))}”, is not there. Is its disk connected?`,
      );
    }
    readyShelf(second);
    const before = readShelf(second);
    const part = backupFile(second, note.name) + PART;
    try {
      copyFileSync(backupFile(task.shelf, note.name), part);
      syncFile(part);
      if (fileHash(part) !== note.sha256) {
        return plainFailure("io", `The backup did not arrive whole in “${basename(second)}”. Check that disk.`);
      }
      renameSync(part, backupFile(second, note.name));
    } finally {
      takeAway(part);
    }
    copyTexts(textsFolder(task.shelf, note.name), textsFolder(second, note.name));
    writeNote(second, { ...note, number: (before[0]?.number ?? 0) + 1 });
    thinShelf(second, task.at.utcMs);
    return null;
  } catch (error) {
    if (fileErrorCode(error) === null) throw error;
    return fileFailure(error, basename(second));
  }
}

/** Copies the plain texts of a backup, where it has any, and makes them last. */
function copyTexts(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const file of readdirSync(from)) {
    copyFileSync(join(from, file), join(to, file));
    syncFile(join(to, file));
  }
  syncFolder(to);
}
