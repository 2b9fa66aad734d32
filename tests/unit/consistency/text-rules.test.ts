import { describe, expect, it } from "vitest";

import { checkRun } from "../../../shared/domain/consistency/engine.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { fullStep, initial, outcome, w } from "../../support/build.ts";
import { of, quietSteps, stepsWithName, told, unfounded } from "./support.ts";

function found(rule: string, steps: readonly Step[]) {
  const { findings } = checkRun(steps);
  expect(unfounded(steps, findings)).toEqual([]);
  return of(rule, findings);
}

function variants(usual: string, times: number, text: string): readonly unknown[] {
  return found("text/name-variant", [...stepsWithName(usual, times), told(text)]);
}

describe("name variants", () => {
  it("[C2] shows a rare spelling beside the usual one, with the quotes of both", () => {
    const steps = [...stepsWithName("Lydgate", 30), told("and then Lidgate's hat fell. It was wet.")];
    expect(found("text/name-variant", steps)).toMatchObject([
      {
        severity: "warning",
        entity: "Lydgate",
        claim: "“Lidgate” may be a slip for “Lydgate”, as the run writes 30 times.",
        evidence: [
          { step: 31, section: "prompt", quote: "and then Lidgate's hat fell." },
          { step: 30, quote: "in the hall Lydgate waits for guest 29" },
        ],
      },
    ]);
  });

  it.each([
    ["a letter changed", "Casaubon", "Casaubin"],
    ["a letter added", "Bulstrode", "Bullstrode"],
    ["a letter dropped", "Featherstone", "Fetherstone"],
    ["neighbours swapped", "Marisha", "Marsiha"],
    ["two letters, the same sound", "Dorothea", "Dorothy"],
    ["outside ASCII", "Žofiena", "Žofiina"],
    ["an apostrophe inside", "K'Varn", "K'vorn"],
  ])("[C2] knows %s: %s and %s", (_, usual, slip) => {
    expect(variants(usual, 30, `and then ${slip} came`)).toHaveLength(1);
  });

  it("[C2] gives every place of a slip, in thoughts as in story, at the head of a sentence too", () => {
    const steps = [
      ...stepsWithName("Rosamond", 60),
      told("Rosamund sat. I saw Rosamund."),
      fullStep("thinks", initial(w("what of Rosamund?"))),
    ];
    expect(found("text/name-variant", steps).map(({ evidence }) => evidence[0]?.section)).toEqual([
      "prompt",
      "prompt",
      "initial",
    ]);
  });

  it.each([
    ["two people who both recur", "Cecily", "Cecila ".repeat(8)],
    ["an ordinary word", "Brooke", "and then Brook came"],
    ["a family", "Lydgate", "and then the Lydgates came"],
    ["a demonym", "Arabia", "and then an Arabian came"],
    ["both in one sentence", "Marian", "and then Marion met Marian"],
    ["a short name", "Mary", "and then Mark came"],
    ["another beginning and sound", "Bertha", "and then Gertha came"],
    ["a word that the run also writes small", "Kobald", "and then Kobold came, a kobold"],
    ["a name that is itself rare", "Nothing", "and then Zelindra met Zelindre"],
    ["a number", "Unit77", "and then Unit78 came"],
    ["a cry", "Aaaargh", "and then Aaaarghh came"],
  ])("[C2] leaves %s alone", (_, usual, text) => {
    expect(variants(usual, 30, text)).toEqual([]);
  });

  it("[C2] takes no word for a usual name before it has come back in several steps", () => {
    const oneScene = [told("in the hall Lydgate waits ".repeat(30)), told("and then Lidgate came")];
    expect(found("text/name-variant", oneScene)).toEqual([]);
    expect(variants("Lydgate", 7, "and then Lidgate came")).toEqual([]);
    expect(variants("Lydgate", 8, "and then Lidgate came")).toHaveLength(1);
  });

  it("[C2] says that names were not compared where none recurs", () => {
    expect(checkRun(quietSteps(5)).notChecked).toContainEqual({
      rule: "text/name-variant",
      why: "no name recurs in the run, so there is none to compare with",
    });
    expect(checkRun(stepsWithName("Lydgate", 30)).notChecked.map(({ rule }) => rule)).not.toContain(
      "text/name-variant",
    );
  });
});

describe("repeated passages", () => {
  const PASSAGE =
    "the harbour lay grey beneath a lantern moon while gulls quarrelled over herring guts and the ferryman counted his copper twice";

  it("[C3] shows the same passage far apart, both quotes saying the same", () => {
    const steps = [told(`first. ${PASSAGE} and more`), ...quietSteps(40), told("x", `again: ${PASSAGE}, but other`)];
    const [repeat, ...others] = found("text/repeated-passage", steps);
    expect(others).toEqual([]);
    expect(repeat).toMatchObject({ severity: "warning", evidence: [{ step: 1 }, { step: 42, section: "outcome" }] });
    expect(repeat?.claim).toBe("The same passage of 21 words stands twice.");
    expect(repeat?.evidence[1]?.quote).toBe(repeat?.evidence[0]?.quote);
    expect(PASSAGE).toContain(repeat?.evidence[0]?.quote);
  });

  it("[C3] meets every repeat of sixteen words, wherever it begins", () => {
    const words = PASSAGE.split(" ").slice(0, 16).join(" ");
    for (let lead = 0; lead < 12; lead += 1) {
      const steps = [told(`${"go ".repeat(lead)}${words} one`), ...quietSteps(20), told(`other ${words} two`)];
      expect(found("text/repeated-passage", steps)).toHaveLength(1);
    }
  });

  it.each([
    ["a repeat within sight", [told(PASSAGE), ...quietSteps(5), told(PASSAGE)]],
    ["a refrain", [0, 1, 2].flatMap(() => [told(PASSAGE), ...quietSteps(20)])],
    ["a turn of phrase", ["a", "b"].flatMap((end) => [told(`${PASSAGE.slice(0, 70)} ${end}`), ...quietSteps(20)])],
    ["a thought that recalls the story", [told(PASSAGE), ...quietSteps(20), fullStep("t", initial(w(PASSAGE)))]],
    [
      "what is made of the commonest words",
      [0, 1].flatMap(() => [
        told("and it was not that he had to go to it or to me but that we had it all"),
        ...quietSteps(20),
      ]),
    ],
  ])("[C3] leaves %s alone", (_, steps) => {
    expect(found("text/repeated-passage", steps)).toEqual([]);
  });

  it("[C3] compares thoughts with thoughts", () => {
    const steps = [fullStep("t", initial(w(PASSAGE))), ...quietSteps(20), fullStep("u", initial(w(PASSAGE)))];
    expect(found("text/repeated-passage", steps)).toHaveLength(1);
  });
});

function speakers(line: string, ...before: Step[]): unknown[] {
  return found("text/one-off-speaker", [...before, told("x", line), ...quietSteps(60)]).map(({ entity }) => entity);
}

describe("one-off speakers", () => {
  it.each([
    ["“Go,” said Harlan.", "Harlan"],
    ['"Go," said Mr. Harlan, and went.', "Harlan"],
    ['"Go!" Harlan whispered.', "Harlan"],
    ["HARLAN: Go.", "Harlan"],
    ["so it was\nHarlan: go.", "Harlan"],
  ])("[C4] names who speaks once and is nowhere else: %s", (line, name) => {
    expect(speakers(line)).toEqual([name]);
  });

  it.each([
    ["he said Harlan was gone"],
    ["I met Harlan"],
    ["“Go,” said Brook."],
    ["“Go,” said Harlan. Harlan left."],
    ["he wrote: Harlan"],
  ])("[C4] abstains: %s", (line) => {
    expect(speakers(line)).toEqual([]);
  });

  it("[C4] waits until the run has gone on, and hears of a name in thoughts too", () => {
    expect(found("text/one-off-speaker", [told("x", "“Go,” said Harlan."), ...quietSteps(30)])).toEqual([]);
    expect(speakers("“Go,” said Harlan.", fullStep("t", initial(w("soon Harlan comes"))))).toEqual([]);
    expect(speakers("x", fullStep("t", initial(w("“Go,” said Harlan.")), outcome("so")))).toEqual([]);
  });
});
