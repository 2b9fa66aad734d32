import type { Reading } from "../editor/state/reading.ts";

/** The ways of reading, in the order in which F9 goes through them. */
export const READINGS = [
  "all",
  "story",
  "longterm",
  "watsonian",
  "doylist",
  "meta",
  "comment",
] as const satisfies readonly Reading[];

/** A kept way of reading; what is none is "all". */
export function readingOf(kept: string | undefined): Reading {
  return READINGS.find((reading) => reading === kept) ?? "all";
}

/** The one after. */
export function nextReading(reading: Reading): Reading {
  return READINGS[(READINGS.indexOf(reading) + 1) % READINGS.length] ?? "all";
}
