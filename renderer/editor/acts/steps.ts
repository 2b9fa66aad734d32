import { type Command, TextSelection } from "prosemirror-state";

import { blankStep } from "../../../shared/domain/step.ts";
import { stepNode } from "../../../shared/document/run-document.ts";
import { spotOf } from "../nodes.ts";
import { nameAct } from "../state/act-names.ts";
import { setActKind } from "../state/ledger.ts";
import { sectionEdge } from "./sections.ts";

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

/** Puts a blank step after the caret's and goes there. */
export const insertStepAfter: Command = (state, dispatch) => {
  const spot = spotOf(state.selection.$head);
  if (spot === null) return false;
  if (dispatch === undefined) return true;
  const transaction = state.tr.insert(spot.stepPosition + spot.step.nodeSize, stepNode(blankStep()));
  const caret = sectionEdge(transaction.doc, { stepIndex: spot.stepIndex + 1, section: "initial" }, "start");
  if (caret !== null) transaction.setSelection(TextSelection.create(transaction.doc, caret));
  dispatch(nameAct(transaction.scrollIntoView(), "insertStep", spot.stepIndex + 2));
  return true;
};
