/** How numbers, shares and times are written on screen, everywhere the same. */

/** The language of the catalogue; numbers and dates are written as its readers write them. */
export const LANGUAGE = "en-GB";
const whole = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat(LANGUAGE, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long" });
const dayAndYear = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long", year: "numeric" });
/** Between a number and its sign or unit: it never breaks a line and is narrower than a blank. */
const THIN = "\u202f";

/** A whole number in groups of three: 121,430. */
export function number(value: number): string {
  return whole.format(value);
}

/** What a division of whole numbers may fall short of: 29 / 100 * 100 is a little less than 29. */
const FLOAT_ERROR = 1e-9;

/** A share as per cent without decimals: 0.404 is "40 %". Cut off, not rounded up: 100 % is shown only when it is reached. */
export function percent(share: number): string {
  return `${whole.format(Math.floor(share * 100 + FLOAT_ERROR))}${THIN}%`;
}

/** The time of day: 14:02. `at` in UTC milliseconds, shown in the reader's zone. */
export function time(at: number): string {
  return clock.format(at);
}

/** "today", "3 October", or with its year when that is another one. Both in UTC milliseconds. */
export function dayOf(at: number, now: number, today: string): string {
  const then = new Date(at);
  const present = new Date(now);
  if (then.toDateString() === present.toDateString()) return today;
  return then.getFullYear() === present.getFullYear() ? day.format(at) : dayAndYear.format(at);
}

/** "today 14:02", "3 October", or with its year when that is another one. Both in UTC milliseconds. */
export function when(at: number, now: number, today: string): string {
  const then = dayOf(at, now, today);
  return then === today ? `${today} ${clock.format(at)}` : then;
}

const BYTES_PER_KB = 1_000;
const BYTES_PER_MB = 1_000_000;

/** The size of a file: "640 bytes", "3 kB", "3.5 MB". */
export function bytes(size: number): string {
  if (size < BYTES_PER_KB) return `${whole.format(size)} bytes`;
  if (size < BYTES_PER_MB) return `${whole.format(size / BYTES_PER_KB)} kB`;
  return `${(size / BYTES_PER_MB).toFixed(1)} MB`;
}

const DAY_MS = 86_400_000;
const utcShort = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short", timeZone: "UTC" });
const utcLong = new Intl.DateTimeFormat(LANGUAGE, {
  weekday: "short",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const utcBrief = new Intl.DateTimeFormat(LANGUAGE, {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const utcDate = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const utcMonth = new Intl.DateTimeFormat(LANGUAGE, { month: "short", timeZone: "UTC" });

/** A day of writing (days since 1970) as "3 Oct". */
export function shortDay(writing: number): string {
  return utcShort.format(writing * DAY_MS);
}

/** A day of writing as "Sat 3 October 2026". */
export function longDay(writing: number): string {
  return utcLong.format(writing * DAY_MS);
}

/** A day of writing as "3 October 2026". */
export function dateOf(writing: number): string {
  return utcDate.format(writing * DAY_MS);
}

/** A day of writing as "3 Oct 2026". */
export function briefDay(writing: number): string {
  return utcBrief.format(writing * DAY_MS);
}

/** The month of a day of writing: "Oct". */
export function monthOf(writing: number): string {
  return utcMonth.format(writing * DAY_MS);
}

const MINUTE_MS = 60_000;
const MINUTES_AN_HOUR = 60;

/** A stretch of time: "2 h 15 min", "40 min". */
export function duration(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  const hours = Math.floor(minutes / MINUTES_AN_HOUR);
  const rest = `${whole.format(minutes % MINUTES_AN_HOUR)}${THIN}min`;
  return hours === 0 ? rest : `${whole.format(hours)}${THIN}h ${rest}`;
}
