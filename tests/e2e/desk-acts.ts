import type { Page } from "playwright";

import type { App } from "../support/launch-app.ts";
import { command, goTo, runText } from "./by-keys.ts";
import { expect } from "./test.ts";

/*
 * The acts that stand around the text of a run: finding and replacing, spelling, pins, comfort, pasting, history. They are
 * done on the run of three steps of acts.spec.ts, whose second and third prompt begin with TODO.
 */

type DeskAct = (app: App) => Promise<void>;

/** What was said last to assistive technology. */
async function says(page: Page, sentence: RegExp): Promise<void> {
  await expect(page.locator("[data-announcer=polite]")).toHaveText(sentence);
}

/** Runs an act that changes how the text looks or behaves, and hears what it is now. */
function changes(title: string, sentence: RegExp): DeskAct {
  return async ({ page }) => {
    await command(page, title);
    await says(page, sentence);
  };
}

/** Runs an act a second time so that the acts after it find what they expect. */
function thereAndBack(title: string, on: RegExp, off: RegExp): DeskAct {
  return async (app) => {
    await changes(title, on)(app);
    await changes(title, off)(app);
  };
}

const selection = (page: Page): Promise<string | undefined> => page.evaluate(() => getSelection()?.toString());

export const DESK_ACTS: Readonly<Record<string, DeskAct>> = {
  "run.find": async ({ page }) => {
    await command(page, "Find");
    const box = page.getByRole("search").getByRole("searchbox");
    await expect(box).toBeFocused();
    await page.keyboard.type("TODO");
    await expect(page.getByText("1 of 2")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(runText(page)).toBeFocused();
  },
  "run.findNext": async ({ page }) => {
    await goTo(page, "2");
    await command(page, "Find next");
    await expect.poll(() => selection(page)).toBe("TODO");
    await expect(page.getByRole("contentinfo")).toContainText("Step 2 prompt");
  },
  "run.findPrevious": async ({ page }) => {
    await command(page, "Find previous");
    await expect(page.getByRole("contentinfo")).toContainText("Step 3 prompt");
  },
  "run.replace": async ({ page }) => {
    await command(page, "Replace");
    await expect(page.getByRole("textbox", { name: "Replace with" })).toBeVisible();
    await page.keyboard.press("Escape");
  },
  "run.history": async ({ page }) => {
    await command(page, "History of this step");
    await expect(page.locator("aside").getByText("History").first()).toBeVisible();
  },
  "run.copyMarkdown": async ({ page }) => {
    await goTo(page, "The ferry lies");
    await command(page, "Copy as Markdown");
    await says(page, /^Copied as Markdown\./u);
  },
  "run.pasteSettings": async ({ page }) => {
    await command(page, "What pasted text becomes");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
  },
  "spelling.next": async ({ page }) => {
    await goTo(page, "1");
    await page.keyboard.press("Alt+ArrowDown");
    await page.keyboard.type(" Xyzzyq.");
    await goTo(page, "1");
    await command(page, "Next misspelling");
    await expect.poll(() => selection(page)).toBe("Xyzzyq");
  },
  "spelling.previous": async ({ page }) => {
    await goTo(page, "2");
    await command(page, "Previous misspelling");
    await expect.poll(() => selection(page)).toBe("Xyzzyq");
  },
  "spelling.suggestions": async ({ page }) => {
    await command(page, "Spelling suggestions");
    await expect(page.getByText("Add to this run’s words")).toBeVisible();
    await page.keyboard.press("Escape");
  },
  "memory.pinThought": async (app) => {
    await goTo(app.page, "1");
    await thereAndBack("Pin this thought, or unpin it", /^Pinned/u, /^No longer pinned/u)(app);
  },
  "memory.pinStep": thereAndBack("Pin this step, or unpin it", /^Pinned/u, /^No longer pinned/u),
  "comfort.focus": async (app) => {
    const map = app.page.getByRole("banner");
    await changes("Focus mode", /Focus mode on/u)(app);
    await expect(map).toBeHidden();
    await app.page.keyboard.press("Control+Shift+Enter");
    await expect(map).toBeVisible();
  },
  "comfort.typewriter": thereAndBack("Typewriter scrolling", /: on\.$/u, /: off\.$/u),
  "comfort.larger": changes("Larger text", /^Text size 1[1-9]\d %\.|^Text size 11\d/u),
  "comfort.smaller": changes("Smaller text", /^Text size 100/u),
  "comfort.typeface": changes("Next typeface", /^Typeface: /u),
  "comfort.width": changes("Next line length", /^Line length: /u),
  "comfort.spacing": changes("Next line spacing", /^Line spacing: /u),
  "comfort.designed": changes("Text as designed", /^Text as designed/u),
  "comfort.smart": changes(
    "Curly quotes and long dashes elsewhere (story, thoughts, nowhere)",
    /^Curly quotes and long dashes: /u,
  ),
  "comfort.spelling": changes("Mark spelling elsewhere (story, thoughts, nowhere)", /^Spelling: /u),
  "run.bible": async ({ page }) => {
    await command(page, "Story bible");
    await expect(page.getByRole("heading", { name: "Story bible" })).toBeVisible();
    await command(page, "Story bible");
    await expect(page.getByRole("heading", { name: "Story bible" })).toBeHidden();
  },
  "run.bibleEntry": async ({ page }) => {
    await goTo(page, "TODO");
    await command(page, "Bible entry of the word at the caret");
    await expect(page.getByRole("textbox", { name: "New entity" })).toHaveValue("TODO");
  },
  "run.rename": async ({ page }) => {
    await command(page, "Rename through the run…");
    await expect(page.getByText("Whose name changes?")).toBeVisible();
  },
  "run.threads": async ({ page }) => {
    await command(page, "Threads");
    await expect(page.getByRole("tab", { name: "Threads", selected: true })).toBeVisible();
  },
  "run.stepTags": async ({ page }) => {
    await command(page, "Cast, place and clock of this step");
    await expect(page.getByRole("tab", { name: "This step", selected: true })).toBeVisible();
  },
  "run.picture": async ({ page }) => {
    await command(page, "Entities and threads over the run");
    await expect(page.getByRole("dialog", { name: "Entities and threads over the run" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  },
};
