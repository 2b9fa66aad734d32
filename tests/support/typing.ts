import { loadRun } from "../../electron/backend/runs/load.ts";
import { saveRun } from "../../electron/backend/runs/save.ts";
import type { WritingLibrary } from "../../electron/backend/storage/library.ts";
import type { Act, SaveRequest } from "../../shared/contract/save.ts";
import { newBatchId, type RunId, type StepId } from "../../shared/domain/ids.ts";
import type { StepContent } from "../../shared/domain/step.ts";
import type { Clock } from "../../shared/lib/time.ts";
import { TEST_TIME, valueOf } from "./library.ts";

/** A clock that stands still until it is set on or back. */
export type SetClock = { readonly clock: Clock; pass(ms: number): void };

/** A clock at the tests' time. */
export function setClock(): SetClock {
  let utcMs: number = TEST_TIME.utcMs;
  return {
    clock: () => ({ utcMs, offsetMinutes: TEST_TIME.offsetMinutes }),
    pass: (ms) => {
      utcMs += Math.round(ms);
    },
  };
}

/** The steps of a run as they stand. */
export function stepsOf(library: WritingLibrary, runId: RunId): { id: StepId; rev: number; content: StepContent }[] {
  return valueOf(loadRun(library, runId)).steps;
}

/** Saves one step as `change` makes it; an act is told for the prompt unless another is given. */
export function saveStep(
  library: WritingLibrary,
  runId: RunId,
  stepId: StepId,
  change: (content: StepContent) => StepContent,
  act: Partial<Act> | null = {},
): void {
  const run = valueOf(loadRun(library, runId));
  const step = run.steps.find(({ id }) => id === stepId);
  if (step === undefined) throw new Error("No such step");
  const acts: Act[] =
    act === null ? [] : [{ stepId, section: "prompt", kind: "typed", added: 1, removed: 0, activeMs: 100, ...act }];
  const content = change(step.content);
  save(library, { runId, orderRev: run.orderRev, steps: [{ id: stepId, baseRev: step.rev, content }], acts });
}

/** Writes a prompt. */
export function writePrompt(
  library: WritingLibrary,
  runId: RunId,
  stepId: StepId,
  text: string,
  act: Partial<Act> = {},
): void {
  saveStep(library, runId, stepId, (content) => ({ ...content, prompt: { closed: false, text } }), act);
}

/** Puts a step into the bin. */
export function deleteStep(library: WritingLibrary, runId: RunId, stepId: StepId): void {
  const run = valueOf(loadRun(library, runId));
  const baseRev = run.steps.find(({ id }) => id === stepId)?.rev ?? 1;
  save(library, { runId, orderRev: run.orderRev, steps: [{ id: stepId, baseRev, deleted: true }], acts: [] });
}

function save(library: WritingLibrary, part: Pick<SaveRequest, "runId" | "orderRev" | "steps" | "acts">): void {
  const reply = valueOf(saveRun(library, { ...part, batchId: newBatchId(), ...writerOf(library) }));
  if (reply.state !== "saved") throw new Error("Stale");
}

/** Who writes in a test. */
export function writerOf(library: WritingLibrary): Pick<SaveRequest, "deviceId" | "personId"> {
  return { deviceId: library.device, personId: library.me };
}
