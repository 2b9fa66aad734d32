import type { StepId } from "../../ids.ts";
import type { SectionName } from "../../section.ts";
import type { DraftPlace } from "../rule.ts";
import type { Delta, StepRecord } from "../run-index.ts";

/** The beginning of a section's visible text as evidence, whatever it is when it is shown. */
export function sectionPlace({ step: { id } }: StepRecord, section: SectionName): DraftPlace {
  return { id, at: { section }, focus: { start: 0, end: 0 }, quote: "focus", isAnchor: false };
}

/** The subject of a finding about a step's form: it holds for the step, whatever its words become. */
export function stepSubject(id: StepId, section: SectionName): string {
  return `${id}:${section}`;
}

/** Sections as sentences name them. */
export const SECTION_TITLES: Readonly<Record<SectionName, string>> = {
  initial: "initial thoughts",
  prompt: "prompt",
  postPrompt: "post-prompt thoughts",
  action: "action",
  postAction: "post-action thoughts",
  outcome: "outcome",
};

/** The keys of a rule that looks at one step at a time: every step whose visible content or states changed. */
export function stepKeys(delta: Delta): string[] {
  return delta.steps.map(({ id }) => id);
}
