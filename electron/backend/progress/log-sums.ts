import { z } from "zod";

import { ACT_KINDS } from "../../../shared/contract/save.ts";
import type { WrittenDay } from "../../../shared/contract/progress-methods.ts";
import type { Query, ReadingConnection, WritingConnection } from "../storage/connection.ts";

/*
 * What the writing log says, by day. The hours are summed as the log grows (migrations, progress), so a question costs
 * the hours in which something was written and not the acts: 200,000 acts of three years are some 5,000 rows.
 */

/** Keeps a division of hours below zero (a clock that stood before 1970) from rounding up. */
const DAYS_AHEAD = 1_000_000;
const DAY = `((hour - CAST(? AS INTEGER) + 24 * ${String(DAYS_AHEAD)}) / 24 - ${String(DAYS_AHEAD)})`;

const Sum = z.object({ day: z.int(), kind: z.int(), added: z.int(), removed: z.int(), active_ms: z.int() });
const SUMS: Query<z.infer<typeof Sum>> = {
  sql: `SELECT ${DAY} AS day, kind, sum(added) AS added, sum(removed) AS removed, sum(active_ms) AS active_ms
        FROM writing_hours WHERE run = ? GROUP BY day, kind ORDER BY day, kind`,
  row: Sum,
};

// A step is done on the day on which its outcome was first written, or its action where it goes on without an outcome.
const FINISHED = `
  SELECT (coalesce(outcome.first_written_at, action.first_written_at)
      + coalesce(outcome.first_written_offset, action.first_written_offset) * 60000) / 3600000 AS hour
  FROM steps
  LEFT JOIN sections AS outcome ON outcome.step = steps.key AND outcome.section = 5
  LEFT JOIN sections AS action ON action.step = steps.key AND action.section = 3
  WHERE steps.run = ? AND deleted_at IS NULL
    AND coalesce(outcome.first_written_at, action.first_written_at) IS NOT NULL`;
const StepsADay = z.object({ day: z.int(), steps: z.int() });
const STEPS: Query<z.infer<typeof StepsADay>> = {
  sql: `SELECT ${DAY} AS day, count(*) AS steps FROM (${FINISHED}) GROUP BY day`,
  row: StepsADay,
};
// Only steps of which something was written near that time are looked at, whatever zone it was written in.
const STEPS_ON: Query<{ steps: number }> = {
  sql: `
    SELECT count(*) AS steps FROM (
      ${FINISHED} AND steps.key IN (SELECT step FROM sections WHERE first_written_at >= ? AND first_written_at < ?)
    ) WHERE hour >= ? AND hour < ?`,
  row: z.object({ steps: z.int() }),
};

/** The days on which something was written, the first first. `startsAt`: the hour at which a day begins. */
export function daysOfRun(connection: ReadingConnection, runKey: number, startsAt: number): WrittenDay[] {
  const days = new Map<number, WrittenDay>();
  const dayOf = (day: number): WrittenDay => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const fresh: WrittenDay = { day, acts: [], activeMs: 0, steps: 0 };
    days.set(day, fresh);
    return fresh;
  };
  for (const { day, kind, added, removed, active_ms } of connection.all(SUMS, startsAt, runKey)) {
    const tally = dayOf(day);
    const name = ACT_KINDS[kind];
    if (name !== undefined) tally.acts.push({ kind: name, added, removed });
    tally.activeMs += active_ms;
  }
  for (const { day, steps } of connection.all(STEPS, startsAt, runKey)) dayOf(day).steps = steps;
  return [...days.values()].toSorted((left, right) => left.day - right.day);
}

const TYPED = ACT_KINDS.indexOf("typed");
const TYPED_ON: Query<{ typed: number }> = {
  sql: `SELECT coalesce(sum(added - removed), 0) AS typed FROM writing_hours
        WHERE run = ? AND hour >= ? AND hour < ? AND kind = ?`,
  row: z.object({ typed: z.int() }),
};
const HOURS_A_DAY = 24;
const HOUR_MS = 3_600_000;

/** The words typed on a day less those typed away. */
export function typedOn(connection: ReadingConnection, runKey: number, day: number, startsAt: number): number {
  const from = day * HOURS_A_DAY + startsAt;
  return connection.first(TYPED_ON, runKey, from, from + HOURS_A_DAY, TYPED)?.typed ?? 0;
}

/** How many steps of the run were brought to their end on a day. */
export function stepsOn(connection: ReadingConnection, runKey: number, day: number, startsAt: number): number {
  const from = day * HOURS_A_DAY + startsAt;
  const to = from + HOURS_A_DAY;
  // No wall's clock is further from UTC than a day.
  const [earliest, latest] = [(from - HOURS_A_DAY) * HOUR_MS, (to + HOURS_A_DAY) * HOUR_MS];
  return connection.first(STEPS_ON, runKey, earliest, latest, from, to)?.steps ?? 0;
}

/** Makes the sums of a run anew from the log. */
export function rebuildSums(connection: WritingConnection, runKey: number): void {
  forgetSums(connection, runKey);
  connection.run(
    `INSERT INTO writing_hours (run, hour, kind, added, removed, active_ms)
     SELECT run, (at + at_offset * 60000 - ((at + at_offset * 60000) % 3600000 + 3600000) % 3600000) / 3600000 AS hour, kind,
       sum(added), sum(removed), sum(active_ms)
     FROM writing_log WHERE run = ? GROUP BY hour, kind`,
    runKey,
  );
  connection.run(
    `INSERT INTO writing_steps (step, run, active_ms)
     SELECT step, run, sum(active_ms) FROM writing_log WHERE run = ? GROUP BY step HAVING sum(active_ms) > 0`,
    runKey,
  );
}

/** Takes the sums of a run away. */
export function forgetSums(connection: WritingConnection, runKey: number): void {
  connection.run("DELETE FROM writing_hours WHERE run = ?", runKey);
  connection.run("DELETE FROM writing_steps WHERE run = ?", runKey);
}
