import fc from "fast-check";
import { expect, it } from "vitest";

import { eachStep, loadRun, loadSteps } from "../../electron/backend/runs/load.ts";
import { listRuns } from "../../electron/backend/runs/list.ts";
import { rebuildCaches } from "../../electron/backend/runs/rebuild.ts";
import { saveRun } from "../../electron/backend/runs/save.ts";
import type { WritingLibrary } from "../../electron/backend/storage/library.ts";
import type { ActKind, SaveReply, SaveRequest } from "../../shared/contract/save.ts";
import { newBatchId, newStepId, type RunId, type StepId } from "../../shared/domain/ids.ts";
import { SECTION_NAMES } from "../../shared/domain/section.ts";
import { runStates } from "../../shared/domain/states.ts";
import { contentOf, type Step, type StepContent } from "../../shared/domain/step.ts";
import { sectionWords, totalWords, visibleWords } from "../../shared/domain/words.ts";
import { storedRun } from "../support/generate-run-arbitrary.ts";
import { bringIn, newLibrary, valueOf } from "../support/library.ts";
import { tablesOf } from "../support/tables.ts";

/*
 * Random acts on a run through saves, against a plain list of steps: the simplest thing that a library could be. Acts name
 * steps by numbers that are taken modulo what is there, so every sequence means something and shrinks well.
 */

type Model = { steps: { id: StepId; rev: number; content: StepContent }[]; bin: Model["steps"]; orderRev: number };

type Act =
  | { kind: "write"; at: number; content: StepContent }
  | { kind: "insert"; at: number; content: StepContent }
  | { kind: "remove"; at: number }
  | { kind: "bringBack"; at: number; to: number; content: StepContent | null }
  | { kind: "move"; at: number; to: number }
  | { kind: "tag"; at: number; section: "action" | "outcome"; tagged: boolean; closed: boolean };

const anyContent: fc.Arbitrary<StepContent> = storedRun({ minSteps: 1, maxSteps: 1, badCharacters: true }).map(
  ({ steps }) => {
    const [step] = steps;
    if (step === undefined) throw new Error("No step");
    return contentOf(step);
  },
);
const place = fc.nat({ max: 30 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("write" as const), at: place, content: anyContent }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("tag" as const),
      at: place,
      section: fc.constantFrom("action" as const, "outcome" as const),
      tagged: fc.boolean(),
      closed: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("insert" as const), at: place, content: anyContent }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), at: place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("bringBack" as const),
      at: place,
      to: place,
      content: fc.option(anyContent),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("move" as const), at: place, to: place }) },
);
/** Several acts in one batch: what is changed, moved and deleted together. */
const batches = fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });

/** Applies acts to the list; answers the ids of steps that were written, with the rev that the library has. */
function apply(model: Model, acts: readonly Act[]): { touched: Set<StepId>; orderChanged: boolean } {
  const touched = new Set<StepId>();
  const orderBefore = model.steps.map(({ id }) => id).join();
  for (const one of acts) {
    const at = one.at % Math.max(1, model.steps.length);
    const step = model.steps[at];
    if (step === undefined) throw new Error("A run has a step");
    if (one.kind === "write") {
      step.content = one.content;
      touched.add(step.id);
    } else if (one.kind === "tag") {
      const section = { ...step.content[one.section], tagged: one.tagged, closed: one.closed };
      step.content = { ...step.content, [one.section]: section };
      touched.add(step.id);
    } else if (one.kind === "insert") {
      const id = newStepId();
      model.steps.splice(at, 0, { id, rev: 0, content: one.content });
      touched.add(id);
    } else if (one.kind === "remove") {
      // A step that this batch brought has never been in the library: it cannot go to the bin.
      if (model.steps.length === 1 || step.rev === 0 || model.bin.includes(step)) continue;
      model.bin.push(...model.steps.splice(at, 1));
      touched.add(step.id);
    } else if (one.kind === "bringBack") {
      // What this batch has removed stays away until the next one.
      const found = model.bin.find((binned) => !touched.has(binned.id));
      if (found === undefined) continue;
      model.bin.splice(model.bin.indexOf(found), 1);
      if (one.content !== null) found.content = one.content;
      model.steps.splice(one.to % (model.steps.length + 1), 0, found);
      touched.add(found.id);
    } else {
      const [moved] = model.steps.splice(at, 1);
      if (moved !== undefined) model.steps.splice(one.to % (model.steps.length + 1), 0, moved);
    }
  }
  return { touched, orderChanged: model.steps.map(({ id }) => id).join() !== orderBefore };
}

const ACT_OF_CHANGE: ActKind = "typed";

function storedWordsBySection(content: StepContent | null): number[] {
  return SECTION_NAMES.map((section) => (content === null ? 0 : totalWords(sectionWords(content, section))));
}

/** The batch that a page would seal for these changes, its acts telling the truth about the words. */
function batchFor(
  library: WritingLibrary,
  runId: RunId,
  before: Model,
  after: Model,
  touched: Set<StepId>,
  order: boolean,
): SaveRequest {
  const stood = new Map([...before.steps].map((step) => [step.id, step.content]));
  const stands = new Map(after.steps.map((step) => [step.id, step]));
  const acts = [...touched].flatMap((stepId) => {
    const was = storedWordsBySection(stood.get(stepId) ?? null);
    const is = storedWordsBySection(stands.get(stepId)?.content ?? null);
    return SECTION_NAMES.flatMap((section, index) => {
      const [removed, added] = [was[index] ?? 0, is[index] ?? 0];
      return removed === added ? [] : [{ stepId, section, kind: ACT_OF_CHANGE, added, removed, activeMs: 10 }];
    });
  });
  return {
    runId,
    batchId: newBatchId(),
    deviceId: library.device,
    personId: library.me,
    orderRev: before.orderRev,
    steps: [...touched].map((id) => {
      const step = stands.get(id);
      const known = [...before.steps, ...before.bin].find((one) => one.id === id)?.rev ?? 0;
      return step === undefined
        ? { id, baseRev: known, deleted: true as const }
        : { id, baseRev: known, content: step.content };
    }),
    ...(order && { order: after.steps.map(({ id }) => id) }),
    acts,
  };
}

function saved(reply: SaveReply): Extract<SaveReply, { state: "saved" }> {
  if (reply.state !== "saved") throw new Error(`Not saved: ${JSON.stringify(reply)}`);
  return reply;
}

function copyOf({ steps, bin, orderRev }: Model): Model {
  return { steps: steps.map((step) => ({ ...step })), bin: bin.map((step) => ({ ...step })), orderRev };
}

it("[L6] [L7] holds what was saved, its counts and its search rows, whatever is done to a run", () => {
  fc.assert(
    fc.property(storedRun({ minSteps: 1, maxSteps: 4, badCharacters: true }), batches, (start, changes) => {
      const library = newLibrary();
      const runId = bringIn(library, start);
      // Another run beside it: nothing of it may ever change.
      const other = bringIn(library, {
        title: "Beside",
        authors: [],
        steps: start.steps.map((step) => ({ ...step, id: newStepId() })),
      });
      const otherBefore = valueOf(loadRun(library, other));
      const model: Model = {
        steps: start.steps.map((step) => ({ id: step.id, rev: 1, content: contentOf(step) })),
        bin: [],
        orderRev: 1,
      };
      for (const acts of changes) {
        const before = copyOf(model);
        const { touched, orderChanged } = apply(model, acts);
        const request = batchFor(library, runId, before, model, touched, orderChanged);
        const reply = saved(valueOf(saveRun(library, request)));
        // The same batch again is answered as before and writes nothing.
        const kept = tablesOf(library);
        expect(valueOf(saveRun(library, request))).toEqual(reply);
        expect(tablesOf(library)).toEqual(kept);
        // A late copy of it under another id is stale and writes nothing.
        if (touched.size > 0) {
          const late = valueOf(saveRun(library, { ...request, batchId: newBatchId() }));
          expect(late.state).toBe("stale");
          expect(tablesOf(library)).toEqual(kept);
        }
        model.orderRev = reply.orderRev;
        for (const { id, rev } of reply.steps) {
          for (const step of [...model.steps, ...model.bin]) if (step.id === id) step.rev = rev;
        }

        const loaded = valueOf(loadRun(library, runId));
        expect(loaded.orderRev).toBe(model.orderRev);
        expect(loaded.steps).toEqual(model.steps);
        const visited: Step[] = [];
        valueOf(eachStep(library, runId, (step, number) => expect(visited.push(step)).toBe(number)));
        expect(visited).toEqual(model.steps.map((step) => ({ id: step.id, ...step.content })));
        const some = valueOf(
          loadSteps(library, runId, [...model.bin.map(({ id }) => id), ...model.steps.slice(1).map(({ id }) => id)]),
        );
        expect(some.steps).toEqual(model.steps.slice(1));
        expect(some.order).toEqual(model.steps.map(({ id }) => id));
      }
      checkCounts(library, runId, model);
      expect(valueOf(loadRun(library, other))).toEqual(otherBefore);
      const kept = tablesOf(library);
      valueOf(rebuildCaches(library));
      expect(tablesOf(library)).toEqual(kept);
      valueOf(library.close());
    }),
    { numRuns: 60, verbose: false },
  );
});

/** The library's counts against the domain's, step by step over the whole run. */
function checkCounts(library: WritingLibrary, runId: RunId, model: Model): void {
  const states = runStates(model.steps.map((step) => step.content));
  let words = 0;
  let steps = 0;
  let stored = 0;
  model.steps.forEach((step, index) => {
    const own = states[index];
    if (own === undefined) throw new Error("No states");
    words += totalWords(visibleWords(step.content, own));
    stored += storedWordsBySection(step.content).reduce((sum, count) => sum + count, 0);
    const isTagged = step.content.action.tagged || step.content.outcome.tagged;
    if (isTagged || Object.values(own).includes("written")) steps = index + 1;
  });
  const row = valueOf(listRuns(library)).find(({ id }) => id === runId);
  expect(row).toMatchObject({ words, steps });
  const tables = tablesOf(library);
  const key = tables.runs.find(({ id }) => id === runId)?.["key"];
  expect(tables.run_totals.find(({ run }) => run === key)).toMatchObject({
    stored: BigInt(stored),
    steps: BigInt(model.steps.length),
  });
  // [L8] The log's sum is the words of the stored text, since the acts told the truth.
  const logged = tables.writing_log
    .filter(({ run }) => run === key)
    .reduce((sum, { added, removed }) => sum + Number(added) - Number(removed), 0);
  expect(logged).toBe(stored);
}
