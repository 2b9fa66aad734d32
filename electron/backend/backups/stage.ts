import { constants, copyFileSync, existsSync, statSync } from "node:fs";
import { basename } from "node:path";

import Database from "better-sqlite3";

import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { LibraryId } from "../../../shared/domain/ids.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { fileFailure } from "../file-failure.ts";
import { libraryFailureSentence } from "../storage/failures.ts";
import { isBeingReplaced } from "../storage/replace.ts";
import { takeAway } from "../storage/take-away.ts";
import { fileHash, verifyFile, type FileAccount } from "./account.ts";

/** A backup copied beside a library and looked through, ready to take its place. */
export type Staged = { readonly path: string; readonly account: FileAccount };

/**
 * Copies a backup to `staged` and judges the copy, so that what is put in place is what was judged. Refuses with a
 * sentence: an empty or half-copied file, another program's, a newer release's, a damaged one, and a backup of another
 * library than `expected`. On failure nothing is left at `staged`.
 */
export function stageBackup(
  file: { readonly path: string; readonly name: string },
  staged: string,
  known: { readonly libraryId: LibraryId | null; readonly sha256: string | null },
): Outcome<Staged, Failure> {
  const refuse = (failure: Failure): Outcome<Staged, Failure> => {
    discardStaged(staged);
    return failed(failure);
  };
  try {
    const stat = statSync(file.path);
    if (stat.isDirectory()) return refuse(plainFailure("folder", `“${file.name}” is a folder. Name a backup in it.`));
    if (!stat.isFile()) return refuse(plainFailure("notALibrary", `“${file.name}” is no file, so it is no backup.`));
    if (stat.size === 0) {
      return refuse(
        plainFailure("notALibrary", `“${file.name}” is empty. It was never written, or not copied to its end.`),
      );
    }
    for (const suffix of ["", "-wal"]) {
      if (existsSync(file.path + suffix)) copyFileSync(file.path + suffix, staged + suffix, constants.COPYFILE_FICLONE);
    }
    if (known.sha256 !== null && fileHash(staged) !== known.sha256) {
      return refuse(
        plainFailure("damaged", `The backup “${file.name}” is not as it was when it was made. Choose another one.`),
      );
    }
    const account = verifyFile(staged);
    if (!account.ok) {
      const kind = account.failure.kind === "missing" ? "io" : account.failure.kind;
      const sentence = libraryFailureSentence(account.failure).replaceAll(staged, `“${file.name}”`);
      return refuse(plainFailure(kind, `${sentence} The library was not touched.`));
    }
    if (known.libraryId !== null && account.value.libraryId !== known.libraryId) {
      return refuse(
        plainFailure("otherLibrary", `“${file.name}” is a backup of another library. Open it as a library of its own.`),
      );
    }
    makeWhole(staged);
    return success({ path: staged, account: account.value });
  } catch (error) {
    discardStaged(staged);
    return failed(fileFailure(error, basename(file.name)));
  }
}

/** Copies a -wal into its file, so that the file alone is the library, and marks it as closed. */
function makeWhole(staged: string): void {
  const database = new Database(staged, { fileMustExist: true });
  try {
    database.pragma("journal_mode = DELETE");
    database.exec("UPDATE library SET is_open = 0");
  } finally {
    database.close();
  }
}

/** The ending of what is put together beside a library to take its place. */
const STAGED = ".staged";

/**
 * Takes a staged copy away again, unless a replacement that was stopped in the middle is still to be ended: then it is the
 * new library, and the old one has gone aside already.
 */
export function discardStaged(staged: string): void {
  if (staged.endsWith(STAGED) && isBeingReplaced(staged.slice(0, -STAGED.length))) return;
  for (const suffix of ["", "-wal", "-shm"]) takeAway(staged + suffix);
}
