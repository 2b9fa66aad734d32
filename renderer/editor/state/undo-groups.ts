import { closeHistory, isHistoryTransaction, undoDepth } from "prosemirror-history";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";

import { actNameOf } from "./act-names.ts";

/**
 * Where undo cuts steady typing. The history itself begins another event after a pause and at another place; who types on
 * without one would lose a whole page by one undo. So a word that follows a sentence's end, or too many words, begins
 * another event too. Only undo knows of it: what is saved, and how words came, is counted elsewhere (`ledger.ts`).
 */

/** Words that one undo takes back at most, of what was typed on without a pause. */
const MOST_WORDS = 10;
/** Characters before the caret that are looked at: a sentence's end with its quotes and brackets, and the blanks after. */
const LOOK_BACK = 8;

const SENTENCE_END = /[.!?…][)\]"”’']*\s+$/u;
const WORD_STARTS = /(?<!\S)\S/gu;

type Group = {
  /** Words begun since the event of the history began. */
  readonly words: number;
  /** The input method's composition that the last change belonged to; undefined when it was none. */
  readonly composition: unknown;
};

const key = new PluginKey<Group>("undo groups");

/** What a transaction types, with the little that stands before it in its block; null when it does something else. */
function typed(transaction: Transaction): { before: string; text: string } | null {
  if (isHistoryTransaction(transaction) || actNameOf(transaction).act !== "typing") return null;
  const [step, ...more] = transaction.steps;
  const [document] = transaction.docs;
  if (more.length > 0 || document === undefined || !(step instanceof ReplaceStep)) return null;
  const { content, openStart } = step.slice;
  if (content.size === 0 || openStart > 0) return null;
  const $from = document.resolve(step.from);
  if (!$from.parent.isTextblock) return null;
  const at = $from.parentOffset;
  return {
    before: $from.parent.textBetween(Math.max(0, at - LOOK_BACK), at, "\n", "\n"),
    text: content.textBetween(0, content.size, "\n", "\n"),
  };
}

/** How many words a change begins. */
function wordsBegun({ before, text }: { readonly before: string; readonly text: string }): number {
  return [...(before + text).matchAll(WORD_STARTS)].filter(({ index }) => index >= before.length).length;
}

/** Lets a typed word begin another undo event where a sentence has ended before it or the event is long enough. */
export function cutTyping(state: EditorState, transaction: Transaction): void {
  const group = key.getState(state);
  const change = transaction.docChanged ? typed(transaction) : null;
  if (group === undefined || change === null) return;
  const composition: unknown = transaction.getMeta("composition");
  // What an input method is still composing comes and goes as one.
  if (composition !== undefined && composition === group.composition) return;
  const begun = wordsBegun(change);
  if (begun === 0) return;
  const blanks = /^\s*/u.exec(change.text)?.[0] ?? "";
  if (group.words + begun > MOST_WORDS || SENTENCE_END.test(change.before + blanks)) closeHistory(transaction);
}

/** Counts the words of the newest undo event. Must stand after the history plugin. */
export function undoGroupsPlugin(): Plugin<Group> {
  return new Plugin<Group>({
    key,
    state: {
      init: () => ({ words: 0, composition: undefined }),
      apply(transaction, group, before, after) {
        if (!transaction.docChanged) return group;
        const change = typed(transaction);
        const begun = change === null ? 0 : wordsBegun(change);
        const isSame = Number(undoDepth(before)) === Number(undoDepth(after));
        const composition: unknown = transaction.getMeta("composition");
        return { words: (isSame ? group.words : 0) + begun, composition };
      },
    },
  });
}
