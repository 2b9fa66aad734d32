import { SECTION_NAMES, type SectionName } from "./section.ts";
import { skipAfter, type StepStates, stepStates } from "./states.ts";
import { hasText, type Step, type StepContent } from "./step.ts";

/**
 * What a reader may see. Content that a skip hides stays in its own section, parked: drawn only on request and counted,
 * searched, checked and exported by nobody. Every reader goes through `visible()` (or `visibleStep()` for one step), so
 * that the rule stands in one place (document model, section 2).
 */
export type VisibleStep = {
  readonly step: Step;
  /** 1-based position in the run. */
  readonly number: number;
  readonly states: StepStates;
  /** Names of the sections whose text a reader sees, in reading order: those in state "written". */
  readonly sections: readonly SectionName[];
};

/** The sections of a step that a reader sees, given its states. */
export function visibleSections(states: StepStates): SectionName[] {
  return SECTION_NAMES.filter((name) => states[name] === "written");
}

/** The sections of a step that hold text which a skip hides; in reading order, often empty. */
export function parkedSections(step: StepContent, states: StepStates): SectionName[] {
  return SECTION_NAMES.filter((name) => states[name] === "skipped" && hasText(step, name));
}

/** One step as a reader sees it. `before` is the step before it in the run, null for the first. */
export function visibleStep(step: Step, before: StepContent | null, number: number): VisibleStep {
  const states = stepStates(step, skipAfter(before));
  return { step, number, states, sections: visibleSections(states) };
}

/** The whole run as a reader sees it, step by step and lazily: reading stops cost when the caller stops. */
export function* visible(steps: Iterable<Step>): Generator<VisibleStep> {
  let before: Step | null = null;
  let number = 0;
  for (const step of steps) {
    number += 1;
    yield visibleStep(step, before, number);
    before = step;
  }
}
