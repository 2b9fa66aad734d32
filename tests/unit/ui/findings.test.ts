import { describe, expect, it } from "vitest";

import { marksByStep, nearestFirst, withoutFinding } from "../../../renderer/features/run/check-state.ts";
import { neighbourFinding } from "../../../renderer/features/run/use-checks.ts";
import { findingMarks } from "../../../renderer/state/text-marks.ts";
import type { Evidence, Finding } from "../../../shared/domain/consistency/results.ts";
import { newStepId } from "../../../shared/domain/ids.ts";

const evidence = (step: number, parts: Partial<Evidence> = {}): Evidence => ({
  step,
  stepId: newStepId(),
  section: "prompt",
  thoughtId: null,
  start: 0,
  end: 4,
  quote: "word",
  ...parts,
});
const finding = (key: string, severity: Finding["severity"], ...places: Evidence[]): Finding => ({
  key,
  rule: "text/name-variant",
  severity,
  claim: key,
  entity: null,
  evidence: places,
});

describe("findings on the page", () => {
  const [early, late, both] = [
    finding("early", "hint", evidence(3)),
    finding("late", "error", evidence(900)),
    finding("both", "warning", evidence(2), evidence(40, { section: "outcome" })),
  ];
  const all = [late, both, early];

  it("[PG12] are gone through in the order of the text, from the caret and round at the ends", () => {
    expect(neighbourFinding(all, null, 4, 1)?.key).toBe("both");
    expect(neighbourFinding(all, "both", 4, 1)?.key).toBe("late");
    expect(neighbourFinding(all, "late", 4, 1)?.key).toBe("early");
    expect(neighbourFinding(all, "early", 4, -1)?.key).toBe("late");
    expect(neighbourFinding(all, null, 39, -1)?.key).toBe("early");
    expect(neighbourFinding(all, null, 1, -1)?.key).toBe("late");
    expect(neighbourFinding([], null, 4, 1)).toBeNull();
  });

  it("[BI16] are listed by weight, then by their distance from the caret, of either place", () => {
    const near = finding("near", "warning", evidence(44));
    const far = finding("far", "warning", evidence(200));
    const keys = (step: number): string[] => nearestFirst([far, near, ...all], step).map(({ key }) => key);
    expect(keys(42)).toEqual(["late", "near", "both", "far", "early"]);
    expect(keys(3)).toEqual(["late", "both", "near", "far", "early"]);
    expect(keys(190)).toEqual(["late", "far", "near", "both", "early"]);
  });

  it("[PG12] hang on their steps, the heaviest first, each weight once", () => {
    const place = evidence(7);
    const { stepId } = place;
    if (stepId === null) throw new Error("the step has an id");
    const marks = marksByStep(
      [finding("a", "hint", place), finding("b", "error", place), finding("c", "hint", place)],
      [stepId],
    );
    expect(marks.get(stepId)).toEqual(["error", "hint", "remark"]);
  });

  it("[PG12] are marked in the story only, as long as they stand", () => {
    const mark = (key: string, section: Evidence["section"]) => ({
      key,
      stepId: newStepId(),
      section,
      thoughtId: null,
      start: 0,
      end: 4,
    });
    const marks = findingMarks(all, [mark("early", "initial"), mark("late", "prompt"), mark("gone", "prompt")]);
    expect(marks.map(({ label, severity }) => [label, severity])).toEqual([["late", "error"]]);
  });

  it("[PG12] go when they are said to be intended", () => {
    const results = {
      findings: all,
      marks: [],
      reports: [],
      notChecked: [],
      baseline: null,
      follows: [],
      ms: 1,
      at: 0,
    };
    expect(withoutFinding({ state: "idle", results }, "late").results?.findings).toEqual([both, early]);
    expect(withoutFinding({ state: "idle", results: null }, "late").results).toBeNull();
  });
});
