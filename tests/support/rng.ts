import { RunId, StepId, ThoughtId, newRunId, newStepId, newThoughtId } from "../../shared/domain/ids.ts";

/** Where a generator takes its ids from: fresh ones, or the same ones at every run. */
export type IdSource = { readonly run: () => RunId; readonly step: () => StepId; readonly thought: () => ThoughtId };

/** Ids as the product makes them; no two are the same, so two runs of one seed differ in them. */
export const freshIds: IdSource = { run: newRunId, step: newStepId, thought: newThoughtId };

/** Ids that count up from a 32-bit salt: the same salt gives the same ids, and another salt never one of them. */
export function countedIds(salt: number): IdSource {
  let count = 0;
  const head = (salt >>> 0).toString(16).padStart(8, "0");
  const next = (): string => {
    count += 1;
    return `${head}-0000-7000-8000-${count.toString(16).padStart(12, "0")}`;
  };
  return {
    run: () => RunId.parse(next()),
    step: () => StepId.parse(next()),
    thought: () => ThoughtId.parse(next()),
  };
}

/** Numbers that follow from a seed, the same on every platform (sfc32, a small generator of good quality). */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = Math.imul(seed | 0, 0x9e3779b1) | 0;
    this.#c = 0x243f6a88;
    // The first numbers of neighbouring seeds are alike.
    for (let warmUp = 0; warmUp < 15; warmUp += 1) this.#next();
  }

  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** At least 0, below 1. */
  fraction(): number {
    return this.#next() / 2 ** 32;
  }

  /** A whole number, at least 0 and below `limit`. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** A whole number from `least` to `most`, both possible. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True in `share` of the calls, a share from 0 to 1. */
  chance(share: number): boolean {
    return this.fraction() < share;
  }

  /** One of the list, all alike. Throws on an empty list. */
  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new RangeError("Nothing to pick from");
    return picked;
  }
}
