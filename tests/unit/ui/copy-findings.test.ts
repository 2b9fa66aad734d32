import { describe, expect, it } from "vitest";

import { findingsInCopy, marksOfFindings } from "../../../renderer/features/review/copy-findings.ts";
import type { Evidence, Finding } from "../../../shared/domain/consistency/results.ts";
import { blankStep, newThought, type Step } from "../../../shared/domain/step.ts";

const evidence = (parts: Partial<Evidence>): Evidence => ({
  step: 1,
  stepId: null,
  section: "prompt",
  thoughtId: null,
  start: 0,
  end: 4,
  quote: "Edda",
  ...parts,
});
const finding = (...places: Evidence[]): Finding => ({
  key: "one",
  rule: "text/name-variant",
  severity: "hint",
  claim: "Two spellings.",
  entity: null,
  evidence: places,
});

describe("findings of a run that was sent", () => {
  const first: Step = { ...blankStep(), prompt: { closed: true, text: "Edda waits." } };
  const wanted = newThought("doylist", "So Eda forgot it.");
  const second: Step = {
    ...blankStep(),
    postAction: { closed: true, bullets: [[newThought("watsonian", "Not her.")], [newThought(), wanted]] },
  };

  it("[PG25] stand at the ids of this page's reading: the step by its number, the thought by its quote", () => {
    const inThought = evidence({ step: 2, section: "postAction", start: 3, end: 6, quote: "Eda" });
    const [found] = findingsInCopy([first, second], [finding(evidence({}), inThought)]);
    expect(found?.evidence.map(({ stepId, thoughtId }) => [stepId, thoughtId])).toEqual([
      [first.id, null],
      [second.id, wanted.id],
    ]);
    expect(marksOfFindings(found === undefined ? [] : [found])).toEqual([
      { key: "one", stepId: first.id, section: "prompt", thoughtId: null, start: 0, end: 4 },
      { key: "one", stepId: second.id, section: "postAction", thoughtId: wanted.id, start: 3, end: 6 },
    ]);
  });

  it("[PG25] keep their step's number where the text is not to be found", () => {
    const gone = evidence({ step: 2, section: "postAction", quote: "Nobody" });
    const beyond = evidence({ step: 9 });
    const [found] = findingsInCopy([first, second], [finding(gone, beyond)]);
    expect(found?.evidence).toEqual([gone, beyond]);
    expect(marksOfFindings(found === undefined ? [] : [found])).toEqual([]);
  });
});
