import "../../../renderer/styles/tokens.css";
import "../../../renderer/styles/base.css";
import "../../../renderer/styles/editor.css";
import "./page.css";

import type { EditorMessage } from "../../../renderer/editor/messages.ts";
import { createRunEditor, type RunEditor, type RunEditorOptions } from "../../../renderer/editor/run-editor.ts";
import type { RunChanges } from "../../../renderer/editor/state/ledger.ts";
import { ENGLISH_EDITOR_WORDS } from "../../../renderer/editor/words.ts";
import { newRunId } from "../../../shared/domain/ids.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { generateRun } from "../generate-run.ts";

/** What a test in a browser holds of the page with nothing but an editor on it. */
export type EditorPage = {
  editor: RunEditor;
  said: EditorMessage[];
  changes: RunChanges[];
  /** Makes the editor anew. */
  open(steps: readonly Step[], options?: Partial<RunEditorOptions>): void;
  openGenerated(seed: number, steps: number): void;
  /** A bare contenteditable that holds one step's text: the floor of every ratio. */
  openFloor(): void;
};

declare global {
  interface Window {
    page: EditorPage;
  }
}

const mount = document.querySelector<HTMLElement>("#mount") ?? document.body;

function clear(): void {
  window.page.editor.destroy();
  window.page.said = [];
  window.page.changes = [];
  mount.replaceChildren();
}

function make(steps: readonly Step[], options: Partial<RunEditorOptions> = {}): RunEditor {
  return createRunEditor({
    mount,
    runId: newRunId(),
    runTitle: "The Lantern Ferry",
    steps,
    readOnly: false,
    words: ENGLISH_EDITOR_WORDS,
    now: () => performance.now(),
    isMac: false,
    onChange: () => {
      clearTimeout(flush);
      flush = window.setTimeout(() => window.page.changes.push(window.page.editor.takeChanges()), 150);
    },
    onUpdate: () => {},
    onSay: (message) => {
      window.page.said.push(message);
    },
    ...options,
  });
}

let flush = 0;

window.page = {
  editor: make(generateRun({ seed: 1, steps: 1 }).steps),
  said: [],
  changes: [],
  open(steps, options) {
    clear();
    this.editor = make(steps, options);
  },
  openGenerated(seed, steps) {
    clear();
    this.editor = make(generateRun({ seed, steps }).steps);
  },
  openFloor() {
    clear();
    const text = generateRun({ seed: 7, steps: 1 })
      .steps.flatMap((step) => [
        step.prompt.text,
        step.initial.bullets
          .flat()
          .map((thought) => thought.text)
          .join("\n"),
        step.outcome.text,
      ])
      .join("\n");
    const floor = document.createElement("div");
    floor.className = "floor";
    const box = document.createElement("div");
    box.contentEditable = "true";
    box.textContent = text;
    floor.append(box);
    mount.append(floor);
    box.focus();
    getSelection()?.collapse(box.firstChild, Math.floor(text.length / 2));
  },
};
