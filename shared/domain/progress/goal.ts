import { z } from "zod";

import { type Day, DayText, dayOfText, weekdayOf } from "./calendar.ts";

/** The most single days off that a goal keeps. */
const MAX_FREE_DAYS = 1_000;

/** No plan looks further ahead: a date in the year 9999 must not be counted up to day by day. */
const FARTHEST_DAYS = 20_000;

/** What an author sets out to do on a run. Only typed words count towards it. */
export const Goal = z.strictObject({
  unit: z.enum(["words", "steps"]),
  /** Words or steps a day; null leaves it to `by`. */
  perDay: z.int().min(1).max(1_000_000).nullable(),
  /** The day on which the run's target is to be reached; null for no date. */
  by: DayText.nullable(),
  /** Weekdays without writing, 0 for Monday to 6 for Sunday. */
  weekdaysOff: z.array(z.int().min(0).max(6)).max(7),
  /** Single days without writing. */
  daysOff: z.array(DayText).max(MAX_FREE_DAYS),
});
export type Goal = z.infer<typeof Goal>;

/** Whether nothing is asked of a day. */
export function isDayOff(goal: Goal, day: Day): boolean {
  return goal.weekdaysOff.includes(weekdayOf(day)) || goal.daysOff.some((text) => dayOfText(text) === day);
}

/** The days of writing from `from` to `to`, both counted. */
export function workingDays(goal: Goal, from: Day, to: Day): number {
  const off = new Set(goal.weekdaysOff);
  const single = new Set(goal.daysOff.map(dayOfText));
  let days = 0;
  for (let day = from; day <= Math.min(to, from + FARTHEST_DAYS); day += 1) {
    if (!off.has(weekdayOf(day)) && !single.has(day)) days += 1;
  }
  return days;
}

/**
 * What a day asks for: so much, nothing (a day off), or null where neither a daily goal nor a date that can be kept says.
 * `remaining` is what was left of the run's target when the day began; null without a target.
 */
export function askedOf(goal: Goal, day: Day, remaining: number | null): number | null {
  if (isDayOff(goal, day)) return 0;
  if (goal.perDay !== null) return goal.perDay;
  if (goal.by === null || remaining === null) return null;
  const days = workingDays(goal, day, dayOfText(goal.by));
  return days === 0 ? null : Math.ceil(Math.max(0, remaining) / days);
}
