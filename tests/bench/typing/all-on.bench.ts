import type { Page } from "playwright";

import { type EditorBrowser, NO_CHROMIUM, startEditorBrowser } from "../../support/editor-page/browser.ts";
import { median, percentile, type Report } from "../report.ts";
import { keysToPaint, longestTask, switchReading, workPerKey } from "./measure.ts";

/*
 * Typing with all that helps the writing on: findings, spelling, curly quotes, the typewriter's line, counts; at the run's start, middle and end, against a bare contenteditable of one step in the same browser and round.
 */

const ROUNDS = 3;
const SEED = 3;
const PLACES = { start: 0, middle: 0.5, end: 1 } as const;
type PlaceName = keyof typeof PLACES;

/** The editor's numbers: work a key to the floor, and in 3,000 steps to that in 100. */
const MOST_TO_FLOOR = 2.2;
const MOST_FROM_100_TO_3000 = 1.3;
const LONG_KEYS = 2_000;
const READINGS = ["story", "longterm", "watsonian", "all"] as const;

async function inPage<T>(browser: EditorBrowser, measure: (page: Page) => Promise<T>): Promise<T> {
  const { page, context } = await browser.open();
  const measured = await measure(page);
  await context.close();
  return measured;
}

async function openAllOn(
  page: Page,
  steps: number,
  place: PlaceName,
  spelling: "story" | "all" = "story",
): Promise<void> {
  await page.evaluate(
    ([seed, count, share, where]) => {
      window.page.openAllOn(seed, count, where);
      window.page.editor.goToStep(Math.min(count, Math.max(1, Math.ceil(count * share))), "prompt");
      window.page.editor.focus();
    },
    [SEED, steps, PLACES[place], spelling] as const,
  );
  // The dictionary is read and the drawn text judged before the first key is measured.
  await page.waitForFunction(() => window.page.aids?.spelling.speller.state.get().state === "ready");
  await page.locator(".spelling-error").first().waitFor({ state: "attached" });
}

/** Measures the editor with all on. */
export async function bench(report: Report): Promise<void> {
  if (NO_CHROMIUM !== null) {
    report.say(`Left out: ${NO_CHROMIUM}.`);
    return;
  }
  const browser = await startEditorBrowser();
  const work = (steps: number, place: PlaceName): Promise<number> =>
    inPage(browser, async (page) => {
      await openAllOn(page, steps, place);
      return workPerKey(page);
    });
  const floors: number[] = [];
  const places: Record<PlaceName, number[]> = { start: [], middle: [], end: [] };
  const growth: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(
      await inPage(browser, async (page) => {
        await page.evaluate(() => window.page.openFloor());
        return workPerKey(page);
      }),
    );
    for (const place of ["start", "middle", "end"] as const) places[place].push(await work(1_000, place));
    const short = await work(100, "middle");
    growth.push((await work(3_000, "middle")) / short);
  }
  report.figure("work a key, bare contenteditable of one step", median(floors), "ms");
  for (const place of ["start", "middle", "end"] as const) {
    report.figure(`work a key, all on, at the ${place} of 1,000 steps`, median(places[place]), "ms");
    const ratios = places[place].map((one, round) => one / (floors[round] ?? Number.NaN));
    report.ratio(`work a key, all on, at the ${place} to the floor`, median(ratios), MOST_TO_FLOOR);
  }
  report.ratio("work a key, all on, 3,000 steps to 100 steps", median(growth), MOST_FROM_100_TO_3000);
  await inPage(browser, async (page) => {
    await openAllOn(page, 1_000, "middle", "all");
    const marks = await page.locator(".spelling-error").count();
    report.figure(`work a key with spelling in thoughts too (${marks} marks drawn)`, await workPerKey(page), "ms");
  });
  await inPage(browser, async (page) => {
    await openAllOn(page, 1_000, "middle");
    let keys: number[] = [];
    const longest = await longestTask(page, async () => {
      keys = await keysToPaint(page, LONG_KEYS);
    });
    report.figure(`longest task of the page in ${LONG_KEYS} keys, its own time`, longest, "ms");
    report.figure(`key to paint, all on, 95 % of ${LONG_KEYS} within`, percentile(keys, 0.95), "ms");
    report.figure(`key to paint, all on, longest of ${LONG_KEYS}`, Math.max(...keys), "ms");
    const switches: number[] = [];
    for (const reading of READINGS) switches.push(await switchReading(page, reading));
    report.figure("another way of reading over 1,000 steps to paint, longest of 4", Math.max(...switches), "ms");
  });
  await browser.close();
}
