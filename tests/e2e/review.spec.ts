import type { Locator, Page } from "playwright";

import { pressOn } from "../support/app-page.ts";
import { type BountyFile, writeFile } from "./bounty-model.ts";
import type { App } from "../support/launch-app.ts";
import { command, goTo, isOpen, openRun, runText, saved } from "./by-keys.ts";
import { dismiss, put } from "./review-acts.ts";
import { expect, test } from "./test.ts";

/*
 * The circle of a review, each person in a library of their own and with the keyboard alone: an author sends steps to a
 * reviewer, another reads only a bounty file, both answer, the author works on it, and a second round is accepted.
 */

const TITLE = "The Lantern Ferry";
const RUN: BountyFile = {
  title: TITLE,
  authors: ["Ann"],
  steps: [1, 2, 3].map((step) => ({
    thoughts: [[{ type: "watsonian", longterm: false, text: `Thought ${step}.` }]],
    prompt: { text: `The lamp of step ${step} burns low.` },
    action: { text: `I wait ${step} times.`, outcome: `Nothing of ${step} happens.` },
  })),
};

/** Opens what was sent, as its reviewer. */
async function openSent(app: App, path: string): Promise<void> {
  await command(app.page, "Runs to review");
  await app.give(() => pressOn(app.page.getByRole("button", { name: "Open a run to review" })), [path]);
  await isOpen(app.page);
}

/** Sends the answer back; the path of the file. */
async function sendBack(app: App, name: string, file: string): Promise<string> {
  const { page } = app;
  await command(page, "Send back");
  const dialog = page.getByRole("dialog", { name: "Send back to the author" });
  await dialog.getByRole("textbox", { name: "Your name" }).fill(name);
  const taken = await app.take(() => pressOn(dialog.getByRole("button", { name: "Write the file" })));
  await dismiss(page);
  return put(app, file, taken.bytes);
}

/** Sends all steps to review, or those from one on; the path of the file. */
async function sendOut(app: App, file: string, from = "1"): Promise<string> {
  const { page } = app;
  await command(page, "Send to review…");
  const dialog = page.getByRole("dialog", { name: "Send to review" });
  await dialog.getByRole("spinbutton", { name: "From step" }).or(dialog.getByLabel("From step")).first().fill(from);
  const taken = await app.take(() => pressOn(dialog.getByRole("button", { name: "Write the file" })));
  await dismiss(page);
  return put(app, file, taken.bytes);
}

async function takeIn(app: App, path: string, said: RegExp): Promise<void> {
  await app.give(() => command(app.page, "Take in an answer"), [path]);
  await expect(app.page.locator("[data-announcer=polite]")).toContainText(said);
}

/** How far a note stands from the line of its words, in whole pixels. */
async function heightAbove(page: Page, note: Locator, mark: Locator): Promise<number> {
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const [beside, words] = [await note.boundingBox(), await mark.first().boundingBox()];
  return beside === null || words === null ? Number.NaN : Math.abs(Math.round(beside.y - words.y));
}

async function panelTab(page: Page, name: string): Promise<void> {
  await pressOn(page.getByRole("tab", { selected: true }));
  const tab = page.getByRole("tab", { name });
  for (let turns = 0; turns < 6 && (await tab.getAttribute("aria-selected")) !== "true"; turns += 1) {
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
  }
  await expect(tab).toHaveAttribute("aria-selected", "true");
}

test("[R10][R19][R27][R30] author, two reviewers, author, second round, accepted: each with the keyboard and a library of their own", async ({
  launch,
}) => {
  const [author, otto, rita] = [await launch(), await launch(), await launch()];
  const bounty = put(author, "ferry.json", writeFile(RUN));
  await author.give(() => command(author.page, "Import"), [bounty]);
  await openRun(author.page, TITLE);
  const first = await sendOut(author, "round-1.runpkg");

  await test.step("Otto reads the package, and chooses words by the keys", async () => {
    const { page } = otto;
    await openSent(otto, first);
    await page.keyboard.press("a");
    await page.keyboard.press("n");
    await expect(page.getByRole("contentinfo")).toContainText("Step 2 of 3");
    await page.keyboard.press("w");
    await goTo(page, "burns low");
    await page.keyboard.press("Home");
    await page.keyboard.press("Control+ArrowRight");
    await page.keyboard.press("Control+Shift+ArrowRight");
    await expect.poll(() => page.evaluate(() => getSelection()?.toString().trim())).toBe("lamp");
    await page.keyboard.press("c");
    await expect(page.getByRole("textbox", { name: "Review comment" })).toBeFocused();
    await page.keyboard.type("Which one?");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(" old lamp");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("listitem", { name: "Review comment" })).toContainText("old lamp");
    await expect(page.getByRole("banner")).toContainText("2 of 3 steps read");
  });
  const ottos = await sendBack(otto, "Otto", "otto.runpkg");

  await test.step("Rita has the bounty file only", async () => {
    await openSent(rita, bounty);
    await rita.page.keyboard.press("a");
    await goTo(rita.page, "2");
    await rita.page.keyboard.press("a");
  });
  const ritas = await sendBack(rita, "Rita", "rita.runpkg");

  await test.step("the author takes both in, and takes the suggestion with one key", async () => {
    const { page } = author;
    await takeIn(author, ottos, /1 review comment from Otto\. 2 verdicts\./u);
    await takeIn(author, ritas, /2 verdicts\./u);
    await page.setViewportSize({ width: 1920, height: 1080 });
    const note = page.getByRole("list", { name: "Review comments beside the text" }).getByRole("listitem");
    await expect(note).toContainText("Which one?");
    await page.keyboard.press("F2");
    await expect(note).toHaveAttribute("aria-current", "true");
    await expect.poll(() => heightAbove(page, note, page.locator(".text-mark[data-look=remark]"))).toBe(0);
    await page.keyboard.press("F4");
    await expect(runText(page)).toContainText("The old lamp of step 1");
    await page.keyboard.press("Control+z");
    await expect(runText(page)).not.toContainText("old lamp");
    await page.keyboard.press("Control+Shift+z");
    await saved(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await command(page, "Review comments");
    await panelTab(page, "Agreement");
    const differ = page.getByRole("region", { name: "Where they differ" });
    await expect(differ).toContainText("Otto Needs work");
    await pressOn(differ.getByRole("button"));
    const both = page.getByRole("group", { name: "What each said of step 2" });
    await expect(both.getByRole("region", { name: "Otto" })).toContainText("Needs work");
    await expect(both.getByRole("region", { name: "Rita" })).toContainText("Accept");
    await expect(page.getByRole("contentinfo")).toContainText("Step 2 ");
    await panelTab(page, "To do");
    await expect(page.getByRole("region", { name: "Batch 1, steps 1–3" })).toContainText("Otto");
    await goTo(page, "2");
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" Then it does.");
    await saved(page);
  });
  const second = await sendOut(author, "round-2.runpkg");

  await test.step("Otto sees what changed, and accepts everything", async () => {
    const { page } = otto;
    await command(page, "Library");
    await openSent(otto, second);
    await panelTab(page, "Changes");
    await expect(page.getByRole("region", { name: "What changed in step 1" })).toContainText("old lamp");
    await command(page, "Overall verdict");
    const dialog = page.getByRole("dialog", { name: "Overall verdict" });
    await pressOn(dialog.getByRole("button", { name: "Accept" }));
    await pressOn(dialog.getByRole("button", { name: "Keep" }));
  });
  const last = await sendBack(otto, "Otto", "otto-2.runpkg");

  await test.step("the author accepts the batch, and nobody's library holds another's run", async () => {
    const { page } = author;
    await takeIn(author, last, /1 verdict\./u);
    await panelTab(page, "Batches");
    await expect(page.getByRole("region", { name: "Reviewers" })).toContainText(
      "Otto accepts everything that was sent.",
    );
    await pressOn(page.getByRole("combobox", { name: /^State/u }));
    await page.keyboard.press("a");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Batch 1, steps 1–3" })).toContainText("Accepted today");
    await command(otto.page, "Library");
    await expect(otto.page.getByRole("contentinfo")).toContainText("0 runs");
  });
});

test("[R31][R33][R34] a reviewer begins at what was asked, comes back to where they were, and no word of theirs is lost", async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  const place = page.getByRole("contentinfo");
  const box = page.getByRole("textbox", { name: "Review comment" });
  const item = page.getByRole("listitem", { name: "Review comment" });
  await app.give(() => command(page, "Import"), [put(app, "ferry.json", writeFile(RUN))]);
  await openRun(page, TITLE);
  const request = await sendOut(app, "asked.runpkg", "2");
  await command(page, "Library");

  await test.step("the import opens it as a review, at the first step that was asked", async () => {
    await app.give(() => command(page, "Import"), [request]);
    await expect(place).toContainText("Step 2 of 3");
    await isOpen(page);
  });
  await test.step("Back leads to where one was in the run, and only steps that were asked count as read", async () => {
    await goTo(page, "1");
    await expect(place).toContainText("Step 1 of 3");
    await page.keyboard.press("Alt+ArrowLeft");
    await expect(place).toContainText("Step 2 of 3");
    await goTo(page, "1");
    await page.keyboard.press("n");
    await expect(place).toContainText("Step 2 of 3");
    await expect(page.getByRole("banner")).toContainText("0 of 2 steps read");
    await page.keyboard.press("n");
    await expect(place).toContainText("Step 3 of 3");
  });
  await test.step("what is begun outlasts Escape and a reload, and so does the place", async () => {
    await page.keyboard.press("c");
    await expect(box).toBeFocused();
    await page.keyboard.type("Half a thought");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("list", { name: "Begun, not kept" })).toContainText("Half a thought");
    await page.reload();
    await isOpen(page);
    await expect(place).toContainText("Step 3 of 3");
    await page.keyboard.press("c");
    await expect(box).toHaveValue("Half a thought");
    await page.keyboard.press("Control+Enter");
    await expect(item).toContainText("Half a thought");
    await expect(page.getByRole("list", { name: "Begun, not kept" })).toHaveCount(0);
  });
  await test.step("what is removed can be brought back where it stood", async () => {
    await pressOn(item.getByRole("button", { name: "Remove" }));
    await expect(item).toContainText("Review comment removed.");
    await pressOn(item.getByRole("button", { name: "Bring it back" }));
    await expect(item).toContainText("Half a thought");
  });
  await test.step("when all is read, the next key leads to what has no verdict", async () => {
    await goTo(page, "3");
    await page.keyboard.press("n");
    await expect(place).toContainText("Step 2 of 3");
    await expect(page.locator("[data-announcer=polite]")).toHaveText("All is read. Step 2 has no verdict yet.");
  });
});
