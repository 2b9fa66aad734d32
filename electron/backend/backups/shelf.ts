import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { BackupRow } from "../../../shared/contract/backup-methods.ts";
import { LibraryId } from "../../../shared/domain/ids.ts";
import { syncFile, syncFolder } from "../storage/replace.ts";
import { backupsToDrop } from "./keep-rule.ts";

/*
 * A shelf is a folder of backups. Each is a library file that opens by itself, a note of what it holds (`.json`), and a
 * folder of plain texts of the runs that had changed since the backup before. The note is written last: a backup without
 * one is half made or somebody else's, and counts for nothing. Backups are ordered by their number, never by a clock.
 */

/** What is written down beside a backup. */
export const BackupNote = z.object({
  ...BackupRow.omit({ place: true }).shape,
  number: z.int().min(1),
  libraryId: LibraryId,
  stamp: z.string(),
  sha256: z.string().length(64),
  /** How each run stood, by its id: what has another stamp in the next backup has changed. */
  runStamps: z.record(z.string(), z.string()),
});
export type BackupNote = z.infer<typeof BackupNote>;

const NOTE = ".json";
const LIBRARY = ".runwright";
const TEXTS = " text";
/** The ending of what is being made; left by a killed process and swept by the next. */
export const PART = ".part";

/** The file of a backup. */
export const backupFile = (shelf: string, name: string): string => join(shelf, name + LIBRARY);
/** The folder of its plain texts. */
export const textsFolder = (shelf: string, name: string): string => join(shelf, name + TEXTS);
const noteFile = (shelf: string, name: string): string => join(shelf, name + NOTE);

/** The backups on a shelf, the newest first; none where there is no shelf. Throws what the file system answers. */
export function readShelf(shelf: string): BackupNote[] {
  if (!existsSync(shelf)) return [];
  return readdirSync(shelf)
    .filter((file) => file.endsWith(NOTE))
    .flatMap((file) => {
      const note = readNote(join(shelf, file));
      return note !== null && existsSync(backupFile(shelf, note.name)) ? [note] : [];
    })
    .toSorted((one, other) => other.number - one.number);
}

/** A note; null when it is none of ours or half written. */
export function readNote(file: string): BackupNote | null {
  try {
    return BackupNote.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Writes a note, at once or not at all; with it the backup counts. */
export function writeNote(shelf: string, note: BackupNote): void {
  const file = noteFile(shelf, note.name);
  const draft = file + PART;
  writeFileSync(draft, `${JSON.stringify(note, null, 1)}\n`, { mode: 0o600 });
  syncFile(draft);
  renameSync(draft, file);
  syncFolder(shelf);
}

/** Makes the shelf, and sweeps what a killed process left half made. Only for folders that are ours. */
export function readyShelf(shelf: string): void {
  mkdirSync(shelf, { recursive: true, mode: 0o700 });
  for (const file of readdirSync(shelf)) {
    if (/\.part(?:-journal|-wal|-shm)?$/u.test(file)) rmSync(join(shelf, file), { recursive: true, force: true });
  }
}

/** Takes away what the rule lets go. The texts of a backup that goes move to the next one that stays, so that the newest text of every run is always somewhere. */
export function thinShelf(shelf: string, nowUtcMs: number): void {
  const notes = readShelf(shelf);
  const dropped = backupsToDrop(notes, nowUtcMs);
  // From the oldest on, so that texts wander up to the one that stays.
  for (const note of notes.toReversed()) {
    if (!dropped.has(note.name)) continue;
    const heir = notes.findLast((other) => other.number > note.number && !dropped.has(other.name));
    if (heir !== undefined) handOn(textsFolder(shelf, note.name), textsFolder(shelf, heir.name));
    rmSync(noteFile(shelf, note.name), { force: true });
    rmSync(backupFile(shelf, note.name), { force: true });
    rmSync(textsFolder(shelf, note.name), { recursive: true, force: true });
  }
}

function handOn(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const file of readdirSync(from)) {
    if (!existsSync(join(to, file))) renameSync(join(from, file), join(to, file));
  }
}
