import { type Command, TextSelection } from "prosemirror-state";

import { isTaggable, isThoughtSection } from "../../../shared/domain/section.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import { PARAGRAPH_DEPTH, SECTION_DEPTH, spotOf } from "../nodes.ts";
import { clearSelection } from "./clear.ts";

/*
 * Prompt, action and outcome are plain paragraphs. As in thoughts, an act answers true wherever it has the say.
 */

const { nodes } = runSchema;

/** Begins another paragraph at the caret. */
export const beginParagraph: Command = (state, dispatch) => {
  if (state.selection.$from.parent.type !== nodes.paragraph) return false;
  if (dispatch === undefined) return true;
  const transaction = state.tr;
  if (!state.selection.empty && clearSelection(state, transaction) === null) return true;
  if (transaction.selection.$from.parent.type === nodes.paragraph) transaction.split(transaction.selection.from);
  dispatch(transaction.scrollIntoView());
  return true;
};

/** At the start of a paragraph: joins it to the one before in its section; at the section's start nothing happens. */
export const joinToParagraphBefore: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== nodes.paragraph || $from.parentOffset > 0) return false;
  if (dispatch !== undefined && $from.index(SECTION_DEPTH) > 0)
    dispatch(state.tr.join($from.before(PARAGRAPH_DEPTH)).scrollIntoView());
  return true;
};

/** At the end of a paragraph: joins the next one of its section to it. */
export const joinParagraphAfter: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== nodes.paragraph || $from.parentOffset < $from.parent.content.size) return false;
  if (dispatch !== undefined && $from.indexAfter(SECTION_DEPTH) < $from.node(SECTION_DEPTH).childCount)
    dispatch(state.tr.join($from.after(PARAGRAPH_DEPTH)).scrollIntoView());
  return true;
};

/** Sets the tag "yo be real" on the caret's action or outcome, or takes it away. */
export const toggleTag: Command = (state, dispatch) => {
  const spot = spotOf(state.selection.$head);
  if (spot === null || !isTaggable(spot.name)) return false;
  dispatch?.(state.tr.setNodeAttribute(spot.sectionPosition, "tagged", spot.section.attrs["tagged"] !== true));
  return true;
};

/** Selects all text of the caret's section. */
export const selectSection: Command = (state, dispatch) => {
  const spot = spotOf(state.selection.$head);
  if (spot === null) return false;
  const border = isThoughtSection(spot.name) ? 3 : 2;
  const from = spot.sectionPosition + border;
  const to = spot.sectionPosition + spot.section.nodeSize - border;
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
  return true;
};
