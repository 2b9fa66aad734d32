import { describe, expect, it } from "vitest";

import {
  csvRows,
  type LeadRow,
  nextSort,
  projectsOf,
  type SortColumn,
  sortRows,
  stuckOf,
  teamOf,
  totalOf,
} from "../../../renderer/features/progress/rows.ts";
import { readWhole } from "../../../renderer/features/progress/targets.tsx";
import { fileNameOf } from "../../../renderer/app/export/file-name.ts";
import { DEFAULT_SETTINGS, readSettings } from "../../../renderer/state/settings.ts";
import { unsavedText } from "../../../renderer/features/run/unsaved-copy.ts";
import { csvText } from "../../../shared/lib/csv.ts";
import { contentOf } from "../../../shared/domain/step.ts";
import { fullStep } from "../../support/build.ts";

const row = (title: string, words: number, changes: Partial<LeadRow> = {}): LeadRow => ({
  key: title,
  runId: null,
  inLibrary: true,
  files: [],
  from: null,
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
    const titles = (column: SortColumn, descending: boolean, of = rows): string[] =>
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
      (day) => `day ${String(day)}`,
    );
    const text = csvText(head, cells);
    expect(text.split("\r\n")[1]).toContain(`'=SUM(A1),"Ann, the first; Bo"`);
    expect(cells[0]?.[head.indexOf("change")]).toBe(200);
    expect(cells[0]?.[head.indexOf("changeSince")]).toBe("day 3");
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
