import type { Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import type { StepId } from "../../../shared/domain/ids.ts";
import { drawnSteps, drawNear, nearSteps } from "../state/drawn-steps.ts";
import { type Reading, readingOf } from "../state/reading.ts";
import { runFacts } from "../state/run-facts.ts";
import { flushPendingInput } from "./pending-input.ts";
import type { DrawnElement } from "./step-attributes.ts";
import { StepHeights } from "./step-heights.ts";

/**
 * The part of a run that is in layout. Steps near the viewport are drawn; of each stretch of others only the first element
 * stands in layout, as high as all of them together, and the rest have no box. When the page scrolls, the drawn range moves
 * with it, and the step at the top of the viewport stays where it is, whatever the heights of the steps above turn out to
 * be. The cost of a key is that of the drawn steps and does not grow with the run.
 */

/** How far beyond the viewport steps are drawn, in viewport heights. */
const OVERSCAN = 0.75;
/** The range moves when less than this is drawn beyond the viewport, in viewport heights. */
const SLACK = 0.25;
/** Scroll positions are whole device pixels: a smaller difference is none. */
const SMALLEST_SHIFT_PX = 0.5;

/** A step at the viewport's top and how far its own top stands from there, in pixels (negative: above). */
export type Anchor = { readonly id: StepId; readonly offset: number };

type Laid = { readonly element: HTMLElement; readonly height: number };

/** Draws the steps near the viewport of one editor and keeps the page still meanwhile. */
export class Viewport {
  readonly #view: EditorView;
  readonly #scroller: HTMLElement;
  readonly #heights = new StepHeights();
  readonly #resizes: ResizeObserver;
  #laid = new WeakMap<Element, "drawn" | "hidden" | number>();
  #observed = new Set<Element>();
  #drawn: ReadonlySet<StepId> | null = null;
  #reading: Reading;
  #width = 0;
  #isMoving = false;
  /** The 0-based indices of the drawn steps. */
  #drawnIndices: readonly number[] = [];

  constructor(view: EditorView, scroller: HTMLElement) {
    this.#view = view;
    this.#scroller = scroller;
    this.#reading = readingOf(view.state);
    this.#heights.reset(this.#reading);
    this.#resizes = new ResizeObserver((entries) => this.#resized(entries));
    this.#resizes.observe(scroller);
    this.#width = scroller.clientWidth;
  }

  /** Lays the page out for the first time and follows it from here on. */
  start(): void {
    this.#scroller.addEventListener("scroll", this.#onScroll, { passive: true });
    this.#layOut();
    this.refresh();
  }

  readonly #onScroll = (): void => {
    if (!this.#isMoving) this.refresh();
  };

  destroy(): void {
    this.#scroller.removeEventListener("scroll", this.#onScroll);
    this.#resizes.disconnect();
  }

  /** To be called after every update of the view. */
  updated(): void {
    const { state } = this.#view;
    const reading = readingOf(state);
    const isOtherReading = reading !== this.#reading;
    if (isOtherReading) {
      this.#reading = reading;
      this.#heights.reset(reading);
    }
    const facts = runFacts(state);
    const isLaidOut = drawnSteps(state) === this.#drawn && !facts.restructured && !isOtherReading;
    if (!isLaidOut || !this.drawnElements().every(({ element }) => this.#laid.get(element) === "drawn")) this.#layOut();
  }

  /** The elements of the drawn steps, in order. */
  drawnElements(): DrawnElement[] {
    return this.#drawnIndices.flatMap((index) => {
      const element = this.#view.dom.children.item(index);
      return element instanceof HTMLElement ? [{ element, index }] : [];
    });
  }

  /** Measures and estimates anew, for another typeface, size or zoom. */
  sizesChanged(): void {
    this.#keepingStill(() => {
      this.#heights.reset(this.#reading);
      this.#measureDrawn();
      this.#heights.calibrate(this.#view.state.doc, runFacts(this.#view.state));
      this.#layOut();
    });
    this.refresh();
  }

  /** Draws what the viewport needs, if it lacks anything. Reads layout. */
  refresh(): void {
    if (this.#isMoving || this.#scroller.clientHeight === 0) return;
    const height = this.#scroller.clientHeight;
    const tops = this.#tops();
    const top = this.#scroller.scrollTop;
    const drawn = drawnSteps(this.#view.state);
    const must = this.#between(tops, top - height * SLACK, top + height * (1 + SLACK));
    if (must.every((id) => drawn.has(id)) && nearSteps(this.#view.state).size > 0) return;
    const near = this.#between(tops, top - height * OVERSCAN, top + height * (1 + OVERSCAN));
    this.#draw(new Set(near), this.#anchorIn(tops, top));
    // What was drawn turned out lower than estimated: the viewport may still not be full.
    const after = this.#tops();
    const still = this.#between(after, this.#scroller.scrollTop, this.#scroller.scrollTop + height);
    const drawnAfter = drawnSteps(this.#view.state);
    if (!still.every((id) => drawnAfter.has(id)))
      this.#draw(new Set([...near, ...still]), this.#anchorIn(after, this.#scroller.scrollTop));
  }

  /**
   * Puts a step's top (or what lies `below` pixels under it) at the viewport's top, drawing what is needed. The document
   * holds the step; of one that is not shown the next takes its part, or the one before. `caret` goes to its place in the
   * same breath, so that the page is laid out once.
   */
  showStep(asked: number, below = 0, caret: Selection | null = null): void {
    flushPendingInput(this.#view);
    const facts = runFacts(this.#view.state);
    this.#measureDrawn();
    const heights = this.#heights.all(this.#view.state.doc, facts);
    const index = nearestShown(heights, asked);
    const target = index === null ? undefined : facts.steps[index];
    if (index === null || target === undefined) {
      if (caret !== null) this.#view.dispatch(this.#view.state.tr.setSelection(caret));
      return;
    }
    const reach = this.#scroller.clientHeight;
    const near = new Set<StepId>([target.id]);
    for (let at = index - 1, left = reach * OVERSCAN - Math.min(0, below); at >= 0 && left > 0; at -= 1) {
      addIfHigh(near, facts.steps[at]?.id, heights[at] ?? 0);
      left -= heights[at] ?? 0;
    }
    for (let at = index + 1, left = reach * (1 + OVERSCAN) + below - (heights[index] ?? 0); left > 0; at += 1) {
      if (at >= facts.steps.length) break;
      addIfHigh(near, facts.steps[at]?.id, heights[at] ?? 0);
      left -= heights[at] ?? 0;
    }
    this.#draw(near, { id: target.id, offset: -below }, caret);
    this.refresh();
  }

  /**
   * The step that should stay in view when everything else changes: the caret's, when it is seen, else the one a third down
   * the page. Null when no step is shown at all.
   */
  placeToKeep(): Anchor | null {
    const tops = this.#tops();
    const top = this.#scroller.scrollTop;
    const caret = this.#view.state.selection.$head.index(0);
    const caretTop = tops[caret] ?? 0;
    const caretBottom = tops[caret + 1] ?? 0;
    const step = runFacts(this.#view.state).steps[caret];
    if (
      step !== undefined &&
      caretBottom > caretTop &&
      caretBottom > top &&
      caretTop < top + this.#scroller.clientHeight
    )
      return { id: step.id, offset: caretTop - top };
    const third = this.#scroller.clientHeight / 3;
    const anchor = this.#anchorIn(tops, top + third);
    return anchor === null ? null : { id: anchor.id, offset: anchor.offset + third };
  }

  #draw(near: ReadonlySet<StepId>, anchor: Anchor | null, caret: Selection | null = null): void {
    this.#isMoving = true;
    flushPendingInput(this.#view);
    this.#measureDrawn();
    const isFirst = !this.#heights.isMeasured();
    const { tr } = this.#view.state;
    this.#view.dispatch(drawNear(caret === null ? tr : tr.setSelection(caret), near));
    this.#measureDrawn();
    if (isFirst) {
      this.#heights.calibrate(this.#view.state.doc, runFacts(this.#view.state));
      this.#layOut();
    }
    if (anchor !== null) this.#putAt(anchor);
    this.#isMoving = false;
  }

  #keepingStill(change: () => void): void {
    const anchor = this.#anchorIn(this.#tops(), this.#scroller.scrollTop);
    this.#isMoving = true;
    change();
    if (anchor !== null) this.#putAt(anchor);
    this.#isMoving = false;
  }

  #putAt({ id, offset }: Anchor): void {
    const index = runFacts(this.#view.state).steps.findIndex((step) => step.id === id);
    const element = this.#view.dom.children.item(index);
    if (element === null || !this.#observed.has(element)) return;
    const now = element.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
    if (Math.abs(now - offset) > SMALLEST_SHIFT_PX) this.#scroller.scrollTop += now - offset;
  }

  /** The tops of all steps as they stand in the scroller, and the end of the last one. Reads the drawn ones' layout. */
  #tops(): Float64Array {
    const { state, dom } = this.#view;
    const heights = this.#heights.all(state.doc, runFacts(state));
    const tops = new Float64Array(heights.length + 1);
    const origin = this.#scroller.getBoundingClientRect().top - this.#scroller.scrollTop;
    let top = dom.getBoundingClientRect().top - origin;
    let index = 0;
    for (
      let child = dom.firstElementChild;
      child !== null && index < heights.length;
      child = child.nextElementSibling
    ) {
      tops[index] = top;
      const isDrawn = this.#laid.get(child) === "drawn";
      top += isDrawn ? child.getBoundingClientRect().height : (heights[index] ?? 0);
      index += 1;
    }
    tops[heights.length] = top;
    return tops;
  }

  /** What must not move: the first drawn step in view, which may be being read; when none is drawn, the first in view. */
  #anchorIn(tops: Float64Array, scrollTop: number): Anchor | null {
    const drawn = drawnSteps(this.#view.state);
    const bottomOfPage = scrollTop + this.#scroller.clientHeight;
    let first: Anchor | null = null;
    for (const [index, step] of runFacts(this.#view.state).steps.entries()) {
      const top = tops[index] ?? 0;
      const bottom = tops[index + 1] ?? 0;
      if (top >= bottomOfPage) break;
      if (bottom <= scrollTop || bottom === top) continue;
      const anchor = { id: step.id, offset: top - scrollTop };
      if (drawn.has(step.id)) return anchor;
      first ??= anchor;
    }
    return first;
  }

  /** Steps with any height between two positions of the page. */
  #between(tops: Float64Array, from: number, to: number): StepId[] {
    const ids: StepId[] = [];
    for (const [index, step] of runFacts(this.#view.state).steps.entries()) {
      const top = tops[index] ?? 0;
      const bottom = tops[index + 1] ?? 0;
      if (bottom > from && top < to && bottom > top) ids.push(step.id);
    }
    return ids;
  }

  #measureDrawn(): void {
    const { steps } = runFacts(this.#view.state);
    for (const { element, index } of this.drawnElements()) {
      const step = steps[index];
      if (step !== undefined && this.#laid.get(element) === "drawn")
        this.#heights.measure(step.id, element.getBoundingClientRect().height);
    }
  }

  /** Gives every element its part: drawn, spacer of its whole stretch, or none. Writes only what changes. */
  #layOut(): void {
    const { state, dom } = this.#view;
    const facts = runFacts(state);
    const drawn = drawnSteps(state);
    this.#drawn = drawn;
    const heights = this.#heights.all(state.doc, facts);
    const observed = new Set<Element>();
    const drawnIndices: number[] = [];
    let spacer: { element: HTMLElement; height: number } | null = null;
    const spacers: Laid[] = [];
    let index = 0;
    for (let child = dom.firstElementChild; child !== null; child = child.nextElementSibling) {
      const step = facts.steps[index];
      if (step !== undefined && child instanceof HTMLElement) {
        if (drawn.has(step.id)) {
          spacer = null;
          observed.add(child);
          drawnIndices.push(index);
          this.#laid.set(child, "drawn");
        } else if (spacer === null) {
          spacer = { element: child, height: heights[index] ?? 0 };
          spacers.push(spacer);
        } else {
          spacer.height += heights[index] ?? 0;
          if (this.#laid.get(child) !== "hidden") {
            child.hidden = true;
            this.#laid.set(child, "hidden");
          }
        }
      }
      index += 1;
    }
    for (const { element, height } of spacers) {
      if (this.#laid.get(element) === height) continue;
      element.hidden = false;
      element.style.height = `${height}px`;
      this.#laid.set(element, height);
    }
    for (const element of observed) if (!this.#observed.has(element)) this.#resizes.observe(element);
    for (const element of this.#observed) if (!observed.has(element)) this.#resizes.unobserve(element);
    this.#observed = observed;
    this.#drawnIndices = drawnIndices;
  }

  #resized(entries: readonly ResizeObserverEntry[]): void {
    if (this.#scroller.clientWidth !== this.#width) {
      this.#width = this.#scroller.clientWidth;
      this.sizesChanged();
      return;
    }
    if (entries.some(({ target }) => target === this.#scroller)) this.refresh();
    this.#measureDrawn();
  }
}

function addIfHigh(ids: Set<StepId>, id: StepId | undefined, height: number): void {
  if (id !== undefined && height > 0) ids.add(id);
}

/** The step itself, else the first after it with any height, else the last before it; null when none has. */
function nearestShown(heights: readonly number[], index: number): number | null {
  const after = heights.findIndex((height, at) => at >= index && height > 0);
  if (after >= 0) return after;
  const before = heights.findLastIndex((height) => height > 0);
  return before >= 0 ? before : null;
}
