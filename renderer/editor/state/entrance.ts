import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";

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

/** Mends ids and characters in the same undo event as the change that brought them. */
export function entrancePlugin(): Plugin {
  return new Plugin({
    appendTransaction(transactions, before, after) {
      if (!transactions.some((transaction) => transaction.docChanged)) return null;
      const window = changedSteps(before.doc, after.doc);
      const mend = after.tr;
      const seen = new Set<unknown>();
      const wrong: number[] = [];
      let position = 0;
      after.doc.children.slice(0, window.afterTo).forEach((step, index) => {
        if (index >= window.from) {
          if (isWithoutOwnId(step, seen)) mend.setNodeAttribute(position, "id", newStepId());
          step.descendants((node, inner) => {
            if (node.type === runSchema.nodes.thought && isWithoutOwnId(node, seen))
              mend.setNodeAttribute(position + 1 + inner, "id", newThoughtId());
            if (!node.isTextblock) return true;
            for (const unit of wrongUnits(node)) wrong.push(position + 2 + inner + unit);
            return false;
          });
        }
        position += step.nodeSize;
      });
      for (const unit of wrong.toReversed()) mend.delete(unit, unit + 1);
      return mend.docChanged ? mend : null;
    },
  });
}

function isWithoutOwnId(node: Node, seen: Set<unknown>): boolean {
  const id: unknown = node.attrs["id"];
  if (id === "" || seen.has(id)) return true;
  seen.add(id);
  return false;
}
