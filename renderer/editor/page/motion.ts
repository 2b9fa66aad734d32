import { type Command, Selection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/*
 * Motions that the browser cannot make, since it knows only what is drawn: all of the run, its start and end, and a page
 * up or down. They move the model's selection; the view draws what that needs.
 */

/** How much of a page stays in view after Page Down, so that the eye finds its line again. */
const KEPT_OF_A_PAGE_PX = 64;

/** What a page motion needs of the page. */
export type Pager = {
  readonly scroller: HTMLElement;
  /** Draws what the scroller shows. */
  readonly refresh: () => void;
};

const selectAll: Command = (state, dispatch) => {
  const start = Selection.atStart(state.doc);
  const end = Selection.atEnd(state.doc);
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, start.from, end.to)));
  return true;
};

function toEdge(edge: "start" | "end", isExtending: boolean): Command {
  return (state, dispatch) => {
    const target = edge === "start" ? Selection.atStart(state.doc) : Selection.atEnd(state.doc);
    const anchor = isExtending ? state.selection.anchor : target.head;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, anchor, target.head)).scrollIntoView());
    return true;
  };
}

/** Scrolls by a page and puts the caret at the same place of the screen; at an end of the run, onto the last line there. */
function byPage(way: 1 | -1, isExtending: boolean, pager: Pager): Command {
  return (state, dispatch, view) => {
    if (dispatch === undefined || view === undefined) return true;
    const caret = view.coordsAtPos(state.selection.head);
    const { scroller } = pager;
    const before = scroller.scrollTop;
    scroller.scrollTop += way * Math.max(KEPT_OF_A_PAGE_PX, scroller.clientHeight - KEPT_OF_A_PAGE_PX);
    pager.refresh();
    const isAtEdge = Math.abs(scroller.scrollTop - before) < 1;
    const head = isAtEdge ? edgeHead(view, way) : headAt(view, scroller, caret);
    if (head === null) return true;
    const anchor = isExtending ? view.state.selection.anchor : head;
    view.dispatch(
      view.state.tr.setSelection(TextSelection.between(view.state.doc.resolve(anchor), view.state.doc.resolve(head))),
    );
    return true;
  };
}

function edgeHead(view: EditorView, way: 1 | -1): number {
  return way === 1 ? Selection.atEnd(view.state.doc).head : Selection.atStart(view.state.doc).head;
}

function headAt(
  view: EditorView,
  scroller: HTMLElement,
  caret: { left: number; top: number; bottom: number },
): number | null {
  const page = scroller.getBoundingClientRect();
  const middle = (caret.top + caret.bottom) / 2;
  const top = Math.min(Math.max(middle, page.top + KEPT_OF_A_PAGE_PX / 2), page.bottom - KEPT_OF_A_PAGE_PX / 2);
  return view.posAtCoords({ left: caret.left, top })?.pos ?? null;
}

/** The keys of these motions; plain and extending. */
export function motionKeys(pager: Pager): Record<string, Command> {
  return {
    "Mod-a": selectAll,
    "Mod-Home": toEdge("start", false),
    "Mod-End": toEdge("end", false),
    "Shift-Mod-Home": toEdge("start", true),
    "Shift-Mod-End": toEdge("end", true),
    PageDown: byPage(1, false, pager),
    PageUp: byPage(-1, false, pager),
    "Shift-PageDown": byPage(1, true, pager),
    "Shift-PageUp": byPage(-1, true, pager),
  };
}

/** On macOS the arrows with Cmd do what Home and End do elsewhere. */
export function macMotionKeys(): Record<string, Command> {
  return {
    "Mod-ArrowUp": toEdge("start", false),
    "Mod-ArrowDown": toEdge("end", false),
    "Shift-Mod-ArrowUp": toEdge("start", true),
    "Shift-Mod-ArrowDown": toEdge("end", true),
  };
}
