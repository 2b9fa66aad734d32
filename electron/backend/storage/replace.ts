import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

import { z } from "zod";

/*
 * Another file in the place of a library (a restore, a recovery). An old `-wal` that stays behind would be replayed into
 * the new file and silently undo it, so all three files go aside together. Three renames are not one act: what is meant
 * is written down first (`.replacing.json`, synced), and whoever opens the library next goes on where it stopped. So
 * at any moment the old library is there, or the new one, or the note that says how to get there.
 */

const SUFFIXES = ["-wal", "-shm", ""] as const;

/** What is to be done; names of files in the library's folder. */
const Note = z.strictObject({ staged: z.string().min(1), aside: z.string().min(1) });

const notePath = (path: string): string => `${path}.replacing.json`;

/** Whether somebody began to replace the library at `path` and was stopped. */
export function isBeingReplaced(path: string): boolean {
  return existsSync(notePath(path));
}

/**
 * Puts the file `staged` in the place of the library at `path`, whose files go to `aside` with their endings. All lie in one
 * folder, nobody has the library open, and the caller holds its lock. Throws what the file system answers.
 */
export function replaceLibrary(path: string, staged: string, aside: string): void {
  syncFile(staged);
  const note: z.infer<typeof Note> = { staged: basename(staged), aside: basename(aside) };
  const draft = `${notePath(path)}.part`;
  writeFileSync(draft, JSON.stringify(note));
  syncFile(draft);
  renameSync(draft, notePath(path));
  syncFolder(dirname(path));
  finishReplacing(path);
}

/** Ends what a stopped replacement began; nothing when there is none. The caller holds the library's lock. */
export function finishReplacing(path: string): void {
  if (!isBeingReplaced(path)) return;
  const folder = dirname(path);
  const note = Note.parse(JSON.parse(readFileSync(notePath(path), "utf8")));
  const staged = join(folder, note.staged);
  const aside = join(folder, note.aside);
  // Once the staged file is gone it stands in its place, and what lies beside it is its own.
  if (existsSync(staged)) {
    for (const suffix of SUFFIXES) {
      if (existsSync(path + suffix) && !existsSync(aside + suffix)) renameSync(path + suffix, aside + suffix);
    }
    renameSync(staged, path);
    syncFolder(folder);
  }
  // rmSync would answer an error of the disk without its code, which nobody could tell as one.
  unlinkSync(notePath(path));
  syncFolder(folder);
}

/** Makes what was written to a file last through a power cut. */
export function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes names in a folder last through a power cut. Windows cannot open a folder for that and keeps names in its own journal. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
