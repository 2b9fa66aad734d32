import { isHistoryTransaction, redoDepth } from "prosemirror-history";
import type { EditorState, Transaction } from "prosemirror-state";

import { type EditorMessage, type SkipConsequences, STEP_ACTS, type StepAct } from "../messages.ts";
import { isTagged, spotOf } from "../nodes.ts";
import { actNameOf, undoNames } from "./act-names.ts";
import type { Applied } from "./run-state.ts";
import { mergeConsequences, skipConsequences } from "./skip-consequences.ts";

const NONE: SkipConsequences = { hidden: [], shown: [], needed: [] };

/**
 * What a change asks to be said: the tag set, removed or come about by rule T, what came to be hidden or shown by it or by
 * anything else, and what undo took back. `cause` is null for what no transaction of the author's brought about.
 */
export function announcements(before: EditorState, applied: Applied, cause: Transaction | null): EditorMessage[] {
  if (applied.changes.length === 0) return [];
  const consequences = skipConsequences(before, applied.state);
  if (applied.tagRule !== null) {
    const { stepIndex, section } = applied.tagRule;
    return [{ kind: "textBecameTag", step: stepIndex + 1, section, ...(consequences ?? NONE) }];
  }
  if (cause !== null && isTagAct(cause)) {
    const spot = spotOf(applied.state.selection.$head);
    if (spot === null) return [];
    const kind = isTagged(spot.section) ? "tagSet" : "tagRemoved";
    return [{ kind, step: spot.stepIndex + 1, section: spot.name, ...(consequences ?? NONE) }];
  }
  const messages: EditorMessage[] = [];
  const stepsChanged = cause === null ? null : whatBecameOfSteps(applied.state, cause);
  if (stepsChanged !== null) messages.push(stepsChanged);
  if (cause !== null && isHistoryTransaction(cause)) {
    const isUndo = Number(redoDepth(applied.state)) > Number(redoDepth(before));
    const name = isUndo ? undoNames(before).undo : undoNames(before).redo;
    if (name !== null) messages.push({ kind: isUndo ? "undone" : "redone", ...name });
  }
  const merged =
    stepsChanged?.act === "mergeSteps" ? mergeConsequences(before, applied.state, stepsChanged.step - 1) : null;
  if (consequences !== null || merged !== null) {
    const both = [merged ?? NONE, consequences ?? NONE];
    messages.push({
      kind: "skipsChanged",
      hidden: both.flatMap(({ hidden }) => hidden),
      shown: both.flatMap(({ shown }) => shown),
      needed: both.flatMap(({ needed }) => needed),
    });
  }
  return messages;
}

function whatBecameOfSteps(
  after: EditorState,
  cause: Transaction,
): Extract<EditorMessage, { kind: "stepsChanged" }> | null {
  const { act, step } = actNameOf(cause);
  if (!isStepAct(act) || step === null || isHistoryTransaction(cause)) return null;
  return { kind: "stepsChanged", act, step, now: after.selection.$head.index(0) + 1 };
}

function isStepAct(act: string): act is StepAct {
  return STEP_ACTS.some((known) => known === act);
}

function isTagAct(transaction: Transaction): boolean {
  return actNameOf(transaction).act === "tag" && !isHistoryTransaction(transaction);
}
