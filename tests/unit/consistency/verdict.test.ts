import { describe, expect, it } from "vitest";

import { createEngine } from "../../../shared/domain/consistency/engine.ts";
import type { Verdict } from "../../../shared/domain/consistency/verdict.ts";
import { Verdict as VerdictSchema } from "../../../shared/domain/consistency/verdict.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { fullStep, initial, outcome, prompt, w } from "../../support/build.ts";
import { of, quietSteps, stepsWithName, underNewIds } from "./support.ts";

const SENTENCE = "Beside the frozen orchard Lidgate buried seven silver spoons before dawn.";

function withSentence(sentence: string): Step[] {
  return [...stepsWithName("Lydgate", 60), fullStep("x", prompt(`It snowed. ${sentence} Nobody saw.`))];
}

/** The verdict on the only finding of a rule. */
function verdictOn(steps: readonly Step[], rule: string, verdict: Verdict["verdict"] = "intended"): Verdict {
  const engine = createEngine();
  engine.load(steps);
  const [finding] = of(rule, engine.findings());
  const anchor = engine.anchors().find(({ key }) => key === finding?.key)?.anchor;
  if (anchor === null) throw new Error(`no finding of ${rule}`);
  return VerdictSchema.parse(JSON.parse(JSON.stringify({ verdict, why: "so he is called there", anchor })));
}

function left(steps: readonly Step[], rule: string, ...verdicts: Verdict[]): number {
  const engine = createEngine({ verdicts });
  engine.load(steps);
  return of(rule, engine.findings()).length;
}

function keyIn(steps: readonly Step[]): string | undefined {
  const engine = createEngine();
  engine.load(steps);
  return of("text/name-variant", engine.findings())[0]?.key;
}

describe("verdicts", () => {
  const NAME = "text/name-variant";
  const intended = verdictOn(withSentence(SENTENCE), NAME);

  it.each([
    ["as it was", SENTENCE],
    [
      "a comma and a capital",
      "Beside the frozen orchard, lidgate".replace("lidgate", "Lidgate") + " buried seven Silver spoons before dawn!",
    ],
    ["a word changed", SENTENCE.replace("seven", "eight")],
    ["a word added", SENTENCE.replace("silver", "small silver")],
    ["a word taken out", SENTENCE.replace("frozen ", "")],
    ["words moved", "Before dawn Lidgate buried seven silver spoons beside the frozen orchard."],
  ])("[C5] lasts over a small edit: %s", (_, sentence) => {
    expect(left(withSentence(sentence), NAME)).toBe(1);
    expect(left(withSentence(sentence), NAME, intended)).toBe(0);
  });

  it("[C5] lasts over insertions, moves, renumbering, other ids and text around it", () => {
    const steps = withSentence(SENTENCE);
    const changed = steps.map((one) => ({ ...one, ...outcome("altogether otherwise") }));
    for (const later of [[...quietSteps(30), ...steps], steps.toReversed(), underNewIds(steps), changed]) {
      expect(left(later, NAME, intended)).toBe(0);
    }
  });

  it.each([
    ["rewritten", "When spring came, old Lidgate sold his carriage to a miller."],
    ["half rewritten", "Beside the frozen orchard Lidgate kissed a startled constable."],
    ["another slip", SENTENCE.replace("Lidgate", "Lydgat")],
  ])("[C5] lapses when the sentence is %s", (_, sentence) => {
    expect(left(withSentence(sentence), NAME)).toBe(1);
    expect(left(withSentence(sentence), NAME, intended)).toBe(1);
  });

  it("[C5] covers one finding that resembles it, and shows the next", () => {
    const like = SENTENCE.replace("seven", "eight");
    const steps = [...withSentence(SENTENCE), fullStep("y", prompt(like))];
    expect(left(steps, NAME, intended)).toBe(1);
    expect(left([...withSentence(like), fullStep("y", prompt(SENTENCE))], NAME, intended)).toBe(1);
  });

  it("[C5] accepts a name everywhere when told so", () => {
    const accepted = verdictOn(withSentence(SENTENCE), NAME, "accepted");
    const elsewhere = withSentence("When spring came, old Lidgate sold his carriage to a miller.");
    expect(left(elsewhere, NAME, accepted)).toBe(0);
    expect(left(withSentence(SENTENCE.replace("Lidgate", "Lydgat")), NAME, accepted)).toBe(1);
  });

  it("[C5] keeps a word on a step's form with the step, wherever it goes and whatever it says", () => {
    const odd = fullStep("odd", initial(w("a"), w("")));
    const verdict = verdictOn([odd], "form/empty-bullet");
    const later = [...quietSteps(9), { ...odd, ...outcome("rewritten") }];
    expect(left(later, "form/empty-bullet")).toBe(1);
    expect(left(later, "form/empty-bullet", verdict)).toBe(0);
    expect(left([fullStep("other", initial(w("a"), w("")))], "form/empty-bullet", verdict)).toBe(1);
  });

  it("[C5] takes verdicts while the run is open, and gives no anchor for what is not shown", () => {
    const engine = createEngine();
    engine.load(withSentence(SENTENCE));
    const [finding] = of(NAME, engine.findings());
    engine.judge([intended]);
    expect(of(NAME, engine.findings())).toEqual([]);
    expect(engine.anchors().find(({ key }) => key === finding?.key)).toBeUndefined();
    engine.judge([]);
    expect(of(NAME, engine.findings())).toEqual([finding]);
  });

  it("[C5] keeps a finding's key over moves, and other text in its step", () => {
    const steps = withSentence(SENTENCE);
    expect(keyIn([...quietSteps(3), ...steps])).toBe(keyIn(steps));
    expect(keyIn(steps.map((one) => ({ ...one, ...outcome("other") })))).toBe(keyIn(steps));
  });
});
