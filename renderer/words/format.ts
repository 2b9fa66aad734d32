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

/** A share as per cent without decimals: 0.404 is "40 %". Cut off, not rounded up: 100 % is shown only when it is reached. */
export function percent(share: number): string {
  return `${whole.format(Math.floor(share * 100))}${THIN}%`;
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
