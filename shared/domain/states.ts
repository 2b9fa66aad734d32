import type { SectionName } from "./section.ts";
import { hasText, type StepContent } from "./step.ts";

/**
 * States are derived, never stored (document model, section 2). They depend on the step itself and on the step before
 * it, and on nothing else: on the step before through its outcome's tag, its action's tag and whether its outcome is
 * skipped, none of which depends on the step before that. So a change in step n renews the states of n and n + 1 only.
 */
export type SectionState = "unwritten" | "skipped" | "empty" | "written";

/** The state of each section of one step. */
export type StepStates = Readonly<Record<SectionName, SectionState>>;

/** What a step asks of the next one: which of its first sections are left out. */
export type Skip = "nothing" | "initial" | "throughPostPrompt";

/** The outcome's state: no step before can hide an outcome. */
function outcomeState(step: StepContent): SectionState {
  if (step.outcome.text !== "") return "written";
  return step.action.tagged && step.outcome.closed ? "skipped" : "unwritten";
}

/**
 * What `step` hides in the step after it: sections 1-3 when its outcome is tagged, section 1 when its action is tagged
 * and its outcome skipped, else nothing. For the first step of a run pass null as the step before.
 */
export function skipAfter(step: StepContent | null): Skip {
  if (step === null) return "nothing";
  if (step.outcome.tagged) return "throughPostPrompt";
  return step.action.tagged && outcomeState(step) === "skipped" ? "initial" : "nothing";
}

/** The states of a step's sections, given what the step before hides (`skipAfter`). */
export function stepStates(step: StepContent, skip: Skip): StepStates {
  const hidesInitial = skip !== "nothing";
  const hidesPrompt = skip === "throughPostPrompt";
  const written = (name: SectionName): boolean => hasText(step, name);
  const outcome = outcomeState(step);
  const laterThanPostPrompt = written("action") || written("postAction") || written("outcome");
  return {
    initial: hidesInitial ? "skipped" : written("initial") ? "written" : "unwritten",
    prompt: hidesPrompt ? "skipped" : written("prompt") ? "written" : "unwritten",
    postPrompt: hidesPrompt
      ? "skipped"
      : written("postPrompt")
        ? "written"
        : step.postPrompt.closed || laterThanPostPrompt
          ? "empty"
          : "unwritten",
    action: written("action") ? "written" : "unwritten",
    postAction: written("postAction")
      ? "written"
      : step.postAction.closed || outcome !== "unwritten"
        ? "empty"
        : "unwritten",
    outcome,
  };
}

/** The states of all sections of a run, by step. Cost: one pass over the steps, not over their text. */
export function runStates(steps: readonly StepContent[]): StepStates[] {
  return steps.map((step, index) => stepStates(step, skipAfter(steps[index - 1] ?? null)));
}
