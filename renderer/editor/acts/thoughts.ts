import type { Command, EditorState, Transaction } from "prosemirror-state";

import { newThoughtId } from "../../../shared/domain/ids.ts";
import type { ThoughtType } from "../../../shared/domain/section.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import { BULLET_DEPTH, isLongterm, SECTION_DEPTH, THOUGHT_DEPTH, thoughtTypeOf } from "../nodes.ts";
import { clearSelection } from "./clear.ts";

/*
 * The grammar of thoughts (interface, section 2). Each act answers true wherever it has the say, also when there is
 * nothing to do, so that no key falls through to the browser's own editing.
 */

const { nodes } = runSchema;

/** True when the caret (or the selection's start) lies in a thought. */
export function isInThought(state: EditorState): boolean {
  return state.selection.$from.parent.type === nodes.thought;
}

/** The transaction with the selection taken out, or null when that may not be. */
function withoutSelection(state: EditorState): Transaction | null {
  const transaction = state.tr;
  if (state.selection.empty) return transaction;
  return clearSelection(state, transaction) === null ? null : transaction;
}

/**
 * Begins another thought at the caret: in a bullet of its own or in the same one. What follows in the bullet goes along.
 * The first half keeps its id; the second has the same type, and the long-term flag only when text goes along. An empty
 * thought never makes another: with a thought before it in its bullet it leaves the bullet, otherwise nothing happens.
 */
export function beginThought(where: "newBullet" | "sameBullet"): Command {
  return (state, dispatch) => {
    if (!isInThought(state)) return false;
    if (dispatch === undefined) return true;
    const transaction = withoutSelection(state);
    if (transaction === null) return true;
    const { $from } = transaction.selection;
    if ($from.parent.type !== nodes.thought) return true;
    const thought = $from.parent;
    if (thought.content.size === 0) {
      if (where === "newBullet" && $from.index(BULLET_DEPTH) > 0) transaction.split($from.before(THOUGHT_DEPTH), 1);
      else if (!transaction.docChanged) return true;
    } else {
      const takesText = $from.parentOffset < thought.content.size;
      const attributes = {
        id: newThoughtId(),
        type: thoughtTypeOf(thought),
        longterm: takesText && isLongterm(thought),
      };
      // Nothing stays before the caret: the thought that is begun is the one in front, and it is not long-term.
      if ($from.parentOffset === 0) transaction.setNodeAttribute($from.before(THOUGHT_DEPTH), "longterm", false);
      const after = { type: nodes.thought, attrs: attributes };
      if (where === "newBullet") transaction.split($from.pos, 2, [{ type: nodes.bullet }, after]);
      else transaction.split($from.pos, 1, [after]);
    }
    dispatch(transaction.scrollIntoView());
    return true;
  };
}

/** Puts a line break into the thought. */
export const breakLine: Command = (state, dispatch) => {
  if (!isInThought(state)) return false;
  if (dispatch === undefined) return true;
  const transaction = withoutSelection(state);
  if (transaction === null) return true;
  dispatch(transaction.replaceSelectionWith(nodes.line.create(), false).scrollIntoView());
  return true;
};

/** At the start of a thought: joins it to the one before in its section, whose id, type and flag stay. */
export const joinToThoughtBefore: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || !isInThought(state) || $from.parentOffset > 0) return false;
  if (dispatch === undefined) return true;
  if ($from.index(BULLET_DEPTH) > 0) dispatch(state.tr.join($from.before(THOUGHT_DEPTH)).scrollIntoView());
  else if ($from.index(SECTION_DEPTH) > 0) dispatch(state.tr.join($from.before(BULLET_DEPTH), 2).scrollIntoView());
  return true;
};

/** At the end of a thought: joins the next one of its section to it. */
export const joinThoughtAfter: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || !isInThought(state) || $from.parentOffset < $from.parent.content.size) return false;
  if (dispatch === undefined) return true;
  const isLastInBullet = $from.indexAfter(BULLET_DEPTH) >= $from.node(BULLET_DEPTH).childCount;
  if (!isLastInBullet) dispatch(state.tr.join($from.after(THOUGHT_DEPTH)).scrollIntoView());
  else if ($from.indexAfter(SECTION_DEPTH) < $from.node(SECTION_DEPTH).childCount)
    dispatch(state.tr.join($from.after(BULLET_DEPTH), 2).scrollIntoView());
  return true;
};

/** The thoughts that the selection touches (the caret's, when it is empty), with the positions before them. */
export function touchedThoughts(state: EditorState): { position: number; type: ThoughtType; longterm: boolean }[] {
  const touched: { position: number; type: ThoughtType; longterm: boolean }[] = [];
  const { from, to } = state.selection;
  state.doc.nodesBetween(from, to, (node, position) => {
    if (node.type !== nodes.thought) return !node.isTextblock;
    touched.push({ position, type: thoughtTypeOf(node), longterm: isLongterm(node) });
    return false;
  });
  return touched;
}

/** Gives all thoughts that the selection touches this type. */
export function setThoughtType(type: ThoughtType): Command {
  return (state, dispatch) => {
    const thoughts = touchedThoughts(state);
    if (thoughts.length === 0) return false;
    const transaction = state.tr;
    for (const thought of thoughts)
      if (thought.type !== type) transaction.setNodeAttribute(thought.position, "type", type);
    if (transaction.docChanged) dispatch?.(transaction);
    return true;
  };
}

/** Marks all thoughts that the selection touches long-term, or takes the mark away when all have it. */
export const toggleLongterm: Command = (state, dispatch) => {
  const thoughts = touchedThoughts(state);
  if (thoughts.length === 0) return false;
  const longterm = !thoughts.every((thought) => thought.longterm);
  const transaction = state.tr;
  for (const thought of thoughts)
    if (thought.longterm !== longterm) transaction.setNodeAttribute(thought.position, "longterm", longterm);
  dispatch?.(transaction);
  return true;
};
