import { closeSync, fsyncSync, openSync, statSync, writeSync } from "node:fs";

import { listRuns } from "../../electron/backend/runs/list.ts";
import { loadRun } from "../../electron/backend/runs/load.ts";
import { saveRun } from "../../electron/backend/runs/save.ts";
import type { WritingLibrary } from "../../electron/backend/storage/library.ts";
import type { SaveRequest } from "../../shared/contract/save.ts";
import { newBatchId, newStepId, type RunId } from "../../shared/domain/ids.ts";
import { blankStep, contentOf, type StepContent } from "../../shared/domain/step.ts";
import { bigLibrary, bringGenerated, temporaryLibrary, valueOf } from "../support/big-library.ts";
import { median, percentile, type Report } from "./report.ts";

const SAVES = 2_000;
const INSERTIONS = 300;
/** Issue 2: a save of one changed step, against a bare write and fsync of the same bytes. */
const MOST_BARE_WRITES = 5;
/** What a save may cost in a run of ten times the steps. */
const MOST_OF_SHORT_RUN = 1.5;

type Samples = { readonly save: number[]; readonly bare: number[] };

/** Saves of one changed step as an author makes them, beside bare writes of the same bytes, and what goes with them. */
export async function bench(report: Report): Promise<void> {
  const alone = temporaryLibrary();
  const short = bringGenerated(alone, 1, 1_000);
  report.figure("arrival of 1,000 steps and 305,000 words (rows, counts, search)", short.ms, "ms");
  const one = typeInto(alone, short.runId);
  tell(report, "one run in the library", one);

  const long = bringGenerated(alone, 2, 10_000);
  report.figure("arrival of 10,000 steps", long.ms, "ms");
  const longer = typeInto(alone, long.runId);
  report.ratio(
    "save in a run of 10,000 steps to one of 1,000, median",
    median(longer.save) / median(one.save),
    MOST_OF_SHORT_RUN,
  );
  insertInto(report, alone, short.runId);

  const { library, runIds, arrivalMs } = bigLibrary();
  const [runId] = runIds.slice(50);
  if (runId === undefined) throw new Error("No run");
  report.figure("arrival of 1,000 steps into 100 runs, 95 %", percentile(arrivalMs, 0.95), "ms");
  tell(report, "100 runs in the library", typeInto(library, runId));
  report.figure("library of 100 runs and 30 million words", statSync(library.path).size / 1e6, "MB");
  report.figure(
    "whole run of 1,000 steps loaded, median",
    median(times(15, () => void valueOf(loadRun(library, runId)))),
    "ms",
  );
  report.figure("list of 100 runs with totals, median", median(times(15, () => void valueOf(listRuns(library)))), "ms");
}

function tell(report: Report, where: string, { save, bare }: Samples): void {
  report.figure(`save of one changed step, ${where}: median`, median(save), "ms");
  report.figure(`  95 % (target 10)`, percentile(save, 0.95), "ms");
  report.figure(`  largest of ${String(save.length)}`, Math.max(...save), "ms");
  report.figure(`bare write and fsync of the same bytes: median`, median(bare), "ms");
  report.figure(`  95 %`, percentile(bare, 0.95), "ms");
  report.ratio(`save to bare write, ${where}: median`, median(save) / median(bare), MOST_BARE_WRITES);
}

/** Types into the middle of a run, a word a save; after each save the same bytes are written bare. */
function typeInto(library: WritingLibrary, runId: RunId): Samples {
  const { steps, orderRev } = valueOf(loadRun(library, runId));
  const step = steps[Math.floor(steps.length / 2)];
  if (step === undefined) throw new Error("An empty run");
  const file = openSync(`${library.path}.bare`, "w");
  const samples: Samples = { save: [], bare: [] };
  let { rev } = step;
  let content: StepContent = step.content;
  try {
    for (let index = 0; index < SAVES; index += 1) {
      content = withAnotherWord(content, step.content, index);
      const request: SaveRequest = {
        runId,
        batchId: newBatchId(),
        deviceId: library.device,
        personId: library.me,
        orderRev,
        steps: [{ id: step.id, baseRev: rev, content }],
        acts: [{ stepId: step.id, section: "initial", kind: "typed", added: 1, removed: 0, activeMs: 400 }],
      };
      const started = performance.now();
      const reply = valueOf(saveRun(library, request));
      const saved = performance.now();
      if (reply.state !== "saved") throw new Error("A save of the bench was stale");
      rev = reply.steps[0]?.rev ?? rev;
      const bytes = JSON.stringify(request);
      const writing = performance.now();
      writeSync(file, bytes);
      fsyncSync(file);
      samples.bare.push(performance.now() - writing);
      samples.save.push(saved - started);
    }
  } finally {
    closeSync(file);
  }
  return samples;
}

const WORDS_BEFORE_STARTING_OVER = 60;

/** The step with one more word in a thought and in its prompt, and now and then as it was. */
function withAnotherWord(content: StepContent, start: StepContent, index: number): StepContent {
  if (index % WORDS_BEFORE_STARTING_OVER === 0) return start;
  const [firstBullet = [], ...bullets] = content.initial.bullets;
  const [thought, ...thoughts] = firstBullet;
  const longer = thought === undefined ? [] : [{ ...thought, text: `${thought.text} lantern` }];
  return {
    ...content,
    initial: { ...content.initial, bullets: [[...longer, ...thoughts], ...bullets] },
    prompt: { ...content.prompt, text: `${content.prompt.text} ferry` },
  };
}

/** Puts steps into the middle of a run, always at the same place: the worst for the gaps between positions. */
function insertInto(report: Report, library: WritingLibrary, runId: RunId): void {
  const { steps, orderRev } = valueOf(loadRun(library, runId));
  const order = steps.map(({ id }) => id);
  const content = contentOf(blankStep());
  let rev = orderRev;
  const samples = times(INSERTIONS, () => {
    const id = newStepId();
    order.splice(500, 0, id);
    const reply = valueOf(
      saveRun(library, {
        runId,
        batchId: newBatchId(),
        deviceId: library.device,
        personId: library.me,
        orderRev: rev,
        steps: [{ id, baseRev: 0, content }],
        order,
        acts: [],
      }),
    );
    if (reply.state !== "saved") throw new Error("An insertion of the bench was stale");
    rev = reply.orderRev;
  });
  report.figure("step put into the middle of 1,000, median", median(samples), "ms");
  report.figure("  largest: a gap was used up", Math.max(...samples), "ms");
}

function times(count: number, act: () => void): number[] {
  return Array.from({ length: count }, () => {
    const started = performance.now();
    act();
    return performance.now() - started;
  });
}
