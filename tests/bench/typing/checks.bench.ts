import { NO_CHROMIUM, startEditorBrowser } from "../../support/editor-page/browser.ts";
import { median, type Report } from "../report.ts";
import { workPerKey } from "./measure.ts";

/*
 * What the check costs a key: the same page, caret and text, with the findings of a check and without, in turns. The check itself runs in the
 * library's worker after the saves have rested, so what a key meets is the marks that its answer left, here 500 of them, one in the paragraph that is written.
 */

const ROUNDS = 8;
const SEED = 3;
const STEPS = 1_000;
/** Every second step has a finding, and this one. */
const STEP = 501;
/** The number of the consistency card: work a key with checks on, to that with checks off. */
const MOST_ON_TO_OFF = 1.05;

/** Measures work a key with checks on and off, paired and interleaved. */
export async function bench(report: Report): Promise<void> {
  if (NO_CHROMIUM !== null) {
    report.say(`Left out: ${NO_CHROMIUM}.`);
    return;
  }
  const browser = await startEditorBrowser();
  const { page, context } = await browser.open();
  await page.evaluate(
    ([seed, steps, step]) => {
      window.page.openAllOn(seed, steps);
      window.page.editor.goToStep(step, "prompt");
      window.page.editor.focus();
    },
    [SEED, STEPS, STEP] as const,
  );
  await page.waitForFunction(() => window.page.aids?.spelling.speller.state.get().state === "ready");
  await page.locator(".spelling-error").first().waitFor({ state: "attached" });
  const work = async (isOn: boolean): Promise<number> => {
    await page.evaluate((on) => window.page.setChecks(on), isOn);
    return workPerKey(page);
  };
  await work(true);
  const on: number[] = [];
  const off: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Who comes first takes turns, so that a page that grows slower is no cost of either.
    for (const isOn of round % 2 === 0 ? [true, false] : [false, true]) (isOn ? on : off).push(await work(isOn));
  }
  report.figure("work a key, checks off", median(off), "ms");
  report.figure("work a key, checks on", median(on), "ms");
  const ratios = on.map((one, round) => one / (off[round] ?? Number.NaN));
  report.ratio("work a key, checks on to checks off, paired", median(ratios), MOST_ON_TO_OFF);
  await context.close();
  await browser.close();
}
