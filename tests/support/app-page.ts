import type { Locator, Page } from "playwright";

/** What a browser says of a line that a test has cut, or of a download's first look; no fault of the page's. */
const OF_THE_LINE = /Failed to load resource|WebSocket connection|ERR_CONNECTION/u;

/** Notes uncaught errors and complaints of a page, refusals by its policy among them. */
export function collectFaults(page: Page, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(error.stack ?? error.message));
  page.on("console", (message) => {
    const isComplaint = message.type() === "error" || message.type() === "warning";
    if (isComplaint && !OF_THE_LINE.test(message.text())) faults.push(message.text());
  });
}

/** Waits until a screen stands on the page: before that nobody hears a key. */
export async function isDrawn(page: Page): Promise<void> {
  await page.getByRole("contentinfo").waitFor();
}

/** More stops of Tab than any screen has: a test that needs more has lost its way. */
const MOST_TABS = 200;

/** Tab until the element has the focus; fails when Tab never comes there. */
export async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  const { keyboard } = target.page();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await keyboard.press("Tab");
  }
  throw new Error(`Tab does not come to ${target.toString()}`);
}

/** Goes to a control by Tab and presses it. */
export async function pressOn(target: Locator): Promise<void> {
  await tabTo(target);
  await target.page().keyboard.press("Enter");
}

/**
 * Waits until a run that was given to Import stands in the library, and says yes by keyboard where the import asks first:
 * it does when a file leaves something to be asked about, such as damage that can be repaired.
 */
export async function isImported(page: Page, title: string): Promise<void> {
  const take = page.getByRole("dialog").getByRole("button", { name: /^Import \d/u });
  const row = page.getByRole("row", { name: title });
  await take.or(row).first().waitFor();
  if (await take.isVisible()) await pressOn(take);
  await row.waitFor();
}
