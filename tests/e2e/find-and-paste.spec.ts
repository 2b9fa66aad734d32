import { AxeBuilder } from "@axe-core/playwright";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Page } from "playwright";

import { pressOn, tabTo } from "../support/app-page.ts";
import type { App } from "../support/launch-app.ts";
import { writeFile } from "./bounty-model.ts";
import { command, goTo, openRun, runText, saved } from "./by-keys.ts";
import { expect, test } from "./test.ts";

/*
 * Find, replace and paste as an author does them: by keys, in the app, with the names that assistive technology reads.
 */

const TITLE = "Twelve knocks";
const DOCS = readFileSync(resolve(import.meta.dirname, "../fixtures/clipboard/google-docs.html"), "utf8");
const FILE = writeFile({
  title: TITLE,
  authors: ["Ann Example"],
  steps: Array.from({ length: 12 }, (_, index) => ({
    thoughts: [[{ type: "watsonian", longterm: false, text: `Knock ${index + 1} comes from below.` }]],
    prompt: { text: `You hear a knock. It is the ${index + 1}th.` },
    action: { text: "I wait.", outcome: "The knock does not come again." },
  })),
});

/** What was said last to assistive technology. */
function said(page: Page) {
  return page.locator("[data-announcer=polite]");
}

/** Nothing serious stands in this part of the page. */
async function isAccessible(page: Page, part: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

/** The page of a library with the run of twelve steps in it. */
async function libraryOfTwelve(launch: () => Promise<App>): Promise<Page> {
  const app = await launch();
  const path = join(app.folder, "twelve.json");
  writeFileSync(path, FILE);
  await app.give(() => command(app.page, "Import"), [path]);
  await expect(app.page.getByRole("row", { name: TITLE })).toBeVisible();
  return app.page;
}

test("[PF50] finds, reviews replacements one by one, replaces the rest and takes it back", async ({ launch }) => {
  const page = await libraryOfTwelve(launch);
  const { keyboard } = page;
  await openRun(page, TITLE);
  await goTo(page, "5");
  await keyboard.press("Control+f");
  const box = page.getByRole("searchbox", { name: "Find in this run" });
  await expect(box).toBeFocused();
  await keyboard.type("knock");
  await expect(page.getByText("13 of 36")).toBeVisible();
  await keyboard.press("Enter");
  await keyboard.press("F3");
  await keyboard.press("Shift+Enter");
  await expect(page.getByText("14 of 36")).toBeVisible();
  await expect(page.locator(".find-hit.current")).toHaveText("knock");
  await pressOn(page.getByRole("button", { name: "Match case" }));
  await expect(page.getByText("9 of 24")).toBeVisible();
  await pressOn(page.getByRole("button", { name: "List of what was found" }));
  await tabTo(page.getByRole("listbox", { name: "List of what was found" }));
  await keyboard.press("Home");
  await keyboard.press("Enter");
  await expect(page.getByText("1 of 24")).toBeVisible();
  await isAccessible(page, ".find-bar");
  await keyboard.press("Control+h");
  await expect(box).toBeFocused();
  await tabTo(page.getByRole("textbox", { name: "Replace with" }));
  await keyboard.type("rap");
  await pressOn(page.getByRole("button", { name: "Replace all…" }));
  const review = page.getByRole("dialog", { name: "Replace all" });
  await tabTo(review.getByRole("listbox", { name: "Replacements" }));
  await keyboard.press("ArrowDown");
  await keyboard.press("Space");
  await expect(review.getByRole("option", { selected: false })).toHaveCount(1);
  await isAccessible(page, "[data-modal]");
  await pressOn(review.getByRole("button", { name: "Replace 23" }));
  await expect(said(page)).toHaveText("23 places replaced. One undo brings them back.");
  await expect(page.getByText("1 of 1", { exact: true })).toBeVisible();
  await tabTo(box);
  await keyboard.press("Escape");
  await expect(runText(page)).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("knock");
  await expect(page.getByRole("group", { name: "Step 1 outcome" })).toHaveText("The knock does not come again.");
  await expect(page.getByRole("group", { name: "Step 2 prompt" })).toContainText("You hear a rap.");
  await keyboard.press("Control+z");
  await expect(page.getByRole("group", { name: "Step 2 prompt" })).toContainText("You hear a knock.");
  // Back leads to where the author was before the search.
  await keyboard.press("Alt+ArrowLeft");
  await expect(page.getByRole("contentinfo")).toContainText("Step 5 ");
  await saved(page);
});

test("[PF50] pastes a page of Google Docs, says once what brackets mean, and keeps it", async ({ launch }) => {
  const page = await libraryOfTwelve(launch);
  const { keyboard } = page;
  await openRun(page, TITLE);
  const paste = (data: Readonly<Record<string, string>>): Promise<void> =>
    runText(page).evaluate((text, given) => {
      const transfer = new DataTransfer();
      for (const [type, value] of Object.entries(given)) transfer.setData(type, value);
      text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
    }, data);
  await goTo(page, "2");
  await keyboard.press("End");
  await paste({ "text/html": DOCS });
  const question = page.getByRole("dialog", { name: "Thoughts in brackets?" });
  await expect(question.getByRole("combobox", { name: "[w: … ] becomes" })).toHaveText("watsonian");
  await tabTo(question.getByRole("combobox", { name: "(OOC: … ) becomes" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "comment" })).toBeVisible();
  await keyboard.type("comment");
  await keyboard.press("Enter");
  await expect(page.getByRole("option")).toHaveCount(0);
  await isAccessible(page, "[data-modal]");
  await pressOn(question.getByRole("button", { name: "Paste", exact: true }));
  await expect(said(page)).toHaveText(
    "2 brackets became thoughts. 2 emphases were dropped: a run is plain text. 1 picture was left out. 1 link came as its text.",
  );
  await expect(page.getByRole("contentinfo")).toContainText("2 brackets became thoughts.");
  const thoughts = page
    .getByRole("group", { name: "Step 2 initial thoughts" })
    .getByRole("group", { name: /thought$/u });
  await expect(thoughts.last()).toHaveText("check the tide");
  await expect(thoughts.last()).toHaveAccessibleName("comment thought");
  await paste({ "text/plain": "(ooc: again)" });
  await expect(thoughts.last()).toHaveText("again");
  await keyboard.press("Control+z");
  await keyboard.press("Control+z");
  await expect(thoughts).toHaveText(["Knock 2 comes from below."]);
  await command(page, "What pasted text becomes");
  const settings = page.getByRole("dialog", { name: "What pasted text becomes" });
  await expect(settings.getByRole("combobox", { name: "(OOC: … ) becomes" })).toHaveText("comment");
  await isAccessible(page, "[data-modal]");
  await tabTo(settings.getByRole("radio", { name: "are dropped, and said" }));
  await keyboard.press("ArrowDown");
  await keyboard.press("Escape");
  await goTo(page, "3");
  await keyboard.press("End");
  // A synthetic paste follows a key faster than the browser tells of the caret that the key has moved.
  await expect.poll(() => page.evaluate(() => getSelection()?.anchorOffset ?? 0)).toBeGreaterThan(0);
  await keyboard.type(" ");
  await paste({ "text/html": "<p>and <b>loud</b></p>" });
  await expect(page.getByRole("group", { name: "Step 3 initial thoughts" })).toContainText("below. and *loud*");
  await saved(page);
});

test("[PF51] searches all runs by place and kind, and finds the list again after a jump", async ({ launch }) => {
  const page = await libraryOfTwelve(launch);
  const { keyboard } = page;
  await command(page, "Search all runs");
  await keyboard.type("knock");
  await expect(page.getByText("36 places found")).toBeAttached();
  const choose = async (name: string, option: string): Promise<void> => {
    await tabTo(page.getByRole("combobox", { name }));
    await keyboard.press("Enter");
    await expect(page.getByRole("option", { name: option, exact: true })).toBeVisible();
    await keyboard.type(option);
    await keyboard.press("Enter");
    await expect(page.getByRole("option")).toHaveCount(0);
  };
  await choose("Where", "Story");
  await expect(page.getByText("24 places found")).toBeAttached();
  await choose("Where", "outcome");
  await expect(page.getByText("12 places found")).toBeAttached();
  await choose("Where", "Everywhere");
  await choose("Which thoughts", "watsonian");
  await expect(page.getByText("12 places found")).toBeAttached();
  await pressOn(page.getByRole("button", { name: /^3 initial thoughts/u }));
  await expect(page.getByRole("contentinfo")).toContainText("Step 3 initial thoughts");
  await keyboard.press("Alt+ArrowLeft");
  await expect(page.getByRole("searchbox", { name: "Search all runs" })).toHaveValue("knock");
  await expect(page.getByText("12 places found")).toBeAttached();
  await keyboard.press("Alt+ArrowRight");
  await expect(page.getByRole("contentinfo")).toContainText("Step 3 initial thoughts");
});
