import { keydownHandler } from "prosemirror-keymap";
import { DOMParser as ContentParser, DOMSerializer } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

import { runSchema } from "../../../shared/document/schema.ts";
import { grammarKeys } from "../acts/grammar-keys.ts";
import type { Say } from "../acts/sections.ts";
import type { Transfer } from "../paste/transfer.ts";
import type { EditorWords } from "../words.ts";
import { inputProps } from "./input.ts";
import { macMotionKeys, motionKeys } from "./motion.ts";
import { nodeViews } from "./node-views.ts";
import { flushPendingInput } from "./pending-input.ts";
import { readingMotionKeys } from "./reading-motion.ts";
import { verticalKeys } from "./vertical-motion.ts";

/** How long ProseMirror waits after a composition before it reads the page a last time, and a little more. */
const AFTER_COMPOSITION_MS = 40;

// Only what the browser itself may put into the text is read from the page; everything else comes through the model.
const contentParser = new ContentParser(runSchema, [{ tag: "br", node: "line" }]);
/** ProseMirror makes HTML of a selection for its own clipboard; ours is made elsewhere, so nothing is ever drawn by this. */
const contentSerializer = new DOMSerializer(
  Object.fromEntries(
    Object.keys(runSchema.nodes).map((name) => [name, name === "line" ? () => ["br"] : () => ["div", 0]]),
  ),
  {},
);

/** What the view of a run's text is made of. */
export type TextViewParts = {
  readonly scroller: HTMLElement;
  readonly state: EditorState;
  readonly words: EditorWords;
  readonly isMac: boolean;
  readonly say: Say;
  readonly transfer: Transfer;
  /** Does the act whose key it is (`editor-acts.ts`); true when it was one. */
  readonly onActKey: (view: EditorView, event: KeyboardEvent) => boolean;
  readonly mayWrite: () => boolean;
  /** Draws what the scroller shows. */
  readonly refresh: () => void;
  readonly dispatch: (transaction: Transaction) => void;
  /** The input method is done, and what it wrote has been read. */
  readonly composed: () => void;
};

/** The element of a run's page: it scrolls, and the style sheet finds in it the words that it draws around the text. */
export function makeScroller(title: string, words: EditorWords): HTMLElement {
  const scroller = document.createElement("div");
  scroller.className = "run-page";
  scroller.setAttribute("role", "region");
  scroller.setAttribute("aria-label", title);
  for (const [section, cue] of Object.entries(words.cues))
    scroller.style.setProperty(`--cue-${section}`, cssString(cue));
  scroller.style.setProperty("--word-tag", cssString(words.tag));
  return scroller;
}

function cssString(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Draws a run's text into its scroller, with every key and every other way of input led to the model. */
export function makeTextView(parts: TextViewParts): EditorView {
  const { scroller, state, words, isMac, say, mayWrite } = parts;
  const onGrammarKey = keydownHandler(grammarKeys(say));
  const pager = { scroller, refresh: parts.refresh };
  const onMotionKey = keydownHandler({ ...motionKeys(pager), ...verticalKeys(), ...(isMac ? macMotionKeys() : {}) });
  const onReadingKey = keydownHandler(readingMotionKeys(isMac));
  const { onActKey } = parts;
  const input = inputProps(say, parts.transfer);
  return new EditorView(scroller, {
    state,
    ...input,
    nodeViews: nodeViews(words),
    domParser: contentParser,
    clipboardSerializer: contentSerializer,
    editable: mayWrite,
    handleKeyDown: (view, event) => onActKey(view, event) || onGrammarKey(view, event) || onMotionKey(view, event),
    handleDOMEvents: {
      ...input.handleDOMEvents,
      // The browser tells of a moved selection after the key that moved it, and the next key may come first. And
      // ProseMirror hands on no keys of a text that cannot be written, where moving through it needs them.
      keydown: (view, event) => {
        if (!view.composing && !event.isComposing) flushPendingInput(view);
        const isHandled =
          !view.editable && (onActKey(view, event) || onMotionKey(view, event) || onReadingKey(view, event));
        if (isHandled) event.preventDefault();
        return isHandled;
      },
      compositionend: () => {
        setTimeout(parts.composed, AFTER_COMPOSITION_MS);
        return false;
      },
    },
    attributes: () => ({
      class: "run-text",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": words.text,
      "aria-readonly": String(!mayWrite()),
      spellcheck: "false",
      autocorrect: "off",
      translate: "no",
      // Read-only text is still read by the keyboard.
      tabindex: "0",
    }),
    scrollMargin: { top: 48, bottom: 96, left: 0, right: 0 },
    scrollThreshold: { top: 24, bottom: 48, left: 0, right: 0 },
    dispatchTransaction: parts.dispatch,
  });
}
