import { basename } from "node:path";

import type { backupMethods, BackupStatus } from "../../../shared/contract/backup-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { fileErrorCode, fileFailure } from "../file-failure.ts";
import type { BackupMade } from "./back-up.ts";
import { rowOf } from "./backups.ts";
import { restoreBackup } from "./restore-backup.ts";
import { backupFile } from "./shelf.ts";

/** Copies of the whole library. */
export function backupHandlers(context: BackendContext): Handlers<keyof typeof backupMethods> {
  return {
    "backup.status": () => status(context),
    "backup.list": () => {
      const library = readingLibrary(context);
      return library.ok ? onDisk(() => success({ backups: context.backups.list(library.value.path) })) : library;
    },
    "backup.now": async ({ folder, jobId }, caller) => {
      if (folder !== undefined) {
        const library = readingLibrary(context);
        if (!library.ok) return library;
        const lent = context.lent.find(caller, folder);
        if (!lent.ok) return lent;
        return told(
          await context.jobs.run(caller, jobId, () => context.backups.makeIn(lent.value.path, library.value)),
        );
      }
      const library = writingLibrary(context);
      if (!library.ok) return library;
      return told(await context.jobs.run(caller, jobId, () => context.backups.make("asked")));
    },
    "backup.restore": ({ from }, caller) => restoreBackup(context, caller, from),
    "backup.places": ({ second }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const lent = second === null ? null : context.lent.find(caller, second);
      if (lent !== null && !lent.ok) return lent;
      return onDisk(() => {
        context.backups.choose(library.value.path, lent === null ? null : lent.value.path);
        return status(context);
      });
    },
    "backup.acceptFewerWords": () => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      return onDisk(() => {
        context.backups.acceptFewerWords(library.value.path);
        return status(context);
      });
    },
  };
}

function status(context: BackendContext): Outcome<BackupStatus, Failure> {
  const library = readingLibrary(context);
  return library.ok ? onDisk(() => context.backups.status(library.value)) : library;
}

function told(made: Outcome<BackupMade, Failure>) {
  if (!made.ok) return made;
  const { note, texts, secondFailure } = made.value;
  return success({
    backup: rowOf(note, "beside"),
    file: basename(backupFile("", note.name)),
    texts: [...texts],
    secondPlaceProblem: secondFailure?.message ?? null,
  });
}

/** Trouble of the disk with the folders of backups as a failure. */
function onDisk<T>(act: () => Outcome<T, Failure>): Outcome<T, Failure> {
  try {
    return act();
  } catch (error) {
    if (fileErrorCode(error) === null) throw error;
    return failed(fileFailure(error, "the backups"));
  }
}
