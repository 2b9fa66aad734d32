/** What is summed of a run; `targetWords` null without a target. */
type Summed = {
  readonly steps: number;
  readonly words: number;
  readonly storyWords: number;
  readonly thoughtWords: number;
  readonly targetWords: number | null;
};

/** The sums of a group of runs. The target is that of the runs that have one, null when none has; the share is of those alone. */
export type ProjectSums = Summed & { readonly runs: number; readonly share: number | null };

/** Sums up a group of runs. */
export function projectSums(runs: readonly Summed[]): ProjectSums {
  const sums = { runs: runs.length, steps: 0, words: 0, storyWords: 0, thoughtWords: 0 };
  let target = 0;
  let towards = 0;
  for (const run of runs) {
    sums.steps += run.steps;
    sums.words += run.words;
    sums.storyWords += run.storyWords;
    sums.thoughtWords += run.thoughtWords;
    if (run.targetWords === null) continue;
    target += run.targetWords;
    towards += run.words;
  }
  return target === 0
    ? { ...sums, targetWords: null, share: null }
    : { ...sums, targetWords: target, share: towards / target };
}
