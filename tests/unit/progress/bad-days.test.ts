import { describe, expect, it } from "vitest";

import { burnUp, type RunProgress, senseOf } from "../../../renderer/features/progress/author/author-numbers.ts";
import { wordsOfSteps } from "../../../renderer/features/progress/author/steps-charts.tsx";
import { groups } from "../../../renderer/ui/chart/groups.ts";
import type { WrittenDay } from "../../../shared/contract/progress-methods.ts";
import { courseOf } from "../../../shared/domain/progress/lead-row.ts";
import { outlyingSteps } from "../../../shared/domain/progress/measures.ts";
import type { RunReport } from "../../../shared/domain/progress/report.ts";

/* Days as they should not be: pauses of months, days of nothing but deleting, clocks that ran ahead or stood at 1970. */

const TODAY = 20_513;

const written = (day: number, added: number, removed = 0): WrittenDay => ({
  day,
  acts: [{ kind: "typed", added, removed }],
  activeMs: 60_000,
  steps: 0,
});

function progress(days: readonly WrittenDay[], changes: Partial<RunProgress> = {}): RunProgress {
  const words = days.reduce((sum, { acts }) => sum + (acts[0]?.added ?? 0) - (acts[0]?.removed ?? 0), 0);
  return {
    title: "A run",
    steps: 3,
    words,
    storyWords: words,
    thoughtWords: 0,
    byType: { watsonian: 0, doylist: 0, meta: 0, comment: 0 },
    targetWords: 30_000,
    share: words / 30_000,
    targetSteps: null,
    today: TODAY,
    days: [...days].toSorted((left, right) => left.day - right.day),
    columns: { story: [], watsonian: [], doylist: [], meta: [], comment: [], activeMs: [] },
    goal: null,
    ...changes,
  };
}

const steady = (from: number, to: number): WrittenDay[] =>
  Array.from({ length: to - from }, (_, index) => written(from + index, 200));

describe("an author's days", () => {
  it("[PR17] after months of pause nothing is projected, and it says why; who writes again is projected again", () => {
    const before = steady(TODAY - 200, TODAY - 150);
    expect(senseOf(progress(before))).toMatchObject({ isPaused: true, projection: null, remaining: 20_000 });
    const again = senseOf(progress([...before, ...steady(TODAY - 14, TODAY)]));
    expect(again.isPaused).toBe(false);
    expect(again.projection).toMatchObject({ weeks: 12, perWeek: 2_800 / 12 });
  });

  it("[PR17] a day of deleting counts below zero, and weeks of deleting are no pace", () => {
    const days = [...steady(TODAY - 30, TODAY - 1), written(TODAY, 100, 1_600)];
    const sense = senseOf(
      progress(days, { goal: { unit: "words", perDay: 500, by: null, weekdaysOff: [], daysOff: [] } }),
    );
    expect(sense.today.typed).toBe(-1_500);
    expect(sense.asked).toBe(500);
    expect(burnUp(days).at(-1)).toEqual({ day: TODAY, words: 29 * 200 - 1_500 });
    const cut = Array.from({ length: 40 }, (_, index) => written(TODAY - 40 + index, 10, 300));
    expect(senseOf(progress([written(TODAY - 100, 25_000), ...cut])).projection).toBeNull();
  });

  it("[PR17] a clock that ran ahead or stood at 1970 disturbs neither today nor the pace", () => {
    const days = steady(TODAY - 84, TODAY);
    const usual = senseOf(progress(days));
    const disturbed = senseOf(progress([written(0, 900), ...days, written(TODAY + 4_000, 700)]));
    expect(disturbed.today).toEqual(usual.today);
    expect(disturbed.projection?.perWeek).toBe(usual.projection?.perWeek);
  });

  it("[PR17] a target that is reached, or that is nothing yet, asks for nothing that cannot be", () => {
    const goal = { unit: "words", perDay: null, by: "2026-05-01", weekdaysOff: [], daysOff: [] } as const;
    const reached = senseOf(progress(steady(TODAY - 200, TODAY), { goal: { ...goal, weekdaysOff: [], daysOff: [] } }));
    expect(reached).toMatchObject({ remaining: 0, asked: 0, projection: null });
    const none = senseOf(progress([], { targetWords: null, goal: { ...goal, weekdaysOff: [], daysOff: [] } }));
    expect(none).toMatchObject({ remaining: null, asked: null, projection: null });
  });
});

describe("a lead's row", () => {
  it("[PR17] tells no day ahead of today, and waits from the earliest submission on", () => {
    const report: RunReport = {
      runId: null,
      firstSteps: [],
      title: "A run",
      authors: [],
      status: "writing",
      project: null,
      steps: 3,
      words: { story: 900, watsonian: 0, doylist: 0, meta: 0, comment: 0 },
      targetWords: null,
      days: [0, TODAY - 3, TODAY + 900].map((day) => ({ day, typed: 5, grown: 5, activeMs: 10 })),
      batches: [50, 20].map((submittedAt) => ({
        steps: 1,
        state: "submitted",
        submittedAt,
        acceptedAt: null,
        turnaroundMs: null,
      })),
      openRemarks: null,
      examined: null,
      at: 0,
    };
    const course = courseOf(report, TODAY, 1_000);
    expect(course).toMatchObject({ lastDay: TODAY - 3, waitingSince: 20 });
    expect(course.weeks.reduce((sum, week) => sum + week, 0)).toBe(5);
  });
});

describe("a run of 50,000 steps", () => {
  it("[PR17] is drawn in as many bars as there is room for, and its outliers are found", () => {
    const story = Array.from({ length: 50_000 }, (_, index) => (index === 40_000 ? 5_000 : 290 + (index % 20)));
    const nothing = story.map(() => 0);
    const columns = { story, watsonian: nothing, doylist: nothing, meta: nothing, comment: nothing, activeMs: nothing };
    const words = wordsOfSteps(columns);
    expect(outlyingSteps(words)).toEqual([40_001]);
    const parts = groups(words.length, 240);
    expect(parts.length).toBeLessThanOrEqual(240);
    expect(parts.at(0)?.from).toBe(0);
    expect(parts.at(-1)?.to).toBe(50_000);
    for (const [index, part] of parts.entries()) expect(part.from).toBe(parts[index - 1]?.to ?? 0);
  });
});
