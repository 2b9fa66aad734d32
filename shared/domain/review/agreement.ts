/**
 * How far two or more reviewers agree: percent agreement and Krippendorff's alpha (Krippendorff, "Computing
 * Krippendorff's Alpha-Reliability", 2011), with an interval from resampled units. A unit is what several reviewers
 * judged (a step in one state); reviewers that did not judge it are simply absent from it.
 */

/** How differences between two values weigh: in kind only, or by rank. */
export type Metric = "nominal" | "ordinal" | "interval";

export type Agreement = {
  /** Units that at least two reviewers judged; the others say nothing. */
  readonly units: number;
  /** Pairs of values within units. */
  readonly pairs: number;
  /** Share of pairs that are equal, 0 to 1, every unit weighing as many values as it has; null without pairs. */
  readonly percent: number | null;
  /** 1: perfect, 0: as by chance, below: worse. Null without pairs, or where no value ever differs, since then nothing could have shown disagreement. */
  readonly alpha: number | null;
  /** The 95 % interval of alpha; null where there are fewer than two units or too few samples have an alpha. */
  readonly interval: { readonly low: number; readonly high: number } | null;
};

/** How many times the units are drawn anew for the interval. */
const RESAMPLES = 1_000;
const INTERVAL_TAIL = 0.025;
/** Of the resamples so many must have an alpha for the interval to say anything. */
const LEAST_SOUND_SHARE = 0.5;

/** Agreement over units, each the values that its reviewers gave. `seed` makes the interval repeatable. */
export function agreementOf(units: readonly (readonly number[])[], metric: Metric, seed = 1): Agreement {
  const paired = units.filter((values) => values.length > 1);
  const pairs = paired.reduce((sum, values) => sum + (values.length * (values.length - 1)) / 2, 0);
  if (paired.length === 0) return { units: 0, pairs: 0, percent: null, alpha: null, interval: null };
  const levels = [...new Set(paired.flat())].toSorted((one, other) => one - other);
  const tables = paired.map((values) => levels.map((level) => values.filter((value) => value === level).length));
  return {
    units: paired.length,
    pairs,
    percent: percentOf(tables),
    alpha: alphaOf(tables, levels, metric),
    interval: intervalOf(tables, levels, metric, seed),
  };
}

/** For each unit how often each level was given. */
type Table = readonly (readonly number[])[];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function percentOf(tables: Table): number {
  let equal = 0;
  let all = 0;
  for (const counts of tables) {
    const values = sum(counts);
    all += values;
    equal += sum(counts.map((count) => (count * (count - 1)) / (values - 1)));
  }
  return equal / all;
}

function alphaOf(tables: Table, levels: readonly number[], metric: Metric): number | null {
  const totals = levels.map((_, level) => sum(tables.map((counts) => counts[level] ?? 0)));
  const n = sum(totals);
  const distance = distances(levels, totals, metric);
  let observed = 0;
  for (const counts of tables) observed += disagreement(counts, distance) / (sum(counts) - 1);
  const expected = disagreement(totals, distance) / (n - 1);
  return expected === 0 ? null : 1 - observed / expected;
}

/** The summed squared difference over all ordered pairs of these values. */
function disagreement(counts: readonly number[], distance: Table): number {
  let total = 0;
  counts.forEach((count, one) => {
    if (count === 0) return;
    counts.forEach((others, other) => {
      if (one !== other) total += count * others * (distance[one]?.[other] ?? 0);
    });
  });
  return total;
}

/** The squared difference between any two levels (2011, step 5). */
function distances(levels: readonly number[], totals: readonly number[], metric: Metric): number[][] {
  return levels.map((first, one) =>
    levels.map((second, other) => {
      if (one === other) return 0;
      if (metric === "nominal") return 1;
      if (metric === "interval") return (first - second) ** 2;
      const [low, high] = one < other ? [one, other] : [other, one];
      const between = sum(totals.slice(low, high + 1)) - ((totals[low] ?? 0) + (totals[high] ?? 0)) / 2;
      return between ** 2;
    }),
  );
}

function intervalOf(tables: Table, levels: readonly number[], metric: Metric, seed: number): Agreement["interval"] {
  if (tables.length < 2) return null;
  const random = seededRandom(seed);
  const alphas: number[] = [];
  for (let sample = 0; sample < RESAMPLES; sample += 1) {
    const drawn = tables.map(() => tables[Math.floor(random() * tables.length)] ?? []);
    const alpha = alphaOf(drawn, levels, metric);
    if (alpha !== null) alphas.push(alpha);
  }
  if (alphas.length < RESAMPLES * LEAST_SOUND_SHARE) return null;
  const sorted = alphas.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { low: at(INTERVAL_TAIL), high: at(1 - INTERVAL_TAIL) };
}

/** Numbers from 0 up to 1 that follow from the seed alone (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
