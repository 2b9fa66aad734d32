import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright";

import { pressOn, tabTo } from "../support/app-page.ts";
import type { App } from "../support/launch-app.ts";
import { writeFile } from "./bounty-model.ts";
import { command, goTo, isOpen, openRun, runText, saved } from "./by-keys.ts";
import { expect } from "./test.ts";

/*
 * The acts of a review: the author's on what reviewers said, done on the run of three steps of acts.spec.ts whose second
 * and third prompt begin with TODO, and the reviewer's on what was sent.
 */

type ReviewAct = (app: App) => Promise<void>;

/** Puts a file into the test's folder. */
export function put(app: App, name: string, content: string | Uint8Array): string {
  const path = join(app.folder, name);
  writeFileSync(path, content);
  return path;
}

/** Closes the dialog that is open. */
export async function dismiss(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** Writes a remark with a suggestion on the words that are found first. */
export async function suggest(page: Page, found: string, instead: string): Promise<void> {
  await goTo(page, found);
  await command(page, "Add review comment");
  await expect(page.getByRole("textbox", { name: "Review comment" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("textbox", { name: "Write instead" })).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(instead);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
}

const shown = (page: Page) => page.locator("li.remark[aria-current=true]");

export const AUTHOR_REVIEW_ACTS: Readonly<Record<string, ReviewAct>> = {
  "remark.add": ({ page }) => suggest(page, "TODO", "Done"),
  "remark.next": async ({ page }) => {
    await command(page, "Next review comment");
    await expect(shown(page)).toContainText("Done");
  },
  "remark.previous": async ({ page }) => {
    await command(page, "Previous review comment");
    await expect(shown(page)).toContainText("Done");
  },
  "remark.reply": async ({ page }) => {
    await command(page, "Reply to the review comment");
    await expect(page.getByRole("textbox", { name: "Reply" })).toBeFocused();
    await page.keyboard.type("Gladly.");
    await page.keyboard.press("Control+Enter");
    await expect(shown(page)).toContainText("Gladly.");
  },
  "remark.take": async ({ page }) => {
    await command(page, "Take the suggestion");
    await expect(runText(page)).toContainText("Done");
    await expect(shown(page).getByRole("button", { name: "Open again" })).toBeVisible();
  },
  "remark.resolve": async ({ page }) => {
    await command(page, "Resolve the review comment");
    await expect(shown(page).getByRole("button", { name: "Resolve" })).toBeVisible();
    await command(page, "Resolve the review comment");
    await expect(shown(page).getByRole("button", { name: "Open again" })).toBeVisible();
  },
  "remark.beside": async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    const beside = page.getByRole("list", { name: "Review comments beside the text" });
    await expect(beside.locator("li")).toBeVisible();
    await command(page, "Review comments beside the text");
    await expect(beside).toHaveCount(0);
    await command(page, "Review comments beside the text");
    await expect(beside.locator("li")).toContainText("Done");
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect(beside).toHaveCount(0);
  },
  "remark.leave": async ({ page }) => {
    await suggest(page, "TODO", "Not this");
    await command(page, "Next review comment");
    await expect(shown(page)).toContainText("Not this");
    await command(page, "Leave the suggestion");
    await expect(page.locator("[data-announcer=polite]")).toHaveText("Suggestion left.");
    await expect(runText(page)).not.toContainText("Not this");
  },
  "remark.takeIn": async (app) => {
    const { page } = app;
    const taken = await app.take(async () => {
      await command(page, "Send to review…");
      await pressOn(page.getByRole("dialog").getByRole("button", { name: "Write the file" }));
    });
    await dismiss(page);
    await app.give(() => command(page, "Take in an answer"), [put(app, "no-answer.runpkg", taken.bytes)]);
    await expect(page.getByRole("dialog", { name: "The answer was not taken in" })).toContainText(
      "This package is a run that was sent to be read",
    );
    await dismiss(page);
  },
  "run.request": async (app) => {
    const { page } = app;
    await command(page, "Send to review…");
    const dialog = page.getByRole("dialog", { name: "Send to review" });
    const taken = await app.take(() => pressOn(dialog.getByRole("button", { name: "Write the file" })));
    expect(taken.name).toBe("three-steps-1-3.runpkg");
    await expect(dialog).toContainText(
      /nothing was sent yet\. Mail three-steps-1-3\.runpkg to your reviewer\. It lies /u,
    );
    await expect(dialog).toContainText("the whole run, story and thoughts; steps 1 to 3 are what is to be read");
    await dismiss(page);
  },
  "run.guide": async ({ page }) => {
    await command(page, "The guide…");
    await expect(page.getByRole("dialog", { name: "The lead’s guide" })).toBeVisible();
    await dismiss(page);
  },
};

/** What the verdict bar shows as pressed. */
async function hasVerdict(page: Page, name: string): Promise<void> {
  const bar = page.getByRole("toolbar", { name: /^Verdict on step/u });
  await expect(bar.getByRole("button", { name })).toHaveAttribute("aria-pressed", "true");
}

export const VERDICT_ACTS: Readonly<Record<string, ReviewAct>> = {
  "review.accept": async ({ page }) => {
    await command(page, "Accept");
    await hasVerdict(page, "Accept");
  },
  "review.needsWork": async ({ page }) => {
    await command(page, "Needs work");
    await hasVerdict(page, "Needs work");
  },
  "review.panel": async ({ page }) => {
    const panel = page.getByRole("complementary", { name: "About this run" });
    await command(page, "Show or hide what is known of this run");
    await expect(panel).toHaveCount(0);
    await command(page, "Show or hide what is known of this run");
    await expect(panel).toBeVisible();
  },
  "review.unread": async ({ page }) => {
    await goTo(page, "1");
    await command(page, "Next step not read yet");
    await expect(page.getByRole("contentinfo")).toContainText("Step 2 of 3");
  },
  "review.turnRead": async ({ page }) => {
    await goTo(page, "3");
    const read = page
      .getByRole("toolbar", { name: "Verdict on step 3" })
      .getByRole("button", { name: "Read or not read" });
    await command(page, "Read or not read");
    await expect(read).toHaveAttribute("aria-pressed", "true");
    await command(page, "Read or not read");
    await expect(read).toHaveAttribute("aria-pressed", "false");
    await goTo(page, "1");
  },
  "review.reading": async ({ page }) => {
    await command(page, "Show the next way of reading");
    await expect(page.getByRole("contentinfo")).toContainText("Shown: Story only");
    for (let ways = 0; ways < 6; ways += 1) await page.keyboard.press("F9");
    await expect(page.getByRole("contentinfo")).not.toContainText("Shown");
  },
  "review.rate": async ({ page }) => {
    await command(page, "Rate this step");
    await page.getByRole("dialog").getByRole("textbox", { name: "Reason" }).fill("Who speaks?");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("dialog")).toBeHidden();
  },
  "review.whole": async ({ page }) => {
    await command(page, "Overall verdict");
    const dialog = page.getByRole("dialog", { name: "Overall verdict" });
    await pressOn(dialog.getByRole("button", { name: "Accept" }));
    await expect(dialog.getByRole("button", { name: "Accept" })).toHaveAttribute("aria-pressed", "true");
    await pressOn(dialog.getByRole("button", { name: "Keep" }));
    await expect(dialog).toBeHidden();
  },
};

/** A run that waits for its player: the second step has a prompt and a thought that the player must not see. */
async function openWaiting(app: App, title: string): Promise<void> {
  const { page } = app;
  const file = writeFile({
    title,
    authors: ["Ann"],
    steps: [
      {
        thoughts: [[{ type: "watsonian", longterm: false, text: "The key is hers." }]],
        // Each is a run of its own, so that none is taken for the one before.
        prompt: { text: `A door: ${title}.` },
        action: { text: "I knock.", outcome: "It opens." },
      },
      {
        thoughts: [[{ type: "watsonian", longterm: false, text: "She must not find the key." }]],
        prompt: { text: "A lamp burns low." },
      },
    ],
  });
  await command(page, "Library");
  await app.give(() => command(page, "Import"), [put(app, `${title}.json`, file)]);
  await openRun(page, title);
}

/** What the player's screen holds, fields included. */
const playersPage = (page: Page): Promise<string> => page.evaluate(() => document.body.textContent ?? "");

export const TURN_ACTS: Readonly<Record<string, ReviewAct>> = {
  "turn.copy": async (app) => {
    const { page } = app;
    await openWaiting(app, "Waiting one");
    await command(page, "Copy the new story for the player");
    await expect(page.locator("[data-announcer=polite]")).toHaveText(/without thoughts/u);
    await page.keyboard.press("Control+Shift+A");
    const box = page.getByRole("dialog").getByRole("textbox", { name: "Action" });
    await expect(box).toBeFocused();
    await page.keyboard.press("Control+v");
    await expect(box).toHaveValue("It opens.\n\nA lamp burns low.");
    await dismiss(page);
  },
  "turn.paste": async ({ page }) => {
    await command(page, "Put the player’s answer in…");
    await expect(page.getByRole("dialog").getByRole("textbox", { name: "Action" })).toBeFocused();
    await page.keyboard.type("I trim the wick.");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("group", { name: /^Step 2 action/u })).toContainText("I trim the wick.");
    await saved(page);
  },
  "turn.seat": async (app) => {
    const { page } = app;
    await openWaiting(app, "Waiting two");
    await command(page, "Let the player sit down here");
    await expect(page.getByRole("article", { name: "Story" })).toContainText("A lamp burns low.");
    expect(await playersPage(page)).not.toContain("key");
    const box = page.getByRole("textbox", { name: "What do you do?" });
    await tabTo(box);
    await page.keyboard.type("I wait");
    await page.reload();
    await expect(box).toHaveValue("I wait");
    await tabTo(box);
    await page.keyboard.press("End");
    await page.keyboard.type(".");
    await page.keyboard.press("Control+Enter");
    await isOpen(page);
    await expect(page.getByRole("group", { name: /^Step 2 action/u })).toContainText("I wait.");
  },
  "turn.send": async (app) => {
    const { page } = app;
    await openWaiting(app, "Waiting three");
    const taken = await app.take(() => command(page, "Send the turn as a file"));
    expect(taken.name).toBe("waiting-three-turn.runpkg");
    put(app, "turn.runpkg", taken.bytes);
  },
  "turn.takeIn": async (app) => {
    const { page } = app;
    await command(page, "Runs to review");
    await app.give(() => pressOn(page.getByRole("button", { name: "Open a turn" })), [join(app.folder, "turn.runpkg")]);
    const box = page.getByRole("textbox", { name: "What do you do?" });
    await tabTo(box);
    expect(await playersPage(page)).not.toContain("key");
    await page.keyboard.type("I go on.");
    const taken = await app.take(() => page.keyboard.press("Control+Enter"));
    const answer = put(app, "answered.runpkg", taken.bytes);
    await command(page, "Library");
    await openRun(page, "Waiting three");
    await app.give(() => command(page, "Take in the player’s turn"), [answer]);
    await expect(page.getByRole("group", { name: /^Step 2 action/u })).toContainText("I go on.");
  },
};
