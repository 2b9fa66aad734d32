import type { Page } from "playwright";

import { type EditorBrowser, NO_CHROMIUM, startEditorBrowser } from "../../support/editor-page/browser.ts";
import { median, percentile, type Report } from "../report.ts";
import { heapMegabytes, jump, longestTask, rendererMegabytes, wheel, workPerKey } from "./measure.ts";

/*
 * Typing in a run of any length against a bare contenteditable of one step's text, in the same browser and round (figures:
 * How to measure). Ratios are paired within a round and the middle one counts.
 */

const ROUNDS = 3;
const SIZES = [100, 1_000, 3_000] as const;
const SEED = 3;

/** The card's numbers: work a key to the floor, to that of 100 steps, and memory to that of an empty run. */
const MOST_TO_FLOOR = 2;
const MOST_FROM_100_TO_3000 = 1.3;
const MOST_MEMORY_TO_EMPTY = 2;

const JUMPS = [900, 100, 899, 500, 900] as const;
const WHEEL_PX = 100_000;
const WHEEL_TURN_PX = 600;

async function inPage<T>(browser: EditorBrowser, measure: (page: Page) => Promise<T>): Promise<T> {
  const { page, context } = await browser.open();
  const measured = await measure(page);
  await context.close();
  return measured;
}

async function openRun(page: Page, steps: number): Promise<void> {
  await page.evaluate(
    ([seed, count]) => {
      window.page.openGenerated(seed, count);
      window.page.editor.goToStep(Math.ceil(count / 2), "prompt");
      window.page.editor.focus();
    },
    [SEED, steps] as const,
  );
}

function floorWork(browser: EditorBrowser): Promise<number> {
  return inPage(browser, async (page) => {
    await page.evaluate(() => window.page.openFloor());
    return workPerKey(page);
  });
}

function runWork(browser: EditorBrowser, steps: number): Promise<number> {
  return inPage(browser, async (page) => {
    await openRun(page, steps);
    return workPerKey(page);
  });
}

/** Measures the editor alone. */
export async function bench(report: Report): Promise<void> {
  if (NO_CHROMIUM !== null) {
    report.say(`Left out: ${NO_CHROMIUM}.`);
    return;
  }
  const browser = await startEditorBrowser();
  const floors: number[] = [];
  const works = new Map<number, number[]>(SIZES.map((size) => [size, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(await floorWork(browser));
    for (const size of SIZES) works.get(size)?.push(await runWork(browser, size));
  }
  const ratios = (size: number, to: readonly number[]): number =>
    median((works.get(size) ?? []).map((work, round) => work / (to[round] ?? Number.NaN)));
  report.figure("work a key, bare contenteditable of one step", median(floors), "ms");
  for (const size of SIZES)
    report.figure(`work a key in the middle of ${size} steps`, median(works.get(size) ?? []), "ms");
  report.ratio("work a key, 1,000 steps to the floor", ratios(1_000, floors), MOST_TO_FLOOR);
  report.ratio("work a key, 3,000 steps to 100 steps", ratios(3_000, works.get(100) ?? []), MOST_FROM_100_TO_3000);

  await inPage(browser, async (page) => {
    const opened = await page.evaluate((seed) => {
      const start = performance.now();
      window.page.openGenerated(seed, 1_000);
      return performance.now() - start;
    }, SEED);
    report.figure("a run of 1,000 steps generated, opened and drawn", opened, "ms");
    const jumps: number[] = [];
    for (const step of JUMPS) jumps.push(await jump(page, step));
    report.figure("jump in 1,000 steps to paint, largest of 5", Math.max(...jumps), "ms");
    let frames: number[] = [];
    const longest = await longestTask(page, async () => {
      frames = await wheel(page, WHEEL_PX, WHEEL_TURN_PX);
    });
    report.figure("wheel over about 100 steps, longest task of the page, its own time", longest, "ms");
    report.figure("wheel over about 100 steps, 95 % of the frames within", percentile(frames, 0.95), "ms");
    report.figure("wheel over about 100 steps, longest frame", Math.max(...frames), "ms");
  });

  const memory = async (steps: number): Promise<{ heap: number; renderer: number | null }> =>
    inPage(browser, async (page) => {
      await openRun(page, steps);
      return { heap: await heapMegabytes(page), renderer: await rendererMegabytes(page) };
    });
  const empty = await memory(1);
  const full = await memory(1_000);
  report.figure("heap with 1 step", empty.heap, "MB");
  report.figure("heap with 1,000 steps", full.heap, "MB");
  if (empty.renderer === null || full.renderer === null) report.say("Renderer memory left out: no /proc here.");
  else {
    report.figure("renderer memory (PSS) with 1 step", empty.renderer, "MB");
    report.figure("renderer memory (PSS) with 1,000 steps", full.renderer, "MB");
    report.ratio("renderer memory, 1,000 steps to 1 step", full.renderer / empty.renderer, MOST_MEMORY_TO_EMPTY);
  }
  await browser.close();
}
