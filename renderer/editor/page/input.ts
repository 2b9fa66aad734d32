import { chainCommands } from "prosemirror-commands";
import { closeHistory, redo, undo } from "prosemirror-history";
import type { Command } from "prosemirror-state";
import type { EditorProps, EditorView } from "prosemirror-view";

import { clearSelection, crossesBlocks } from "../acts/clear.ts";
import { deleteSelectedText } from "../acts/registry.ts";
import type { Say } from "../acts/sections.ts";
import { beginParagraph } from "../acts/story.ts";
import { beginThought, breakLine } from "../acts/thoughts.ts";
import type { Transfer } from "../paste/transfer.ts";
import { textThatMayEnter } from "../text.ts";
import { flushPendingInput } from "./pending-input.ts";

/**
 * What comes in by other ways than keys: paste and drop, typing over a selection that reaches over blocks, and the browser's
 * own wishes (a virtual keyboard's line break, an undo from its menu). Everything is plain text and goes through the model.
 */
export function inputProps(say: Say, transfer: Transfer): EditorProps {
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
      ...transfer.events,
      compositionstart(view) {
        // The browser would delete over blocks by itself, and merge what must stay apart.
        if (crossesBlocks(view.state)) deleteSelectedText(say)(view.state, view.dispatch);
        return false;
      },
      beforeinput: (view, event) => beforeInput(view, event, say),
    },
  };
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
