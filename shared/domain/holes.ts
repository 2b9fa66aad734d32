import { SECTION_NAMES, type SectionName } from "./section.ts";
import type { StepStates } from "./states.ts";

/** A section to be looked at for holes. `assumed` sections are only taken to stand there (bounty format, Reading): they neither open nor close a hole. */
export type HoleState = StepStates[SectionName] | "assumed";

/** Where a hole ends and how it began; steps are 0-based positions. */
export type Hole = {
  /** The first unwritten section. */
  readonly from: { readonly index: number; readonly section: SectionName };
  /** The first written section after it: where the problem is reported. */
  readonly at: { readonly index: number; readonly section: SectionName };
};

/**
 * Finds holes while a run streams by: in reading order no written section comes after an unwritten one (bounty format,
 * Valid runs, a). One hole is one problem, at the first written section after it; empty, skipped and assumed
 * sections neither open nor close one.
 */
export class HoleFinder {
  #from: Hole["from"] | null = null;

  /** The holes that end in this step, in reading order. Steps must come in order. */
  step(index: number, states: Readonly<Record<SectionName, HoleState>>): Hole[] {
    const holes: Hole[] = [];
    for (const section of SECTION_NAMES) {
      const state = states[section];
      if (state === "unwritten") this.#from ??= { index, section };
      else if (state === "written" && this.#from !== null) {
        holes.push({ from: this.#from, at: { index, section } });
        this.#from = null;
      }
    }
    return holes;
  }
}
