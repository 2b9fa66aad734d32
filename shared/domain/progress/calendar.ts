import { z } from "zod";

/**
 * A day of writing: days since 1 January 1970 by the calendar on the author's wall. It begins at the hour that the author
 * says (4 for those who write past midnight), so what is written at 2 a.m. belongs to the evening before. The wall's
 * clock of the moment of writing counts: who travels, or puts the clock forward in spring, keeps every day's words.
 */
export type Day = number;

/** A day as files and requests write it: 2026-03-01. */
export const DayText = z.iso.date();

/** The hour at which a day of writing begins, 0 to 23. */
export const DayStart = z.int().min(0).max(23);

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const HOURS_A_DAY = 24;
const DAYS_A_WEEK = 7;
/** 1 January 1970 was a Thursday, the fourth day of a week that begins on Monday. */
const FIRST_WEEKDAY = 3;

/** The day of a moment. `utcMs` in UTC milliseconds, `offsetMinutes` how far the wall's clock was ahead of UTC. */
export function dayOfMoment(
  { utcMs, offsetMinutes }: { readonly utcMs: number; readonly offsetMinutes: number },
  startsAt: number,
): Day {
  const hour = Math.floor((utcMs + offsetMinutes * MINUTE_MS) / HOUR_MS);
  return Math.floor((hour - startsAt) / HOURS_A_DAY);
}

/** 20513 is "2026-03-01". */
export function dayText(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day of a text such as "2026-03-01". Throws on anything that `DayText` refuses. */
export function dayOfText(text: string): Day {
  return Math.floor(Date.parse(`${DayText.parse(text)}T00:00:00Z`) / DAY_MS);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: Day): number {
  return (((day + FIRST_WEEKDAY) % DAYS_A_WEEK) + DAYS_A_WEEK) % DAYS_A_WEEK;
}

/** The Monday on or before a day. */
export function mondayOf(day: Day): Day {
  return day - weekdayOf(day);
}
