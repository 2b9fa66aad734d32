import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import Database from "better-sqlite3";

import { backUp } from "../../electron/backend/backups/back-up.ts";
import { shelfBeside } from "../../electron/backend/backups/places.ts";
import { openForWriting } from "../../electron/backend/recovery/open.ts";
import { readReport } from "../../electron/backend/recovery/report.ts";
import { salvage } from "../../electron/backend/recovery/salvage.ts";
import { listRuns } from "../../electron/backend/runs/list.ts";
import { loadRun } from "../../electron/backend/runs/load.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { DAMAGES, damageFile, pagesOfSteps, type Damage, type StoredPages } from "./damage.ts";
import { generateRun } from "./generate-run.ts";
import { bringIn, TEST_TIME, tickingClock, valueOf, writerAt } from "./library.ts";
import { Rng } from "./rng.ts";
import { stepsOf, writePrompt } from "./typing.ts";

/** A library to damage: whole, closed, with a backup from before its last changes and a -wal of long ago. */
export type Specimen = {
  readonly path: string;
  readonly staleWal: string;
  readonly steps: ReadonlyMap<string, StoredPages>;
};

const RUNS = 2;
const STEPS_A_RUN = 40;

/** Makes the specimen in a folder. */
export async function makeSpecimen(folder: string): Promise<Specimen> {
  const path = join(folder, "specimen");
  const staleWal = join(folder, "stale-wal");
  const request = writerAt(path, { clock: tickingClock() });
  const library = valueOf(openLibraryForWriting(request));
  const runs = Array.from({ length: RUNS }, (_, seed) => bringIn(library, generateRun({ seed, steps: STEPS_A_RUN })));
  copyFileSync(`${path}-wal`, staleWal);
  valueOf(
    await backUp({
      kind: "backUp",
      source: path,
      shelf: shelfBeside(path),
      second: null,
      why: "hourly",
      at: TEST_TIME,
      thin: true,
    }),
  );
  for (const runId of runs) {
    for (const { id } of stepsOf(library, runId).slice(0, STEPS_A_RUN / 2))
      writePrompt(library, runId, id, `Since the backup: ${id}`);
  }
  valueOf(library.close());
  return { path, staleWal, steps: pagesOfSteps(path) };
}

/** What became of one damaged library. */
export type Ending = {
  readonly damage: Damage;
  readonly hadBackup: boolean;
  readonly ending: "opened" | "recovered" | "refused";
  /** Steps whose pages the damage left whole, and how many of these were read out as they stood. */
  readonly whole: number;
  readonly readOut: number;
  /** Of the whole ones, those that the opened or recovered library shows as they stood. */
  readonly shown: number;
  /** A sentence for every refusal, of opening or of a run. */
  readonly sentences: readonly string[];
};

/** Damages a copy of the specimen, reads it out, and opens it as the app does. Throws where anything goes wrong unsaid. */
export async function damageAndOpen(specimen: Specimen, folder: string, seed: number, number: number): Promise<Ending> {
  // Numbers of neighbouring seeds must not repeat each other.
  const rng = new Rng(Math.imul(seed, 0x9e3779b1) + number);
  const damage = DAMAGES[number % DAMAGES.length] ?? "flips";
  const hadBackup = rng.chance(0.5);
  const place = join(folder, `case-${String(number)}`);
  mkdirSync(place);
  try {
    const path = join(place, "library");
    copyFileSync(specimen.path, path);
    // Most are damaged with the app open; what is damaged while it is closed is found when it is read.
    if (rng.chance(0.7)) markLeftOpen(path);
    const differing = damageFile(rng, path, damage, specimen.staleWal);
    if (hadBackup) cpSync(shelfBeside(specimen.path), shelfBeside(path), { recursive: true });

    const whole = [...specimen.steps].filter(([, { pages }]) => [...pages].every((page) => !differing.has(page)));
    const found = new Map<string, string>(salvage(path).steps.map((step) => [step.id, JSON.stringify(step.content)]));
    const readOut = whole.filter(([id, { content }]) => found.get(id) === content).length;

    const opened = await openForWriting(writerAt(path), true);
    if (!opened.ok) {
      const { message } = opened.failure;
      return { damage, hadBackup, ending: "refused", whole: whole.length, readOut, shown: 0, sentences: [message] };
    }
    const library = opened.value;
    const shown = new Map<string, string>();
    const sentences: string[] = [];
    const runs = listRuns(library);
    if (!runs.ok) sentences.push(runs.failure.kind);
    for (const { id } of runs.ok ? runs.value : []) {
      const run = loadRun(library, id);
      if (run.ok) for (const step of run.value.steps) shown.set(step.id, JSON.stringify(step.content));
      else sentences.push(run.failure.kind);
    }
    library.close();
    const ending = readReport(path) === null ? "opened" : "recovered";
    if (ending === "recovered" && !existsSync(join(place, readReport(path)?.aside ?? "?"))) {
      throw new Error("The damaged file is not where the report says");
    }
    const shownWhole = whole.filter(([id, { content }]) => shown.get(id) === content).length;
    return { damage, hadBackup, ending, whole: whole.length, readOut, shown: shownWhole, sentences };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** As after a crash whose -wal was all copied in: whole, and not closed. */
export function markLeftOpen(path: string): void {
  const database = new Database(path);
  database.exec("UPDATE library SET is_open = 1");
  database.close();
}
