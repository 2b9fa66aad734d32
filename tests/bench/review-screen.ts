import type { Page } from "playwright";

import { isImported } from "../support/app-page.ts";
import { launchApp, missingForApp } from "../support/launch-app.ts";
import { median, type Report } from "./report.ts";
import { workPerKey } from "./typing/measure.ts";

/* The screens of a review at full length: the reviewer's copy, and the author's run with remarks beside its text. */

const KEYS = 30;

/** The screen of a copy in the app: from the chosen file to its text, and from the key to the next unread step painted. */
export async function measureScreen(report: Report, path: string): Promise<void> {
  const missing = missingForApp("loopback");
  if (missing !== null) return report.say(`The screen is left out: ${missing}.`);
  const app = await launchApp();
  try {
    const { page } = app;
    await page
      .getByRole("button", { name: "Reviews", exact: true })
      .or(page.getByRole("link", { name: "Reviews" }))
      .first()
      .click();
    const button = page.getByRole("button", { name: "Open a run to review" });
    await button.waitFor();
    const began = performance.now();
    await app.give(() => button.click(), [path]);
    await page.locator(".run-step").first().waitFor();
    report.figure("from the chosen file to the copy's text, the upload included", performance.now() - began, "ms");
    await page.getByRole("contentinfo").filter({ hasText: "Step 1 of" }).waitFor();
    const times: number[] = [];
    for (let key = 0; key < KEYS; key += 1) {
      await page.evaluate(() => {
        Object.assign(window, { painted: 0 });
        const onKey = (event: KeyboardEvent): void => {
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.addEventListener("message", () =>
              Object.assign(window, { painted: performance.now() - event.timeStamp }),
            );
            channel.port1.start();
            channel.port2.postMessage(null);
          });
        };
        addEventListener("keydown", onKey, { capture: true, once: true });
      });
      await page.keyboard.press("n");
      await page.waitForFunction(() => Reflect.get(window, "painted") > 0);
      times.push(await page.evaluate(() => Number(Reflect.get(window, "painted"))));
    }
    await page
      .getByRole("contentinfo")
      .filter({ hasText: `Step ${KEYS + 1} of` })
      .waitFor();
    report.figure("from the key to the next unread step painted, median (target 60)", median(times), "ms");
    report.figure("the longest of these", Math.max(...times), "ms");
  } finally {
    await app.close();
  }
}

const ROUNDS = 3;
/** What notes beside the text may add to a key: those of the drawn steps are all there is. */
const MOST_TO_NONE = 1.1;

/** What a key costs the author in the middle of the run, with every remark beside the text and with none. */
export async function measureMargin(report: Report, run: string, answer: string, remarks: number): Promise<void> {
  const missing = missingForApp("loopback");
  if (missing !== null) return report.say(`Typing beside remarks is left out: ${missing}.`);
  const app = await launchApp("loopback", { viewport: { width: 1920, height: 1080 } });
  try {
    const { page } = app;
    await app.give(() => command(page, "Import"), [run]);
    await isImported(page, "Bench");
    await page.getByRole("row", { name: "Bench" }).getByRole("button").first().click();
    await page.getByRole("textbox", { name: "Run text" }).waitFor();
    await app.give(() => command(page, "Take in an answer"), [answer]);
    await page.locator(".remark-margin > li").first().waitFor();
    await page.keyboard.press("Control+j");
    await page.keyboard.type("500");
    await page.keyboard.press("Enter");
    await page.getByRole("contentinfo").filter({ hasText: "Step 500 " }).waitFor();
    await page.locator(".remark-margin > li").first().waitFor();
    const besides: number[] = [];
    const nones: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      besides.push(await workPerKey(page));
      await command(page, "Review comments beside the text");
      await page.locator(".remark-margin").waitFor({ state: "detached" });
      nones.push(await workPerKey(page));
      await command(page, "Review comments beside the text");
      await page.locator(".remark-margin > li").first().waitFor();
    }
    const [beside, none] = [median(besides), median(nones)];
    report.figure(`work a key with ${remarks.toLocaleString("en")} remarks beside the text`, beside, "ms");
    report.ratio("that to a key without any beside it", beside / none, MOST_TO_NONE);
  } finally {
    await app.close();
  }
}

/** Runs an act by its name. */
async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("combobox", { name: "Command palette" }).fill(title);
  await page.locator("[role=option][data-highlighted]").filter({ hasText: title }).waitFor();
  await page.keyboard.press("Enter");
}
