import { describe, expect, it } from "vitest";

import { exportProblems, longestValidBeginning } from "../../../shared/domain/bounty/check-run.ts";
import type { Run } from "../../../shared/domain/run.ts";
import {
  action,
  bullet,
  by,
  CLOSED,
  fullStep,
  initial,
  m,
  outcome,
  postAction,
  postPrompt,
  prompt,
  run,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { errors, remarks, seen } from "../../support/bounty-file.ts";

const TAG = "<yo be real> ";
const faults = (made: Run): string[] => errors(exportProblems(made, made.steps));
const notes = (made: Run): string[] => remarks(exportProblems(made, made.steps), "note");

const sized = (units: number): Run =>
  run("A", fullStep("1", prompt("x".repeat(units)), action("x".repeat(units), TAGGED)));

const thoughts = (count: number): Run =>
  run("A", fullStep("1", initial(bullet(...Array.from({ length: count }, () => w("x")), w("")))));

const authors = (count: number): Run =>
  run("A", by(...Array.from({ length: count }, (__, index) => String(index)), "0"), fullStep("1"));

const repair = (made: Run): string | null | undefined => exportProblems(made, made.steps)[0]?.repair;

describe("what keeps a run from being exported", () => {
  it.each<[string, Run, string[]]>([
    ["a whole run", run("A", by("Ann"), fullStep("1"), fullStep("2")), []],
    ["a run that ends inside a step", run("A", fullStep("1"), step(initial("x"))), []],
    ["a run with blank steps at its end", run("A", fullStep("1"), step(), step(prompt(CLOSED))), []],
    ["no title", run("", fullStep("1")), ["7 /title"]],
    ["no step", run("A"), ["7 /steps"]],
    ["blank steps only", run("A", step(), step(initial(CLOSED))), ["7 /steps"]],
    [
      "a prompt emptied in the middle",
      run("A", fullStep("1"), fullStep("2", prompt()), fullStep("3")),
      ["6 /steps/1/prompt/thoughts"],
    ],
    ["a step inserted", run("A", fullStep("1"), step(), fullStep("2")), ["6 /steps/2/thoughts"]],
    [
      "a missing outcome, which reading calls an O",
      run("A", fullStep("1", outcome()), fullStep("2")),
      ["6 /steps/1/thoughts"],
    ],
    [
      "a missing prompt, which reading calls an A",
      run("A", fullStep("1", prompt(), postPrompt())),
      ["6 /steps/0/action/text"],
    ],
    [
      "a tagged action whose outcome was not closed",
      run("A", fullStep("1", action("x", TAGGED), outcome()), fullStep("2")),
      ["6 /steps/1/thoughts"],
    ],
    ["the same as the last step", run("A", fullStep("1", action("x", TAGGED), postAction(), outcome())), []],
    [
      "two holes",
      run("A", fullStep("1", prompt()), fullStep("2", action())),
      ["6 /steps/0/prompt/thoughts", "6 /steps/1/action/thoughts"],
    ],
    ["a tag without a text", run("A", fullStep("1", action(TAGGED))), ["T /steps/0/action/text"]],
    [
      "a tag without a text at the end",
      run("A", fullStep("1"), fullStep("2", outcome(TAGGED))),
      ["T /steps/1/action/outcome"],
    ],
    ["a doubled tag", run("A", fullStep("1", outcome(`${TAG}x`, TAGGED))), ["T /steps/0/action/outcome"]],
    ["a text that begins with the tag", run("A", fullStep("1", action(`${TAG}x`))), ["T /steps/0/action/text"]],
    ["a prompt that begins with the tag", run("A", fullStep("1", prompt(`${TAG}x`))), []],
    ["NUL in the title", run("A\0", fullStep("1")), ["character /title"]],
    ["a carriage return in a name", run("A", by(["P", "player"], "An\rn"), fullStep("1")), ["character /authors/0"]],
    ["half a character in a prompt", run("A", fullStep("1", prompt("\ud83d"))), ["character /steps/0/prompt/text"]],
    [
      "NUL in a thought after empty ones",
      run("A", fullStep("1", initial(bullet(w("")), bullet(w(""), w("a"), m("\0"))))),
      ["character /steps/0/thoughts/0/1/text"],
    ],
    ["NUL in a parked thought", run("A", fullStep("1", outcome("x", TAGGED)), fullStep("2", initial("\0"))), []],
  ])("[B25] %s", (_, made, expected) => {
    expect(faults(made)).toEqual(expected);
  });

  it("[B25] limits: accepted at the bound, refused above", () => {
    const MILLION = 1_000_000;
    expect(faults(sized(MILLION))).toEqual([]);
    expect(faults(sized(MILLION + 1))).toEqual(["limit /steps/0/prompt/text", "limit /steps/0/action/text"]);
    expect(faults(thoughts(10_000))).toEqual([]);
    expect(faults(thoughts(10_001))).toEqual(["limit /steps/0/thoughts"]);
    expect(faults(authors(1_000))).toEqual([]);
    expect(faults(authors(1_001))).toEqual(["limit /authors"]);
    expect(faults(run("x".repeat(10_000), fullStep("1")))).toEqual([]);
    expect(faults(run("x".repeat(10_001), fullStep("1")))).toEqual(["limit /title"]);
    const only = fullStep("1");
    const steps = (count: number): Run => run("A", ...Array.from({ length: count }, () => only), step());
    expect(faults(steps(50_000))).toEqual([]);
    expect(faults(steps(50_001))).toEqual(["limit /steps"]);
    expect(longestValidBeginning({ title: "A", authors: [] }, steps(50_001).steps)).toHaveLength(50_000);
  });

  it("[B25] the size of the file: a beginning that fits is left", () => {
    // Line feeds take two bytes each, so 150 such steps are 300 MB.
    const large = fullStep("1", prompt("\n".repeat(999_999)));
    const made = run("A", ...Array.from({ length: 150 }, () => large));
    const beginning = longestValidBeginning(made, made.steps) ?? [];
    expect(faults({ ...made, steps: beginning })).toEqual([]);
    expect(faults({ ...made, steps: [...beginning, large] })).toEqual(["limit "]);
  });

  it("[B26] says of every parked section that it will not be in the file", () => {
    const made = run(
      "A",
      fullStep("1", outcome("x", TAGGED)),
      fullStep("2"),
      fullStep("3", outcome("y", TAGGED)),
      step(prompt("parked")),
    );
    expect(notes(made)).toEqual(["I /steps/1", "P /steps/1", "P /steps/1", "P /steps"]);
    expect(exportProblems(made, made.steps)[0]).toEqual({
      rule: "I",
      severity: "note",
      pointer: "/steps/1",
      step: 2,
      message:
        "Step 2: the initial thoughts are parked, since the step before ends with a tag, and will not be in the file.",
      repair: null,
    });
  });

  it("[B26] tells the tag to take off from the text to tag", () => {
    expect(repair(run("A", fullStep("1", action(`${TAG}x`, TAGGED))))).toBe("Take one of the two tags off.");
    expect(repair(run("A", fullStep("1", action(`${TAG}x`))))).toBe("Set the tag in place of these characters.");
    expect(repair(run("A", fullStep("1", action(TAGGED))))).toBeNull();
  });
});

describe("the longest valid beginning", () => {
  const HEAD = { title: "", authors: [] };
  it("[B24] ends inside the step in which a rule breaks", () => {
    const beginning = longestValidBeginning(
      HEAD,
      run("A", fullStep("1"), fullStep("2", action(`${TAG}x`)), fullStep("3")).steps,
    );
    expect(seen(beginning ?? [])).toMatchObject([
      { outcome: "1 outcome" },
      {
        initial: [[{ text: "2 initial" }]],
        prompt: "2 prompt",
        postPrompt: [[{ text: "2 post-prompt" }]],
        action: null,
        outcome: null,
      },
    ]);
  });

  it("[B24] ends before a hole, not before what follows it", () => {
    const made = run("A", fullStep("1"), fullStep("2", outcome()), step(), fullStep("3"));
    expect(longestValidBeginning(HEAD, made.steps)).toEqual(made.steps.slice(0, 2));
  });

  it("[B24] is the run itself, without blank steps at its end, when it is valid", () => {
    const made = run("A", fullStep("1"), fullStep("2"), step());
    expect(longestValidBeginning(HEAD, made.steps)).toEqual(made.steps.slice(0, 2));
  });

  it("[B24] is null when nothing is left", () => {
    expect(longestValidBeginning(HEAD, [])).toBeNull();
    expect(longestValidBeginning(HEAD, run("A", step(), fullStep("1")).steps)).toBeNull();
    expect(longestValidBeginning(HEAD, run("A", fullStep("1", initial("\0"))).steps)).toBeNull();
  });
});
