import { isHistoryTransaction } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";

import { newStepId, newThoughtId } from "../../../shared/domain/ids.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import { unitsThatMayNotEnter } from "../text.ts";
import { changedSteps } from "./step-window.ts";

/**
 * What holds after every change, however it came (a key, an input method, the browser's own editing): every step and
 * thought has an id of its own, and no character stands in the text that may not enter. It looks at changed steps only,
 * and in them at each text block once.
 */

const clean = new WeakSet<Node>();

function wrongUnits(block: Node): number[] {
  if (clean.has(block)) return [];
  const units = unitsThatMayNotEnter(block.textContent);
  if (units.length === 0) clean.add(block);
  return units;
}

/**
 * Mends ids and characters within the transaction that brought them, so that no state ever lacks an id and undo takes back
 * both. What undo and redo bring back was mended when it came.
 */
export function mendEntrance(transaction: Transaction): void {
  if (!transaction.docChanged || isHistoryTransaction(transaction)) return;
  const after = transaction.doc;
  const window = changedSteps(transaction.before, after);
  const seen = new Set<unknown>();
  const wrong: number[] = [];
  let position = 0;
  after.children.slice(0, window.afterTo).forEach((step, index) => {
    const start = position;
    position += step.nodeSize;
    if (index < window.from) return;
    if (isWithoutOwnId(step, seen)) transaction.setNodeAttribute(start, "id", newStepId());
    step.descendants((node, inner) => {
      if (node.type === runSchema.nodes.thought && isWithoutOwnId(node, seen))
        transaction.setNodeAttribute(start + 1 + inner, "id", newThoughtId());
      if (!node.isTextblock) return true;
      for (const unit of wrongUnits(node)) wrong.push(start + 2 + inner + unit);
      return false;
    });
  });
  for (const unit of wrong.toReversed()) transaction.delete(unit, unit + 1);
}

function isWithoutOwnId(node: Node, seen: Set<unknown>): boolean {
  const id: unknown = node.attrs["id"];
  if (id === "" || seen.has(id)) return true;
  seen.add(id);
  return false;
}
