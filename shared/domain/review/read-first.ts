import type { Finding } from "../consistency/results.ts";
import type { Step } from "../step.ts";
import { visible } from "../visible.ts";
import { addWords, NO_WORDS, sectionWords, totalWords } from "../words.ts";
import { seededRandom } from "./agreement.ts";

/*
 * What to read first in a long run: where the check found something, what was changed since the last round, steps that
 * are unlike the others, and a sample that nobody chose.
 */

/** Why a step is to be read first. */
export const READ_FIRST_REASONS = ["changed", "finding", "outlier", "sample"] as const;
export type ReadFirstReason = (typeof READ_FIRST_REASONS)[number];
/** A step to be read first, and every reason for it. 1-based. */
export type ReadFirst = { readonly step: number; readonly reasons: readonly ReadFirstReason[] };

/** A measure so many median deviations away from the median makes an outlier. */
const OUTLYING = 5;
/** A normal distribution's standard deviation in median absolute deviations. */
const NORMAL = 1.4826;

/** Steps whose length or share of thoughts lies far from those of the other steps; 1-based. */
export function outliers(steps: readonly Step[]): number[] {
  const measures = [...visible(steps)].map(({ step, sections }) => {
    const words = sections.reduce((sum, section) => addWords(sum, sectionWords(step, section)), NO_WORDS);
    const all = totalWords(words);
    return { all, share: all === 0 ? 0 : 1 - words.story / all };
  });
  const far = [outlying(measures.map(({ all }) => all)), outlying(measures.map(({ share }) => share))];
  return measures.flatMap((_, index) => (far.some((of) => of[index]) ? [index + 1] : []));
}

function outlying(values: readonly number[]): boolean[] {
  const middle = median(values);
  const spread = median(values.map((value) => Math.abs(value - middle))) * NORMAL;
  return values.map((value) => spread > 0 && Math.abs(value - middle) > OUTLYING * spread);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** `count` steps of these, drawn without preference; the same seed draws the same. */
export function sampleOf(steps: readonly number[], count: number, seed: number): number[] {
  const random = seededRandom(seed);
  const left = [...steps];
  const drawn: number[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  return drawn.toSorted((one, other) => one - other);
}

/** What to read first, in reading order. `within`: the steps that were sent to be read. */
export function readFirst(
  within: { readonly from: number; readonly to: number },
  found: {
    readonly findings: readonly Finding[];
    readonly changed: readonly number[];
    readonly outliers: readonly number[];
    readonly sample: readonly number[];
  },
): ReadFirst[] {
  const steps: Readonly<Record<ReadFirstReason, ReadonlySet<number>>> = {
    changed: new Set(found.changed),
    finding: new Set(found.findings.flatMap(({ evidence }) => evidence.map(({ step }) => step))),
    outlier: new Set(found.outliers),
    sample: new Set(found.sample),
  };
  const all = new Set(READ_FIRST_REASONS.flatMap((reason) => [...steps[reason]]));
  return [...all]
    .filter((step) => step >= within.from && step <= within.to)
    .toSorted((one, other) => one - other)
    .map((step) => ({ step, reasons: READ_FIRST_REASONS.filter((reason) => steps[reason].has(step)) }));
}
