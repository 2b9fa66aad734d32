import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** Draws the caret in a text that cannot be written, where the browser draws none. It takes no room and is no text. */
export function readingCaret(mayWrite: () => boolean): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc, selection }) => {
        if (mayWrite() || !selection.empty || !selection.$head.parent.isTextblock) return null;
        return DecorationSet.create(doc, [
          Decoration.widget(selection.head, makeCaret, { key: "reading caret", side: -1, ignoreSelection: true }),
        ]);
      },
    },
  });
}

function makeCaret(): HTMLElement {
  const caret = document.createElement("span");
  caret.className = "run-reading-caret";
  caret.setAttribute("aria-hidden", "true");
  return caret;
}
