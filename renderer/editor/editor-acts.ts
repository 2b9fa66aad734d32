import { keydownHandler } from "prosemirror-keymap";
import type { Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { type ActDefinition, type ActId, type ActKeys, ACTS } from "./acts/registry.ts";
import type { Say } from "./acts/sections.ts";
import type { EditorWords } from "./words.ts";

/** An act as a button, menu or palette uses it. */
export type EditorAct = {
  readonly id: ActId;
  readonly title: string;
  readonly keys: ActKeys;
  /** Does it where the caret is and gives the focus back to the text. False when the run cannot be written. */
  readonly run: () => boolean;
  /** Whether a toggle is pressed; null for acts that are no toggles. */
  readonly isActive: () => boolean | null;
  readonly isEnabled: () => boolean;
};

/** What an act needs of the editor that it is done in. */
export type ActHost = {
  readonly view: () => EditorView;
  readonly mayWrite: () => boolean;
  readonly focus: () => void;
  readonly say: Say;
};

/** The acts of the registry on one editor, in the order of a menu. */
export function editorActs(host: ActHost, words: EditorWords): EditorAct[] {
  return ACTS.map((definition) => editorAct(definition, host, words));
}

function editorAct(definition: ActDefinition, { view, mayWrite, focus, say }: ActHost, words: EditorWords): EditorAct {
  const command = definition.command(say);
  const isOpen = (): boolean => !definition.writes || mayWrite();
  return {
    id: definition.id,
    title: words.acts[definition.id],
    keys: definition.keys,
    run: () => {
      if (!isOpen()) return false;
      const isDone = command(view().state, view().dispatch, view());
      focus();
      return isDone;
    },
    isActive: () => definition.isActive?.(view().state) ?? null,
    isEnabled: () => isOpen() && definition.isEnabled(view().state),
  };
}

/** Keys of acts in ProseMirror's spelling. */
export type ActBindings = Readonly<Partial<Record<ActId, readonly string[]>>>;

/** What does the act that a key means; `bound` are keys that the author chose. */
export function onActKey(
  { mayWrite, say }: Pick<ActHost, "mayWrite" | "say">,
  isMac: boolean,
  bound: ActBindings = {},
): (view: EditorView, event: KeyboardEvent) => boolean {
  const bindings: Record<string, Command> = {};
  for (const definition of ACTS) {
    const command = definition.command(say);
    const whenOpen: Command = (state, dispatch, view) =>
      !definition.writes || mayWrite() ? command(state, dispatch, view) : false;
    for (const key of bound[definition.id] ?? definition.keys[isMac ? "mac" : "other"]) bindings[key] = whenOpen;
  }
  return keydownHandler(bindings);
}
