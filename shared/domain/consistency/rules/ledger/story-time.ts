import type { Clock } from "../../../bible/bible.ts";
import { isConfirmedTouched } from "../../bible/keys.ts";
import { type Rule, type RuleMeta, WHOLE_RUN } from "../../rule.ts";
import type { RunIndex, StepRecord } from "../../run-index.ts";
import { draftsOf, type LedgerFinding } from "./ledger-rule.ts";

/*
 * The story's clock over the whole run. Only steps whose clock is set and not flagged count: a flashback, a dream and a
 * parallel scene have a time of their own.
 */

const MINUTES_A_DAY = 1_440;

/** Minutes since the story's first midnight; null without a time of day. */
export function minuteOf(clock: Clock | null): number | null {
  if (clock === null || clock.time === null) return null;
  return clock.day * MINUTES_A_DAY + Number(clock.time.slice(0, 2)) * 60 + Number(clock.time.slice(3, 5));
}

type Clocked = { readonly record: StepRecord; readonly position: number; readonly clock: Clock };

function clockedSteps(index: RunIndex): Clocked[] {
  return index.bible.bible.steps
    .flatMap(({ step, clock }): Clocked[] => {
      const record = index.record(step);
      if (record === null || clock === null || clock.flags.length > 0) return [];
      return [{ record, position: index.position(step), clock }];
    })
    .toSorted((left, right) => left.position - right.position);
}

function clockRule(
  id: string,
  meta: RuleMeta,
  find: (index: RunIndex) => readonly LedgerFinding[],
  lacks: (index: RunIndex) => string | null,
): Rule {
  return {
    id,
    version: 1,
    meta,
    followsOrder: true,
    keysFor: (delta) =>
      isConfirmedTouched(delta, (step) => (delta.index.bible.tags(step)?.clock ?? null) !== null) ? [WHOLE_RUN] : [],
    run: (index) => draftsOf(find(index), index, "error"),
    unchecked: (index) => {
      if (index.bible.isEmpty) return "no bible: no clock is set";
      return index.bible.bible.steps.some(({ clock }) => clock !== null) ? lacks(index) : "no clock is set";
    },
  };
}

/** The clock runs backward without a flag (consistency, section 3). */
export const clockBackward = clockRule(
  "ledger/clock-backward",
  {
    title: "The clock runs backward",
    why: "A later step is later, unless it is flagged as a flashback, a dream or parallel.",
    example: "Day 3 in step 40 and day 2 in step 41.",
    needs: "a clock",
  },
  (index) => {
    const findings: LedgerFinding[] = [];
    let latest: Clocked | null = null;
    for (const one of clockedSteps(index)) {
      if (latest !== null && isBefore(one.clock, latest.clock)) {
        findings.push({
          claim: `The clock goes from ${written(latest.clock)} back to ${written(one.clock)}.`,
          entity: null,
          subject: [latest.record.step.id, written(latest.clock), one.record.step.id, written(one.clock)],
          places: [
            { step: latest.record.step.id, entity: null },
            { step: one.record.step.id, entity: null },
          ],
        });
      }
      // The story goes on from the later clock: one slip is told once, not for every step after it.
      if (latest === null || !isBefore(one.clock, latest.clock)) latest = one;
    }
    return findings;
  },
  () => null,
);

/** Durations against the clock (consistency, section 3). */
export const durations = clockRule(
  "ledger/durations",
  {
    title: "Durations against the clock",
    why: "When three hours pass between two steps, their clocks are three hours apart at least.",
    example: "Three hours pass in step 41; the clock says 09:30 before and 10:00 after.",
    needs: "events “passes” with their minutes, and a clock with times before and after",
  },
  (index) => {
    const clocked = clockedSteps(index).filter(({ clock }) => clock.time !== null);
    const passing = index.bible.bible.entities
      .flatMap(({ id, events }) =>
        events.flatMap((event) =>
          event.kind === "passes" && event.minutes !== null ? [{ id, event, minutes: event.minutes }] : [],
        ),
      )
      .map((each) => ({ ...each, position: index.position(each.event.step) }));
    return clocked.slice(1).flatMap((after, at): LedgerFinding[] => {
      const before = clocked[at];
      if (before === undefined) return [];
      const between = passing.filter(({ position }) => position > before.position && position <= after.position);
      const passed = between.reduce((sum, { minutes }) => sum + minutes, 0);
      const had = (minuteOf(after.clock) ?? 0) - (minuteOf(before.clock) ?? 0);
      const [first] = between;
      if (first === undefined || had < 0 || had >= passed) return [];
      return [
        {
          claim: `${passed} minutes pass between these steps, and the clock goes on by ${had}.`,
          entity: first.id,
          subject: [before.record.step.id, written(before.clock), after.record.step.id, written(after.clock), passed],
          places: [
            { step: first.event.step, entity: first.id, quote: first.event.quote },
            { step: after.record.step.id, entity: null },
          ],
        },
      ];
    });
  },
  (index) =>
    index.bible.bible.entities.some(({ events }) =>
      events.some(({ kind, minutes }) => kind === "passes" && minutes !== null),
    )
      ? null
      : "no passing of time is confirmed in minutes",
);

function isBefore(one: Clock, other: Clock): boolean {
  if (one.day !== other.day) return one.day < other.day;
  return one.time !== null && other.time !== null && one.time < other.time;
}

function written({ day, time }: Clock): string {
  return time === null ? `day ${day}` : `day ${day}, ${time}`;
}
