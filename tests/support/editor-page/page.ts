import "../../../renderer/styles/tokens.css";
import "../../../renderer/styles/base.css";
import "../../../renderer/styles/editor.css";
import "../../../renderer/styles/comfort.css";
import "./page.css";

import type { EditorMessage } from "../../../renderer/editor/messages.ts";
import { createRunEditor, type RunEditor, type RunEditorOptions } from "../../../renderer/editor/run-editor.ts";
import type { RunChanges } from "../../../renderer/editor/state/ledger.ts";
import type { TextMark } from "../../../renderer/editor/state/text-marks.ts";
import { WORDS_OF_TEXT } from "../../../renderer/words/words-of-text.ts";
import { WritingAids } from "../../../renderer/features/run/comfort-aids.ts";
import { createStore } from "../../../renderer/state/store.ts";
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
  /** Like `openGenerated`, with all that helps the writing on: spelling, findings, curly quotes, the typewriter's line, counts. */
  openAllOn(seed: number, steps: number, spelling?: "story" | "all"): void;
  /** Shows findings on every second step of the run that was opened with all on, as an answered check does, or takes them away. */
  setChecks(isOn: boolean): void;
  /** A run with spelling, curly quotes everywhere and the typewriter's line. */
  openWithAids(steps: readonly Step[], spelling: "story" | "all"): void;
  /** The helps of the editor that was opened with all on. */
  aids: WritingAids | null;
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
  window.page.aids?.close();
  window.page.aids = null;
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
    words: WORDS_OF_TEXT,
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

/** As often as the run's screen looks at the text, in milliseconds. */
const SNAPSHOT_EVERY_MS = 60;
const ALL_ON = { typewriter: true, smartTyping: "all", language: "en-US" } as const;
const MOST_FINDINGS = 500;

/** A finding on the first words of every second prompt. */
function someFindings(steps: readonly Step[]): TextMark[] {
  return steps
    .filter((step, index) => index % 2 === 0 && step.prompt.text.length > 20)
    .slice(0, MOST_FINDINGS)
    .map((step, index) => ({
      id: String(index),
      place: { stepId: step.id, section: "prompt", thoughtId: null, start: 0, end: 20 },
      kind: "finding",
      severity: "warning",
      label: "Said twice",
    }));
}

window.page = {
  editor: make(generateRun({ seed: 1, steps: 1 }).steps),
  said: [],
  changes: [],
  aids: null,
  openAllOn(seed, count, spelling = "story") {
    const { steps } = generateRun({ seed, steps: count });
    this.openWithAids(steps, spelling);
    this.setChecks(true);
  },
  setChecks(isOn) {
    this.editor.setFindings(isOn ? someFindings(this.editor.steps()) : []);
  },
  openWithAids(steps, spelling) {
    clear();
    const aids = new WritingAids(createStore({ ...ALL_ON, spelling }));
    let drawing = 0;
    this.editor = make(steps, {
      plugins: aids.plugins,
      // What stands around the text is drawn a moment after a key, as on the run's screen.
      onUpdate: () => {
        drawing ||= window.setTimeout(() => {
          drawing = 0;
          this.editor.snapshot();
          aids.selectedWords();
        }, SNAPSHOT_EVERY_MS);
      },
    });
    this.aids = aids;
  },
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
