import type { BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, beforeEach } from "vitest";

import { type EditorBrowser, startEditorBrowser } from "./browser.ts";

/**
 * Gives each test of the suite that calls it a page of its own, closed after it; the browser is one for the whole suite.
 * `take` keeps the page where the tests find it and may make ready what else they need.
 */
export function eachOnItsOwnPage(
  take: (opened: { readonly page: Page; readonly context: BrowserContext; readonly browser: EditorBrowser }) => unknown,
): void {
  let browser: EditorBrowser;
  beforeAll(async () => {
    browser = await startEditorBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    const opened = await browser.open();
    await take({ ...opened, browser });
    return () => opened.context.close();
  });
}
