import type { FindingMark } from "../../../shared/contract/consistency-methods.ts";
import type { Evidence, Finding } from "../../../shared/domain/consistency/results.ts";
import { isThoughtSection, thoughtsOf } from "../../../shared/domain/section.ts";
import type { Step } from "../../../shared/domain/step.ts";

/**
 * The check of a copy names its evidence by step number: the ids of a copy are made anew whenever it is read. Here the
 * evidence gets the ids of this page's reading, so that it can be marked and gone to.
 */
export function findingsInCopy(steps: readonly Step[], findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, evidence: finding.evidence.map((place) => inCopy(steps, place)) }));
}

function inCopy(steps: readonly Step[], place: Evidence): Evidence {
  const step = steps[place.step - 1];
  if (step === undefined) return place;
  if (!isThoughtSection(place.section)) return { ...place, stepId: step.id };
  // Of a thought only its quote is known; the first one that has it in this place shows the same words.
  const thought = thoughtsOf(step[place.section]).find(
    ({ text }) => text.slice(place.start, place.end) === place.quote && place.end <= text.length,
  );
  return thought === undefined ? place : { ...place, stepId: step.id, thoughtId: thought.id };
}

/** What is marked in the text of a copy: the whole of every quote, since a plain run's check tells no narrower stretch. */
export function marksOfFindings(findings: readonly Finding[]): FindingMark[] {
  return findings.flatMap(({ key, evidence }) =>
    evidence.flatMap(({ stepId, section, thoughtId, start, end }) =>
      stepId === null || start === end ? [] : [{ key, stepId, section, thoughtId, start, end }],
    ),
  );
}
