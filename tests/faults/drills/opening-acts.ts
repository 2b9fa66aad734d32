import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { fileHash } from "../../../electron/backend/backups/account.ts";
import { shelfBeside } from "../../../electron/backend/backups/places.ts";
import { DAMAGED } from "../../../electron/backend/backups/surroundings.ts";
import { openForWriting } from "../../../electron/backend/recovery/open.ts";
import { openOrRecover } from "../../../electron/backend/recovery/recover.ts";
import { readReport } from "../../../electron/backend/recovery/report.ts";
import { saveRun } from "../../../electron/backend/runs/save.ts";
import { openLibraryForWriting } from "../../../electron/backend/storage/library.ts";
import { MIGRATIONS } from "../../../electron/backend/storage/migrations/list.ts";
import { backUpIn, shelfState } from "./backup-acts.ts";
import { type DiskAct, LIBRARY, libraryIn, must, openLibrary, saveRequest, smallLibrary } from "./disk-act.ts";
import { fillFirstTables } from "./first-tables.ts";
import { drillWriter } from "./library-state.ts";

/** The opening of a library whose tables are of the first release: a backup of it, then every migration. */
export const migration: DiskAct = {
  name: "migration",
  prepare(folder) {
    const [first] = MIGRATIONS;
    if (first === undefined) throw new Error("There are no migrations");
    const path = libraryIn(folder);
    must(must(openLibraryForWriting(drillWriter(path, { create: true, migrations: [first] }))).close());
    fillFirstTables(path);
  },
  beside: (folder) => shelfState(shelfBeside(libraryIn(folder))),
  async perform(folder, { reached }) {
    const opened = await openForWriting(drillWriter(libraryIn(folder)), false);
    if (!opened.ok) return opened;
    reached();
    return opened.value.close();
  },
};

/** Where the schema stands in the first page, in bytes. */
const SCHEMA = { from: 100, to: 4_096 } as const;

/**
 * The opening of a damaged library: it goes aside, the backup takes its place, and what was written since is read out of it.
 * Whenever that is stopped, the next opening ends in the same state, with the damaged file whole beside it.
 */
export const recovery: DiskAct = {
  name: "recovery",
  open: openOrRecover,
  async prepare(folder) {
    const path = libraryIn(folder);
    smallLibrary(path);
    must(await backUpIn(folder, 0));
    const library = openLibrary(path);
    for (const count of [1, 2]) must(saveRun(library, saveRequest(library, count)));
    must(library.close());
    writeFileSync(path, readFileSync(path).fill(0, SCHEMA.from, SCHEMA.to));
  },
  beside(folder) {
    const aside = readdirSync(folder).filter(
      (name) => name.startsWith(LIBRARY + DAMAGED) && !/-(?:wal|shm)$/u.test(name),
    );
    const kept = aside.map((name) => `, damaged file ${fileHash(join(folder, name)).slice(0, 16)}`).join("");
    return `${kept}, told ${readReport(libraryIn(folder))?.complete === true ? "whole" : "not at all"}`;
  },
  async perform(folder, { reached }) {
    const opened = await openForWriting(drillWriter(libraryIn(folder)), true);
    if (!opened.ok) return opened;
    reached();
    return opened.value.close();
  },
};
