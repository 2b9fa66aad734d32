import { type Command, type EditorState, Selection, TextSelection } from "prosemirror-state";

/*
 * Motions within a text that cannot be written. The browser moves no caret through it, so here the model does: by
 * character, by word, to the ends of a text block and from line to line.
 */

const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The position after (or before) the character next to `head`, or the nearest one of the neighbouring block. */
function nextCharacter(state: EditorState, head: number, way: 1 | -1): number {
  const $head = state.doc.resolve(head);
  const block = $head.parent;
  const offset = $head.parentOffset;
  const at = way === 1 ? offset === block.content.size : offset === 0;
  if (!block.isTextblock || at) {
    const border = way === 1 ? $head.after() : $head.before();
    return Selection.findFrom(state.doc.resolve(border), way, true)?.head ?? head;
  }
  const node = way === 1 ? $head.nodeAfter : $head.nodeBefore;
  const text = node?.text;
  if (text === undefined) return head + way;
  const parts = [...characters.segment(text)];
  const part = way === 1 ? parts[0] : parts.at(-1);
  return head + way * (part?.segment.length ?? 1);
}

/** Over what is no word, then over the word, within the block. */
function nextWord(state: EditorState, head: number, way: 1 | -1): number {
  const $head = state.doc.resolve(head);
  const text = $head.parent.textBetween(0, $head.parent.content.size, "\n", "\n");
  const rest = way === 1 ? text.slice($head.parentOffset) : text.slice(0, $head.parentOffset);
  const pattern = way === 1 ? /^[^\p{L}\p{N}]*[\p{L}\p{N}\p{M}'’]+/u : /[\p{L}\p{N}\p{M}'’]+[^\p{L}\p{N}]*$/u;
  const length = pattern.exec(rest)?.[0].length ?? rest.length;
  return length === 0 ? nextCharacter(state, head, way) : head + way * length;
}

function moveTo(find: (state: EditorState, head: number) => number, isExtending: boolean): Command {
  return (state, dispatch) => {
    const { selection } = state;
    const head = find(state, selection.head);
    const anchor = isExtending ? selection.anchor : head;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, anchor, head)).scrollIntoView());
    return true;
  };
}

/** Line by line within a block; where the block ends, the keys of the next block's border answer. */
function byLine(way: 1 | -1, isExtending: boolean): Command {
  return (state, dispatch, view) => {
    if (view === undefined) return false;
    const line = view.coordsAtPos(state.selection.head);
    const middle = (line.bottom - line.top) / 2;
    const top = way === 1 ? line.bottom + middle : line.top - middle;
    const found = view.posAtCoords({ left: line.left, top });
    if (found === null || (found.pos - state.selection.head) * way <= 0) return false;
    return moveTo(() => found.pos, isExtending)(state, dispatch, view);
  };
}

/** The keys of these motions, plain and extending. */
export function readingMotionKeys(isMac: boolean): Record<string, Command> {
  const keys: Record<string, Command> = {};
  const word = isMac ? "Alt" : "Mod";
  const bind = (key: string, find: (state: EditorState, head: number) => number): void => {
    keys[key] = moveTo(find, false);
    keys[`Shift-${key}`] = moveTo(find, true);
  };
  bind("ArrowRight", (state, head) => nextCharacter(state, head, 1));
  bind("ArrowLeft", (state, head) => nextCharacter(state, head, -1));
  bind(`${word}-ArrowRight`, (state, head) => nextWord(state, head, 1));
  bind(`${word}-ArrowLeft`, (state, head) => nextWord(state, head, -1));
  bind("Home", (state, head) => state.doc.resolve(head).start());
  bind("End", (state, head) => state.doc.resolve(head).end());
  keys["ArrowDown"] = byLine(1, false);
  keys["ArrowUp"] = byLine(-1, false);
  keys["Shift-ArrowDown"] = byLine(1, true);
  keys["Shift-ArrowUp"] = byLine(-1, true);
  return keys;
}
