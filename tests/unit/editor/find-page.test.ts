import type { Page } from "playwright";
import { describe, expect, it } from "vitest";

import { EMPTY_QUERY, type FindQuery } from "../../../renderer/editor/find/query.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { bullet, d, fullStep, initial, outcome, prompt, TAGGED } from "../../support/build.ts";
import { NO_CHROMIUM } from "../../support/editor-page/browser.ts";
import { eachOnItsOwnPage } from "../../support/editor-page/each-test.ts";

if (NO_CHROMIUM !== null) process.stdout.write(`Finding is not tried in a page: ${NO_CHROMIUM}.\n`);

const MANY = Array.from({ length: 120 }, (_, index) =>
  fullStep(`s${index + 1}`, prompt(`needle ${index + 1} `.repeat(20))),
);

describe.skipIf(NO_CHROMIUM !== null)("finding in a browser", () => {
  let page: Page;
  eachOnItsOwnPage((opened) => {
    ({ page } = opened);
  });

  async function open(steps: readonly Step[], step = 1): Promise<void> {
    await page.evaluate(
      ([all, at]) => {
        window.page.open(all);
        window.page.editor.goToStep(at, "prompt");
        window.page.editor.focus();
      },
      [steps, step] as const,
    );
  }
  type Seen = { state: string; hits: number; current: number | null; step: number | null; why: string | null };
  const seen = (): Promise<Seen> =>
    page.evaluate(() => {
      const { state, hits, current, why } = window.page.editor.finder.found.get();
      const hit = current === null ? undefined : hits[current];
      return { state, hits: hits.length, current, why, step: hit === undefined ? null : hit.index + 1 };
    });
  async function ask(text: string, more: Partial<FindQuery> = {}): Promise<Seen> {
    await page.evaluate((query) => window.page.editor.finder.ask(query), { ...EMPTY_QUERY, text, ...more });
    return seen();
  }
  const steps = (): Promise<Step[]> => page.evaluate(() => window.page.editor.steps());
  const marks = (): Promise<{ all: number; shown: string[] }> =>
    page.evaluate(() => ({
      all: document.querySelectorAll(".find-hit").length,
      shown: [...document.querySelectorAll(".find-hit.current")].map((one) => one.textContent ?? ""),
    }));
  const isInView = (): Promise<boolean> =>
    page.evaluate(() => {
      const box = document.querySelector(".find-hit.current")?.getBoundingClientRect();
      return box !== undefined && box.top >= 0 && box.bottom <= innerHeight;
    });

  it("[PF30] lists every hit in reading order, shows the first from the caret on, and marks those that are drawn", async () => {
    await open(MANY, 60);
    expect(await ask("needle")).toMatchObject({ state: "ready", hits: 2_400, current: 1_180, step: 60 });
    const { all, shown } = await marks();
    expect(all).toBeGreaterThan(20);
    expect(all).toBeLessThan(2_400);
    expect(shown).toEqual(["needle"]);
    expect(await isInView()).toBe(true);
    expect(await page.evaluate(() => window.page.editor.snapshot().caret?.step)).toBe(60);
  });

  it("[PF30] goes to the next and previous hit around the run's ends, and into the text when asked", async () => {
    await open(MANY, 120);
    await ask("needle 1 ");
    expect(await seen()).toMatchObject({ hits: 20, step: 1, current: 0 });
    await page.evaluate(() => window.page.editor.finder.go(-1, "shown"));
    expect(await seen()).toMatchObject({ current: 19, step: 1 });
    expect(await isInView()).toBe(true);
    await page.evaluate(() => window.page.editor.finder.select());
    expect(await page.evaluate(() => window.page.editor.selectedAddress())).toMatchObject({
      section: "prompt",
      start: 171,
    });
    await page.evaluate(() => window.page.editor.finder.go(-1, "caret"));
    expect(await seen()).toMatchObject({ current: 18 });
  });

  it("[PF31] looks at nothing that a skip hides or the way of reading leaves out", async () => {
    await open([fullStep("a", outcome("o", TAGGED)), fullStep("b"), fullStep("c", initial(bullet(d("b"))))]);
    expect((await ask("b ")).hits).toBe(3);
    await page.evaluate(() => window.page.editor.setReading("story"));
    await expect.poll(async () => (await seen()).hits).toBe(2);
    await page.evaluate(() => window.page.editor.setReading("doylist"));
    expect((await ask("b")).hits).toBe(1);
  });

  it("[PF32] ends a pattern that would run for ever, says so, and finds the next thing", async () => {
    await open([fullStep("a", prompt(`${"a".repeat(40)}!`)), ...MANY]);
    expect(await ask("(a+)+$x|(\\w+\\s?)+x$", { as: "pattern" })).toMatchObject({ state: "stopped", hits: 0 });
    const { state, why } = await ask("(", { as: "pattern" });
    expect(state).toBe("noPattern");
    expect(why).toContain("(");
    expect(await ask("needle")).toMatchObject({ state: "ready", hits: 2_400 });
  });

  it("[PF32] answers what is typed last, whatever came before it", async () => {
    await open(MANY);
    await page.evaluate((query) => {
      const { finder } = window.page.editor;
      void finder.ask({ ...query, text: "(\\w+\\s?)+x$", as: "pattern" });
      for (const text of ["n", "ne", "nee"]) void finder.ask({ ...query, text });
      return finder.ask({ ...query, text: "needle 12 " });
    }, EMPTY_QUERY);
    expect(await seen()).toMatchObject({ state: "ready", hits: 20, step: 12 });
  });

  it("[PF33] replaces what is shown one by one, or what is left of the list at once, and undoes it", async () => {
    await open([fullStep("a", prompt("cat cat")), fullStep("b", prompt("cat"), initial(bullet(d("cat"))))]);
    const before = await steps();
    await ask("cat");
    expect(await page.evaluate(() => window.page.editor.finder.replaceShown("lion"))).toBe(true);
    expect((await steps())[0]?.prompt.text).toBe("lion cat");
    expect(await seen()).toMatchObject({ hits: 3, current: 0 });
    const done = await page.evaluate(async () => {
      const { finder } = window.page.editor;
      const replacements = await finder.replacements("ox");
      return replacements === null ? null : finder.replace(replacements.slice(0, 2));
    });
    expect(done).toEqual({ replaced: 2, skipped: 0 });
    expect((await steps()).map((one) => one.prompt.text)).toEqual(["lion ox", "cat"]);
    expect((await steps())[1]?.initial.bullets[0]?.[0]?.text).toBe("ox");
    await expect.poll(async () => (await seen()).hits).toBe(1);
    await page.keyboard.press("Control+z");
    expect((await steps())[0]?.prompt.text).toBe("lion cat");
    await page.keyboard.press("Control+z");
    expect(await steps()).toEqual(before);
  });

  it("[PF33] fills a pattern's replacement from its groups, and leaves a run alone that may not be written", async () => {
    await open([fullStep("a", prompt("Ann met Bob"))]);
    await ask("(\\w+) met (\\w+)", { as: "pattern" });
    const replace = (): Promise<unknown> =>
      page.evaluate(async () => {
        const { finder } = window.page.editor;
        const replacements = await finder.replacements("$2 met $1");
        return replacements === null ? "none" : finder.replace(replacements);
      });
    await page.evaluate(() => window.page.editor.setReadOnly(true));
    expect(await replace()).toBeNull();
    await page.evaluate(() => window.page.editor.setReadOnly(false));
    expect(await replace()).toEqual({ replaced: 1, skipped: 0 });
    expect((await steps())[0]?.prompt.text).toBe("Bob met Ann");
  });

  it("[PF34] follows the text: what was typed is found, and what is gone is not", async () => {
    await open([fullStep("a", prompt("cat")), fullStep("b", prompt("cat"))]);
    await ask("cat");
    await page.keyboard.type("cat, ");
    await expect.poll(async () => (await seen()).hits).toBe(3);
    expect((await marks()).all).toBe(3);
    await page.evaluate(() => window.page.editor.finder.stop());
    expect(await marks()).toEqual({ all: 0, shown: [] });
    expect(await seen()).toMatchObject({ state: "off", hits: 0 });
  });
});
