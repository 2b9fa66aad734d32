import { Selection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import type { StepId } from "../../../shared/domain/ids.ts";
import type { SectionName } from "../../../shared/domain/section.ts";
import { findStep, type Place, positionOf, stepAtIndex } from "../../../shared/document/place.ts";
import { firstOpenSection, sectionEdge } from "../acts/sections.ts";
import { sectionsAt, spotOf, stepIdOf } from "../nodes.ts";
import { type Reading, readingOf, setReadingMeta } from "../state/reading.ts";
import { flushPendingInput } from "./pending-input.ts";
import type { Anchor, Viewport } from "./viewport.ts";

/** Where the author is, to be kept with the run: the caret, and how far below the page's top its line stands, in pixels. */
export type EditorPlace = {
  readonly stepId: StepId;
  readonly section: SectionName;
  /** Counted in the document from the section's start; borders of bullets, thoughts and paragraphs count too. */
  readonly offset: number;
  readonly scrollTop: number;
};

/** What is found stands so far down the page when it has to be scrolled to. */
const JUMP_SHARE = 1 / 3;
/** A jump leaves this much above what it goes to, so that it does not stick to the edge. */
const JUMP_MARGIN_PX = 24;

/** Goes about in one run: the caret to a place, the place onto the page, and back to where the author was. */
export class Jumps {
  readonly #view: EditorView;
  readonly #viewport: Viewport;
  readonly #scroller: HTMLElement;
  /** What was in view when the way of reading last changed, and how the page was scrolled then. */
  #keptOverReading: { readonly place: Anchor; readonly scrollTop: number } | null = null;

  constructor(view: EditorView, viewport: Viewport, scroller: HTMLElement) {
    this.#view = view;
    this.#viewport = viewport;
    this.#scroller = scroller;
  }

  /**
   * Puts the caret into a step and its top onto the page: a 1-based number or an id, and the section (the first that is
   * shown, else). False when there is no such step.
   */
  toStep(step: number | StepId, section?: SectionName): boolean {
    flushPendingInput(this.#view);
    const { doc } = this.#view.state;
    const found = typeof step === "number" ? stepAtIndex(doc, step - 1) : findStep(doc, step);
    if (found === null) return false;
    const place =
      section === undefined ? firstOpenSection(this.#view.state, found.index) : { stepIndex: found.index, section };
    const position = sectionEdge(doc, place, "start");
    if (position === null) return false;
    this.#viewport.showStep(found.index, -JUMP_MARGIN_PX, TextSelection.create(doc, position));
    if (section !== undefined) this.#bringIntoView();
    return true;
  }

  /** Selects the text at a place and brings it onto the page. False when its text is gone or has become shorter. */
  toPlace(place: Place): boolean {
    flushPendingInput(this.#view);
    const { doc } = this.#view.state;
    const range = positionOf(doc, place);
    if (range === null) return false;
    const selection = TextSelection.create(doc, range.from, range.to);
    this.#viewport.showStep(doc.resolve(range.from).index(0), -JUMP_MARGIN_PX, selection);
    this.#bringIntoView();
    return true;
  }

  /** Where the author is; null when the caret stands in no section. */
  place(): EditorPlace | null {
    const { selection } = this.#view.state;
    const spot = spotOf(selection.$head);
    if (spot === null) return null;
    const line = this.#view.coordsAtPos(selection.head).top - this.#scroller.getBoundingClientRect().top;
    const isSeen = line >= 0 && line < this.#scroller.clientHeight;
    return {
      stepId: stepIdOf(spot.step),
      section: spot.name,
      offset: selection.head - spot.sectionPosition,
      scrollTop: isSeen ? Math.round(line) : JUMP_MARGIN_PX,
    };
  }

  /** Goes back to a kept place, as near as the run still allows. False when its step is gone. */
  restore(place: EditorPlace): boolean {
    const { doc } = this.#view.state;
    const step = findStep(doc, place.stepId);
    if (step === null) return false;
    const section = sectionsAt(step.node, step.position).find(({ name }) => name === place.section);
    if (section === undefined) return false;
    const offset = Math.min(Math.max(place.offset, 1), section.node.nodeSize - 1);
    this.#view.dispatch(this.#view.state.tr.setSelection(Selection.near(doc.resolve(section.position + offset), -1)));
    this.#viewport.showStep(step.index);
    const line =
      this.#view.coordsAtPos(this.#view.state.selection.head).top - this.#scroller.getBoundingClientRect().top;
    this.#scroller.scrollTop += line - place.scrollTop;
    this.#viewport.refresh();
    return true;
  }

  /** Shows all of the run, its story, or some of its thoughts. The caret and what is at the page's top stay. */
  setReading(reading: Reading): void {
    if (readingOf(this.#view.state) === reading) return;
    // Whoever only looks in and comes back finds the page as it was: what a way of reading does not show is kept in mind.
    const before = this.#keptOverReading;
    const isWhereItWasPut = before !== null && Math.abs(before.scrollTop - this.#scroller.scrollTop) <= 1;
    const kept = isWhereItWasPut ? before.place : this.#viewport.placeToKeep();
    this.#scroller.dataset["reading"] = reading;
    this.#view.dispatch(setReadingMeta(this.#view.state.tr, reading));
    if (kept === null) return;
    const index = this.#view.state.doc.children.findIndex((step) => stepIdOf(step) === kept.id);
    if (index >= 0) this.#viewport.showStep(index, -Math.max(kept.offset, JUMP_MARGIN_PX));
    this.#keptOverReading = { place: kept, scrollTop: this.#scroller.scrollTop };
  }

  /** Brings a stretch onto the page, moving nothing when it is seen already. */
  showRange(from: number, to: number, select: boolean): void {
    const { doc } = this.#view.state;
    if (select) this.#view.dispatch(this.#view.state.tr.setSelection(TextSelection.create(doc, from, to)));
    const index = doc.resolve(from).index(0);
    const page = this.#scroller.getBoundingClientRect();
    const line = this.#viewport.drawnElements().some((drawn) => drawn.index === index)
      ? this.#view.coordsAtPos(from)
      : null;
    if (line !== null && line.top >= page.top + JUMP_MARGIN_PX && line.bottom <= page.bottom - JUMP_MARGIN_PX) return;
    this.#viewport.showStep(index, -JUMP_MARGIN_PX);
    const { top, bottom } = this.#view.coordsAtPos(from);
    if (top >= page.top && bottom <= page.bottom - JUMP_MARGIN_PX) return;
    this.#scroller.scrollTop += top - page.top - page.height * JUMP_SHARE;
    this.#viewport.refresh();
  }

  #bringIntoView(): void {
    this.#view.dispatch(this.#view.state.tr.scrollIntoView());
    this.#viewport.refresh();
  }
}
