import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { WORDS } from "../../../renderer/words/catalogue.ts";
import { bytes, percent, when } from "../../../renderer/words/format.ts";
import { ruleName } from "../../../renderer/words/rule-name.ts";
import { say } from "../../../renderer/words/say.ts";
import { bareRunRules } from "../../../shared/domain/consistency/engine.ts";

const RENDERER = join(import.meta.dirname, "../../../renderer");
const MAIN = join(import.meta.dirname, "../../../electron/main");

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name) && !entry.name.endsWith("-words.ts"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

describe("the catalogue", () => {
  it("[PG4] fills slots, groups amounts, chooses the form by number, and never groups a step's number", () => {
    expect(say("library.total", { count: 1, words: 121_430 })).toBe("1 run, 121,430 words");
    expect(say("library.total", { count: 0, words: 0 })).toBe("0 runs, 0 words");
    expect(say("place.step", { step: 1000 })).toBe("Step 1000");
    // What a person wrote is no slot, whatever it looks like.
    expect(say("panel.close", { title: "{title} $&" })).toBe("Close {title} $&");
  });

  it("[PG4] has every key in one area only: a second one would speak for the first", () => {
    const folder = join(RENDERER, "words");
    const keys = readdirSync(folder)
      .filter((name) => name.endsWith("-words.ts"))
      .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(/^ {2}"([\w.-]+)":/gmu)])
      .map(([, key]) => key);
    expect(keys.length).toBeGreaterThan(500);
    expect(keys.filter((key, index) => keys.indexOf(key) < index)).toEqual([]);
  });

  it("[PG4] has the same slots in both forms of a plural", () => {
    const slots = (text: string): string[] =>
      [...text.matchAll(/\{(\w+)\}/gu)].map((found) => found[1] ?? "").toSorted();
    for (const [key, entry] of Object.entries(WORDS)) {
      if (typeof entry === "string") continue;
      const one = slots(entry.one).filter((name) => name !== "count");
      expect([key, ...one]).toEqual([key, ...slots(entry.other).filter((name) => name !== "count")]);
    }
  });

  it("[PG4] holds no word that neither the page nor the system's side says", () => {
    const text = [...sources(RENDERER), ...sources(MAIN)].join("\n");
    const templates = [...text.matchAll(/`([a-zA-Z.]+)\$\{[^`]*?\}([a-zA-Z]*)`/gu)].map(([, head = "", tail = ""]) => ({
      head,
      tail,
    }));
    const unsaid = Object.keys(WORDS).filter(
      (key) =>
        !text.includes(`"${key}"`) &&
        !templates.some(({ head, tail }) => head.includes(".") && key.startsWith(head) && key.endsWith(tail)),
    );
    expect(unsaid).toEqual([]);
  });

  it("[PG4] has a name for every rule of a bare run", () => {
    for (const rule of bareRunRules()) expect(ruleName(rule.id)).not.toBe(rule.id);
    expect(ruleName("later/rule")).toBe("later/rule");
  });
});

describe("numbers and times", () => {
  it("[PG5] says 100 % only when it is reached", () => {
    expect(percent(0.999)).toBe("99\u202f%");
    // 29 / 100 * 100 is less than 29 to a computer.
    expect(percent(29 / 100)).toBe("29\u202f%");
    expect(percent(1)).toBe("100\u202f%");
    expect(percent(1.054)).toBe("105\u202f%");
  });

  it("[PG5] names today by its time, this year by its day, and other years in full", () => {
    const now = new Date(2026, 10, 22, 15, 0).getTime();
    expect(when(new Date(2026, 10, 22, 14, 2).getTime(), now, "today")).toBe("today 14:02");
    expect(when(new Date(2026, 9, 3).getTime(), now, "today")).toBe("3 October");
    expect(when(new Date(2025, 9, 3).getTime(), now, "today")).toBe("3 October 2025");
  });

  it("[PG5] writes sizes in the unit that a person would", () => {
    expect([bytes(779), bytes(3_200), bytes(3_487_512)]).toEqual(["779 bytes", "3 kB", "3.5 MB"]);
  });
});
