import { expect, it } from "vitest";

import { createRun } from "../../../electron/backend/runs/create.ts";
import { sectionsOutOfOrder } from "../../../electron/backend/runs/order-of-writing.ts";
import { saveRun } from "../../../electron/backend/runs/save.ts";
import type { WritingLibrary } from "../../../electron/backend/storage/library.ts";
import type { Act } from "../../../shared/contract/save.ts";
import { newBatchId, newRunId, type RunId, type StepId } from "../../../shared/domain/ids.ts";
import type { SectionName } from "../../../shared/domain/section.ts";
import { contentOf, type Step } from "../../../shared/domain/step.ts";
import { action, fullStep, initial, prompt, run, step } from "../../support/build.ts";
import { bringIn, failureIn, newLibrary, valueOf } from "../../support/library.ts";
import { stepsOf, writerOf } from "../../support/typing.ts";

/** Saves these steps as they are given, one more each time; every act is told of one word. */
function write(
  library: WritingLibrary,
  runId: RunId,
  content: Step,
  acts: readonly (readonly [SectionName, Act["kind"]])[],
): void {
  const present = stepsOf(library, runId);
  const isKnown = present.some(({ id }) => id === content.id);
  const order = isKnown ? {} : { order: [...present.map(({ id }) => id), content.id] };
  const reply = valueOf(
    saveRun(library, {
      runId,
      batchId: newBatchId(),
      ...writerOf(library),
      orderRev: 1,
      steps: [
        { id: content.id, baseRev: present.find(({ id }) => id === content.id)?.rev ?? 0, content: contentOf(content) },
      ],
      ...order,
      acts: acts.map(([section, kind]) => ({ stepId: content.id, section, kind, added: 1, removed: 0, activeMs: 0 })),
    }),
  );
  expect(reply.state).toBe("saved");
}

function begun(): { library: WritingLibrary; runId: RunId; first: StepId } {
  const library = newLibrary();
  const runId = valueOf(createRun(library, { title: "A run", authors: [] }));
  const [first] = stepsOf(library, runId);
  if (first === undefined) throw new Error("A new run has a step");
  return { library, runId, first: first.id };
}

it("[E47] names the sections that were first written after something that follows them", () => {
  const { library, runId, first } = begun();
  const asked = (): unknown => valueOf(sectionsOutOfOrder(library, runId));
  write(library, runId, step({ id: first }, prompt("one")), [["prompt", "typed"]]);
  write(library, runId, step({ id: first }, prompt("one"), action("two")), [["action", "typed"]]);
  expect(asked()).toEqual([]);
  write(library, runId, step({ id: first }, initial("late"), prompt("one"), action("two")), [["initial", "pasted"]]);
  expect(asked()).toEqual([{ id: first, sections: ["initial"] }]);
  // What was written before and is changed later was still written in order.
  write(library, runId, step({ id: first }, initial("late"), prompt("one more"), action("two")), [["prompt", "typed"]]);
  expect(asked()).toEqual([{ id: first, sections: ["initial"] }]);
});

it("[E47] takes sections of one save as written in order, and says nothing of text that came otherwise", () => {
  const { library, runId, first } = begun();
  write(library, runId, step({ id: first }, initial("a"), prompt("b")), [
    ["initial", "typed"],
    ["prompt", "typed"],
  ]);
  expect(valueOf(sectionsOutOfOrder(library, runId))).toEqual([]);
  const moved = fullStep("moved");
  write(library, runId, step({ id: moved.id }, prompt("x"), action("y")), [["prompt", "typed"]]);
  write(library, runId, step({ id: first }, initial("a"), prompt("b"), action("c")), [["action", "moved"]]);
  expect(valueOf(sectionsOutOfOrder(library, runId))).toEqual([]);
  const imported = bringIn(library, run("Imported", fullStep("i")));
  expect(valueOf(sectionsOutOfOrder(library, imported))).toEqual([]);
  expect(failureIn(sectionsOutOfOrder(library, newRunId()))).toEqual({ kind: "noSuchRun" });
});
