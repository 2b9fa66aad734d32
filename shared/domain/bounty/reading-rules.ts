import type { HoleState } from "../holes.ts";
import { newStepId } from "../ids.ts";
import type { SectionName, ThoughtSection } from "../section.ts";
import { blankThoughtSection, type Step } from "../step.ts";
import type { FileStep, TextPart, ThoughtsPart } from "./file-step.ts";
import { placeWords, stepPointer } from "./place.ts";
import type { ProblemDraft } from "./problem-list.ts";

/*
 * Reading 1-5 of the bounty format for one step. Each step asks something of the next one; when a part is no text at
 * all, nobody can say what it asked, and then the next step is believed whatever it does. States of "assumed" neither
 * open nor close a hole (`holes.ts`).
 */

/** Whether the step before hides a part of this one; "unknown" when it cannot be read. */
type Hides = "no" | "yes" | "unknown";

/** What a step asks of the next: to leave out its initial thoughts, and its prompt with the thoughts after it. */
export type Asks = { readonly initial: Hides; readonly prompt: Hides };

/** What stands before the first step. */
export const ASKS_NOTHING: Asks = { initial: "no", prompt: "no" };
const ASKS_ACTION: Asks = { initial: "yes", prompt: "yes" };
const ASKS_PROMPT: Asks = { initial: "yes", prompt: "no" };
const ASKS_UNKNOWN: Asks = { initial: "unknown", prompt: "unknown" };
const MAY_ASK_PROMPT: Asks = { initial: "unknown", prompt: "no" };

/** A step judged: what is kept of it, its states for rule 6, its faults and what it asks of the next. */
export type Judgement = {
  readonly step: Step;
  readonly states: Readonly<Record<SectionName, HoleState>>;
  readonly problems: readonly ProblemDraft[];
  readonly asks: Asks;
};

/** Judges the step at the 0-based position `index`, given what the step before asks and whether it is the last. */
export function judgeStep(step: FileStep, index: number, before: Asks, isLast: boolean): Judgement {
  const problems: ProblemDraft[] = [];
  const add = (
    rule: "O" | "P" | "A" | "I",
    pointer: string,
    section: SectionName,
    message: string,
    repair: string | null,
  ): void => {
    problems.push({ rule, pointer, step: index + 1, message: `${placeWords(index, section)}: ${message}`, repair });
  };
  const pointer = stepPointer(index);

  const initial = initialState(step, before.initial);
  if (before.initial === "yes" && step.initial.presence !== "absent") {
    add("I", `${pointer}/thoughts`, "initial", "they must be left out, since the step before ends with a tag.", null);
  }
  const [prompt, postPrompt] = promptStates(step, before.prompt);
  if (before.prompt === "yes" && step.promptContainer !== "absent") {
    add(
      "P",
      `${pointer}/prompt`,
      "prompt",
      "it must be left out, since the outcome of the step before is tagged and this step starts at its action.",
      null,
    );
  }
  if (before.prompt === "no" && step.promptContainer === "absent" && step.actionContainer !== "absent") {
    add(
      "A",
      pointer,
      "prompt",
      "it is missing, though the step has an action and the outcome before it is not tagged.",
      null,
    );
  }
  const { state: outcome, asks, isMissing } = outcomeState(step, isLast);
  if (isMissing) {
    add(
      "O",
      `${pointer}/action`,
      "outcome",
      "it is missing, though the action is not tagged and the step is not the last.",
      null,
    );
  }
  const states = {
    initial,
    prompt,
    postPrompt,
    action: actionState(step),
    postAction: postActionState(step, outcome),
    outcome,
  };
  return { step: storedStep(step, states), states, problems, asks };
}

function textState(part: TextPart): HoleState {
  if (part.presence === "absent") return "unwritten";
  return part.presence === "written" ? "written" : "assumed";
}

function thoughtsState(part: ThoughtsPart, absent: HoleState): HoleState {
  if (part.presence === "absent") return absent;
  return part.presence === "written" ? "written" : "assumed";
}

/** Reading 5. */
function initialState(step: FileStep, hides: Hides): HoleState {
  if (hides === "yes") return "skipped";
  if (step.kind === "unknown") return "assumed";
  return thoughtsState(step.initial, hides === "unknown" ? "assumed" : "unwritten");
}

/** Reading 4: prompt and post-prompt thoughts. */
function promptStates(step: FileStep, hides: Hides): readonly [HoleState, HoleState] {
  if (hides === "yes") return ["skipped", "skipped"];
  if (step.kind === "unknown" || step.promptContainer === "unknown") return ["assumed", "assumed"];
  const hasAction = step.actionContainer !== "absent";
  if (step.promptContainer === "absent") {
    if (hides === "unknown") return ["assumed", "assumed"];
    return hasAction ? ["assumed", "empty"] : ["unwritten", "unwritten"];
  }
  return [textState(step.prompt), thoughtsState(step.postPrompt, hasAction ? "empty" : "unwritten")];
}

/** Reading 1. */
function actionState(step: FileStep): HoleState {
  return step.kind === "unknown" || step.actionContainer === "unknown" ? "assumed" : textState(step.action);
}

/** Reading 3. */
function postActionState(step: FileStep, outcome: HoleState): HoleState {
  if (step.kind === "unknown" || step.actionContainer === "unknown") return "assumed";
  return thoughtsState(step.postAction, outcome === "unwritten" ? "unwritten" : "empty");
}

/** Reading 2, and what follows from it for the next step. */
function outcomeState(step: FileStep, isLast: boolean): { state: HoleState; asks: Asks; isMissing?: true } {
  if (step.kind === "unknown" || step.actionContainer === "unknown") return { state: "assumed", asks: ASKS_UNKNOWN };
  if (step.outcome.presence === "unknown") return { state: "assumed", asks: ASKS_UNKNOWN };
  if (step.outcome.presence !== "absent")
    return { state: textState(step.outcome), asks: step.outcome.tagged ? ASKS_ACTION : ASKS_NOTHING };
  if (step.actionContainer === "absent" || isLast) return { state: "unwritten", asks: ASKS_NOTHING };
  if (step.action.presence === "unknown") return { state: "assumed", asks: MAY_ASK_PROMPT };
  if (step.action.tagged) return { state: "skipped", asks: ASKS_PROMPT };
  return { state: "assumed", asks: ASKS_NOTHING, isMissing: true };
}

/** The step as it is stored: what the rules refuse is left out, and only an outcome found skipped is closed (document model, section 2). */
function storedStep(step: FileStep, states: Readonly<Record<SectionName, HoleState>>): Step {
  return {
    id: newStepId(),
    chapter: null,
    bookmark: null,
    initial: storedThoughts(step.initial, states.initial),
    prompt: { closed: false, text: states.prompt === "written" ? step.prompt.text : "" },
    postPrompt: storedThoughts(step.postPrompt, states.postPrompt),
    action: { closed: false, tagged: step.action.tagged, text: step.action.text },
    postAction: storedThoughts(step.postAction, states.postAction),
    outcome: { closed: states.outcome === "skipped", tagged: step.outcome.tagged, text: step.outcome.text },
  };
}

function storedThoughts(part: ThoughtsPart, state: HoleState): ThoughtSection {
  return state === "written" && part.bullets.length > 0
    ? { closed: false, bullets: part.bullets.map((bullet) => [...bullet]) }
    : blankThoughtSection();
}
