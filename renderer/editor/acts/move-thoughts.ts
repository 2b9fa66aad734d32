import type { Node } from "prosemirror-model";
import { type Command, type EditorState, TextSelection, type Transaction } from "prosemirror-state";

import { newThoughtId } from "../../../shared/domain/ids.ts";
import { isThoughtSection } from "../../../shared/domain/section.ts";
import { stepAtIndex } from "../../../shared/document/place.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import {
  BULLET_DEPTH,
  type PlacedSection,
  SECTION_DEPTH,
  sectionHasText,
  sectionsAt,
  spotOf,
  THOUGHT_DEPTH,
  thoughtTypeOf,
} from "../nodes.ts";
import { setActKind } from "../state/ledger.ts";
import { neighbourSection } from "./sections.ts";
import { isInThought } from "./thoughts.ts";

/*
 * Thoughts and bullets move past their neighbours, and at their section's end on into the next thoughts that are open: of the
 * same step, or of the step beside it. They stay the same nodes with their ids, and the caret stays in them.
 */

const { nodes } = runSchema;

/** The way of a move: towards the run's beginning or its end. */
export type Way = "up" | "down";

/**
 * Moves the caret's thought one place up or down: past its neighbour in the bullet, out of the bullet's end into the next
 * one, out of the section's end into the next section of thoughts as a bullet of its own. A bullet that is left without
 * thoughts goes. At the run's ends nothing happens.
 */
export function moveThought(way: Way): Command {
  return (state, dispatch) => {
    if (!isInThought(state)) return false;
    if (dispatch === undefined) return true;
    const { $head } = state.selection;
    const thought = $head.node(THOUGHT_DEPTH);
    const at = $head.before(THOUGHT_DEPTH);
    const target = thoughtTarget(state, way);
    if (target === null) {
      const moved = moveToNextSection(state, way, nodes.bullet.create(null, thought), removeThought);
      if (moved !== null) dispatch(keepCaret(state, moved.transaction, at + 1, moved.start + 2));
      return true;
    }
    const transaction = state.tr;
    removeThought(state, transaction);
    const position = transaction.mapping.map(target);
    transaction.insert(position, thought);
    dispatch(keepCaret(state, transaction, at + 1, position + 1));
    return true;
  };
}

/** Where in its section the caret's thought would be put, as a position in a bullet of the present document. */
function thoughtTarget(state: EditorState, way: Way): number | null {
  const { $head } = state.selection;
  const bullet = $head.node(BULLET_DEPTH);
  const section = $head.node(SECTION_DEPTH);
  const inBullet = $head.index(BULLET_DEPTH);
  const inSection = $head.index(SECTION_DEPTH);
  if (way === "up") {
    if (inBullet > 0) return $head.before(THOUGHT_DEPTH) - bullet.child(inBullet - 1).nodeSize;
    return inSection > 0 ? $head.before(BULLET_DEPTH) - 1 : null;
  }
  if (inBullet < bullet.childCount - 1) return $head.after(THOUGHT_DEPTH) + bullet.child(inBullet + 1).nodeSize;
  return inSection < section.childCount - 1 ? $head.after(BULLET_DEPTH) + 1 : null;
}

/** Moves the caret's bullet past its neighbour, or out of the section's end into the next section of thoughts. */
export function moveBullet(way: Way): Command {
  return (state, dispatch) => {
    if (!isInThought(state)) return false;
    if (dispatch === undefined) return true;
    const { $head } = state.selection;
    const section = $head.node(SECTION_DEPTH);
    const index = $head.index(SECTION_DEPTH);
    const neighbour = section.maybeChild(way === "up" ? index - 1 : index + 1);
    const bullet = $head.node(BULLET_DEPTH);
    const at = $head.before(BULLET_DEPTH);
    if (neighbour === null) {
      const moved = moveToNextSection(state, way, bullet, removeBullet);
      if (moved !== null) dispatch(keepCaret(state, moved.transaction, at, moved.start));
      return true;
    }
    const position = way === "up" ? at - neighbour.nodeSize : at + neighbour.nodeSize;
    const transaction = state.tr.delete(at, at + bullet.nodeSize).insert(position, bullet);
    dispatch(keepCaret(state, transaction, at, position));
    return true;
  };
}

type Remove = (state: EditorState, transaction: Transaction) => void;

const removeThought: Remove = (state, transaction) => {
  const { $head } = state.selection;
  if ($head.node(BULLET_DEPTH).childCount > 1)
    transaction.delete($head.before(THOUGHT_DEPTH), $head.after(THOUGHT_DEPTH));
  else removeBullet(state, transaction);
};

/** A section that would be left without a bullet keeps a blank one of the same type. */
const removeBullet: Remove = (state, transaction) => {
  const { $head } = state.selection;
  const [from, to] = [$head.before(BULLET_DEPTH), $head.after(BULLET_DEPTH)];
  if ($head.node(SECTION_DEPTH).childCount > 1) transaction.delete(from, to);
  else transaction.replaceWith(from, to, blankBullet($head.node(THOUGHT_DEPTH)));
};

function blankBullet(like: Node): Node {
  const attributes = { id: newThoughtId(), type: thoughtTypeOf(like), longterm: false };
  return nodes.bullet.create(null, nodes.thought.create(attributes));
}

/** Takes a bullet to the near end of the next open section of thoughts; null at the run's end, and for one without text. */
function moveToNextSection(
  state: EditorState,
  way: Way,
  bullet: Node,
  remove: Remove,
): { readonly transaction: Transaction; readonly start: number } | null {
  const target = nextThoughtSection(state, way);
  if (target === null || bullet.children.every((thought) => thought.content.size === 0)) return null;
  const transaction = setActKind(state.tr, "moved");
  const inner = target.position + 1;
  const end = target.position + target.node.nodeSize - 1;
  const replaces = !sectionHasText(target.node);
  const at = way === "down" || replaces ? inner : end;
  // What lies further back in the document is changed first, so that the other position stays what it is.
  if (way === "up") remove(state, transaction);
  transaction.replaceWith(at, replaces ? end : at, bullet);
  if (way === "up") return { transaction, start: at };
  const sizeBefore = transaction.doc.content.size;
  remove(state, transaction);
  return { transaction, start: at - (sizeBefore - transaction.doc.content.size) };
}

function nextThoughtSection(state: EditorState, way: Way): PlacedSection | null {
  const spot = spotOf(state.selection.$head);
  if (spot === null) return null;
  let place = neighbourSection(state, { stepIndex: spot.stepIndex, section: spot.name }, way === "down" ? 1 : -1);
  while (place !== null && !isThoughtSection(place.section))
    place = neighbourSection(state, place, way === "down" ? 1 : -1);
  if (place === null) return null;
  const { section } = place;
  const step = stepAtIndex(state.doc, place.stepIndex);
  return step === null ? null : (sectionsAt(step.node, step.position).find(({ name }) => name === section) ?? null);
}

/** The caret as far behind the start of what was moved as before. */
function keepCaret(state: EditorState, transaction: Transaction, oldStart: number, newStart: number): Transaction {
  const { head } = state.selection;
  const position = newStart + (head - oldStart);
  return transaction.setSelection(TextSelection.create(transaction.doc, position)).scrollIntoView();
}
