import type { Node } from "prosemirror-model";

import type { StepId } from "../../../shared/domain/ids.ts";
import type { Reading } from "../state/reading.ts";
import type { RunFacts } from "../state/run-facts.ts";
import { estimateHeight } from "./height-estimate.ts";

/**
 * The most pixels that the whole page may be high: browsers stop at about 33 million, and 50,000 steps would be more. Above
 * it undrawn steps are drawn together; drawn ones never are.
 */
const MAX_PAGE_PX = 16_000_000;
/** An estimate corrected by more than this factor would say that something else is wrong. */
const MAX_CORRECTION = 4;

/** The heights of a run's steps: measured where a step has been drawn at this width, else estimated. */
export class StepHeights {
  #measured = new Map<StepId, number>();
  #estimated = new WeakMap<Node, number>();
  #reading: Reading = "all";
  /** What measured steps turned out to be, to what was estimated for them: larger type makes every estimate larger. */
  #correction = 1;
  #scale = 1;

  /** Forgets what is known when sizes change: another width, typeface or way of reading. */
  reset(reading: Reading): void {
    this.#measured.clear();
    this.#estimated = new WeakMap();
    this.#reading = reading;
    this.#correction = 1;
  }

  /** Whether any height has been measured since the last reset. */
  isMeasured(): boolean {
    return this.#measured.size > 0;
  }

  /** Keeps a drawn step's height, in pixels. */
  measure(id: StepId, height: number): void {
    this.#measured.set(id, height);
  }

  /** Compares what is measured with what was estimated, so that the rest of the run is estimated better. */
  calibrate(document: Node, facts: RunFacts): void {
    let measured = 0;
    let estimated = 0;
    facts.steps.forEach((step, index) => {
      const height = this.#measured.get(step.id);
      if (height === undefined) return;
      measured += height;
      estimated += this.#estimate(document.child(index), step.states);
    });
    if (measured > 0 && estimated > 0)
      this.#correction = Math.min(MAX_CORRECTION, Math.max(1 / MAX_CORRECTION, measured / estimated));
  }

  /** The heights of all steps in pixels, undrawn ones as they stand in a spacer. */
  all(document: Node, facts: RunFacts): number[] {
    let total = 0;
    const heights = facts.steps.map((step, index) => {
      const height =
        this.#measured.get(step.id) ?? this.#estimate(document.child(index), step.states) * this.#correction;
      total += height;
      return height;
    });
    this.#scale = total > MAX_PAGE_PX ? MAX_PAGE_PX / total : 1;
    return this.#scale === 1 ? heights : heights.map((height) => height * this.#scale);
  }

  #estimate(node: Node, states: RunFacts["steps"][number]["states"]): number {
    let height = this.#estimated.get(node);
    if (height === undefined) {
      height = estimateHeight(node, states, this.#reading);
      this.#estimated.set(node, height);
    }
    return height;
  }
}
