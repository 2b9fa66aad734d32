import { type Command, type EditorState, Selection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { isLongterm, spotOf } from "../nodes.ts";
import { isSectionShown } from "../state/parked.ts";
import { readingOf } from "../state/reading.ts";
import { runFacts } from "../state/run-facts.ts";

/**
 * Arrow up and down over the borders of text blocks. Within a block the browser moves the caret; from block to block it
 * jumps over empty ones and stops at ones that are not drawn, so there the model decides: the caret goes to the nearest
 * line of the next block that is shown, as far to the right as it was.
 */
export function verticalKeys(): Record<string, Command> {
  // The column that a row of moves keeps, and the caret position at which it still holds.
  let goal: { readonly left: number; readonly at: number } | null = null;

  function move(way: 1 | -1, isExtending: boolean): Command {
    return (state, dispatch, view) => {
      if (dispatch === undefined || view === undefined || !(state.selection instanceof TextSelection)) return false;
      const { head, anchor } = state.selection;
      if (!view.endOfTextblock(way === 1 ? "down" : "up")) return false;
      const left = goal?.at === head ? goal.left : view.coordsAtPos(head).left;
      const block = neighbourBlock(state, head, way);
      if (block === null) return false;
      view.dispatch(
        state.tr.setSelection(TextSelection.create(state.doc, isExtending ? anchor : block, block)).scrollIntoView(),
      );
      const target = positionInLine(view, block, left);
      if (target !== block) {
        const selection = TextSelection.create(view.state.doc, isExtending ? anchor : target, target);
        view.dispatch(view.state.tr.setSelection(selection));
      }
      goal = { left, at: target };
      return true;
    };
  }

  return {
    ArrowDown: move(1, false),
    ArrowUp: move(-1, false),
    "Shift-ArrowDown": move(1, true),
    "Shift-ArrowUp": move(-1, true),
  };
}

/** The first (going down) or last (going up) position of the next text block that is shown; null at the run's end. */
function neighbourBlock(state: EditorState, head: number, way: 1 | -1): number | null {
  let $at = state.doc.resolve(head);
  for (;;) {
    const border = way === 1 ? $at.after() : $at.before();
    const next = Selection.findFrom(state.doc.resolve(border), way, true);
    if (next === null) return null;
    if (isShown(state, next.head)) return next.head;
    $at = next.$head;
  }
}

function isShown(state: EditorState, position: number): boolean {
  const spot = spotOf(state.doc.resolve(position));
  if (spot === null) return false;
  const reading = readingOf(state);
  if (!isSectionShown(state, spot.stepIndex, spot.name)) return false;
  if (reading === "all") return true;
  if (runFacts(state).steps[spot.stepIndex]?.states[spot.name] !== "written") return false;
  if (spot.thought === null) return true;
  return reading === "longterm" ? isLongterm(spot.thought.node) : spot.thought.type === reading;
}

/** The position on the line of `edge` that is nearest to a column of the screen, within the same block. */
function positionInLine(view: EditorView, edge: number, left: number): number {
  const line = view.coordsAtPos(edge);
  const found = view.posAtCoords({ left, top: (line.top + line.bottom) / 2 });
  const $edge = view.state.doc.resolve(edge);
  if (found === null || found.pos < $edge.start() || found.pos > $edge.end()) return edge;
  return found.pos;
}
