import type { Page } from "playwright";

import { NO_CHROMIUM, startEditorBrowser } from "../../support/editor-page/browser.ts";
import { median, type Report } from "../report.ts";
import { workPerKey } from "./measure.ts";

/*
 * Typing while a screen reader listens: Chromium keeps its accessibility tree for the whole page, all that helps the writing
 * is on, and the floor is the bare contenteditable without a listener, in the same round.
 */

const ROUNDS = 3;
const SEED = 3;
const STEPS = 1_000;
/** The editor's number: work a key with the accessibility tree on, to the floor. */
const MOST_TO_FLOOR = 3;

/** Measures the editor with the accessibility tree on. */
export async function bench(report: Report): Promise<void> {
  if (NO_CHROMIUM !== null) {
    report.say(`Left out: ${NO_CHROMIUM}.`);
    return;
  }
  const bare = await startEditorBrowser();
  const heard = await startEditorBrowser(["--force-renderer-accessibility=complete"]);
  const work = async (browser: typeof bare, open: (page: Page) => Promise<void>): Promise<number> => {
    const { page, context } = await browser.open();
    await open(page);
    const measured = await workPerKey(page);
    await context.close();
    return measured;
  };
  const openFloor = (page: Page): Promise<void> => page.evaluate(() => window.page.openFloor());
  const openAllOn = async (page: Page): Promise<void> => {
    await page.evaluate(
      ([seed, steps]) => {
        window.page.openAllOn(seed, steps);
        window.page.editor.goToStep(steps / 2, "prompt");
        window.page.editor.focus();
      },
      [SEED, STEPS] as const,
    );
    await page.locator(".spelling-error").first().waitFor({ state: "attached" });
  };
  const floors: number[] = [];
  const heardFloors: number[] = [];
  const works: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(await work(bare, openFloor));
    heardFloors.push(await work(heard, openFloor));
    works.push(await work(heard, openAllOn));
  }
  report.figure("work a key, bare contenteditable, nobody listens", median(floors), "ms");
  report.figure("work a key, bare contenteditable, a screen reader listens", median(heardFloors), "ms");
  report.figure("work a key, all on in 1,000 steps, a screen reader listens", median(works), "ms");
  const ratios = works.map((one, round) => one / (floors[round] ?? Number.NaN));
  report.ratio("work a key, all on and heard, to the floor", median(ratios), MOST_TO_FLOOR);
  await bare.close();
  await heard.close();
}
