import type { Node } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";

import { firstTextPosition, lastTextPosition, sectionsAt } from "../nodes.ts";
import { isSectionShown } from "../state/parked.ts";
import { readingOf } from "../state/reading.ts";

/**
 * Takes the text out of a stretch that may reach over sections and steps, and leaves every step that remains with its six
 * sections. Within one section what is left joins (the first block's type and id stay). Steps that the stretch covers from
 * their first to their last position go whole, as long as another one that it touches is left; a step is never emptied
 * into its neighbour. What is not shown stays: parked sections, and whatever the way of reading leaves out.
 */
export type Cleared = {
  /** 1-based numbers of the steps that went whole; empty when only text went. */
  readonly removedSteps: readonly number[];
};

type TouchedStep = {
  readonly node: Node;
  readonly position: number;
  readonly index: number;
  readonly isCovered: boolean;
};

/** True when a stretch reaches over a border of text blocks, so that the browser cannot delete it by itself. */
export function crossesBlocks(state: EditorState): boolean {
  return !state.selection.empty && !state.selection.$from.sameParent(state.selection.$to);
}

/**
 * Clears the selection in `transaction` (made from `state` and without steps so far) and puts the caret where its start was.
 * Null, and nothing done, when the way of reading hides parts of single sections and so of what would go.
 */
export function clearSelection(state: EditorState, transaction: Transaction): Cleared | null {
  const { from, to } = state.selection;
  const reading = readingOf(state);
  if (crossesBlocks(state) && reading !== "all" && reading !== "story") return null;
  const touched = touchedSteps(state.doc, from, to);
  const mayRemove = reading === "all" && touched.length > 1 && touched.some((step) => !step.isCovered);
  const removed: number[] = [];
  let caret: number | null = null;
  // From the end, so that positions before stay what they are.
  for (const step of touched.toReversed()) {
    const isKeptOfCovered = !mayRemove && step === touched[0];
    if (step.isCovered && reading === "all" && touched.length > 1 && !isKeptOfCovered) {
      transaction.delete(step.position, step.position + step.node.nodeSize);
      removed.push(step.index + 1);
      continue;
    }
    for (const section of sectionsAt(step.node, step.position).toReversed()) {
      if (!isSectionShown(state, step.index, section.name)) continue;
      const start = Math.max(from, firstTextPosition(section));
      const end = Math.min(to, lastTextPosition(section));
      if (start > end) continue;
      if (start < end) transaction.delete(start, end);
      caret = start;
    }
  }
  const $caret = transaction.doc.resolve(Math.min(caret ?? from, transaction.doc.content.size));
  transaction.setSelection(
    $caret.parent.inlineContent ? TextSelection.create(transaction.doc, $caret.pos) : TextSelection.near($caret),
  );
  return { removedSteps: removed.toReversed() };
}

function touchedSteps(document: Node, from: number, to: number): TouchedStep[] {
  const touched: TouchedStep[] = [];
  let position = 0;
  document.children.forEach((node, index) => {
    const end = position + node.nodeSize;
    if (from < end && to > position) {
      const sections = sectionsAt(node, position);
      const first = sections[0];
      const last = sections.at(-1);
      const isCovered =
        first !== undefined && last !== undefined && from <= firstTextPosition(first) && to >= lastTextPosition(last);
      touched.push({ node, position, index, isCovered });
    }
    position = end;
  });
  return touched;
}
