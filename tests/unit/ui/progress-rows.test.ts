import { describe, expect, it } from "vitest";

import { type Column, columnsOf, nextSort, sortRows } from "../../../renderer/features/progress/columns.ts";
import {
  findingsPer100,
  isUndated,
  type LeadRow,
  projectsOf,
  stuckOf,
  teamOf,
  totalOf,
  unusualStory,
} from "../../../renderer/features/progress/rows.ts";
import { csvRows } from "../../../renderer/features/progress/table-file.ts";
import { readWhole } from "../../../renderer/features/progress/targets.tsx";
import { fileNameOf } from "../../../renderer/app/export/file-name.ts";
import { DEFAULT_SETTINGS, readSettings } from "../../../renderer/state/settings.ts";
import { unsavedText } from "../../../renderer/features/run/unsaved-copy.ts";
import { problemOf } from "../../../shared/domain/bounty/problem-list.ts";
import { csvText } from "../../../shared/lib/csv.ts";
import { contentOf } from "../../../shared/domain/step.ts";
import { fullStep } from "../../support/build.ts";

const row = (title: string, words: number, changes: Partial<LeadRow> = {}): LeadRow => ({
  key: title,
  runId: null,
  inLibrary: true,
  files: [],
  from: null,
  isAhead: false,
  title,
  authors: [],
  project: null,
  status: "writing",
  steps: 10,
  words,
  storyWords: Math.floor(words / 5),
  thoughtWords: words - Math.floor(words / 5),
  byType: { watsonian: 0, doylist: 0, meta: 0, comment: 0 },
  target: 1_000,
  lastDay: null,
  weeks: [],
  perWeek: null,
  finish: null,
  activeMs: 0,
  waitingSince: null,
  batches: { draft: 0, submitted: 0, needsWork: 0, accepted: 0, paid: 0 },
  turnarounds: [],
  openRemarks: null,
  warnings: null,
  examined: null,
  lookedAt: null,
  ...changes,
});

describe("the lead's table", () => {
  const rows = [row("Run 10", 300), row("Run 9", 900, { target: 300 }), row("élan", 300)];

  it("[PG13] sorts by every column, numbers in titles as numbers, equals as they were, what is unknown last", () => {
    const titles = (column: Column, descending: boolean, of = rows): string[] =>
      sortRows(of, { column, descending }).map(({ title }) => title);
    expect(titles("title", false)).toEqual(["élan", "Run 9", "Run 10"]);
    expect(titles("words", true)).toEqual(["Run 9", "Run 10", "élan"]);
    expect(titles("words", false)).toEqual(["Run 10", "élan", "Run 9"]);
    expect(titles("share", true)[0]).toBe("Run 9");
    const some = [row("never", 1), row("late", 1, { lastDay: 9 }), row("early", 1, { lastDay: 3 })];
    expect(titles("lastDay", false, some)).toEqual(["early", "late", "never"]);
    expect(titles("lastDay", true, some)).toEqual(["late", "early", "never"]);
    expect(nextSort({ column: "words", descending: true }, "words")).toEqual({ column: "words", descending: false });
    expect(nextSort({ column: "words", descending: true }, "title")).toEqual({ column: "title", descending: false });
  });

  it("[PR18] compares runs of any length by findings for 100 steps, and the review's column by who waits longest", () => {
    const found = (findings: number, changes: Partial<LeadRow> = {}): Partial<LeadRow> => ({
      examined: { errors: findings, warnings: 0, hints: 0, problems: 0, isFresh: true },
      ...changes,
    });
    const runs = [
      row("long", 1, found(20, { steps: 1_000, openRemarks: 9 })),
      row("short", 1, found(5, { steps: 10, waitingSince: 50 })),
      row("newer file", 1, found(50, { isAhead: true, waitingSince: 20 })),
      row("nobody looked", 1),
    ];
    const by = (column: Column): string[] =>
      sortRows(runs, nextSort({ column: "title", descending: false }, column)).map(({ title }) => title);
    expect(runs.map(findingsPer100)).toEqual([2, 50, null, null]);
    expect(by("findings")).toEqual(["short", "long", "newer file", "nobody looked"]);
    expect(by("waiting")).toEqual(["newer file", "short", "long", "nobody looked"]);
    expect([0.75, 0.209, 0.16, 0.159].map(unusualStory)).toEqual(["more", null, null, "less"]);
  });

  it("[PR18] shows no column in which nothing is known", () => {
    expect(columnsOf([row("A", 300), row("B", 0)])).toEqual(["title", "steps", "words", "story", "share"]);
    const dated = row("C", 300, { lastDay: 3, openRemarks: 1 });
    expect(columnsOf([row("A", 300), dated])).toEqual([
      "title",
      "steps",
      "words",
      "story",
      "share",
      "lastDay",
      "waiting",
    ]);
    expect(columnsOf([row("A", 0)])).not.toContain("story");
  });

  it("[PR18] does not call a run well of which no day is known", () => {
    expect([row("A", 10), row("B", 10, { lastDay: 2 }), row("C", 10, { waitingSince: 5 })].map(isUndated)).toEqual([
      true,
      false,
      false,
    ]);
    expect([row("D", 1_000), row("E", 10, { status: "finished" })].map(isUndated)).toEqual([false, false]);
  });

  it("[PG13] sums what it shows", () => {
    expect(totalOf(rows)).toEqual({
      steps: 30,
      words: 1_500,
      storyWords: 300,
      thoughtWords: 1_200,
      target: 2_300,
      done: 1,
    });
  });

  it("[PR14] sums by project, by name, runs in none last", () => {
    const found = projectsOf([
      row("A", 300, { project: "Second year", perWeek: 10 }),
      row("B", 200),
      row("C", 100, { project: "first year", perWeek: 4 }),
      row("D", 50, { project: "Second year", perWeek: null, target: 500 }),
    ]);
    expect(found.map(({ title, runs, perWeek }) => [title, runs, perWeek])).toEqual([
      ["first year", 1, 4],
      ["Second year", 2, 10],
      [null, 1, 0],
    ]);
    expect(found[1]?.sums).toMatchObject({ steps: 20, words: 350, target: 1_500 });
  });

  it("[PR10] says which runs are stuck, and neither finished ones nor those that nothing is known of", () => {
    const day = 86_400_000;
    const stuck = (changes: Partial<LeadRow>): unknown => stuckOf(row("A", 10, changes), 100, 100 * day, 14);
    expect(stuck({ lastDay: 86 })).toEqual({ kind: "idle", days: 14 });
    expect(stuck({ lastDay: 87 })).toBeNull();
    expect(stuck({ lastDay: 2, status: "finished" })).toBeNull();
    expect(stuck({ lastDay: 2, words: 1_000 })).toBeNull();
    expect(stuck({})).toBeNull();
    expect(stuck({ lastDay: 2, waitingSince: 80 * day })).toEqual({ kind: "waiting", days: 20 });
    expect(stuck({ lastDay: 2, waitingSince: 99 * day })).toBeNull();
  });

  it("[PR10] sums up a team: a run of two authors counts half for each", () => {
    const overview = {
      today: 100,
      folder: null,
      refused: [],
      read: 0,
      cached: 0,
      days: Array.from({ length: 70 }, (_, index) => ({ day: 30 + index, grown: 100 })),
      rows: [
        row("A", 800, { authors: ["Ann", "Bo"], turnarounds: [10, 30] }),
        row("B", 500, { authors: ["Ann"], turnarounds: [20] }),
        row("C", 100),
      ],
    };
    const team = teamOf(overview, 2_100);
    expect(team).toMatchObject({ authors: 3, topFifth: 900 / 1_400, turnaroundMs: 20 });
    expect(team.projection).toMatchObject({ perWeek: 700, likely: 106 });
    expect(teamOf({ ...overview, rows: [], days: [] }, 5)).toMatchObject({ topFifth: null, projection: null });
  });

  it("[PR10] writes the table as a file that no spreadsheet takes for a formula", () => {
    const { head, rows: cells } = csvRows(
      [row("=SUM(A1)", 300, { authors: ["Ann, the first", "Bo"], lookedAt: { day: 3, words: 100, steps: 1 } })],
      [{ file: "torn.json", problems: [problemOf({ rule: "shape", pointer: "", message: "It ends too early." })] }],
      (day) => `day ${String(day)}`,
    );
    const text = csvText(head, cells);
    expect(text.split("\r\n")[1]).toContain(`'=SUM(A1),"Ann, the first; Bo"`);
    expect(cells[0]?.[head.indexOf("change")]).toBe(200);
    expect(cells[0]?.[head.indexOf("changeSince")]).toBe("day 3");
    expect(cells[1]?.[head.indexOf("files")]).toBe("torn.json");
    expect(cells[1]?.[head.indexOf("refused")]).toBe("It ends too early.");
  });

  it("[PG13] reads targets as people write them", () => {
    expect(["30,000", "30 000", "30.000", "1"].map(readWhole)).toEqual([30_000, 30_000, 30_000, 1]);
    expect(["", "0", "-5", "many", "1e9", "99999999999"].map(readWhole)).toEqual([null, null, null, null, null, null]);
  });
});

describe("settings and files of the page", () => {
  it("[PG14] takes broken settings, and those of a newer release, as not set", () => {
    expect(readSettings(null)).toEqual(DEFAULT_SETTINGS);
    expect(readSettings("{")).toEqual(DEFAULT_SETTINGS);
    expect(readSettings("7")).toEqual(DEFAULT_SETTINGS);
    expect(readSettings(`{"theme":"neon","name":"Ann","later":1}`)).toEqual({ ...DEFAULT_SETTINGS, name: "Ann" });
  });

  it("[PG14] makes a file's name of any title", () => {
    expect(fileNameOf("The Lantern Ferry", ".json")).toBe("the-lantern-ferry.json");
    expect(fileNameOf("Nine Winters at Žďár’s", ".json")).toBe("nine-winters-at-žďárs.json");
    expect(fileNameOf("../../etc: *?", ".json")).toBe("etc.json");
    expect(fileNameOf("!!!", ".json")).toBe("run.json");
    expect(fileNameOf("x".repeat(500), ".json").length).toBeLessThan(120);
  });

  it("[PG14] writes what is unsaved so that a person can read all of it", () => {
    const text = unsavedText("The Lantern Ferry", {
      steps: [{ id: fullStep("one").id, content: contentOf(fullStep("one")) }],
      acts: [],
    });
    for (const word of [
      "The Lantern Ferry",
      "one initial",
      "one prompt",
      "one post-prompt",
      "one action",
      "one post-action",
      "one outcome",
    ]) {
      expect(text).toContain(word);
    }
  });
});
