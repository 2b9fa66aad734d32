import { type Command, type EditorState, TextSelection, type Transaction } from "prosemirror-state";

import { isThoughtSection, SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import { blankStep } from "../../../shared/domain/step.ts";
import { stepNode } from "../../../shared/document/run-document.ts";
import { stepAtIndex } from "../../../shared/document/place.ts";
import type { EditorMessage } from "../messages.ts";
import {
  firstTextPosition,
  isTagged,
  lastTextPosition,
  sectionHasText,
  sectionsAt,
  type Spot,
  spotOf,
} from "../nodes.ts";
import { readingOf, readingShows } from "../state/reading.ts";
import { runFacts } from "../state/run-facts.ts";

/** Says something to the author. */
export type Say = (message: EditorMessage) => void;

/** A section of a run: the 0-based index of its step and its name. */
export type SectionPlace = { readonly stepIndex: number; readonly section: SectionName };

/** True when the caret can go to the section: it is neither skipped nor left out by the way of reading. */
function isOpen(state: EditorState, { stepIndex, section }: SectionPlace): boolean {
  const facts = runFacts(state).steps[stepIndex];
  return facts !== undefined && facts.states[section] !== "skipped" && readingShows(readingOf(state), section);
}

/** The next section that the caret can go to, that way; null at the run's end. */
export function neighbourSection(state: EditorState, from: SectionPlace, way: 1 | -1): SectionPlace | null {
  const steps = runFacts(state).steps.length;
  let at = from.stepIndex * SECTION_NAMES.length + SECTION_NAMES.indexOf(from.section) + way;
  for (; at >= 0 && at < steps * SECTION_NAMES.length; at += way) {
    const section = SECTION_NAMES[at % SECTION_NAMES.length];
    const place = section === undefined ? null : { stepIndex: Math.floor(at / SECTION_NAMES.length), section };
    if (place !== null && isOpen(state, place)) return place;
  }
  return null;
}

/** The first section of a step that the caret can go to; its initial thoughts when there is none. */
export function firstOpenSection(state: EditorState, stepIndex: number): SectionPlace {
  const section = SECTION_NAMES.find((name) => isOpen(state, { stepIndex, section: name })) ?? "initial";
  return { stepIndex, section };
}

/** The position of a section's first or last text in a document; null when there is no such step. */
export function sectionEdge(
  document: EditorState["doc"],
  { stepIndex, section }: SectionPlace,
  edge: "start" | "end",
): number | null {
  const step = stepAtIndex(document, stepIndex);
  const placed = step === null ? undefined : sectionsAt(step.node, step.position).find(({ name }) => name === section);
  if (placed === undefined) return null;
  return edge === "start" ? firstTextPosition(placed) : lastTextPosition(placed);
}

function goTo(transaction: Transaction, place: SectionPlace, edge: "start" | "end"): Transaction {
  const position = sectionEdge(transaction.doc, place, edge);
  return position === null
    ? transaction
    : transaction.setSelection(TextSelection.create(transaction.doc, position)).scrollIntoView();
}

/** Alt+Down and Alt+Up: the next or previous section, at the end of its text. */
export function goToNeighbourSection(way: 1 | -1, say: Say): Command {
  return (state, dispatch) => {
    const spot = spotOf(state.selection.$head);
    if (spot === null) return false;
    const place = neighbourSection(state, { stepIndex: spot.stepIndex, section: spot.name }, way);
    if (place !== null) dispatch?.(goTo(state.tr, place, "end"));
    else if (dispatch !== undefined) say({ kind: "noFurther", way: way === 1 ? "forward" : "back" });
    return true;
  };
}

/** Alt+PageDown and Alt+PageUp: the first section of the next or previous step, at its beginning. */
export function goToNeighbourStep(way: 1 | -1, say: Say): Command {
  return (state, dispatch) => {
    const spot = spotOf(state.selection.$head);
    if (spot === null) return false;
    const stepIndex = spot.stepIndex + way;
    if (stepIndex >= 0 && stepIndex < state.doc.childCount)
      dispatch?.(goTo(state.tr, firstOpenSection(state, stepIndex), "start"));
    else if (dispatch !== undefined) say({ kind: "noFurther", way: way === 1 ? "forward" : "back" });
    return true;
  };
}

function mustBeWritten(spot: Spot): boolean {
  if (spot.name === "initial" || spot.name === "prompt" || spot.name === "action") return true;
  if (spot.name !== "outcome") return false;
  const action = spot.step.children.find((section) => section.type.name === "action");
  return action === undefined || !isTagged(action);
}

/**
 * Mod+Enter: closes the caret's section and goes on to the next by the step rules; after the last one of the run it makes
 * the next step. On an empty section that must be written it stays and says so. Bullets and thoughts at the section's end
 * in which nothing was written go.
 */
export function finishSection(say: Say): Command {
  return (state, dispatch) => {
    const spot = spotOf(state.selection.$head);
    if (spot === null) return false;
    if (dispatch === undefined) return true;
    if (!sectionHasText(spot.section) && mustBeWritten(spot)) {
      say({ kind: "mustBeWritten", step: spot.stepIndex + 1, section: spot.name });
      return true;
    }
    const transaction = state.tr;
    if (spot.section.attrs["closed"] !== true) transaction.setNodeAttribute(spot.sectionPosition, "closed", true);
    if (isThoughtSection(spot.name)) dropEmptyEnd(transaction, spot);
    // Which section comes next follows from the states after closing: a closed outcome may hide the next thoughts.
    const here = { stepIndex: spot.stepIndex, section: spot.name };
    const closed = state.apply(transaction);
    const next = neighbourSection(closed, here, 1);
    if (next !== null) {
      dispatch(goTo(transaction, next, "end"));
      return true;
    }
    transaction.insert(transaction.doc.content.size, stepNode(blankStep()));
    const grown = state.apply(transaction);
    dispatch(goTo(transaction, firstOpenSection(grown, grown.doc.childCount - 1), "start"));
    return true;
  };
}

/** Takes away empty thoughts at the end of a section that holds text. */
function dropEmptyEnd(transaction: Transaction, spot: Spot): void {
  let end = spot.sectionPosition + spot.section.nodeSize - 1;
  if (!sectionHasText(spot.section)) return;
  for (const bullet of spot.section.children.toReversed()) {
    const written = bullet.children.findLastIndex((thought) => thought.content.size > 0);
    if (written < 0) {
      transaction.delete(end - bullet.nodeSize, end);
      end -= bullet.nodeSize;
      continue;
    }
    const empty = bullet.children.slice(written + 1);
    const size = empty.reduce((sum, thought) => sum + thought.nodeSize, 0);
    if (size > 0) transaction.delete(end - 1 - size, end - 1);
    return;
  }
}
