import { AxeBuilder } from "@axe-core/playwright";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright";

import { tabTo } from "../support/app-page.ts";
import type { App } from "../support/launch-app.ts";
import { writeFile } from "./bounty-model.ts";
import { command, goTo, openRun, runText, saved } from "./by-keys.ts";
import { placeOnDisk } from "./on-disk.ts";
import { expect, test } from "./test.ts";

/* What makes a long day at the keys bearable: the place that is found again, spelling by the keys, and small windows. */

const TITLE = "Twenty knocks";
const PROMPT = `You hear a knock. ${"The water is still. ".repeat(20)}`;
const FILE = writeFile({
  title: TITLE,
  authors: ["Ann Example"],
  steps: Array.from({ length: 20 }, (_, index) => ({
    thoughts: [[{ type: "watsonian", longterm: index === 4, text: `Knock ${index + 1} comes from below.` }]],
    prompt: { text: PROMPT },
    action: { text: "I wait.", outcome: "It does not come again." },
  })),
});

async function openFile(app: App): Promise<Page> {
  const { page } = app;
  const path = join(app.folder, "twenty.json");
  writeFileSync(path, FILE);
  await app.give(() => command(page, "Import"), [path]);
  await openRun(page, TITLE);
  return page;
}

/** What was said last to assistive technology. */
function said(page: Page) {
  return page.locator("[data-announcer=polite]");
}

async function isClean(page: Page, what: string): Promise<void> {
  // The guards around what floats hand the focus on at once: nobody ever stands on them.
  const { violations } = await new AxeBuilder({ page }).exclude("[data-base-ui-focus-guard]").analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(
    grave.map(({ id, nodes }) => `${what}: ${id}: ${nodes.map(({ html }) => html).join(" ")}`),
    what,
  ).toEqual([]);
}

test("[SC6] caret, panels, pins and the way of reading are found again after host and page were killed", async ({
  launch,
  hostKind,
}) => {
  test.skip(hostKind === "electron", "Electron starts its backend again by itself");
  const app = await launch();
  const page = await openFile(app);
  await goTo(page, "5");
  await command(page, "Pin this thought, or unpin it");
  await expect(page.getByRole("region", { name: "Pinned" })).toContainText("Knock 5 comes from below.");
  await command(page, "Show or hide the map");
  await expect(page.getByRole("tree")).toHaveCount(0);
  await goTo(page, "17");
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("F9");
  await expect(page.getByRole("button", { name: "Shown: Story only" })).toBeVisible();
  await page.keyboard.type("A low sound.");
  for (let letter = 0; letter < "sound.".length; letter += 1) await page.keyboard.press("ArrowLeft");
  const seen = (): Promise<unknown> =>
    page.evaluate(() => {
      const range = getSelection()?.getRangeAt(0);
      return [range?.startContainer.textContent, range?.startOffset];
    });
  const before = await seen();
  await saved(page);
  // The place is kept a moment after it was last changed, counted in the document from before the section and its paragraph.
  const offset = `${PROMPT}A low `.length + 2;
  await expect.poll(() => placeOnDisk(app), { timeout: 60_000 }).toMatch(new RegExp(`"offset":${offset}\\b`, "u"));
  await expect.poll(() => placeOnDisk(app)).toContain('"reading":"story"');
  await app.killHost();
  await page.goto("about:blank");
  await app.startHost();
  const next = await app.secondPage();
  await openRun(next, TITLE);
  await expect(next.getByRole("contentinfo")).toContainText("Step 17 prompt");
  await expect(next.getByRole("button", { name: "Shown: Story only" })).toBeVisible();
  await expect(next.getByRole("tree")).toHaveCount(0);
  await expect(next.getByRole("region", { name: "Pinned" })).toContainText("Knock 5 comes from below.");
  expect(
    await next.evaluate(() => {
      const range = getSelection()?.getRangeAt(0);
      return [range?.startContainer.textContent, range?.startOffset];
    }),
  ).toEqual(before);
  await next.keyboard.type("and ");
  await expect(next.getByRole("group", { name: "Step 17 prompt" })).toContainText("still. A low and sound.");
});

test("[SP10] misspellings are gone to, corrected, taken back and made words of the run by keys", async ({ launch }) => {
  const app = await launch();
  const page = await openFile(app);
  const { keyboard } = page;
  const prompt = page.getByRole("group", { name: "Step 2 prompt" });
  await goTo(page, "2");
  await keyboard.press("Alt+ArrowDown");
  await keyboard.type("My freind Zyxwin waits. ");
  await expect(page.locator(".spelling-error")).toHaveText(["freind", "Zyxwin"]);
  await keyboard.press("F7");
  await keyboard.press("Shift+F7");
  await expect(said(page)).toContainText("is not in the dictionary");
  await goTo(page, "1");
  await keyboard.press("F7");
  await expect(said(page)).toHaveText("“freind” is not in the dictionary.");
  await keyboard.press("Control+F7");
  await expect(page.getByRole("menuitem", { name: "friend", exact: true })).toBeFocused();
  await isClean(page, "suggestions");
  await keyboard.press("Enter");
  await expect(said(page)).toHaveText("Corrected to “friend”.");
  await expect(prompt).toContainText("My friend Zyxwin waits.");
  await expect(runText(page)).toBeFocused();
  await keyboard.press("Control+z");
  await expect(said(page)).toContainText("Undone: correct spelling");
  await expect(prompt).toContainText("My freind Zyxwin waits.");
  await keyboard.press("Control+y");
  await keyboard.press("F7");
  await expect(said(page)).toHaveText("“Zyxwin” is not in the dictionary.");
  await keyboard.press("Control+F7");
  await expect(page.getByRole("menu")).toBeVisible();
  await keyboard.press("End");
  await keyboard.press("Enter");
  await expect(said(page)).toHaveText("“Zyxwin” is a word of this run now.");
  await expect(page.locator(".spelling-error")).toHaveCount(0);
  await saved(page);
  await page.reload();
  await expect(runText(page)).toBeFocused();
  await keyboard.press("F7");
  await expect(said(page)).toHaveText("No misspelling.");
});

/** Nothing of the page lies beyond its right edge. */
async function fits(page: Page, what: string): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.body.scrollWidth, innerWidth] as const);
  expect(content, what).toBeLessThanOrEqual(window);
}

test("[SC8] 640 pixels, which is 200 % of a small screen, and forced colours hold all of writing and comfort", async ({
  launch,
}) => {
  const app = await launch({ viewport: { width: 640, height: 400 }, forcedColors: "active" });
  const page = await openFile(app);
  await fits(page, "the run");
  const box = await runText(page).boundingBox();
  expect(box?.width ?? 0, "the text has the window for itself").toBeGreaterThan(500);
  await isClean(page, "the run");
  await page.keyboard.press("Control+Shift+Enter");
  await expect(page.getByRole("contentinfo")).toContainText("leaves focus");
  await fits(page, "focus mode");
  await isClean(page, "focus mode");
  await page.keyboard.press("Control+Shift+Enter");
  await command(page, "Show or hide the context");
  await expect(page.getByRole("complementary").last()).toBeVisible();
  await fits(page, "a panel");
  await isClean(page, "a panel");
  await command(page, "Show or hide the context");
  await page.keyboard.press("Control+h");
  await page.keyboard.type("knock");
  await expect(page.getByText(/^\d+ of 40$/u)).toBeVisible();
  await fits(page, "find");
  await isClean(page, "find");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+F1");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await fits(page, "keys");
  await isClean(page, "keys");
  await page.keyboard.press("Escape");
  await command(page, "Settings");
  await tabTo(page.getByRole("button", { name: "Larger text" }));
  await page.keyboard.press("Enter");
  await fits(page, "settings");
  await isClean(page, "settings");
});
