import fc from "fast-check";
import { expect, it } from "vitest";

import { type Hole, HoleFinder, type HoleState } from "../../../shared/domain/holes.ts";
import { SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import { runStates } from "../../../shared/domain/states.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { action, CLOSED, fullStep, initial, outcome, prompt, step, TAGGED } from "../../support/build.ts";
import { validRun } from "../../support/generate-run-arbitrary.ts";

function holesOf(steps: readonly Step[]): Hole[] {
  const finder = new HoleFinder();
  return runStates(steps).flatMap((states, index) => finder.step(index, states));
}

const hole = (fromIndex: number, fromSection: SectionName, atIndex: number, atSection: SectionName): Hole => ({
  from: { index: fromIndex, section: fromSection },
  at: { index: atIndex, section: atSection },
});

const rows: [why: string, steps: Step[], holes: Hole[]][] = [
  ["no steps", [], []],
  ["whole steps", [fullStep("1"), fullStep("2")], []],
  ["a run that stops in the middle of a step", [fullStep("1"), step(initial("a"), prompt("b"))], []],
  ["blank steps at the end", [fullStep("1"), step(), step()], []],
  ["a prompt emptied later", [fullStep("1", prompt())], [hole(0, "prompt", 0, "postPrompt")]],
  ["several sections in a row are one hole", [step(outcome("a"))], [hole(0, "initial", 0, "outcome")]],
  ["a whole step missing", [fullStep("1"), step(), fullStep("3")], [hole(1, "initial", 2, "initial")]],
  [
    "two holes",
    [fullStep("1", prompt()), fullStep("2", action())],
    [hole(0, "prompt", 0, "postPrompt"), hole(1, "action", 1, "postAction")],
  ],
  [
    "a tagged action whose outcome is not closed, with more to come",
    [fullStep("1", action("a", TAGGED), outcome()), fullStep("2")],
    [hole(0, "outcome", 1, "initial")],
  ],
  [
    "the same, closed: what is skipped opens none",
    [fullStep("1", action("a", TAGGED), outcome(CLOSED)), fullStep("2")],
    [],
  ],
  [
    "a skip in a hole neither ends nor splits it",
    [step(initial("a"), outcome(TAGGED)), step(outcome("b"))],
    [hole(0, "prompt", 1, "outcome")],
  ],
];
it.each(rows)("[D5] %s", (_why, steps, holes) => {
  expect(holesOf(steps)).toEqual(holes);
});

it("[D5] finds what a look back from every written section finds", () => {
  const state = fc.constantFrom<HoleState[]>("written", "unwritten", "empty", "skipped", "assumed");
  const states = fc.record({
    initial: state,
    prompt: state,
    postPrompt: state,
    action: state,
    postAction: state,
    outcome: state,
  });
  fc.assert(
    fc.property(fc.array(states, { maxLength: 6 }), (steps) => {
      const finder = new HoleFinder();
      const found = steps.flatMap((one, index) => finder.step(index, one)).map(({ at }) => at);
      const all = steps.flatMap((one, index) =>
        SECTION_NAMES.map((section) => ({ index, section, state: one[section] })),
      );
      const inOrder = all.filter((one) => one.state === "written" || one.state === "unwritten");
      const expected = inOrder
        .filter((one, position) => one.state === "written" && inOrder[position - 1]?.state === "unwritten")
        .map(({ index, section }) => ({ index, section }));
      expect(found).toEqual(expected);
    }),
  );
});

it("[D5] a valid run has none", () => {
  fc.assert(
    fc.property(validRun(), ({ steps }) => {
      expect(holesOf(steps)).toEqual([]);
    }),
  );
});
