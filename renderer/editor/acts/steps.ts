import type { Node } from "prosemirror-model";
import { type Command, type EditorState, TextSelection, type Transaction } from "prosemirror-state";

import { newStepId, newThoughtId } from "../../../shared/domain/ids.ts";
import { blankStep } from "../../../shared/domain/step.ts";
import { stepAtIndex } from "../../../shared/document/place.ts";
import { stepNode } from "../../../shared/document/run-document.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import { spotOf } from "../nodes.ts";
import { nameAct } from "../state/act-names.ts";
import { setActKind } from "../state/ledger.ts";
import { firstOpenSection, type Say, sectionEdge } from "./sections.ts";

/*
 * Whole steps: deleted, inserted, doubled, moved. A step that is moved stays the same node with its ids, so nothing that
 * points at it is lost; one that is deleted goes to the bin with the next save.
 */

/** Deletes the caret's step. The last step of a run leaves a blank one behind, since a run always has a step. */
export const deleteStep: Command = (state, dispatch) => {
  const spot = spotOf(state.selection.$head);
  if (spot === null) return false;
  if (dispatch === undefined) return true;
  const end = spot.stepPosition + spot.step.nodeSize;
  const transaction =
    state.doc.childCount === 1
      ? state.tr.replaceWith(spot.stepPosition, end, stepNode(blankStep()))
      : state.tr.delete(spot.stepPosition, end);
  const at = Math.min(spot.stepIndex, transaction.doc.childCount - 1);
  const caret = sectionEdge(transaction.doc, { stepIndex: at, section: spot.name }, "start");
  if (caret !== null) transaction.setSelection(TextSelection.create(transaction.doc, caret));
  dispatch(setActKind(nameAct(transaction.scrollIntoView(), "deleteStep", spot.stepIndex + 1), "deleted"));
  return true;
};

/** Puts a blank step before or after the caret's and goes to its first section that is open. */
export function insertStep(where: "before" | "after"): Command {
  return (state, dispatch) => {
    const spot = spotOf(state.selection.$head);
    if (spot === null) return false;
    if (dispatch === undefined) return true;
    const isAfter = where === "after";
    const index = spot.stepIndex + (isAfter ? 1 : 0);
    const transaction = state.tr.insert(spot.stepPosition + (isAfter ? spot.step.nodeSize : 0), stepNode(blankStep()));
    // The tag of the step before may hide the first sections of the one that comes.
    const place = firstOpenSection(state.apply(transaction), index);
    const caret = sectionEdge(transaction.doc, place, "start");
    if (caret !== null) transaction.setSelection(TextSelection.create(transaction.doc, caret));
    dispatch(nameAct(transaction.scrollIntoView(), isAfter ? "insertStep" : "insertStepBefore", index + 1));
    return true;
  };
}

/** Puts a copy of the caret's step after it, with ids of its own and without chapter and bookmark, and goes there. */
export const duplicateStep: Command = (state, dispatch) => {
  const spot = spotOf(state.selection.$head);
  if (spot === null) return false;
  if (dispatch === undefined) return true;
  const end = spot.stepPosition + spot.step.nodeSize;
  const transaction = state.tr.insert(end, copyOfStep(spot.step));
  const caret = transaction.mapping.map(state.selection.head, -1) + spot.step.nodeSize;
  transaction.setSelection(TextSelection.create(transaction.doc, caret)).scrollIntoView();
  dispatch(setActKind(nameAct(transaction, "duplicateStep", spot.stepIndex + 1), "pasted"));
  return true;
};

function copyOfStep(step: Node): Node {
  const sections = step.children.map((section) => section.copy(withNewIds(section).content));
  return step.type.create({ id: newStepId(), chapter: null, bookmark: null }, sections);
}

/** The same content in which every thought has another id. */
function withNewIds(node: Node): Node {
  if (node.isTextblock || node.isLeaf) {
    return node.type === runSchema.nodes.thought
      ? node.type.create({ ...node.attrs, id: newThoughtId() }, node.content)
      : node;
  }
  return node.type.create(node.attrs, node.children.map(withNewIds));
}

/** Moves the caret's step past its neighbour and the caret with it; at an end of the run it says so. */
export function moveStepBy(way: 1 | -1, say: Say): Command {
  return (state, dispatch) => {
    const spot = spotOf(state.selection.$head);
    if (spot === null) return false;
    if (dispatch === undefined) return true;
    const moved = movedStep(state, spot.stepIndex + way);
    if (moved === null) say({ kind: "noFurther", way: way === 1 ? "forward" : "back" });
    else dispatch(nameAct(moved, way === 1 ? "moveStepDown" : "moveStepUp", spot.stepIndex + 1));
    return true;
  };
}

/** Moves the caret's step so that it is the one of this number (1-based). */
export function moveStepTo(number: number): Command {
  return (state, dispatch) => {
    const spot = spotOf(state.selection.$head);
    const moved = movedStep(state, number - 1);
    if (spot === null || moved === null) return false;
    dispatch?.(nameAct(moved, "moveStepTo", spot.stepIndex + 1));
    return true;
  };
}

/** The transaction that puts the caret's step at a 0-based place; null when it stands there or there is no such place. */
function movedStep(state: EditorState, to: number): Transaction | null {
  const spot = spotOf(state.selection.$head);
  if (spot === null || to === spot.stepIndex || to < 0 || to >= state.doc.childCount) return null;
  const { stepPosition: from, step } = spot;
  const transaction = state.tr.delete(from, from + step.nodeSize);
  const target = stepAtIndex(transaction.doc, to)?.position ?? transaction.doc.content.size;
  transaction.insert(target, step);
  const { head, anchor } = state.selection;
  const isWhole = anchor > from && anchor < from + step.nodeSize;
  const moved = (position: number): number => position - from + target;
  transaction.setSelection(TextSelection.create(transaction.doc, moved(isWhole ? anchor : head), moved(head)));
  return setActKind(transaction.scrollIntoView(), "moved");
}
