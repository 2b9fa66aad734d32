import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { dayOfMoment, dayOfText, dayText, mondayOf, weekdayOf } from "../../../shared/domain/progress/calendar.ts";
import { askedOf, type Goal, workingDays } from "../../../shared/domain/progress/goal.ts";
import {
  milestones,
  milestonesAround,
  outlyingSteps,
  shareOfTopFifth,
} from "../../../shared/domain/progress/measures.ts";
import { project, weeksBefore } from "../../../shared/domain/progress/pace.ts";
import { simulateAuthor } from "../../support/simulated-year.ts";

const at = (text: string, offsetMinutes: number): { utcMs: number; offsetMinutes: number } => ({
  utcMs: Date.parse(`${text}Z`) - offsetMinutes * 60_000,
  offsetMinutes,
});

describe("a day of writing", () => {
  it("[PR1] begins at the author's hour by the wall's clock, in every zone", () => {
    const zones = [-720, -210, 0, 60, 345, 840];
    for (const zone of zones) {
      expect(dayText(dayOfMoment(at("2026-03-01T03:59:59", zone), 4))).toBe("2026-02-28");
      expect(dayText(dayOfMoment(at("2026-03-01T04:00:00", zone), 4))).toBe("2026-03-01");
      expect(dayText(dayOfMoment(at("2026-03-01T00:00:00", zone), 0))).toBe("2026-03-01");
    }
  });

  it("[PR1] keeps its date over both changes of the clock", () => {
    // Berlin, 29 March 2026: 01:59 at +60 is followed by 03:00 at +120; 25 October the other way round.
    expect(dayText(dayOfMoment(at("2026-03-29T01:59:00", 60), 0))).toBe("2026-03-29");
    expect(dayText(dayOfMoment(at("2026-03-29T23:30:00", 120), 0))).toBe("2026-03-29");
    expect(dayText(dayOfMoment(at("2026-10-25T02:30:00", 120), 0))).toBe("2026-10-25");
    expect(dayText(dayOfMoment(at("2026-10-25T23:30:00", 60), 0))).toBe("2026-10-25");
  });

  it("[PR1] is written and read the same, also before 1970, and weeks begin on Monday", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), (day) => {
        expect(dayOfText(dayText(day))).toBe(day);
        expect(weekdayOf(mondayOf(day))).toBe(0);
        expect(day - mondayOf(day)).toBe(weekdayOf(day));
      }),
    );
    expect(weekdayOf(dayOfText("2026-03-01"))).toBe(6);
  });
});

describe("a goal", () => {
  const goal: Goal = { unit: "words", perDay: null, by: "2026-03-15", weekdaysOff: [5, 6], daysOff: ["2026-03-04"] };
  const monday = dayOfText("2026-03-02");

  it("[PR4] spreads what is left over the days of writing up to its date", () => {
    expect(workingDays(goal, monday, dayOfText("2026-03-15"))).toBe(9);
    expect(askedOf(goal, monday, 9_001)).toBe(1_001);
    expect(askedOf(goal, monday, -5)).toBe(0);
  });

  it("[PR4] asks nothing on a day off and cannot say when its date is over or there is no target", () => {
    expect(askedOf(goal, dayOfText("2026-03-04"), 9_000)).toBe(0);
    expect(askedOf(goal, dayOfText("2026-03-07"), 9_000)).toBe(0);
    expect(askedOf(goal, dayOfText("2026-03-16"), 9_000)).toBeNull();
    expect(askedOf(goal, monday, null)).toBeNull();
    expect(askedOf({ ...goal, perDay: 700 }, monday, null)).toBe(700);
    expect(askedOf({ ...goal, by: "9999-12-31" }, monday, 20)).toBe(1);
  });
});

describe("pace", () => {
  it("[PR5] takes whole weeks up to yesterday, pauses included", () => {
    const amounts = new Map([
      [100, 70],
      [106, 30],
      [121, 5],
      [122, 900],
    ]);
    expect(weeksBefore(122, amounts)).toEqual([30, 0, 5]);
    expect(weeksBefore(103, amounts)).toEqual([]);
    expect(weeksBefore(122, new Map())).toEqual([]);
  });

  it("[PR5] says nothing where nothing can be said", () => {
    expect(project([500], 1_000, 0)).toBeNull();
    expect(project([500, 500, 500], 0, 0)).toBeNull();
    expect(project([0, 0, 0], 1_000, 0)).toBeNull();
    expect(project([-40, -3], 1_000, 0)).toBeNull();
    expect(project([1, 0, 0, 0], 1e9, 0)).toBeNull();
    // One good week in five could as well be luck: there is no honest end.
    expect(project([0, 0, 5_000, 0, 0], 100_000, 0)).toMatchObject({ late: null });
  });

  it("[PR5] holds its own order, and is the surer the steadier the weeks are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -500, max: 20_000 }), { minLength: 2, maxLength: 12 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (weeks, remaining) => {
          const found = project(weeks, remaining, 1_000);
          if (found === null) return;
          expect(found.early).toBeLessThanOrEqual(found.likely);
          expect(found.early).toBeGreaterThanOrEqual(1_000);
          if (found.late !== null) expect(found.late).toBeGreaterThanOrEqual(found.likely);
        },
      ),
    );
    const width = (weeks: readonly number[]): number => {
      const found = project(weeks, 50_000, 0);
      return found === null || found.late === null ? Infinity : found.late - found.early;
    };
    expect(width([5_000, 5_100, 4_900, 5_000, 5_050, 4_950])).toBeLessThan(
      width([2_000, 8_000, 1_000, 9_000, 7_000, 3_000]),
    );
  });

  it("[PR6] holds the finish of simulated authors in about four of five cases", () => {
    const target = 300_000;
    let inside = 0;
    let said = 0;
    for (let seed = 1_001; seed <= 1_300; seed += 1) {
      const { days, finished } = simulateAuthor(seed, target);
      if (finished === null) continue;
      for (const share of [0.15, 0.4, 0.65, 0.85]) {
        const today = Math.floor(finished * share);
        const past = days.filter(({ day }) => day < today);
        const written = past.reduce((sum, { words }) => sum + words, 0);
        const found = project(
          weeksBefore(today, new Map(past.map(({ day, words }) => [day, words]))),
          target - written,
          today,
        );
        if (found === null) continue;
        said += 1;
        if (finished >= found.early && finished <= (found.late ?? Infinity)) inside += 1;
      }
    }
    expect(said).toBeGreaterThan(1_000);
    expect(inside / said).toBeGreaterThan(0.76);
    expect(inside / said).toBeLessThan(0.92);
  });
});

describe("measures", () => {
  it("[PR7] points out steps far from the usual, and none where there is no usual", () => {
    const usual = Array.from({ length: 20 }, (_, index) => 290 + (index % 5) * 5);
    expect(outlyingSteps([...usual, 1_400, 0, 20])).toEqual([21, 23]);
    expect(outlyingSteps(usual)).toEqual([]);
    expect(outlyingSteps([300, 300, 300, 300, 2_000, 300, 300, 300, 300])).toEqual([5]);
    expect(outlyingSteps([1, 900, 4])).toEqual([]);
    expect(outlyingSteps(Array.from({ length: 30 }, () => 300))).toEqual([]);
  });

  it("[PR7] gives the share of the most productive fifth, one author at least", () => {
    expect(shareOfTopFifth([])).toBeNull();
    expect(shareOfTopFifth([0, 0])).toBeNull();
    expect(shareOfTopFifth([30, 10])).toBe(0.75);
    expect(shareOfTopFifth([50, 30, 5, 5, 4, 3, 1, 1, 1, 0])).toBe(0.8);
  });

  it("[PR7] has the sample, the first batch and every hundred up to the target", () => {
    expect(milestones(0, null).map(({ steps }) => steps)).toEqual([6, 11, 100]);
    expect(milestones(230, 500).map(({ steps }) => steps)).toEqual([6, 11, 100, 200, 300, 400, 500]);
    const around = (steps: number, target: number | null): number[] =>
      milestonesAround(steps, milestones(steps, target), 8).map((milestone) => milestone.steps);
    expect(around(0, null)).toEqual([6, 11, 100]);
    expect(around(2_150, 3_000)).toEqual([6, 11, 2_000, 2_100, 2_200, 2_300, 2_400, 2_500]);
    expect(around(2_999, 3_000)).toEqual([6, 11, 2_500, 2_600, 2_700, 2_800, 2_900, 3_000]);
    expect(around(50_000, null).slice(-2)).toEqual([50_000, 50_100]);
  });
});
