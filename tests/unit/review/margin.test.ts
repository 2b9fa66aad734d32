import fc from "fast-check";
import { expect, it } from "vitest";

import { aboutsAt } from "../../../renderer/state/remark-abouts.ts";
import { stackNotes } from "../../../renderer/state/stack-notes.ts";
import { remarkMarks } from "../../../renderer/state/text-marks.ts";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import { newRunId, newStepId } from "../../../shared/domain/ids.ts";
import { anchorOfStep, findQuote, WHOLE_RUN } from "../../../shared/domain/review/anchor.ts";
import { thoughtsOf } from "../../../shared/domain/section.ts";
import { fullStep } from "../../support/build.ts";
import { remarkOn } from "../../support/review.ts";

const GAP = 16;
const note = fc.record({ top: fc.integer({ min: 0, max: 2_000 }), height: fc.integer({ min: 20, max: 300 }) });

it("[R27] notes beside the text never lie on each other and keep their order; the open one stands at its words", () => {
  const property = fc.property(fc.array(note, { minLength: 1, maxLength: 30 }), fc.nat(), (drawn, asked) => {
    const notes = drawn.map((each, index) => ({ ...each, id: String(index) }));
    const open = notes[asked % notes.length];
    if (open === undefined) throw new Error("One of them is open");
    const tops = stackNotes(notes, GAP, open.id);
    const ordered = notes.toSorted((one, other) => one.top - other.top);
    let free = 0;
    for (const { id, height } of ordered) {
      expect(tops.get(id)).toBeGreaterThanOrEqual(free);
      free = (tops.get(id) ?? 0) + height + GAP;
    }
    const before = ordered.slice(0, ordered.indexOf(open)).reduce((sum, { height }) => sum + height + GAP, 0);
    expect(tops.get(open.id)).toBe(Math.max(open.top, before));
  });
  expect(() => fc.assert(property)).not.toThrow();
});

it("[R27] without an open note each stands at its words, or right under the one in the way", () => {
  const notes = [
    { id: "a", top: 100, height: 50 },
    { id: "b", top: 120, height: 50 },
    { id: "c", top: 400, height: 50 },
  ];
  expect([...stackNotes(notes, GAP, null)]).toEqual([
    ["a", 100],
    ["b", 166],
    ["c", 400],
  ]);
});

it("[R27] remarks on the same words share a mark, and 100,000 on one step make a few hundred", () => {
  const [runId, stepId] = [newRunId(), newStepId()];
  const on = (start: number, end: number): PlacedRemark => ({
    remark: remarkOn(anchorOfStep(1), `At ${start}`, 1),
    address: { runId, stepId, section: "outcome", thoughtId: null, start, end },
    step: 1,
    stepId,
    holds: "quote",
    resolved: false,
    isOwn: false,
  });
  expect(remarkMarks([on(0, 4), on(0, 4), on(2, 4), { ...on(5, 8), resolved: true }])).toHaveLength(2);
  const many = Array.from({ length: 100_000 }, (_, index) => on(index, index + 5));
  const marks = remarkMarks(many);
  expect(marks.length).toBeLessThanOrEqual(200);
  expect(marks[0]?.label).toContain("At 0");
});

it("[R26] a remark can be about the selected words, the thought, the section, the step and the run", () => {
  const step = fullStep("1");
  const [thought] = thoughtsOf(step.initial);
  if (thought === undefined) throw new Error("A full step has thoughts");
  const caret = { section: "initial" as const, thought };
  const words = { section: "initial" as const, thoughtId: thought.id, start: 0, end: 3 };
  const { all, first } = aboutsAt(step, 4, caret, words);
  expect(all.map(({ kind }) => kind)).toEqual(["words", "thought", "section", "step", "run"]);
  expect(first.anchor.quote).toBe(thought.text.slice(0, 3));
  const anchors = new Map(all.map(({ kind, anchor }) => [kind, anchor]));
  expect(anchors.get("section")).toMatchObject({ step: 4, section: "initial", thought: null, quote: "" });
  expect(anchors.get("run")).toMatchObject({ step: WHOLE_RUN, section: null });
  // A thought is known by its words, wherever in the section it stands later.
  const ofThought = anchors.get("thought");
  expect(ofThought && findQuote(step, ofThought)).toMatchObject({ thoughtId: thought.id, start: 0 });
  const nowhere = aboutsAt(step, 4, { section: "prompt", thought: null }, { ...words, end: 0 });
  expect(nowhere.all.map(({ kind }) => kind)).toEqual(["section", "step", "run"]);
  expect(nowhere.first.kind).toBe("step");
});
