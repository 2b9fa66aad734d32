import { join } from "node:path";

import { beginArrival } from "../../../electron/backend/runs/arrive.ts";
import { listRuns } from "../../../electron/backend/runs/list.ts";
import { loadRun } from "../../../electron/backend/runs/load.ts";
import { openLibraryForWriting, type WritingLibrary } from "../../../electron/backend/storage/library.ts";
import type { SaveRequest } from "../../../shared/contract/save.ts";
import { newBatchId } from "../../../shared/domain/ids.ts";
import type { Outcome } from "../../../shared/lib/outcome.ts";
import { generateRun } from "../../support/generate-run.ts";
import { countedIds } from "../../support/rng.ts";
import { drillWriter, type OpenAt, type Opened, openAfterwards, stateOf } from "./library-state.ts";

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
  readonly prepare: (folder: string) => void | Promise<void>;
  /** The file that must hold the first state, as a library of its own, as soon as the library is in a later one. */
  readonly aside?: string | undefined;
  /** How the program opens the library after the trouble, where that is more than opening it. */
  readonly open?: OpenAt;
  /** What else in the folder belongs to the state, beside what the library holds. */
  readonly beside?: (folder: string) => string;
  /** Does it in the prepared folder and closes everything again. */
  readonly perform: (folder: string, progress: Progress) => Promise<Outcome<null, { readonly kind: string }>>;
};

/** The name of every act's library. */
export const LIBRARY = "library";

/** The library of every act, in its folder. */
export function libraryIn(folder: string): string {
  return join(folder, LIBRARY);
}

/** The state that an act's folder is in while nobody is at it, or while the act itself holds its library open. */
export function stateIn(folder: string, { beside }: DiskAct): string {
  return stateOf(libraryIn(folder)) + (beside?.(folder) ?? "");
}

/** Opens the library of an act after something has happened to it, and looks at all that belongs to its state. */
export function openedIn(folder: string, { beside, aside, open }: DiskAct, first: string): Opened {
  const opened = openAfterwards(libraryIn(folder), open);
  if (opened.kind !== "whole") return opened;
  if (aside !== undefined && opened.state !== first) {
    const kept = openAfterwards(join(folder, aside));
    if (kept.kind !== "whole") return { kind: "damaged", what: `what it replaced is not kept: ${kept.what}` };
    if (kept.state !== first) return { kind: "damaged", what: `what it replaced is kept as ${kept.state}` };
  }
  return { kind: "whole", state: opened.state + (beside?.(folder) ?? "") };
}

/** Opens a library of a drill for writing. Throws when it does not open. */
export function openLibrary(path: string, create = false): WritingLibrary {
  const opened = openLibraryForWriting(drillWriter(path, { create }));
  if (!opened.ok) throw new Error(`The library does not open: ${JSON.stringify(opened.failure)}`);
  return opened.value;
}

/** The value of an outcome that must be a success. Throws otherwise. */
export function must<T>(outcome: Outcome<T, unknown>): T {
  if (!outcome.ok) throw new Error(`Unexpected failure: ${JSON.stringify(outcome.failure)}`);
  return outcome.value;
}

/** Steps of the small library. */
export const STEPS = 6;
const SMALL_STEP_WORDS = 40;

/** A library with one run of a few steps. */
export function smallLibrary(path: string): void {
  const library = openLibrary(path, true);
  const run = generateRun({ seed: 5, steps: STEPS, words: STEPS * SMALL_STEP_WORDS, ids: countedIds(5) });
  const arrival = beginArrival(library);
  const runId = must(arrival.startRun({ title: "Kept", authors: [] }));
  must(arrival.append(runId, run.steps));
  must(arrival.finish());
  must(library.close());
}

/** The `count`-th save of the act: new words in one step, or in two. */
export function saveRequest(library: WritingLibrary, count: number): SaveRequest {
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
