import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { beginArrival } from "../../electron/backend/runs/arrive.ts";
import { openLibraryForWriting, type WritingLibrary } from "../../electron/backend/storage/library.ts";
import type { RunId } from "../../shared/domain/ids.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";
import { systemClock } from "../../shared/lib/time.ts";
import { generateRun } from "./generate-run.ts";

/** The whole data set (bounty format, section 2). */
const RUNS = 100;
const STEPS_A_RUN = 1_000;
const STEPS_AT_ONCE = 250;

/** The value of an outcome that must be a success; a benchmark has no other answer. */
export function valueOf<T>(outcome: Outcome<T, unknown>): T {
  if (!outcome.ok) throw new Error(`Unexpected failure: ${JSON.stringify(outcome.failure)}`);
  return outcome.value;
}

/** Brings a generated run into a library; answers its id and how long that took, the making of the run left out. */
export function bringGenerated(library: WritingLibrary, seed: number, steps: number): { runId: RunId; ms: number } {
  const run = generateRun({ seed, steps });
  const started = performance.now();
  const arrival = beginArrival(library);
  const runId = valueOf(arrival.startRun(run));
  for (let index = 0; index < run.steps.length; index += STEPS_AT_ONCE) {
    valueOf(arrival.append(runId, run.steps.slice(index, index + STEPS_AT_ONCE)));
  }
  valueOf(arrival.finish());
  return { runId, ms: performance.now() - started };
}

/** A library in a temporary folder that goes with the process. */
export function temporaryLibrary(): WritingLibrary {
  const folder = mkdtempSync(join(tmpdir(), "runwright-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return valueOf(
    openLibraryForWriting({
      path: join(folder, "library"),
      create: true,
      person: { name: "Ann Example" },
      device: { id: null, name: "bench" },
      clock: systemClock,
    }),
  );
}

/** A library of 100 runs and 30 million words. */
export type BigLibrary = {
  readonly library: WritingLibrary;
  readonly runIds: readonly RunId[];
  readonly arrivalMs: readonly number[];
};
let made: BigLibrary | null = null;

/** Makes it, which takes about a minute; benchmarks of one process share it. */
export function bigLibrary(): BigLibrary {
  if (made !== null) return made;
  const library = temporaryLibrary();
  const arrivals = Array.from({ length: RUNS }, (_, index) => bringGenerated(library, index + 1, STEPS_A_RUN));
  made = { library, runIds: arrivals.map(({ runId }) => runId), arrivalMs: arrivals.map(({ ms }) => ms) };
  return made;
}
