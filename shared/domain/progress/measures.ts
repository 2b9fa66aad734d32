/** The share of the story in a run's words that serves as a guide: between a sixth and a fifth (bounty format, section 2). */
export const STORY_GUIDE = { least: 1 / 6, most: 1 / 5 } as const;

/** How far from the median, in deviations, a step's length must be to be pointed out (Iglewicz and Hoaglin's 3.5). */
const FAR = 3.5;
/** Makes the median of deviations comparable to a standard deviation. */
const NORMAL_MEDIAN = 0.6745;
/** The same for the mean of deviations. */
const NORMAL_MEAN = 1.2533;
/** Fewer written steps than this have no usual length. */
const FEWEST_STEPS = 8;

/** The middle of some numbers; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * The 1-based numbers of steps that are far longer or shorter than the others, the farthest first. Steps without words are
 * left out: they are not written yet.
 */
export function outlyingSteps(words: readonly number[]): number[] {
  const written = words.flatMap((count, index) => (count > 0 ? [{ step: index + 1, count }] : []));
  if (written.length < FEWEST_STEPS) return [];
  const middle = median(written.map(({ count }) => count));
  const offs = written.map(({ count }) => Math.abs(count - middle));
  // Where more than half are of one length the median of deviations is 0, and their mean stands in for it.
  const unit = median(offs) / NORMAL_MEDIAN || (NORMAL_MEAN * offs.reduce((sum, off) => sum + off, 0)) / offs.length;
  if (unit === 0) return [];
  return written
    .map(({ step, count }) => ({ step, far: Math.abs(count - middle) / unit }))
    .filter(({ far }) => far > FAR)
    .toSorted((left, right) => right.far - left.far)
    .map(({ step }) => step);
}

/** What the most productive fifth (one at least) of some authors did of all, 0 to 1; null when nothing was done. */
export function shareOfTopFifth(amounts: readonly number[]): number | null {
  const all = amounts.reduce((sum, amount) => sum + amount, 0);
  if (all <= 0) return null;
  const top = amounts.toSorted((left, right) => right - left).slice(0, Math.ceil(amounts.length / 5));
  return top.reduce((sum, amount) => sum + amount, 0) / all;
}

/** Steps of a sample and of the first batch (bounty format, section 2, entry). */
export const SAMPLE_STEPS = 6;
const FIRST_BATCH_STEPS = 5;
const HUNDRED = 100;

/** Something to reach on the way. */
export type Milestone = { readonly name: "sample" | "firstBatch" | "hundred"; readonly steps: number };

/** The milestones of a run up to the one after its present steps, and up to its target. */
export function milestones(steps: number, targetSteps: number | null): Milestone[] {
  const last = Math.max(Math.floor(steps / HUNDRED) * HUNDRED + HUNDRED, targetSteps ?? 0);
  const list: Milestone[] = [
    { name: "sample", steps: SAMPLE_STEPS },
    { name: "firstBatch", steps: SAMPLE_STEPS + FIRST_BATCH_STEPS },
  ];
  for (let at = HUNDRED; at <= last; at += HUNDRED) list.push({ name: "hundred", steps: at });
  return list;
}

/**
 * As many of these milestones as there is room for (three at least): the sample and the first batch, and of the others those
 * around where the run stands, more of them ahead of it than behind.
 */
export function milestonesAround(steps: number, all: readonly Milestone[], room: number): Milestone[] {
  const [entry, hundreds] = [all.slice(0, 2), all.slice(2)];
  const most = room - entry.length;
  const next = hundreds.findIndex((milestone) => milestone.steps > steps);
  const behind = Math.floor(most / 3);
  const from = Math.max(0, Math.min(hundreds.length - most, (next === -1 ? hundreds.length : next) - behind));
  return [...entry, ...hundreds.slice(from, from + most)];
}
