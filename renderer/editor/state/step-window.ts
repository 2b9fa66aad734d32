import type { Node } from "prosemirror-model";

/**
 * The stretch of steps in which two documents of a run differ: before `from` and after the two ends every step is the
 * same node. Indices are 0-based, ends exclusive.
 */
export type StepWindow = { readonly from: number; readonly beforeTo: number; readonly afterTo: number };

/**
 * Finds the changed steps by the identity of their nodes: ProseMirror shares every step that a transaction does not
 * touch, so the cost is one comparison a step and nothing a word.
 */
export function changedSteps(before: Node, after: Node): StepWindow {
  const old = before.children;
  const now = after.children;
  const shorter = Math.min(old.length, now.length);
  let from = 0;
  while (from < shorter && old[from] === now[from]) from += 1;
  let same = 0;
  while (same < shorter - from && old[old.length - 1 - same] === now[now.length - 1 - same]) same += 1;
  return { from, beforeTo: old.length - same, afterTo: now.length - same };
}

/** True when the documents hold the same steps (by id) in the same order, whatever they hold. */
export function keepsSteps(before: Node, after: Node, window: StepWindow): boolean {
  if (window.beforeTo !== window.afterTo) return false;
  for (let index = window.from; index < window.afterTo; index += 1) {
    if (before.child(index).attrs["id"] !== after.child(index).attrs["id"]) return false;
  }
  return true;
}
