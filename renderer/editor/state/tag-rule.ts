import type { Node } from "prosemirror-model";
import { closeHistory, isHistoryTransaction } from "prosemirror-history";
import type { EditorState, Transaction } from "prosemirror-state";

import { TAGGABLE_SECTION_NAMES, type TaggableSectionName } from "../../../shared/domain/section.ts";
import { TAG } from "../../../shared/domain/tag.ts";
import { firstTextPosition, isTagged, sectionsAt } from "../nodes.ts";
import { nameAct } from "./act-names.ts";
import { changedSteps } from "./step-window.ts";

/*
 * Rule T (bounty format, Writing 4): in an untagged action or outcome the 13 characters become the tag, however they come
 * to stand at its start. The change is a transaction of its own after the one that brought them, so that one undo gives
 * the text back; after that undo they stay text, since only coming to stand there counts.
 */

/** Which section the rule was applied to; replacing may bring it about in several at once: then the first of them. */
export type AppliedTagRule = {
  readonly transaction: Transaction;
  readonly stepIndex: number;
  readonly section: TaggableSectionName;
};

/** An untagged section that has come to begin with the tag's characters. */
type NewTag = {
  readonly stepIndex: number;
  readonly step: Node;
  readonly stepPosition: number;
  readonly section: TaggableSectionName;
};

function beginsWithTag(section: Node): boolean {
  return !isTagged(section) && section.child(0).textContent.startsWith(TAG);
}

function sectionOf(step: Node, name: TaggableSectionName): Node | undefined {
  return step.children.find((section) => section.type.name === name);
}

/**
 * The transaction that rule T asks for after a change from the document `before` to `state`; null when none. Undo and
 * redo bring back what was, text or tag, and are never followed by it.
 */
export function tagRule(before: Node, state: EditorState, cause: Transaction): AppliedTagRule | null {
  if (isHistoryTransaction(cause)) return null;
  const tags = newTags(before, state.doc);
  const [first] = tags;
  if (first === undefined) return null;
  const transaction = closeHistory(state.tr);
  // From the end, so that positions before stay what they are.
  for (const tag of tags.toReversed()) becomeTag(transaction, tag);
  nameAct(transaction.scrollIntoView(), "textBecameTag", first.stepIndex + 1);
  return { transaction, stepIndex: first.stepIndex, section: first.section };
}

function newTags(before: Node, after: Node): NewTag[] {
  const tags: NewTag[] = [];
  const window = changedSteps(before, after);
  const old = new Map(before.children.slice(window.from, window.beforeTo).map((step) => [step.attrs["id"], step]));
  let stepPosition = 0;
  for (const [stepIndex, step] of after.children.slice(0, window.afterTo).entries()) {
    if (stepIndex >= window.from) {
      for (const section of TAGGABLE_SECTION_NAMES) {
        const was = old.get(step.attrs["id"]);
        const wasThere = was === undefined ? undefined : sectionOf(was, section);
        const now = sectionOf(step, section);
        if (now === undefined || now === wasThere || !beginsWithTag(now)) continue;
        if (wasThere !== undefined && beginsWithTag(wasThere)) continue;
        tags.push({ stepIndex, step, stepPosition, section });
      }
    }
    stepPosition += step.nodeSize;
  }
  return tags;
}

function becomeTag(transaction: Transaction, { step, stepPosition, section }: NewTag): void {
  for (const placed of sectionsAt(step, stepPosition)) {
    if (placed.name !== section) continue;
    const start = firstTextPosition(placed);
    transaction.setNodeAttribute(placed.position, "tagged", true).delete(start, start + TAG.length);
  }
}
