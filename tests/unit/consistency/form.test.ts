import { describe, expect, it } from "vitest";

import { checkRun } from "../../../shared/domain/consistency/engine.ts";
import type { CheckOptions } from "../../../shared/domain/consistency/engine.ts";
import type { Step } from "../../../shared/domain/step.ts";
import {
  action,
  bullet,
  CLOSED,
  d,
  fullStep,
  initial,
  outcome,
  postAction,
  prompt,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { claims, of, quietSteps, unfounded } from "./support.ts";

function found(rule: string, steps: readonly Step[], options: CheckOptions = {}) {
  const { findings } = checkRun(steps, options);
  expect(unfounded(steps, findings)).toEqual([]);
  return of(rule, findings);
}

describe("form rules", () => {
  it("[C1] finds nothing in a run that is whole", () => {
    expect(checkRun(quietSteps(20)).findings).toEqual([]);
    expect(checkRun([]).findings).toEqual([]);
  });

  it("[C1] names a section that is missing before one that is written, and the unfinished end not at all", () => {
    const holed = [...quietSteps(2), fullStep("three", prompt("")), ...quietSteps(1), step(initial("begun"))];
    const [hole, ...others] = found("form/missing-section", holed);
    expect(others).toEqual([]);
    expect(hole).toMatchObject({
      severity: "error",
      claim: "The prompt is not written, but the post-prompt thoughts after it are.",
      evidence: [
        { step: 3, section: "prompt", start: 0, end: 0, quote: "" },
        { step: 3, section: "postPrompt", quote: "three post-prompt" },
      ],
    });
  });

  it("[C1] sees no hole where a tag skips sections, and reads nothing that it hides", () => {
    const tagged = [fullStep("one", outcome("i fly", TAGGED)), fullStep("two", prompt("TODO")), ...quietSteps(1)];
    expect(checkRun(tagged).findings).toEqual([]);
    const skipped = [
      fullStep("one", action("i fly", TAGGED), postAction(CLOSED), outcome(CLOSED)),
      fullStep("two", initial(w("TODO"))),
    ];
    expect(checkRun(skipped).findings).toEqual([]);
  });

  it("[C1] names a tag without a text, a text that is a tag, and what only looks like one", () => {
    expect(found("form/tag", [fullStep("one", action("", TAGGED))]).map(({ severity }) => severity)).toEqual(["error"]);
    expect(found("form/tag", [fullStep("one", action("<yo be real> fly"))])[0]).toMatchObject({
      severity: "error",
      evidence: [{ section: "action", start: 0, end: 13, quote: "<yo be real> " }],
    });
    for (const text of ["<Yo be real> fly", "<yo be real>fly", " <yo be real> fly", "[yo, be real] fly"]) {
      expect(found("form/tag", [fullStep("one", outcome(text))]).map(({ severity }) => severity)).toEqual(["warning"]);
    }
    for (const text of ["Yo be real with me", "I say <yo be real> to him", "fly"]) {
      expect(found("form/tag", [fullStep("one", outcome(text))])).toEqual([]);
    }
    expect(found("form/tag", [fullStep("one", outcome("fly", TAGGED))])).toEqual([]);
  });

  it("[C1] names empty bullets and thoughts of a written section, and leaves an untouched section alone", () => {
    const steps = [fullStep("one", initial(bullet("a thought", " \n"), bullet(""), bullet("another")))];
    expect(claims("form/empty-bullet", found("form/empty-bullet", steps))).toEqual([
      "A thought in the initial thoughts is empty.",
      "A bullet in the initial thoughts is empty.",
    ]);
    expect(found("form/empty-bullet", [step(prompt("x"))])).toEqual([]);
  });

  it.each(["EDIT ME!", "TODO", "TBD", "lorem ipsum dolor", "the xxx gate", "[insert name here]", "XXX here"])(
    "[C1] names %s as still to be written, in story and thoughts",
    (text) => {
      expect(found("form/placeholder", [fullStep("one", prompt(`so: ${text}`))])).toHaveLength(1);
      expect(found("form/placeholder", [fullStep("one", initial(d(`so: ${text}`)))])).toHaveLength(1);
    },
  );

  it.each(["a todo list", "todo el mundo", "Chapter XXX", "CHAPTER XXX", "XXXIX", "Exxxon", "methodology", "editor"])(
    "[C1] leaves %s alone",
    (text) => {
      expect(found("form/placeholder", [fullStep("one", prompt(text))])).toEqual([]);
    },
  );

  it("[C1] names a prompt or outcome that repeats a whole thought word for word", () => {
    const thought = "The butler is the thief and will run if asked.";
    const leaked = `You see him. “the butler is the thief, and will run if asked!” So.`;
    const [leak] = found("form/thought-in-story", [fullStep("one", initial(w(thought)), prompt(leaked))]);
    expect(leak).toMatchObject({
      severity: "warning",
      evidence: [{ section: "prompt" }, { section: "initial", quote: thought }],
    });
    expect(leak?.evidence[0]?.quote).toContain("the butler is the thief, and will run if asked");
    expect(found("form/thought-in-story", [fullStep("one", postAction(thought), outcome(leaked))])).toHaveLength(1);
    const short = [fullStep("one", initial(w("The door is locked.")), prompt("The door is locked."))];
    expect(found("form/thought-in-story", short)).toEqual([]);
    const inPart = [fullStep("one", initial(w(`${thought} He has a knife.`)), prompt(leaked))];
    expect(found("form/thought-in-story", inPart)).toEqual([]);
    const byPlayer = [fullStep("one", initial(w(thought)), action(leaked))];
    expect(found("form/thought-in-story", byPlayer)).toEqual([]);
  });

  it("[C1] mentions only extreme sizes by default, and the author's own bounds when set", () => {
    const long = fullStep("long", outcome("word ".repeat(4_600)));
    expect(claims("form/step-words", found("form/step-words", [...quietSteps(3), long]))).toEqual([
      "This step has 4610 words; more than 4500 is unusual.",
    ]);
    expect(found("form/step-words", [fullStep("a", outcome("word ".repeat(3_000)))])).toEqual([]);
    const bounds = { stepWords: { least: 10, most: 20 }, thoughtShare: { least: 0.7, most: 0.9 } };
    expect(found("form/step-words", [fullStep("a"), fullStep("a b")], { bounds })).toEqual([]);
    expect(found("form/step-words", [fullStep("a", outcome("word ".repeat(20)))], { bounds })).toHaveLength(1);
    const unfinished = step(initial("a"));
    expect(found("form/step-words", [unfinished], { bounds })).toEqual([]);
  });

  it("[C1] mentions a share of thoughts that is as good as none, over the run and not over a step", () => {
    const story = Array.from({ length: 30 }, (_, at) => fullStep(`s${at}`, outcome(`w${at} `.repeat(400))));
    expect(claims("form/thought-share", found("form/thought-share", story))).toEqual([
      "1 % of the run's words are thoughts; less than 5 % is unusual.",
    ]);
    expect(found("form/thought-share", story.slice(0, 10))).toEqual([]);
    const mixed = story.map((one, at) => ({ ...one, ...initial(w(`t${at} `.repeat(900))) }));
    expect(found("form/thought-share", mixed)).toEqual([]);
  });
});
