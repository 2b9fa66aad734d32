import fc from "fast-check";
import { redoDepth, undoDepth } from "prosemirror-history";
import { describe, expect, it } from "vitest";

import { ACT_IDS, type ActId } from "../../renderer/editor/acts/registry.ts";
import type { Reading } from "../../renderer/editor/state/reading.ts";
import { runFacts } from "../../renderer/editor/state/run-facts.ts";
import { contentOf, type Step, type StepContent } from "../../shared/domain/step.ts";
import { SECTION_NAMES } from "../../shared/domain/section.ts";
import { runStates } from "../../shared/domain/states.ts";
import { TAG } from "../../shared/domain/tag.ts";
import { addWords, NO_WORDS, sectionWords, totalWords, visibleWords } from "../../shared/domain/words.ts";
import { storedRun } from "../support/generate-run-arbitrary.ts";
import { Writing } from "../support/writing.ts";

/** Something that an author does; places are shares of the run, so that any run will do. */
type Doing =
  | { readonly kind: "go"; readonly anchor: number; readonly head: number }
  | { readonly kind: "type"; readonly text: string }
  | { readonly kind: "press"; readonly key: string }
  | { readonly kind: "act"; readonly id: ActId }
  | { readonly kind: "paste"; readonly text: string }
  | { readonly kind: "read"; readonly reading: Reading }
  | { readonly kind: "save" };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const doing: fc.Arbitrary<Doing> = fc.oneof(
  fc.record({ kind: fc.constant("go" as const), anchor: share, head: share }),
  share.map((at) => ({ kind: "go" as const, anchor: at, head: at })),
  fc.record({
    kind: fc.constant("type" as const),
    text: fc.oneof(
      fc.constantFrom("word ", "a", TAG, "“Ł” "),
      fc.string({ unit: "grapheme", maxLength: 5 }).map((text) => text.replaceAll(/[\r\n\0]/g, "")),
    ),
  }),
  fc.record({
    kind: fc.constant("press" as const),
    key: fc.constantFrom("Enter", "Alt-Enter", "Shift-Enter", "Backspace", "Delete"),
  }),
  fc.record({ kind: fc.constant("act" as const), id: fc.constantFrom(...ACT_IDS) }),
  fc.record({
    kind: fc.constant("paste" as const),
    text: fc.oneof(fc.constantFrom("one two\nthree", `${TAG}x`, "\n\n", "a\r\nb"), fc.string({ maxLength: 20 })),
  }),
  fc.record({
    kind: fc.constant("read" as const),
    reading: fc.constantFrom<Reading>("all", "all", "story", "longterm"),
  }),
  fc.constant({ kind: "save" as const }),
);

function placeOf(writing: Writing, at: number): number {
  const places: number[] = [];
  writing.state.doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    for (let offset = 0; offset <= node.content.size; offset += 1) places.push(position + 1 + offset);
    return false;
  });
  return places[Math.min(places.length - 1, Math.floor(at * places.length))] ?? 1;
}

function perform(writing: Writing, { ...done }: Doing): void {
  switch (done.kind) {
    case "go":
      writing.select(placeOf(writing, done.anchor), placeOf(writing, done.head));
      break;
    case "type":
      writing.type(done.text);
      break;
    case "press":
      if (done.key !== "Backspace" && done.key !== "Delete") writing.press(done.key);
      else if (mayDelete(writing, done.key)) writing.press(done.key);
      break;
    case "act":
      writing.act(done.id);
      break;
    case "paste":
      writing.paste(done.text);
      break;
    case "read":
      writing.read(done.reading);
      break;
    case "save":
      break;
  }
}

// Half of a pair is never deleted by a browser; the simple stand-in of a native key would.
function mayDelete(writing: Writing, key: string): boolean {
  const { $head, empty } = writing.state.selection;
  const unit =
    key === "Backspace"
      ? $head.parent.textContent.at($head.parentOffset - 1)
      : $head.parent.textContent.at($head.parentOffset);
  return !empty || unit === undefined || unit.isWellFormed();
}

function storedWords(steps: readonly Step[]): number {
  return steps.reduce(
    (sum, step) => sum + SECTION_NAMES.reduce((words, name) => words + totalWords(sectionWords(step, name)), 0),
    0,
  );
}

/** A store that does as a save says and nothing else. */
class Store {
  readonly contents: Map<string, StepContent>;
  order: readonly string[];
  words: number;

  constructor(steps: readonly Step[]) {
    this.contents = new Map(steps.map((step) => [step.id, contentOf(step)]));
    this.order = steps.map(({ id }) => id);
    this.words = storedWords(steps);
  }

  save({ steps, order, acts }: ReturnType<Writing["takeChanges"]>): void {
    for (const change of steps) {
      if ("deleted" in change) this.contents.delete(change.id);
      else this.contents.set(change.id, change.content);
    }
    this.order = order ?? this.order;
    for (const { added, removed } of acts) this.words += added - removed;
  }

  steps(): unknown[] {
    return this.order.map((id) => ({ id, ...this.contents.get(id) }));
  }
}

const runs = storedRun()
  .map((run) => run.steps.slice(0, 6))
  .filter((steps) => steps.length > 0);

/** What is known of the run beside its document, and what reading the whole run anew gives. */
function laws(writing: Writing): { known: unknown; anew: unknown } {
  const steps = writing.steps();
  const facts = runFacts(writing.state);
  const states = runStates(steps);
  const words = steps.map((step, index) => {
    const state = states[index];
    return state === undefined ? NO_WORDS : visibleWords(step, state);
  });
  const ids = steps.flatMap((step) => [
    step.id,
    ...[step.initial, step.postPrompt, step.postAction].flatMap(({ bullets }) => bullets.flat().map(({ id }) => id)),
  ]);
  return {
    known: {
      states: facts.steps.map((step) => step.states),
      words: facts.steps.map((step) => step.words),
      total: facts.words,
      ids: ids.length,
    },
    anew: { states, words, total: words.reduce(addWords, NO_WORDS), ids: new Set(ids).size },
  };
}

describe("any day of writing", () => {
  it("[E22] keeps states, words and ids right after every act, and loses no step's sections", () => {
    fc.assert(
      fc.property(runs, fc.array(doing, { maxLength: 25 }), (steps, doings) => {
        const writing = new Writing(...steps);
        for (const done of doings) {
          perform(writing, done);
          const { known, anew } = laws(writing);
          expect(known).toEqual(anew);
        }
      }),
      { numRuns: 120 },
    );
  });

  it("[E23] sends saves that a store can follow, whose acts add up to the stored words", () => {
    fc.assert(
      fc.property(runs, fc.array(doing, { maxLength: 40 }), (steps, doings) => {
        const writing = new Writing(...steps);
        const store = new Store(writing.steps());
        for (const done of [...doings, { kind: "save" } as const]) {
          perform(writing, done);
          if (done.kind !== "save") continue;
          store.save(writing.takeChanges());
          expect(store.steps()).toEqual(writing.steps());
          expect(store.contents.size).toBe(store.order.length);
          expect(store.words).toBe(storedWords(writing.steps()));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("[E24] is undone to the run as it was opened and redone to the run as it was left", () => {
    fc.assert(
      fc.property(runs, fc.array(doing, { maxLength: 25 }), (steps, doings) => {
        const writing = new Writing(...steps);
        const before = writing.steps();
        for (const done of doings)
          if (done.kind !== "act" || (done.id !== "undo" && done.id !== "redo")) perform(writing, done);
        const after = writing.steps();
        while (Number(undoDepth(writing.state)) > 0) writing.act("undo");
        expect(writing.steps()).toEqual(before);
        while (Number(redoDepth(writing.state)) > 0) writing.act("redo");
        expect(writing.steps()).toEqual(after);
      }),
      { numRuns: 120 },
    );
  });
});
