import { existsSync } from "node:fs";
import { basename } from "node:path";

import type { BackupRow } from "../../../shared/contract/backup-methods.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { LibraryId } from "../../../shared/domain/ids.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { storageFailure } from "../context.ts";
import { fileErrorCode, fileFailure } from "../file-failure.ts";
import { freeName } from "../free-name.ts";
import { openLibraryForReading, openLibraryForWriting, type WriterRequest } from "../storage/library.ts";
import { isBeingReplaced, replaceLibrary } from "../storage/replace.ts";
import { countsOf, type RestoredCounts } from "./account.ts";
import { backUp } from "./back-up.ts";
import { rowOf } from "./backups.ts";
import { readPlaces, secondShelf, shelfBeside } from "./places.ts";
import { discardStaged, stageBackup } from "./stage.ts";
import { REPLACED, timeInName } from "./surroundings.ts";

/** What a restore did. */
export type RestoredOffline = RestoredCounts & { readonly before: BackupRow | null; readonly aside: string | null };

/**
 * Puts a backup in the place of a library that this process does not have open: one that is damaged, gone, or whole. What is
 * there is backed up as far as it can be, and goes aside whole in any case. Refused while another process writes to it.
 */
export async function restoreOffline(
  request: WriterRequest,
  file: { readonly path: string; readonly name: string },
): Promise<Outcome<RestoredOffline, Failure>> {
  const { path } = request;
  const staged = `${path}.staged`;
  try {
    if (isBeingReplaced(path)) {
      // Somebody was stopped in the middle of one: it is ended first, so that what is staged is nobody's any more.
      const ended = openLibraryForWriting(request);
      if (!ended.ok) return failed(storageFailure(ended.failure));
      ended.value.close();
    }
    discardStaged(staged);
    const present = presentId(path);
    if (!present.ok) return present;
    const judged = stageBackup(file, staged, { libraryId: present.value, sha256: null });
    if (!judged.ok) return judged;
    const at = request.clock();
    let before: BackupRow | null = null;
    if (present.value !== null) {
      const second = secondShelf(path, readPlaces(path));
      const task = { source: path, shelf: shelfBeside(path), second, why: "restore", at, thin: true } as const;
      const made = await backUp({ kind: "backUp", ...task });
      if (!made.ok && made.failure.kind !== "damaged") return made;
      before = made.ok ? rowOf(made.value.note, "beside") : null;
    }
    const aside = existsSync(path) ? freeName(`${path}${REPLACED}${timeInName(at.utcMs)}`) : null;
    const opened = openLibraryForWriting({
      ...request,
      prepare: (place) => replaceLibrary(place, staged, aside ?? freeName(`${place}${REPLACED}`)),
    });
    if (!opened.ok) return failed(storageFailure(opened.failure));
    const closed = opened.value.close();
    if (!closed.ok) return failed(storageFailure(closed.failure));
    return success({ ...countsOf(judged.value.account), before, aside: aside === null ? null : basename(aside) });
  } catch (error) {
    if (fileErrorCode(error) === null) throw error;
    return failed(fileFailure(error, basename(path)));
  } finally {
    discardStaged(staged);
  }
}

/** Which library is there; null where there is none or it is too damaged to say. What is no library of ours stays. */
function presentId(path: string): Outcome<LibraryId | null, Failure> {
  const present = openLibraryForReading({ path });
  if (present.ok) {
    const { id } = present.value;
    present.value.close();
    return success(id);
  }
  const { kind } = present.failure;
  if (kind === "missing" || kind === "damaged") return success(null);
  return kind === "notALibrary"
    ? failed(
        plainFailure(
          "notALibrary",
          `${path} is not a Runwright library, so no backup was put in its place. Move it away yourself if it was one.`,
        ),
      )
    : failed(storageFailure(present.failure));
}
