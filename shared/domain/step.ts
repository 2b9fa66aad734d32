import { z } from "zod";

import { newStepId, newThoughtId, StepId } from "./ids.ts";
import {
  isThoughtSection,
  hasThoughtText,
  type SectionName,
  StorySection,
  TaggableSection,
  type Thought,
  ThoughtSection,
  type ThoughtType,
} from "./section.ts";

/** The longest name of a chapter or bookmark, in UTF-16 units. */
export const MAX_NAME_UNITS = 1_000;
const Name = z.string().max(MAX_NAME_UNITS);

/**
 * Everything a step holds except its id: what is stored as one row's content, sent in a save and kept as a version.
 * All six sections are always there (document model, section 1); which of them count is derived by `states.ts`.
 */
export const StepContent = z.strictObject({
  /** Name of the chapter that begins with this step, else null. */
  chapter: Name.nullable(),
  /** Name of the author's bookmark on this step, else null. */
  bookmark: Name.nullable(),
  initial: ThoughtSection,
  prompt: StorySection,
  postPrompt: ThoughtSection,
  action: TaggableSection,
  postAction: ThoughtSection,
  outcome: TaggableSection,
});
export type StepContent = z.infer<typeof StepContent>;

/** A step of a run: its content and the id by which every address names it. Its number is its position. */
export const Step = z.strictObject({ id: StepId, ...StepContent.shape });
export type Step = z.infer<typeof Step>;

/** The most steps a run may hold to be valid (bounty format, limits). */
export const MAX_STEPS = 50_000;

/** A new thought with a new id: not long-term, empty unless `text` is given. */
export function newThought(type: ThoughtType = "watsonian", text = "", longterm = false): Thought {
  return { id: newThoughtId(), type, longterm, text };
}

/** An untouched section of thoughts: one bullet of one empty thought (the document needs a place to type). */
export function blankThoughtSection(type: ThoughtType = "watsonian"): ThoughtSection {
  return { closed: false, bullets: [[newThought(type)]] };
}

/** A new step in which nothing is written, closed or tagged. */
export function blankStep(): Step {
  return {
    id: newStepId(),
    chapter: null,
    bookmark: null,
    initial: blankThoughtSection(),
    prompt: { closed: false, text: "" },
    postPrompt: blankThoughtSection(),
    action: { closed: false, tagged: false, text: "" },
    postAction: blankThoughtSection(),
    outcome: { closed: false, tagged: false, text: "" },
  };
}

/** The content of a step without its id: the form that is stored and sent. */
export function contentOf(step: Step): StepContent {
  const { id: _id, ...content } = step;
  return content;
}

/** True when the section holds any text, be it one blank or line feed (document model, section 2, point 2). Says nothing of whether it is hidden. */
export function hasText(step: StepContent, name: SectionName): boolean {
  return isThoughtSection(name) ? hasThoughtText(step[name]) : step[name].text !== "";
}
