/**
 * A point in time as it is stored: UTC milliseconds, and how far the clock on the wall was ahead of UTC, in minutes
 * (Berlin in winter: 60). It is for people only: order comes from sequence numbers, never from a clock.
 */
export type Moment = { readonly utcMs: number; readonly offsetMinutes: number };

/** Where times come from; passed in, so that a test says what time it is. */
export type Clock = () => Moment;

/** The machine's clock and time zone. */
export const systemClock: Clock = () => {
  const now = new Date();
  return { utcMs: now.getTime(), offsetMinutes: -now.getTimezoneOffset() };
};
