/** What a benchmark says: absolute figures are printed for the reader, only ratios can fail the run. */
export type Report = {
  /** A figure of this machine, such as milliseconds or megabytes; never fails. */
  figure(name: string, value: number, unit: string): void;
  /** A ratio to a floor measured in the same run; above `atMost` the benchmark fails. */
  ratio(name: string, value: number, atMost: number): void;
  /** A sentence for the reader: what was left out and why. */
  say(sentence: string): void;
};

/** The value below which `share` of the samples lie (0.5 is the median); NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle of the samples. */
export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}
