import { describe, expect, it } from "vitest";

import { SECTION_NAMES, type SectionName, type Thought } from "../../../shared/domain/section.ts";
import { runStates, type SectionState, skipAfter, stepStates, type StepStates } from "../../../shared/domain/states.ts";
import { hasText, type Step } from "../../../shared/domain/step.ts";
import {
  action,
  bullet,
  CLOSED,
  fullStep,
  initial,
  outcome,
  postAction,
  postPrompt,
  prompt,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";

// One letter a section, in reading order: written, skipped, empty, unwritten.
const LETTERS: Record<SectionState, string> = { written: "w", skipped: "s", empty: "e", unwritten: "." };
const letters = (states: StepStates): string => SECTION_NAMES.map((name) => LETTERS[states[name]]).join("");

const statesAfter = (before: Step | null, one: Step): string => letters(stepStates(one, skipAfter(before)));

describe("states of a step by itself", () => {
  const rows: [why: string, one: Step, states: string][] = [
    ["nothing is there", step(), "......"],
    ["initial thoughts alone", step(initial("a")), "w....."],
    ["an empty thought beside a written one counts for nothing", step(initial(bullet("", "a"), "")), "w....."],
    ["a blank is text", step(prompt(" ")), ".w...."],
    ["a line feed is text", step(prompt("\n")), ".w...."],
    ["a line break in a thought is text", step(initial("\n")), "w....."],
    ["post-prompt thoughts are empty once they were closed", step(postPrompt(CLOSED)), "..e..."],
    ["post-prompt thoughts are empty once the action is written", step(action("a")), "..ew.."],
    ["or the post-action thoughts", step(postAction("a")), "..e.w."],
    ["or the outcome, which makes the post-action thoughts empty, too", step(outcome("a")), "..e.ew"],
    ["closed and written is written", step(postPrompt(w("a"), CLOSED), postAction(w("a"), CLOSED)), "..w.w."],
    [
      "post-action thoughts are empty once they were closed, though not the post-prompt ones",
      step(postAction(CLOSED)),
      "....e.",
    ],
    [
      "no other section is empty by being closed",
      step(initial(CLOSED), prompt(CLOSED), action(CLOSED), outcome(CLOSED)),
      "......",
    ],
    [
      "an outcome that was closed after a tagged action is skipped",
      step(action("a", TAGGED), outcome(CLOSED)),
      "..ewes",
    ],
    ["not closed, it may yet come", step(action("a", TAGGED)), "..ew.."],
    ["written, nothing is skipped", step(action("a", TAGGED), outcome("b", CLOSED)), "..ewew"],
    ["the outcome's own tag does not skip it", step(action("a"), outcome(CLOSED, TAGGED)), "..ew.."],
    ["a tag without a text still stands (problem T)", step(action(TAGGED), outcome(CLOSED)), "....es"],
    ["all written", fullStep("1"), "wwwwww"],
  ];
  it.each(rows)("[D1] %s", (_why, one, states) => {
    expect(statesAfter(null, one)).toBe(states);
  });
});

describe("states of a step after another", () => {
  const rows: [why: string, before: Step, one: Step, states: string][] = [
    ["a plain step hides nothing", fullStep("1"), fullStep("2"), "wwwwww"],
    [
      "a tagged outcome hides up to the post-prompt thoughts",
      fullStep("1", outcome("b", TAGGED)),
      fullStep("2"),
      "ssswww",
    ],
    ["they are skipped, not unwritten, when nothing is there", fullStep("1", outcome("b", TAGGED)), step(), "sss..."],
    ["the rest of the step goes by its own rules", fullStep("1", outcome("b", TAGGED)), step(outcome("c")), "sss.ew"],
    ["a tagged outcome without text hides as well", fullStep("1", outcome(TAGGED)), fullStep("2"), "ssswww"],
    [
      "a tagged action with a skipped outcome hides the initial thoughts",
      fullStep("1", action("a", TAGGED), outcome(CLOSED)),
      fullStep("2"),
      "swwwww",
    ],
    [
      "and the post-prompt thoughts stay as they are",
      fullStep("1", action("a", TAGGED), outcome(CLOSED)),
      step(),
      "s.....",
    ],
    [
      "a tagged action with a written outcome hides nothing",
      fullStep("1", action("a", TAGGED), outcome("b")),
      fullStep("2"),
      "wwwwww",
    ],
    [
      "a tagged action whose outcome may yet come hides nothing",
      fullStep("1", action("a", TAGGED), outcome()),
      fullStep("2"),
      "wwwwww",
    ],
    [
      "both tagged: the outcome's tag decides",
      fullStep("1", action("a", TAGGED), outcome("b", TAGGED)),
      fullStep("2"),
      "ssswww",
    ],
    ["an outcome that is only closed hides nothing", fullStep("1", outcome(CLOSED)), fullStep("2"), "wwwwww"],
  ];
  it.each(rows)("[D1] %s", (_why, before, one, states) => {
    expect(statesAfter(before, one)).toBe(states);
  });

  it("[D1] a chain: each step is hidden by the one before it alone", () => {
    const tagged = fullStep("1", outcome("b", TAGGED));
    const skipped = fullStep("2", action("a", TAGGED), outcome(CLOSED));
    const states = runStates([tagged, skipped, skipped, tagged, fullStep("5")]);
    expect(states.map(letters)).toEqual(["wwwwww", "ssswws", "swwwws", "swwwww", "ssswww"]);
  });
});

/** The five rules in their order, as document-model section 2 says them; slow and for the tests only. */
function stateByTheRules(before: Step | null, one: Step, name: SectionName): SectionState {
  const text = (section: SectionName): boolean => hasText(one, section);
  if (before !== null) {
    const firstThree = name === "initial" || name === "prompt" || name === "postPrompt";
    if (before.outcome.tagged && firstThree) return "skipped";
    const beforeOutcome = before.outcome.text === "" && before.action.tagged && before.outcome.closed;
    if (before.action.tagged && beforeOutcome && name === "initial") return "skipped";
  }
  if (text(name)) return "written";
  const outcomeSkipped = !text("outcome") && one.action.tagged && one.outcome.closed;
  if (name === "postPrompt" && (one.postPrompt.closed || text("action") || text("postAction") || text("outcome")))
    return "empty";
  if (name === "postAction" && (one.postAction.closed || text("outcome") || outcomeSkipped)) return "empty";
  if (name === "outcome" && one.action.tagged && one.outcome.closed) return "skipped";
  return "unwritten";
}

/** Every step that states can tell apart: text or none, closed or not, in each section, and both tags. */
function* everyStep(): Generator<Step> {
  for (let bits = 0; bits < 2 ** 14; bits += 1) {
    const is = (bit: number): boolean => (bits & (1 << bit)) !== 0;
    const thought = (bit: number): Thought => w(is(bit) ? "a" : "");
    const text = (bit: number): string[] => (is(bit) ? ["a"] : []);
    const closed = (bit: number): (typeof CLOSED)[] => (is(bit) ? [CLOSED] : []);
    const tag = (bit: number): (typeof TAGGED)[] => (is(bit) ? [TAGGED] : []);
    yield step(
      initial(thought(0), ...closed(1)),
      prompt(...text(2), ...closed(3)),
      postPrompt(thought(4), ...closed(5)),
      action(...text(6), ...closed(7), ...tag(8)),
      postAction(thought(9), ...closed(10)),
      outcome(...text(11), ...closed(12), ...tag(13)),
    );
  }
}

it("[D1] every step that can be told apart, after every kind of step, has the states that the rules give", () => {
  const befores = [null, ...everyStepBefore()];
  for (const one of everyStep()) {
    for (const before of befores) {
      const states = stepStates(one, skipAfter(before));
      for (const name of SECTION_NAMES) {
        if (states[name] !== stateByTheRules(before, one, name)) {
          expect.fail(`${name} is ${states[name]} in ${JSON.stringify(one)} after ${JSON.stringify(before)}`);
        }
      }
    }
  }
});

/** Every step before that can be told apart: both tags, and an outcome written or not, closed or not. */
function everyStepBefore(): Step[] {
  const parts = [[], [TAGGED]] as const;
  const outcomes = [[], ["b"], [CLOSED], ["b", CLOSED]] as const;
  return parts.flatMap((onAction) =>
    parts.flatMap((onOutcome) =>
      outcomes.map((rest) => step(action("a", ...onAction), outcome(...rest, ...onOutcome))),
    ),
  );
}

it("[D2] a change in a step leaves the states of the step after the next as they were", () => {
  const last = fullStep("3");
  for (const first of everyStepBefore()) {
    for (const second of everyStepBefore()) {
      const [, , withFirst] = runStates([first, second, last]);
      const [, , withoutFirst] = runStates([step(), second, last]);
      expect(withFirst).toEqual(withoutFirst);
    }
  }
});
