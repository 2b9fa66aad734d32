import type { Day } from "./calendar.ts";
import { type Projection, project, weeksBefore } from "./pace.ts";
import type { RunReport } from "./report.ts";
import { totalWords } from "../words.ts";

/** Where a run's time went, as a lead sees it. Times are UTC ms. */
export type Course = {
  /** The last day of writing; null where none is known. */
  readonly lastDay: Day | null;
  /** The last whole weeks, the oldest first; empty where nothing is known. */
  readonly weeks: readonly number[];
  /** Words a week over these; null where nothing is known. */
  readonly perWeek: number | null;
  readonly projection: Projection | null;
  readonly activeMs: number;
  /** The earliest submission that nobody has answered; null when none waits. */
  readonly waitingSince: number | null;
};

/** Draws the course of a run up to today. `target` is the words it is measured against. */
export function courseOf(report: RunReport, today: Day, target: number): Course {
  const written = report.days.filter(({ day, grown, typed }) => day <= today && (grown !== 0 || typed !== 0));
  const weeks = weeksBefore(today, new Map(written.map(({ day, grown }) => [day, grown])));
  const remaining = Math.max(0, target - totalWords(report.words));
  const waiting = report.batches.flatMap(({ state, submittedAt }) =>
    state === "submitted" && submittedAt !== null ? [submittedAt] : [],
  );
  return {
    lastDay: written.at(-1)?.day ?? null,
    weeks,
    perWeek: weeks.length === 0 ? null : weeks.reduce((sum, week) => sum + week, 0) / weeks.length,
    projection: project(weeks, remaining, today),
    activeMs: report.days.reduce((sum, { activeMs }) => sum + activeMs, 0),
    waitingSince: waiting.length === 0 ? null : Math.min(...waiting),
  };
}
