import type { Node } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";

import type { StepId } from "../../../shared/domain/ids.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { addressAt, positionOf } from "../../../shared/document/place.ts";
import { stepNode } from "../../../shared/document/run-document.ts";
import { stepIdOf } from "../nodes.ts";
import { changedSteps } from "./step-window.ts";

/**
 * Steps as the store has them now, when somebody else wrote (another page, a restore). `order` names all steps of the run;
 * steps that are not in it go.
 */
export type ReceivedSteps = {
  readonly steps: readonly { readonly id: StepId; readonly content: StepContent }[];
  readonly order: readonly StepId[];
};

/** The steps of a document after what was received. Throws for a step in the order that neither has. */
export function withReceived(document: Node, nodes: ReadonlyMap<StepId, Node>, order: readonly StepId[]): Node[] {
  const known = new Map(document.children.map((step) => [stepIdOf(step), step]));
  return order.map((id) => {
    const step = nodes.get(id) ?? known.get(id);
    if (step === undefined) throw new RangeError(`The order names a step that is not known: ${id}`);
    return step;
  });
}

/** The received steps as nodes, to be put into the page's document and into the one that is known to be stored. */
export function receivedNodes({ steps }: ReceivedSteps): ReadonlyMap<StepId, Node> {
  return new Map(steps.map(({ id, content }) => [id, stepNode({ id, ...content })]));
}

/** The transaction that brings received steps into the document. Undo does not take it back; the caret keeps its place. */
export function receiveSteps(
  state: EditorState,
  nodes: ReadonlyMap<StepId, Node>,
  order: readonly StepId[],
): Transaction {
  const children = withReceived(state.doc, nodes, order);
  const target = state.doc.type.create(null, children);
  const window = changedSteps(state.doc, target);
  const from = sizeOf(state.doc.children.slice(0, window.from));
  const to = from + sizeOf(state.doc.children.slice(window.from, window.beforeTo));
  const caret = addressAt(state.doc, state.selection.head);
  const transaction = state.tr.replaceWith(from, to, children.slice(window.from, window.afterTo));
  const range = caret === null ? null : positionOf(transaction.doc, caret);
  if (range !== null) transaction.setSelection(TextSelection.create(transaction.doc, range.from));
  return transaction.setMeta("addToHistory", false);
}

function sizeOf(steps: readonly Node[]): number {
  return steps.reduce((sum, step) => sum + step.nodeSize, 0);
}
