import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";

import { isTaggable, SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import { skipAfter, type StepStates, stepStates } from "../../../shared/domain/states.ts";
import { totalWords } from "../../../shared/domain/words.ts";
import type { NamedSection, SkipConsequences } from "../messages.ts";
import { isTagged, spotOf } from "../nodes.ts";
import { runFacts, type StepFacts, stepContentOf } from "./run-facts.ts";
import { storedSectionWords } from "./section-words.ts";
import { changedSteps } from "./step-window.ts";

/** Sections that a step must hold to be complete; an outcome under a tagged action is only skipped once it is closed. */
const MUST_BE_WRITTEN: readonly SectionName[] = ["initial", "prompt", "action", "outcome"];

type Found = { readonly [List in keyof SkipConsequences]: NamedSection[] };

function none(): Found {
  return { hidden: [], shown: [], needed: [] };
}

function orNull(found: Found): SkipConsequences | null {
  return found.hidden.length + found.shown.length === 0 ? null : found;
}

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
  const found = none();
  for (const [at, facts] of now.slice(window.from, window.afterTo + 1).entries()) {
    const was = old.get(facts.id);
    const index = window.from + at;
    if (was !== undefined) compare(found, was.states, facts.states, after.doc.child(index), index);
  }
  return orNull(found);
}

/** Adds what two states of one step differ in; `node` gives the words that the step stores. */
function compare(found: Found, was: StepStates, now: StepStates, node: Node, index: number): void {
  for (const [child, section] of SECTION_NAMES.entries()) {
    if ((was[section] === "skipped") === (now[section] === "skipped")) continue;
    const named = { step: index + 1, section, words: wordsOf(node, child) };
    if (now[section] === "skipped") {
      found.hidden.push(named);
      continue;
    }
    found.shown.push(named);
    if (now[section] === "unwritten" && MUST_BE_WRITTEN.includes(section)) found.needed.push(named);
  }
}

function wordsOf(step: Node, child: number): number {
  return totalWords(storedSectionWords(step.child(child)));
}

/**
 * What merging the step at a 0-based index with the next one did to the next one's text: it goes where the merged step's
 * states say, which `skipConsequences` cannot see since that step is gone. Null when nothing of it was hidden or shown.
 */
export function mergeConsequences(before: EditorState, after: EditorState, index: number): SkipConsequences | null {
  const was = runFacts(before).steps[index + 1];
  const now = runFacts(after).steps[index];
  const gone = before.doc.maybeChild(index + 1);
  if (was === undefined || now === undefined || gone === null) return null;
  const found = none();
  for (const [child, section] of SECTION_NAMES.entries()) {
    const named = { step: index + 1, section, words: wordsOf(gone, child) };
    if (named.words === 0) continue;
    if (was.states[section] === "written" && now.states[section] === "skipped") found.hidden.push(named);
    if (was.states[section] === "skipped" && now.states[section] === "written") found.shown.push(named);
  }
  return orNull(found);
}

/**
 * What setting or removing the tag on the caret's section would do, without doing it: the preview of the tag. Null where the
 * caret's section cannot bear it or nothing would be hidden or shown.
 */
export function tagPreview(state: EditorState): SkipConsequences | null {
  const spot = spotOf(state.selection.$head);
  if (spot === null || !isTaggable(spot.name)) return null;
  const { steps } = runFacts(state);
  const own = steps[spot.stepIndex];
  if (own === undefined) return null;
  const content = stepContentOf(spot.step);
  const tagged = { ...content, [spot.name]: { ...content[spot.name], tagged: !isTagged(spot.section) } };
  const found = none();
  compare(found, own.states, stepStates(tagged, own.skip), spot.step, spot.stepIndex);
  const next: StepFacts | undefined = steps[spot.stepIndex + 1];
  const nextNode = state.doc.maybeChild(spot.stepIndex + 1);
  if (next !== undefined && nextNode !== null)
    compare(found, next.states, stepStates(stepContentOf(nextNode), skipAfter(tagged)), nextNode, spot.stepIndex + 1);
  return orNull(found);
}
