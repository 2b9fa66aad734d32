import { copyFileSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { importRuns } from "../../../electron/backend/exchange/import-runs.ts";
import { crewInPlace } from "../../../electron/backend/reading/crew.ts";
import { beginArrival } from "../../../electron/backend/runs/arrive.ts";
import { listRuns } from "../../../electron/backend/runs/list.ts";
import { loadRun } from "../../../electron/backend/runs/load.ts";
import { saveRun } from "../../../electron/backend/runs/save.ts";
import { openLibraryForWriting, type WritingLibrary } from "../../../electron/backend/storage/library.ts";
import { MIGRATIONS } from "../../../electron/backend/storage/migrations/list.ts";
import { replaceLibrary } from "../../../electron/backend/storage/replace.ts";
import type { SaveRequest } from "../../../shared/contract/save.ts";
import { writeBounty } from "../../../shared/domain/bounty/write.ts";
import { newBatchId } from "../../../shared/domain/ids.ts";
import type { Outcome } from "../../../shared/lib/outcome.ts";
import { generateRun } from "../../support/generate-run.ts";
import { countedIds } from "../../support/rng.ts";
import { fillFirstTables } from "./first-tables.ts";
import { drillWriter } from "./library-state.ts";

/** What an act tells of itself while it is done. */
export type Progress = {
  /** The next state is acknowledged: the program has said that it is on the disk. */
  readonly reached: () => void;
  /** A failure of this kind was told; from here on the disk works again. */
  readonly failedOnce: (kind: string) => void;
};

/** An act whose writes are recorded, cut off and made to fail. */
export type DiskAct = {
  readonly name: string;
  /** Puts down in an empty folder what is there before; on the disk for certain. */
  readonly prepare: (folder: string) => void;
  /** The file that must hold the first state, as a library of its own, as soon as the library is in a later one. */
  readonly aside?: string;
  /** Does it in the prepared folder and closes everything again. */
  readonly perform: (folder: string, progress: Progress) => Promise<Outcome<null, { readonly kind: string }>>;
};

/** The library of every act, in its folder. */
export function libraryIn(folder: string): string {
  return join(folder, "library");
}

/** The file that keeps what the act replaces, in its folder; null where it replaces nothing. */
export function asideIn(folder: string, { aside }: DiskAct): string | null {
  return aside === undefined ? null : join(folder, aside);
}

function open(path: string, create = false): WritingLibrary {
  const opened = openLibraryForWriting(drillWriter(path, { create }));
  if (!opened.ok) throw new Error(`The library does not open: ${JSON.stringify(opened.failure)}`);
  return opened.value;
}

function must<T>(outcome: Outcome<T, unknown>): T {
  if (!outcome.ok) throw new Error(`Unexpected failure: ${JSON.stringify(outcome.failure)}`);
  return outcome.value;
}

const STEPS = 6;
const SMALL_STEP_WORDS = 40;

/** A library with one run of a few steps. */
function smallLibrary(path: string): void {
  const library = open(path, true);
  const run = generateRun({ seed: 5, steps: STEPS, words: STEPS * SMALL_STEP_WORDS, ids: countedIds(5) });
  const arrival = beginArrival(library);
  const runId = must(arrival.startRun({ title: "Kept", authors: [] }));
  must(arrival.append(runId, run.steps));
  must(arrival.finish());
  must(library.close());
}

/** Pages in the -wal after which SQLite copies it into the file, as storage/connection.ts sets it. */
const CHECKPOINT_PAGES = 1_000;
const FRAME_BYTES = 4_096 + 24;
/** How far before the copying the saves begin, in pages: some saves. */
const PAGES_BEFORE = 40;
const SAVES = 6;

/** The `count`-th save of the act: new words in one step, or in two. */
function saveRequest(library: WritingLibrary, count: number): SaveRequest {
  const [row] = must(listRuns(library));
  if (row === undefined) throw new Error("The library has no run");
  const run = must(loadRun(library, row.id));
  const chosen = run.steps.filter((_, index) => index === count % STEPS || (count % 3 === 0 && index === 0));
  return {
    runId: run.runId,
    batchId: newBatchId(),
    deviceId: library.device,
    personId: library.me,
    orderRev: run.orderRev,
    steps: chosen.map(({ id, rev, content }) => ({
      id,
      baseRev: rev,
      content: { ...content, prompt: { closed: false, text: `Words of save ${String(count)} for this step.` } },
    })),
    acts: chosen.map(({ id }) => ({
      stepId: id,
      section: "prompt",
      kind: "typed",
      added: 8,
      removed: 8,
      activeMs: 900,
    })),
  };
}

/** Saves, from a -wal that is nearly full on: they go through its copying into the file and its beginning anew. */
const saves: DiskAct = {
  name: "save",
  prepare(folder) {
    const path = join(folder, "warm", "library");
    mkdirSync(join(folder, "warm"));
    smallLibrary(path);
    const library = open(path);
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
const imports: DiskAct = {
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
    const imported = await importRuns(library, crewInPlace(), files, job);
    if (imported.ok) reached();
    const closed = library.close();
    return imported.ok ? closed : imported;
  },
};

/** The opening of a library whose tables are of the first release. */
const migration: DiskAct = {
  name: "migration",
  prepare(folder) {
    const [first] = MIGRATIONS;
    if (first === undefined) throw new Error("There are no migrations");
    const path = libraryIn(folder);
    must(must(openLibraryForWriting(drillWriter(path, { create: true, migrations: [first] }))).close());
    fillFirstTables(path);
  },
  async perform(folder, { reached }) {
    const opened = openLibraryForWriting(drillWriter(libraryIn(folder)));
    if (!opened.ok) return opened;
    reached();
    return opened.value.close();
  },
};

/** The making of a library where none was. */
const creation: DiskAct = {
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
const replacement: DiskAct = {
  name: "replacement",
  aside: ASIDE,
  prepare(folder) {
    const elsewhere = join(folder, "warm");
    mkdirSync(elsewhere);
    smallLibrary(join(elsewhere, "library"));
    const library = open(join(elsewhere, "library"));
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

/** Every act of the drills. */
export const DISK_ACTS: readonly DiskAct[] = [saves, imports, migration, creation, replacement];

/** The act of a name. */
export function actCalled(name: string): DiskAct {
  const act = DISK_ACTS.find((one) => one.name === name);
  if (act === undefined) throw new RangeError(`There is no act "${name}"`);
  return act;
}
