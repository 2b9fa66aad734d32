import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

/**
 * The caret and the selection of a text that cannot be written. The browser draws no caret there, so one is drawn that
 * takes no room and is no text; and ProseMirror shows the model's selection only where the browser's own is in the text
 * already, so it is put there when the text has the focus.
 */
export function readingCaret(mayWrite: () => boolean): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc, selection }) => {
        if (mayWrite() || !selection.empty || !selection.$head.parent.isTextblock) return null;
        return DecorationSet.create(doc, [
          Decoration.widget(selection.head, makeCaret, { key: "reading caret", side: -1, ignoreSelection: true }),
        ]);
      },
      handleDOMEvents: {
        focus: (view) => {
          if (!mayWrite()) showSelection(view);
          return false;
        },
      },
    },
    view: () => ({
      update: (view) => {
        if (!mayWrite()) showSelection(view);
      },
    }),
  });
}

function showSelection(view: EditorView): void {
  const shown = view.dom.ownerDocument.getSelection();
  if (shown === null || view.dom.ownerDocument.activeElement !== view.dom || view.dom.contains(shown.anchorNode))
    return;
  const { anchor, head } = view.state.selection;
  const from = view.domAtPos(anchor);
  const to = view.domAtPos(head);
  shown.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

function makeCaret(): HTMLElement {
  const caret = document.createElement("span");
  caret.className = "run-reading-caret";
  caret.setAttribute("aria-hidden", "true");
  return caret;
}
