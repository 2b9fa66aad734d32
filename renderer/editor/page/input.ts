import { chainCommands } from "prosemirror-commands";
import { closeHistory, redo, undo } from "prosemirror-history";
import { type Command, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorProps, EditorView } from "prosemirror-view";

import { clearSelection, crossesBlocks } from "../acts/clear.ts";
import { insertPlainText } from "../acts/insert-text.ts";
import { deleteSelectedText } from "../acts/registry.ts";
import type { Say } from "../acts/sections.ts";
import { beginParagraph } from "../acts/story.ts";
import { beginThought, breakLine } from "../acts/thoughts.ts";
import { nameAct } from "../state/act-names.ts";
import { setActKind } from "../state/ledger.ts";
import { textThatMayEnter } from "../text.ts";
import { flushPendingInput } from "./pending-input.ts";
import { incomingText, selectedText } from "./clipboard.ts";

/**
 * What comes in by other ways than keys: paste, drop, typing over a selection that reaches over blocks, and the browser's
 * own wishes (a virtual keyboard's line break, an undo from its menu). Everything is plain text and goes through the model.
 */
export function inputProps(say: Say): EditorProps {
  let dragged: { from: number; to: number } | null = null;

  function copy(view: EditorView, event: ClipboardEvent): boolean {
    if (event.clipboardData === null || view.state.selection.empty) return false;
    event.preventDefault();
    event.clipboardData.clearData();
    event.clipboardData.setData("text/plain", selectedText(view.state));
    if (event.type === "cut" && view.editable) deleteSelectedText(say)(view.state, view.dispatch);
    return true;
  }

  function paste(view: EditorView, event: ClipboardEvent): boolean {
    if (!view.editable) return false;
    event.preventDefault();
    const text = incomingText(event.clipboardData);
    if (text === "") return true;
    const transaction = view.state.tr;
    if (!view.state.selection.empty && clearSelection(view.state, transaction) === null) {
      say({ kind: "hiddenBySelection" });
      return true;
    }
    dispatchAs(view, insertPlainText(transaction, text), "pasted");
    return true;
  }

  function drop(view: EditorView, event: DragEvent): boolean {
    event.preventDefault();
    const from = dragged;
    dragged = null;
    const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
    const text = incomingText(event.dataTransfer);
    if (!view.editable || at === null || text === "") return true;
    const isMove = from !== null && !event.ctrlKey && !event.altKey;
    if (isMove && at.pos >= from.from && at.pos <= from.to) return true;
    const transaction = view.state.tr;
    if (isMove && clearSelection(view.state, transaction) === null) {
      say({ kind: "hiddenBySelection" });
      return true;
    }
    transaction.setSelection(TextSelection.near(transaction.doc.resolve(transaction.mapping.map(at.pos))));
    dispatchAs(view, insertPlainText(transaction, text), isMove ? "moved" : "dropped");
    view.focus();
    return true;
  }

  return {
    handleTextInput(view, _from, _to, text) {
      const { state } = view;
      if (!crossesBlocks(state)) return false;
      const transaction = state.tr;
      if (clearSelection(state, transaction) === null) say({ kind: "hiddenBySelection" });
      else view.dispatch(closeHistory(transaction.insertText(textThatMayEnter(text))).scrollIntoView());
      return true;
    },
    handleDOMEvents: {
      copy,
      cut: copy,
      paste,
      drop,
      dragstart(view, event) {
        if (event.dataTransfer === null || view.state.selection.empty) return false;
        const { from, to } = view.state.selection;
        dragged = { from, to };
        event.dataTransfer.clearData();
        event.dataTransfer.effectAllowed = "copyMove";
        event.dataTransfer.setData("text/plain", selectedText(view.state));
        return true;
      },
      dragend() {
        dragged = null;
        return false;
      },
      compositionstart(view) {
        // The browser would delete over blocks by itself, and merge what must stay apart.
        if (crossesBlocks(view.state)) deleteSelectedText(say)(view.state, view.dispatch);
        return false;
      },
      beforeinput: (view, event) => beforeInput(view, event, say),
    },
  };
}

function dispatchAs(view: EditorView, transaction: Transaction, kind: "pasted" | "dropped" | "moved"): void {
  if (transaction.docChanged) view.dispatch(setActKind(nameAct(closeHistory(transaction), kind), kind));
}

/** What the browser would do to the page by itself. True when it must not. */
function beforeInput(view: EditorView, event: InputEvent, say: Say): boolean {
  if (!event.isComposing) flushPendingInput(view);
  const command = commandFor(event.inputType, crossesBlocks(view.state), say);
  if (command === null) return false;
  event.preventDefault();
  if (view.editable) command(view.state, view.dispatch, view);
  return true;
}

function commandFor(inputType: string, crosses: boolean, say: Say): Command | null {
  if (inputType === "historyUndo") return undo;
  if (inputType === "historyRedo") return redo;
  // Bold, italics and the like: the text is plain.
  if (inputType.startsWith("format")) return () => true;
  if (inputType === "insertParagraph") return chainCommands(beginThought("newBullet"), beginParagraph);
  if (inputType === "insertLineBreak") return chainCommands(breakLine, beginParagraph);
  return crosses && inputType.startsWith("delete") ? deleteSelectedText(say) : null;
}
