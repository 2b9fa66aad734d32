import type { Day } from "./calendar.ts";

/*
 * When will it be finished? Nobody knows; what can be said honestly is a range. The last weeks (at most twelve, whole
 * ones up to yesterday) are taken as a sample of how this author's weeks go. After t more weeks as many words stand there
 * as t such weeks bring, uncertain twice over: weeks differ from each other (grows with the root of t), and a few weeks
 * tell little of the author's true pace (grows with t). Good and bad weeks come in runs, so the neighbours' likeness
 * widens both. The range holds the finish in four of five cases (tests/property/progress-year.test.ts measures it
 * against simulated authors); its far end is open where the pace could as well be none.
 */

/** Weeks that the pace is taken from. */
export const PACE_WEEKS = 12;
/** Fewer weeks than this say nothing. */
const FEWEST_WEEKS = 2;
const DAYS_A_WEEK = 7;
/** How like its neighbour a week is taken to be at the most; beyond, twelve weeks could not tell. */
const MOST_LIKENESS = 0.8;
/** And at the least: a dozen weeks that look independent are no proof that the next hundred are. */
const LEAST_LIKENESS = 0.35;
/** Weeks that resemble each other by chance are not taken as proof of a steady hand: a tenth of the pace is always in doubt. */
const LEAST_SPREAD = 0.1;
/** A date further off than this is no date (fifty years of weeks). */
const FARTHEST_WEEKS = 2_600;
/** Student's t that leaves a tenth on each side, by weeks less one. */
const TENTH_ON_EACH_SIDE = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372, 1.363];

/** When a run will be finished, as far as can be said. `early` to `late` holds the day in four of five cases. */
export type Projection = {
  /** What a week brings on the average. */
  readonly perWeek: number;
  readonly weeks: number;
  readonly likely: Day;
  readonly early: Day;
  /** Null: no end can be given. */
  readonly late: Day | null;
};

/** Whole weeks up to the day before `today`, the oldest first, from the first day of writing on. `amounts` by day. */
export function weeksBefore(today: Day, amounts: ReadonlyMap<Day, number>): number[] {
  let first = today;
  for (const day of amounts.keys()) first = Math.min(first, day);
  const count = Math.min(PACE_WEEKS, Math.floor((today - first) / DAYS_A_WEEK));
  const weeks = Array.from({ length: count }, () => 0);
  for (const [day, amount] of amounts) {
    const back = Math.floor((today - 1 - day) / DAYS_A_WEEK);
    if (day < today && back < count) weeks[count - 1 - back] = (weeks[count - 1 - back] ?? 0) + amount;
  }
  return weeks;
}

/**
 * Projects from past weeks. Null when nothing remains, when there are too few weeks, when they brought nothing, and when
 * the end is beyond a lifetime.
 */
export function project(weeks: readonly number[], remaining: number, today: Day): Projection | null {
  const count = weeks.length;
  if (count < FEWEST_WEEKS || remaining <= 0) return null;
  const mean = weeks.reduce((sum, week) => sum + week, 0) / count;
  if (mean <= 0 || remaining / mean > FARTHEST_WEEKS) return null;
  const t = TENTH_ON_EACH_SIDE[Math.min(count - 1, TENTH_ON_EACH_SIDE.length) - 1] ?? 1.363;
  const spread = t * t * spreadOf(weeks, mean);
  // The weeks t at which mean * t is as far from `remaining` as the doubt: (mean t - remaining)² = spread (t + t²/count).
  const a = mean * mean - spread / count;
  const b = 2 * mean * remaining + spread;
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * remaining * remaining));
  // Written so that it holds for a of any sign: the smaller positive root is 2c / (b + root).
  const early = (2 * remaining * remaining) / (b + root);
  const late = a > 0 ? (b + root) / (2 * a) : Infinity;
  const dayAfter = (after: number): Day => today + Math.max(0, Math.ceil(after * DAYS_A_WEEK) - 1);
  return {
    perWeek: mean,
    weeks: count,
    likely: dayAfter(remaining / mean),
    early: dayAfter(early),
    late: late > FARTHEST_WEEKS ? null : dayAfter(late),
  };
}

/** The variance of a week, widened by how like neighbouring weeks are. */
function spreadOf(weeks: readonly number[], mean: number): number {
  const offs = weeks.map((week) => week - mean);
  const squares = offs.reduce((sum, off) => sum + off * off, 0);
  const least = (LEAST_SPREAD * mean) ** 2;
  if (squares === 0) return least;
  const neighbours = offs.reduce((sum, off, index) => sum + off * (offs[index + 1] ?? 0), 0);
  // A short row of weeks looks less alike than it is, by about (1 + 4 r) / n (Kendall 1954).
  const seen = neighbours / squares;
  const likeness = Math.min(MOST_LIKENESS, Math.max(LEAST_LIKENESS, seen + (1 + 4 * seen) / weeks.length));
  return Math.max(least, (squares / (weeks.length - 1)) * ((1 + likeness) / (1 - likeness)));
}
