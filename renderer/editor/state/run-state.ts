import type { Node } from "prosemirror-model";
import { closeHistory, history, isHistoryTransaction } from "prosemirror-history";
import { EditorState, type Plugin, TextSelection, type Transaction } from "prosemirror-state";

import type { ActKind } from "../../../shared/contract/save.ts";
import { actNameOf, actNamesPlugin } from "./act-names.ts";
import { drawnStepsPlugin } from "./drawn-steps.ts";
import { mendEntrance } from "./entrance.ts";
import { actKindOf } from "./ledger.ts";
import { orderOfWritingPlugin } from "./order-of-writing.ts";
import { parkedPlugin } from "./parked.ts";
import { type Reading, readingPlugin } from "./reading.ts";
import { runFactsPlugin } from "./run-facts.ts";
import { type AppliedTagRule, tagRule } from "./tag-rule.ts";
import { textMarksPlugin } from "./text-marks.ts";
import { cutTyping, undoGroupsPlugin } from "./undo-groups.ts";

/** Undo goes back this many events: an author's day of pauses and named acts. */
const UNDO_DEPTH = 2_000;
/** A pause after which typing is another undo event. */
const UNDO_PAUSE_MS = 700;

/** The state of a run's editor: its document, with everything that is known of it beside. */
export function runState(document: Node, reading: Reading = "all", more: readonly Plugin[] = []): EditorState {
  return EditorState.create({
    doc: document,
    selection: TextSelection.atStart(document),
    plugins: [
      history({ depth: UNDO_DEPTH, newGroupDelay: UNDO_PAUSE_MS }),
      actNamesPlugin(),
      undoGroupsPlugin(),
      runFactsPlugin(),
      readingPlugin(reading),
      parkedPlugin(),
      orderOfWritingPlugin(),
      drawnStepsPlugin(),
      textMarksPlugin(),
      ...more,
    ],
  });
}

/** A change of the document as the outbox counts it. */
export type CountedChange = { readonly before: Node; readonly after: Node; readonly kind: ActKind };

/** What became of a transaction. */
export type Applied = {
  readonly state: EditorState;
  readonly changes: readonly CountedChange[];
  /** Rule T, when the transaction made it apply. */
  readonly tagRule: AppliedTagRule | null;
};

/**
 * Applies a transaction and what the rules ask for after it. With `holdRules` (while an input method composes: its text
 * must not change under it) rule T waits; the caller asks for it by `applyTagRule`.
 */
export function applyWithRules(state: EditorState, transaction: Transaction, holdRules = false): Applied {
  mendEntrance(transaction);
  cutTyping(state, transaction);
  let after = state.apply(transaction);
  const changes: CountedChange[] = [];
  if (after.doc !== state.doc) changes.push({ before: state.doc, after: after.doc, kind: actKindOf(transaction) });
  // What is typed right after a named act is not taken back with it.
  if (transaction.docChanged && actNameOf(transaction).act !== "typing" && !isHistoryTransaction(transaction))
    after = after.apply(closeHistory(after.tr));
  if (holdRules || !transaction.docChanged) return { state: after, changes, tagRule: null };
  const ruled = applyTagRule(state.doc, after, transaction);
  return { ...ruled, changes: [...changes, ...ruled.changes] };
}

/** Applies rule T to what has changed since `before`. */
export function applyTagRule(before: Node, state: EditorState, cause: Transaction): Applied {
  const rule = tagRule(before, state, cause);
  if (rule === null) return { state, changes: [], tagRule: null };
  const kind = actKindOf(cause);
  let after = state.apply(rule.transaction);
  const changes = [{ before: state.doc, after: after.doc, kind }];
  after = after.apply(closeHistory(after.tr));
  return { state: after, changes, tagRule: rule };
}
