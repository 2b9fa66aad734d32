import type { Node } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";

import type { StepId } from "../../../shared/domain/ids.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { addressAt, type Place, positionOf } from "../../../shared/document/place.ts";
import { stepNode } from "../../../shared/document/run-document.ts";
import { SECTION_DEPTH, stepIdOf } from "../nodes.ts";
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

/**
 * Where an offset in a text stands in what became of it: the same letters stand beside it while they are there, and within
 * what was replaced it is at the end of the new.
 */
function offsetAfter(was: string, is: string, offset: number): number {
  const shorter = Math.min(was.length, is.length);
  let same = 0;
  while (same < shorter && was[same] === is[same]) same += 1;
  if (offset <= same) return offset;
  let tail = 0;
  while (tail < shorter - same && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail += 1;
  return is.length - Math.min(was.length - offset, tail);
}

/** The text that a place lies in, a line feed for a `line` and between paragraphs; null when it is gone. */
function textAround(document: Node, place: Place): string | null {
  const start = positionOf(document, { ...place, start: 0, end: 0 });
  if (start === null) return null;
  const $start = document.resolve(start.from);
  const around = place.thoughtId === null ? $start.node(SECTION_DEPTH) : $start.parent;
  return around.textBetween(0, around.content.size, "\n", "\n");
}

/** Where an end of the selection stands after steps were received; null when its text is gone. */
function positionAfter(before: Node, after: Node, position: number): number | null {
  const place = addressAt(before, position);
  const [was, is] = place === null ? [null, null] : [textAround(before, place), textAround(after, place)];
  if (place === null || was === null || is === null) return null;
  const offset = offsetAfter(was, is, place.start);
  return positionOf(after, { ...place, start: offset, end: offset })?.from ?? null;
}

/**
 * The transaction that brings received steps into the document. Undo does not take it back; the selection stays at its
 * letters.
 */
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
  const transaction = state.tr.replaceWith(from, to, children.slice(window.from, window.afterTo));
  const [anchor, head] = [state.selection.anchor, state.selection.head].map((end) =>
    positionAfter(state.doc, transaction.doc, end),
  );
  if (typeof head === "number") transaction.setSelection(TextSelection.create(transaction.doc, anchor ?? head, head));
  return transaction.setMeta("addToHistory", false);
}

function sizeOf(steps: readonly Node[]): number {
  return steps.reduce((sum, step) => sum + step.nodeSize, 0);
}
