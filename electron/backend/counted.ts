import type { RunStatistics, StatisticsTotal } from "../../shared/contract/progress-methods.ts";
import type { CountedWords } from "../../shared/contract/words.ts";
import { thoughtWords, totalWords, type WordCounts } from "../../shared/domain/words.ts";

/** Counts in the form that crosses the contract. */
export function counted(words: WordCounts): CountedWords {
  const { story, watsonian, doylist, meta, comment } = words;
  return {
    words: totalWords(words),
    storyWords: story,
    thoughtWords: thoughtWords(words),
    byType: { watsonian, doylist, meta, comment },
  };
}

/** How much of a target is done; null without a target. May be over 1. */
export function shareOf(words: number, targetWords: number | null): number | null {
  return targetWords === null ? null : words / targetWords;
}

/** The sum over several runs; its target is that of the runs that have one, and its share is of those runs alone. */
export function totalOf(runs: readonly RunStatistics[]): StatisticsTotal {
  const sum = (pick: (run: RunStatistics) => number): number => runs.reduce((total, run) => total + pick(run), 0);
  const withTarget = runs.filter((run) => run.targetWords !== null);
  const targetWords = withTarget.reduce((total, run) => total + (run.targetWords ?? 0), 0);
  return {
    runs: runs.length,
    steps: sum((run) => run.steps),
    words: sum((run) => run.words),
    storyWords: sum((run) => run.storyWords),
    thoughtWords: sum((run) => run.thoughtWords),
    byType: {
      watsonian: sum((run) => run.byType.watsonian),
      doylist: sum((run) => run.byType.doylist),
      meta: sum((run) => run.byType.meta),
      comment: sum((run) => run.byType.comment),
    },
    targetWords: withTarget.length === 0 ? null : targetWords,
    share: withTarget.length === 0 ? null : withTarget.reduce((total, run) => total + run.words, 0) / targetWords,
  };
}
