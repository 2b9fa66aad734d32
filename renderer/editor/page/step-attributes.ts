import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";

import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { totalWords } from "../../../shared/domain/words.ts";

import { sectionHasText } from "../nodes.ts";
import { type OutOfOrder, outOfOrder } from "../state/order-of-writing.ts";
import { type Reading, readingOf } from "../state/reading.ts";
import { runFacts, type StepFacts } from "../state/run-facts.ts";
import { storedSectionWords } from "../state/section-words.ts";
import type { EditorWords } from "../words.ts";
import { showsAnything } from "./height-estimate.ts";
import { STEP_CLASS } from "./node-views.ts";

/** What an element was last written from. */
type Shown = {
  readonly node: Node;
  readonly step: StepFacts;
  readonly index: number;
  readonly isCurrent: boolean;
  readonly reading: Reading;
  readonly outOfOrder: OutOfOrder;
};

const shown = new WeakMap<HTMLElement, Shown>();

/** A drawn step's element and the 0-based index of its step. */
export type DrawnElement = { readonly element: HTMLElement; readonly index: number };

/**
 * What a drawn step shows of its place in the run: its number, the states of its sections, their names and notes. A key
 * looks at its own step alone and compares it with what its elements already say; a new step before renumbers only what is
 * drawn.
 */
export function showStepAttributes({ state }: EditorView, drawn: readonly DrawnElement[], words: EditorWords): void {
  const { steps } = runFacts(state);
  const here = state.selection.$head.index(0);
  const common = { reading: readingOf(state), outOfOrder: outOfOrder(state) };
  for (const { element, index } of drawn) {
    const step = steps[index];
    if (step === undefined || !element.classList.contains(STEP_CLASS)) continue;
    const now: Shown = { node: state.doc.child(index), step, index, isCurrent: index === here, ...common };
    const was = shown.get(element);
    if (was !== undefined && isSame(was, now)) continue;
    shown.set(element, now);
    showStep(element, now, words);
  }
}

function isSame(was: Shown, now: Shown): boolean {
  return (
    was.node === now.node &&
    was.step === now.step &&
    was.index === now.index &&
    was.isCurrent === now.isCurrent &&
    was.reading === now.reading &&
    was.outOfOrder === now.outOfOrder
  );
}

function set(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

function showStep(element: HTMLElement, now: Shown, words: EditorWords): void {
  const { node, step, index, isCurrent } = now;
  const number = String(index + 1);
  const chapter: unknown = node.attrs["chapter"];
  const bookmark: unknown = node.attrs["bookmark"];
  set(element, "data-step", number);
  set(element, "data-current", isCurrent ? "" : null);
  set(element, "data-nothing-shown", showsAnything(node, step.states, now.reading) ? null : "");
  set(element, "aria-label", words.step(index + 1));
  set(element, "data-chapter", typeof chapter === "string" ? chapter : null);
  const frame = element.firstElementChild;
  const body = frame?.firstElementChild;
  if (frame === null || body === null || body === undefined) return;
  set(frame, "data-number", number);
  set(frame, "data-digits", String(number.length));
  set(frame, "data-bookmark", typeof bookmark === "string" ? bookmark : null);
  const late = now.outOfOrder.get(step.id) ?? [];
  SECTION_NAMES.forEach((name, at) => {
    const section = body.children.item(at);
    if (section === null) return;
    const state = step.states[name];
    const isLate = state === "written" && late.includes(name);
    set(section, "data-parked", state === "skipped" && sectionHasText(node.child(at)) ? "" : null);
    set(section, "data-out-of-order", isLate ? "" : null);
    set(section, "data-state", state);
    set(section, "aria-label", words.section(index + 1, name));
    set(section, "aria-description", isLate ? words.writtenOutOfOrder : words.states[state]);
    set(section, "data-note", noteOf(node.children, step, index, name, words));
  });
}

/** The one line that says why sections are skipped; it hangs on the first of them. */
function noteOf(
  sections: readonly Node[],
  step: StepFacts,
  index: number,
  name: (typeof SECTION_NAMES)[number],
  words: EditorWords,
): string | null {
  const state = step.states[name];
  if (state === "empty") return words.noThoughts;
  if (state === "unwritten") return words.hints[name];
  if (state !== "skipped") return null;
  if (name === "outcome") return words.skippedOutcome;
  if (name !== "initial" || step.skip === "nothing") return null;
  let kept = 0;
  SECTION_NAMES.forEach((section, at) => {
    const node = sections[at];
    if (step.states[section] === "skipped" && node !== undefined) kept += totalWords(storedSectionWords(node));
  });
  return words.skippedBy(index, step.skip, kept);
}
