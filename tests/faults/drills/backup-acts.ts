import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { openBackend } from "../../../electron/backend/backend.ts";
import { fileHash } from "../../../electron/backend/backups/account.ts";
import { backUp } from "../../../electron/backend/backups/back-up.ts";
import { shelfBeside } from "../../../electron/backend/backups/places.ts";
import { restoreOffline } from "../../../electron/backend/backups/restore-offline.ts";
import { backupFile, readShelf, textsFolder } from "../../../electron/backend/backups/shelf.ts";
import { REPLACED, timeInName } from "../../../electron/backend/backups/surroundings.ts";
import { saveRun } from "../../../electron/backend/runs/save.ts";
import { openLibraryForWriting } from "../../../electron/backend/storage/library.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { type DiskAct, LIBRARY, libraryIn, must, openLibrary, saveRequest, smallLibrary } from "./disk-act.ts";
import { DRILL_TIME, drillWriter, stateOf } from "./library-state.ts";

const DAY_MS = 86_400_000;

/** Makes a backup of an act's library so many days after the time of the drills, also on a second shelf where one is given. */
export async function backUpIn(folder: string, day: number, second: string | null = null): ReturnType<typeof backUp> {
  const source = libraryIn(folder);
  const { utcMs, offsetMinutes } = DRILL_TIME;
  const at = { utcMs: utcMs + day * DAY_MS, offsetMinutes };
  return backUp({ kind: "backUp", source, shelf: shelfBeside(source), second, why: "hourly", at, thin: true });
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
  beside: (folder) => shelfState(shelfBeside(libraryIn(folder))),
  async perform(folder, { reached }) {
    const opened = openLibraryForWriting(drillWriter(libraryIn(folder)));
    if (!opened.ok) return opened;
    const made = await backUpIn(folder, 1);
    if (made.ok) reached();
    const closed = opened.value.close();
    return made.ok ? closed : made;
  },
};

const secondShelfIn = (folder: string): string => join(folder, "stick", "library.backups");

/** The same in a second place, whose backups are the state here. */
export const secondBackup: DiskAct = {
  name: "backup, second place",
  async prepare(folder) {
    mkdirSync(join(folder, "stick"));
    // A folder without a file would not be there on the model of a disk.
    writeFileSync(join(folder, "stick", "label"), "");
    smallLibrary(libraryIn(folder));
  },
  beside: (folder) => shelfState(secondShelfIn(folder)),
  async perform(folder, { reached }) {
    const made = await backUpIn(folder, 1, secondShelfIn(folder));
    if (!made.ok) return made;
    if (made.value.secondFailure !== null) return failed(made.value.secondFailure);
    reached();
    return success(null);
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

/** The same as the app does it, while it has the library open. */
export const restoreInApp: DiskAct = {
  name: "restore in the app",
  aside: `${LIBRARY}${REPLACED}${timeInName(DRILL_TIME.utcMs)}`,
  prepare: backup.prepare,
  async perform(folder, { reached }) {
    const path = libraryIn(folder);
    const opened = await openBackend({ library: { path, mode: "write" }, clock: () => DRILL_TIME });
    if (!opened.ok) return opened;
    const [note] = readShelf(shelfBeside(path));
    if (note === undefined) throw new Error("There is no backup");
    const from = { place: "beside", name: note.name };
    const restored = await opened.value.call("drill", "backup.restore", { from });
    if (restored.ok) reached();
    try {
      await opened.value.close();
    } catch (error) {
      // What the disk refuses at the very end is told to whoever stops the host, as a sentence.
      return failed({ kind: "io", message: String(error) });
    }
    return restored.ok ? success(null) : restored;
  },
};

/** Every backup of a shelf that counts: what its file holds, and the plain texts beside it. */
export function shelfState(shelf: string): string {
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
