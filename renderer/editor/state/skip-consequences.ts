import type { EditorState } from "prosemirror-state";

import { SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import { totalWords } from "../../../shared/domain/words.ts";
import type { NamedSection, SkipConsequences } from "../messages.ts";
import { runFacts, type StepFacts } from "./run-facts.ts";
import { storedSectionWords } from "./section-words.ts";
import { changedSteps } from "./step-window.ts";

/** Sections that a step must hold to be complete; an outcome under a tagged action is only skipped once it is closed. */
const MUST_BE_WRITTEN: readonly SectionName[] = ["initial", "prompt", "action", "outcome"];

/**
 * What a change did to what is hidden: compares the states of the changed steps and of the one after with those that the
 * same steps (by id) had before. Null when nothing came to be hidden or shown.
 */
export function skipConsequences(before: EditorState, after: EditorState): SkipConsequences | null {
  const window = changedSteps(before.doc, after.doc);
  const now = runFacts(after).steps;
  const old = new Map(
    runFacts(before)
      .steps.slice(window.from, window.beforeTo + 1)
      .map((facts) => [facts.id, facts]),
  );
  const hidden: NamedSection[] = [];
  const shown: NamedSection[] = [];
  const needed: NamedSection[] = [];
  for (const [at, facts] of now.slice(window.from, window.afterTo + 1).entries()) {
    const was = old.get(facts.id);
    if (was === undefined) continue;
    const index = window.from + at;
    for (const [child, section] of SECTION_NAMES.entries()) {
      const change = changeOf(was, facts, section);
      if (change === "none") continue;
      const words = totalWords(storedSectionWords(after.doc.child(index).child(child)));
      const named = { step: index + 1, section, words };
      (change === "hidden" ? hidden : shown).push(named);
      if (change === "shown" && facts.states[section] === "unwritten" && MUST_BE_WRITTEN.includes(section))
        needed.push(named);
    }
  }
  return hidden.length + shown.length === 0 ? null : { hidden, shown, needed };
}

function changeOf(was: StepFacts, now: StepFacts, section: SectionName): "hidden" | "shown" | "none" {
  const wasSkipped = was.states[section] === "skipped";
  const isSkipped = now.states[section] === "skipped";
  if (wasSkipped === isSkipped) return "none";
  return isSkipped ? "hidden" : "shown";
}
