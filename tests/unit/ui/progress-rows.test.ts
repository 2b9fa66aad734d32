import { describe, expect, it } from "vitest";

import { nextSort, rowOf, sortRows, totalOf } from "../../../renderer/features/progress/rows.ts";
import { readWhole } from "../../../renderer/features/progress/targets.tsx";
import { fileNameOf } from "../../../renderer/app/export/file-name.ts";
import { DEFAULT_SETTINGS, readSettings } from "../../../renderer/state/settings.ts";
import { unsavedText } from "../../../renderer/features/run/unsaved-copy.ts";
import { contentOf } from "../../../shared/domain/step.ts";
import { fullStep } from "../../support/build.ts";

const counted = (title: string, words: number, targetWords: number | null = null) => ({
  title,
  steps: 10,
  words,
  storyWords: Math.floor(words / 5),
  thoughtWords: words - Math.floor(words / 5),
  byType: { watsonian: 0, doylist: 0, meta: 0, comment: 0 },
  targetWords,
  share: null,
});

describe("the lead's table", () => {
  const rows = [
    rowOf(counted("Run 10", 300), "a", null, 1_000),
    rowOf(counted("Run 9", 900, 300), "b", "nine.json", 1_000),
    rowOf(counted("élan", 300), "c", "elan.json", 1_000),
  ];

  it("[PG13] measures a run by its own target, else by the lead's", () => {
    expect(rows.map((row) => row.share)).toEqual([0.3, 3, 0.3]);
  });

  it("[PG13] sorts by every column, numbers in titles as numbers, equals as they were", () => {
    const titles = (column: "title" | "words", descending: boolean): string[] =>
      sortRows(rows, { column, descending }).map((row) => row.title);
    expect(titles("title", false)).toEqual(["élan", "Run 9", "Run 10"]);
    expect(titles("words", true)).toEqual(["Run 9", "Run 10", "élan"]);
    expect(titles("words", false)).toEqual(["Run 10", "élan", "Run 9"]);
    expect(nextSort({ column: "words", descending: true }, "words")).toEqual({ column: "words", descending: false });
    expect(nextSort({ column: "words", descending: true }, "title")).toEqual({ column: "title", descending: false });
  });

  it("[PG13] sums what it shows", () => {
    expect(totalOf(rows)).toEqual({ steps: 30, words: 1_500, storyWords: 300, thoughtWords: 1_200, target: 2_300 });
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
