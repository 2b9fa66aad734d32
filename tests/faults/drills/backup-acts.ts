import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { fileHash } from "../../../electron/backend/backups/account.ts";
import { backUp } from "../../../electron/backend/backups/back-up.ts";
import { shelfBeside } from "../../../electron/backend/backups/places.ts";
import { restoreOffline } from "../../../electron/backend/backups/restore-offline.ts";
import { backupFile, readShelf, textsFolder } from "../../../electron/backend/backups/shelf.ts";
import { REPLACED, timeInName } from "../../../electron/backend/backups/surroundings.ts";
import { saveRun } from "../../../electron/backend/runs/save.ts";
import { openLibraryForWriting } from "../../../electron/backend/storage/library.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { type DiskAct, LIBRARY, libraryIn, must, openLibrary, saveRequest, smallLibrary } from "./disk-act.ts";
import { DRILL_TIME, drillWriter, stateOf } from "./library-state.ts";

const DAY_MS = 86_400_000;

async function backUpIn(folder: string, day: number): ReturnType<typeof backUp> {
  const source = libraryIn(folder);
  const { utcMs, offsetMinutes } = DRILL_TIME;
  const at = { utcMs: utcMs + day * DAY_MS, offsetMinutes };
  return backUp({ kind: "backUp", source, shelf: shelfBeside(source), second: null, why: "hourly", at, thin: true });
}

/** A backup of a library that has changed since the one before. */
export const backup: DiskAct = {
  name: "backup",
  async prepare(folder) {
    smallLibrary(libraryIn(folder));
    must(await backUpIn(folder, 0));
    const library = openLibrary(libraryIn(folder));
    must(saveRun(library, saveRequest(library, 1)));
    must(library.close());
  },
  beside: shelfState,
  async perform(folder, { reached }) {
    const opened = openLibraryForWriting(drillWriter(libraryIn(folder)));
    if (!opened.ok) return opened;
    const made = await backUpIn(folder, 1);
    if (made.ok) reached();
    const closed = opened.value.close();
    return made.ok ? closed : made;
  },
};

/** A backup put in the place of the library it was made of. */
export const restore: DiskAct = {
  name: "restore",
  // As the product names it, at the one time of the drills.
  aside: `${LIBRARY}${REPLACED}${timeInName(DRILL_TIME.utcMs)}`,
  prepare: backup.prepare,
  async perform(folder, { reached }) {
    const library = libraryIn(folder);
    const shelf = shelfBeside(library);
    const [note] = readShelf(shelf);
    if (note === undefined) throw new Error("There is no backup");
    const file = { path: backupFile(shelf, note.name), name: note.name };
    const restored = await restoreOffline(drillWriter(library), file);
    if (!restored.ok) return restored;
    reached();
    return success(null);
  },
};

/** Every backup that counts: what its file holds, and the plain texts beside it. */
function shelfState(folder: string): string {
  const shelf = shelfBeside(libraryIn(folder));
  return readShelf(shelf)
    .map(({ name, sha256 }) => {
      const file = backupFile(shelf, name);
      if (fileHash(file) !== sha256) return `, backup ${name} is not as it was made`;
      const texts = textsFolder(shelf, name);
      const words = existsSync(texts) ? readdirSync(texts).map((text) => readFileSync(join(texts, text), "utf8")) : [];
      const characters = words.map((text) => String(text.length)).join(" and ");
      return `, backup ${name} of ${stateOf(file)} with texts of ${characters} characters`;
    })
    .join("");
}
