import { copyFileSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { importRuns } from "../../../electron/backend/exchange/import-runs.ts";
import { crewInPlace } from "../../../electron/backend/reading/crew.ts";
import { saveRun } from "../../../electron/backend/runs/save.ts";
import { openLibraryForWriting } from "../../../electron/backend/storage/library.ts";
import { replaceLibrary } from "../../../electron/backend/storage/replace.ts";
import { writeBounty } from "../../../shared/domain/bounty/write.ts";
import { generateRun } from "../../support/generate-run.ts";
import { countedIds } from "../../support/rng.ts";
import { type DiskAct, libraryIn, must, openLibrary, saveRequest, smallLibrary } from "./disk-act.ts";
import { drillWriter } from "./library-state.ts";

/** Pages in the -wal after which SQLite copies it into the file, as storage/connection.ts sets it. */
const CHECKPOINT_PAGES = 1_000;
const FRAME_BYTES = 4_096 + 24;
/** How far before the copying the saves begin, in pages: some saves. */
const PAGES_BEFORE = 40;
const SAVES = 6;

/** Saves, from a -wal that is nearly full on: they go through its copying into the file and its beginning anew. */
export const saves: DiskAct = {
  name: "save",
  prepare(folder) {
    const path = join(folder, "warm", "library");
    mkdirSync(join(folder, "warm"));
    smallLibrary(path);
    const library = openLibrary(path);
    const nearlyFull = (CHECKPOINT_PAGES - PAGES_BEFORE) * FRAME_BYTES;
    for (let count = 100; statSync(`${path}-wal`).size < nearlyFull; count += 1) {
      must(saveRun(library, saveRequest(library, count)));
    }
    // As a process that was killed leaves it.
    for (const suffix of ["", "-wal"]) copyFileSync(path + suffix, libraryIn(folder) + suffix);
    must(library.close());
  },
  async perform(folder, { reached, failedOnce }) {
    const opened = openLibraryForWriting(drillWriter(libraryIn(folder)));
    if (!opened.ok) return opened;
    const library = opened.value;
    for (let count = 0; count < SAVES; count += 1) {
      const request = saveRequest(library, count);
      let saved = saveRun(library, request);
      if (!saved.ok) {
        failedOnce(saved.failure.kind);
        // The outbox sends the same batch until it is answered.
        saved = saveRun(library, request);
      }
      if (!saved.ok || saved.value.state !== "saved") {
        library.close();
        throw new Error(`A save after the trouble is refused: ${JSON.stringify(saved)}`);
      }
      reached();
    }
    return library.close();
  },
};

const IMPORTED = [
  { name: "long.json", seed: 11, steps: 270, words: 1_600 },
  { name: "short.json", seed: 12, steps: 12, words: 600 },
];

/** An import of two files, one of which arrives in two transactions. */
export const imports: DiskAct = {
  name: "import",
  prepare(folder) {
    smallLibrary(libraryIn(folder));
    for (const { name, ...options } of IMPORTED) {
      const run = generateRun({ ...options, ids: countedIds(options.seed) });
      const head = { title: name, authors: run.authors };
      writeFileSync(join(folder, name), [...writeBounty(head, run.steps)].join(""));
    }
  },
  async perform(folder, { reached }) {
    const opened = openLibraryForWriting(drillWriter(libraryIn(folder)));
    if (!opened.ok) return opened;
    const library = opened.value;
    const files = IMPORTED.map(({ name }) => ({ path: join(folder, name), name }));
    const job = { cancelled: () => false, tell: () => undefined, giveWay: () => Promise.resolve() };
    const imported = await importRuns(library, crewInPlace(), files, job, {});
    if (imported.ok) reached();
    const closed = library.close();
    return imported.ok ? closed : imported;
  },
};

/** The making of a library where none was. */
export const creation: DiskAct = {
  name: "new library",
  prepare: () => undefined,
  async perform(folder, { reached }) {
    const opened = openLibraryForWriting(drillWriter(libraryIn(folder), { create: true }));
    if (!opened.ok) return opened;
    reached();
    return opened.value.close();
  },
};

const STAGED = "staged";
const ASIDE = "aside";

/** Another file in the place of an open library, as a restore and a recovery put it there. */
export const replacement: DiskAct = {
  name: "replacement",
  aside: ASIDE,
  prepare(folder) {
    const elsewhere = join(folder, "warm");
    mkdirSync(elsewhere);
    smallLibrary(join(elsewhere, "library"));
    const library = openLibrary(join(elsewhere, "library"));
    must(saveRun(library, saveRequest(library, 1)));
    // With a -wal that holds words: it must go aside with its library, and not into the new one.
    for (const suffix of ["", "-wal"]) copyFileSync(join(elsewhere, "library") + suffix, libraryIn(folder) + suffix);
    must(saveRun(library, saveRequest(library, 2)));
    must(library.close());
    copyFileSync(join(elsewhere, "library"), join(folder, STAGED));
  },
  async perform(folder, { reached }) {
    const opened = openLibraryForWriting(drillWriter(libraryIn(folder)));
    if (!opened.ok) return opened;
    const exchanged = opened.value.exchangeFile((path) => {
      replaceLibrary(path, join(folder, STAGED), join(folder, ASIDE));
    });
    if (!exchanged.ok) return exchanged;
    reached();
    return exchanged.value.close();
  },
};
