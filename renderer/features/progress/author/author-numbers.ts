import type { ReplyOf } from "../../../../shared/contract/contract.ts";
import type { WrittenDay } from "../../../../shared/contract/progress-methods.ts";
import { type Day, mondayOf } from "../../../../shared/domain/progress/calendar.ts";
import { askedOf, type Goal } from "../../../../shared/domain/progress/goal.ts";
import { type Projection, project, weeksBefore } from "../../../../shared/domain/progress/pace.ts";

/** What the backend knows of a run. */
export type RunProgress = ReplyOf<"progress.run">;

/** Words typed on a day less those typed away: what counts towards a goal. May be below zero. */
export function typedOf(day: WrittenDay): number {
  const typed = day.acts.find(({ kind }) => kind === "typed");
  return typed === undefined ? 0 : typed.added - typed.removed;
}

/** By how many words the stored text grew on a day, whatever the acts. */
export function netOf(day: WrittenDay): number {
  return day.acts.reduce((sum, { added, removed }) => sum + added - removed, 0);
}

/**
 * What a day adds to the pace: all words that came and went, but not what was imported, which comes once and says nothing
 * of the days to come.
 */
export function paceOf(day: WrittenDay): number {
  const imported = day.acts.find(({ kind }) => kind === "imported");
  return netOf(day) - (imported === undefined ? 0 : imported.added - imported.removed);
}

/** One stretch of time in numbers. */
export type Stretch = { readonly typed: number; readonly steps: number; readonly activeMs: number };

/** Sums over the days from `from` to `to`, both counted: a clock that ran ahead has days after today. */
function stretchOf(days: readonly WrittenDay[], from: Day, to: Day): Stretch {
  const sum = { typed: 0, steps: 0, activeMs: 0 };
  for (const day of days) {
    if (day.day < from || day.day > to) continue;
    sum.typed += typedOf(day);
    sum.steps += day.steps;
    sum.activeMs += day.activeMs;
  }
  return sum;
}

/** What the author sees first. */
export type Sense = {
  readonly today: Stretch;
  readonly week: Stretch;
  /** What today asks, in the goal's unit: 0 on a day off; null without a goal. */
  readonly asked: number | null;
  readonly goal: Goal | null;
  /** When the run's target will be reached, in words; null where it cannot be said. */
  readonly projection: Projection | null;
  /** Whether the last weeks brought nothing at all. */
  readonly isPaused: boolean;
  /** Words that are missing to the target; null without one. */
  readonly remaining: number | null;
};

/** The numbers of a run's first lines. */
export function senseOf(run: RunProgress): Sense {
  const today = stretchOf(run.days, run.today, run.today);
  const remaining = run.targetWords === null ? null : Math.max(0, run.targetWords - run.words);
  const amounts = new Map(run.days.map((day) => [day.day, paceOf(day)]));
  const weeks = weeksBefore(run.today, amounts);
  return {
    today,
    week: stretchOf(run.days, mondayOf(run.today), run.today),
    asked: run.goal === null ? null : askedOf(run.goal, run.today, leftThisMorning(run, run.goal, today)),
    goal: run.goal,
    projection: remaining === null ? null : project(weeks, remaining, run.today),
    isPaused: weeks.length > 1 && weeks.every((week) => week <= 0),
    remaining,
  };
}

function leftThisMorning(run: RunProgress, goal: Goal, today: Stretch): number | null {
  if (goal.unit === "words") return run.targetWords === null ? null : run.targetWords - (run.words - today.typed);
  return run.targetSteps === null ? null : run.targetSteps - (run.steps - today.steps);
}

/** The words that stood there at the end of each day of writing; the last is what stands there now, parked text included. */
export function burnUp(days: readonly WrittenDay[]): { day: Day; words: number }[] {
  let words = 0;
  return days.map((day) => {
    words += netOf(day);
    return { day: day.day, words };
  });
}

/** The day on which a run came to have `steps` finished steps; null when that is not known (imported steps). */
export function dayOfSteps(days: readonly WrittenDay[], known: number, steps: number): Day | null {
  // Steps without a known day (imported ones) come before all others.
  let count = known - days.reduce((sum, day) => sum + day.steps, 0);
  if (count >= steps) return null;
  for (const day of days) {
    count += day.steps;
    if (count >= steps) return day.day;
  }
  return null;
}
