import { AxeBuilder } from "@axe-core/playwright";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright";

import { pressOn } from "../support/app-page.ts";
import { answerTo, beginningOf } from "../support/answers.ts";
import type { App } from "../support/launch-app.ts";
import { type BountyFile, writeFile } from "./bounty-model.ts";
import { command, goTo, isOpen, openRun, runText } from "./by-keys.ts";
import { expect, test } from "./test.ts";

/*
 * Every screen, panel and dialog as axe sees it. What stands on the page is the same in every look, so all rules are asked
 * in one and those of colour in the others: each theme, the two of high contrast among them, and forced colours.
 */

const FILE: BountyFile = {
  title: "Three steps",
  authors: ["Ann Example"],
  steps: [1, 2, 3].map((number) => ({
    thoughts: [
      [
        { type: "watsonian", longterm: number === 1, text: `Thought ${number} about the ferry.` },
        { type: "doylist", longterm: false, text: "It must leak." },
      ],
      [{ type: "meta", longterm: false, text: "Slow down." }],
      [{ type: "comment", longterm: true, text: "A note." }],
    ],
    prompt: { text: number === 1 ? "The ferry lies at the quay." : `TODO write scene ${number}.` },
    action: { text: `I cross ${number} times.`, outcome: `The water rises by ${number} feet.` },
  })),
};

const LOOKS = [
  { name: "light", colorScheme: "light", forcedColors: "none", contrast: "no-preference" },
  { name: "dark", colorScheme: "dark", forcedColors: "none", contrast: "no-preference" },
  { name: "high contrast", colorScheme: "light", forcedColors: "none", contrast: "more" },
  { name: "high contrast, dark", colorScheme: "dark", forcedColors: "none", contrast: "more" },
  { name: "forced colours", colorScheme: "light", forcedColors: "active", contrast: "no-preference" },
] as const;
const OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** Nothing serious or critical stands on the page as it is now, whatever its look. */
async function isClean(page: Page, what: string): Promise<void> {
  for (const { name, ...look } of LOOKS) {
    await test.step(`${what}, ${name}`, async () => {
      await page.emulateMedia({ ...look, reducedMotion: "reduce" });
      const asked = new AxeBuilder({ page });
      const { violations } = await (name === "light" ? asked : asked.withRules(OF_COLOUR)).analyze();
      const grave = violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} (${node.failureSummary ?? ""})`));
      expect(grave, `${what}, ${name}`).toEqual([]);
    });
  }
}

async function closed(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** Walks over all screens, panels and dialogs. */
async function lookAtAll(app: App): Promise<void> {
  const { page } = app;
  const path = join(app.folder, "three.json");
  writeFileSync(path, writeFile(FILE));
  const broken = join(app.folder, "broken.json");
  writeFileSync(broken, '{ "title": "", "steps": [] }');

  await isClean(page, "library, empty");
  await command(page, "New run");
  await isClean(page, "new run");
  await closed(page);
  await app.give(() => command(page, "Import"), [broken]);
  await expect(page.getByRole("dialog", { name: "Not imported" })).toBeVisible();
  await isClean(page, "import, refused");
  await closed(page);
  await app.give(() => command(page, "Import"), [path]);
  await expect(page.getByRole("row", { name: FILE.title })).toBeVisible();
  await isClean(page, "library");
  await command(page, "Search all runs");
  await page.keyboard.type("ferry");
  await expect(page.getByText(/places? found/u)).toBeAttached();
  await isClean(page, "search");
  await page.keyboard.press("Control+Shift+P");
  await expect(page.getByRole("combobox", { name: "Command palette" })).toBeFocused();
  await isClean(page, "palette");
  await closed(page);
  await command(page, "Keys");
  await isClean(page, "keys");
  await closed(page);
  await command(page, "Help");
  const help = page.getByRole("dialog", { name: "Help" });
  await expect(help.getByRole("article")).toBeVisible();
  await isClean(page, "help");
  await pressOn(help.getByRole("button", { name: "About Runwright" }));
  await pressOn(help.getByRole("button", { name: "Show the licences" }));
  await isClean(page, "about");
  await closed(page);
  await command(page, "Settings");
  await isClean(page, "settings");
  await command(page, "Progress");
  await expect(page.getByRole("row", { name: FILE.title })).toBeVisible();
  await isClean(page, "progress");
  await command(page, "Export runs");
  await expect(
    page.getByText(/^(1 run keeps every rule of the format\.|Nothing stands in the way\. Notes:)$/u),
  ).toBeVisible();
  await isClean(page, "export");

  await command(page, "Library");
  await openRun(page, FILE.title);
  await isClean(page, "run");
  await page.keyboard.press("Control+j");
  await page.keyboard.type("ferry");
  await expect(page.getByRole("option").first()).toBeVisible();
  await isClean(page, "go to");
  await closed(page);
  await command(page, "Run details");
  await isClean(page, "run details");
  await closed(page);
  await command(page, "Print this run");
  await isClean(page, "print");
  await closed(page);
  await command(page, "Export");
  await expect(
    page.getByText(/^(Every rule of the format is kept\.|Nothing stands in the way\. Notes:)$/u),
  ).toBeVisible();
  await isClean(page, "export of one run");
  await closed(page);
  await command(page, "Check");
  await expect(page.getByText(/^Checked /u)).toBeVisible();
  await command(page, "Next finding");
  await isClean(page, "findings");
  await command(page, "Review comments");
  await isClean(page, "review comments");
  await command(page, "Show the next way of reading");
  await isClean(page, "story only");

  await command(page, "Runs to review");
  await isClean(page, "reviews, empty");
  await app.give(() => pressOn(page.getByRole("button", { name: "Open a run to review" })), [path]);
  await isOpen(page);
  await goTo(page, "ferry");
  await page.keyboard.press("Control+Shift+M");
  await expect(page.getByRole("textbox", { name: "Review comment" })).toBeFocused();
  await isClean(page, "a review comment");
  await page.keyboard.type("Which ferry?");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("listitem", { name: "Review comment" })).toBeVisible();
  await isClean(page, "review");
  await command(page, "Send back");
  await isClean(page, "send back");
  await closed(page);
  await command(page, "Runs to review");
  await expect(page.getByRole("row", { name: FILE.title })).toBeVisible();
  await isClean(page, "reviews");
}

test("[W12] no screen has a serious fault of access, in any theme or in forced colours", async ({ launch }) => {
  await lookAtAll(await launch());
});

/** Two reviewers who differ in their word on the second step, and a remark on the first. */
function answers(): Buffer[] {
  const bounty = writeFile(FILE);
  return ["Rita", "Otto"].map((reviewer, who) =>
    answerTo(bounty, reviewer, (steps) => ({
      remarks:
        who === 0 ? [{ anchor: beginningOf(steps, 1, 5), text: "How deep?", suggestion: "The water falls" }] : [],
      judgements: [2, 3].map((step) => ({
        step,
        word: step + who === 3 ? ("needsWork" as const) : ("accept" as const),
      })),
    })),
  );
}

/** The review of the author's run, with answers, a batch and a guide. */
async function lookAtRounds(app: App): Promise<void> {
  const { page } = app;
  await page.setViewportSize({ width: 1920, height: 1080 });
  for (const [index, bytes] of answers().entries()) {
    const path = join(app.folder, `answer-${index}.runpkg`);
    writeFileSync(path, bytes);
    await app.give(() => command(page, "Take in an answer"), [path]);
    await expect(page.locator("[data-announcer=polite]")).toContainText(/2 verdicts/u);
  }
  await page.keyboard.press("F2");
  const beside = page.getByRole("list", { name: "Review comments beside the text" });
  await expect(beside.locator("[data-open=true]")).toBeVisible();
  await isClean(page, "review comments beside the text");
  await command(page, "The guide…");
  await isClean(page, "guide");
  await page.getByRole("dialog").getByRole("textbox", { name: "Name", exact: true }).fill("Coherence");
  await pressOn(page.getByRole("dialog").getByRole("button", { name: "Keep" }));
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await command(page, "Send to review…");
  const dialog = page.getByRole("dialog", { name: "Send to review" });
  await isClean(page, "send to review");
  const sent = await app.take(() => pressOn(dialog.getByRole("button", { name: "Write the file" })));
  writeFileSync(join(app.folder, "round.runpkg"), sent.bytes);
  await closed(page);
  await command(page, "Review comments");
  for (const name of ["To do", "Batches", "Agreement"]) {
    await page.getByRole("tab", { name }).click();
    if (name === "Agreement") await pressOn(page.getByRole("button", { name: /^2 Verdict/u }));
    await isClean(page, name);
  }
}

/** The reviewer's dialogs and panels, on a request with a guide. */
async function lookAtReviewer(app: App): Promise<void> {
  const { page } = app;
  await command(page, "Runs to review");
  const request = [join(app.folder, "round.runpkg")];
  await app.give(() => pressOn(page.getByRole("button", { name: "Open a run to review" })), request);
  await isOpen(page);
  for (const name of ["First", "Findings", "Changes", "Guide"]) {
    await page.getByRole("tab", { name }).click();
    await isClean(page, `review, ${name}`);
  }
  await command(page, "Rate this step");
  await expect(page.getByRole("group", { name: "Coherence" })).toBeVisible();
  await isClean(page, "rate");
  await closed(page);
}

/** The player's seat, a turn that was sent, and the dialog for an answer from elsewhere. */
async function lookAtTurns(app: App): Promise<void> {
  const { page } = app;
  const steps = FILE.steps.slice(0, 2).map((step, index) => (index === 0 ? step : { ...step, action: undefined }));
  const waiting: BountyFile = { ...FILE, title: "Waiting", steps };
  const path = join(app.folder, "waiting.json");
  writeFileSync(path, writeFile(waiting));
  await command(page, "Library");
  await app.give(() => command(page, "Import"), [path]);
  await openRun(page, waiting.title);
  await command(page, "Put the player’s answer in…");
  await isClean(page, "the player’s answer");
  await closed(page);
  const turn = await app.take(() => command(page, "Send the turn as a file"));
  writeFileSync(join(app.folder, "turn.runpkg"), turn.bytes);
  await command(page, "Let the player sit down here");
  await expect(page.getByRole("article", { name: "Story" })).toBeVisible();
  await isClean(page, "hot seat");
  await command(page, "Runs to review");
  await app.give(() => pressOn(page.getByRole("button", { name: "Open a turn" })), [join(app.folder, "turn.runpkg")]);
  await expect(page.getByRole("textbox", { name: "What do you do?" })).toBeVisible();
  await isClean(page, "turn");
}

test("[W12] rounds of review and turns have no serious fault of access, light, dark or in forced colours", async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  const path = join(app.folder, "three.json");
  writeFileSync(path, writeFile(FILE));
  await app.give(() => command(page, "Import"), [path]);
  await openRun(page, FILE.title);
  await lookAtRounds(app);
  await lookAtReviewer(app);
  await lookAtTurns(app);
});

test("[W12] a read-only run and words that are not saved have no serious fault of access", async ({
  launch,
  hostKind,
}) => {
  test.skip(hostKind === "electron", "Electron starts its backend again by itself");
  const app = await launch();
  await command(app.page, "Sample run");
  await isOpen(app.page);
  const second = await app.secondPage();
  await openRun(second, "Sample: Harbour of Knocks");
  await expect(second.getByRole("button", { name: "Write here" })).toBeVisible();
  await isClean(second, "read-only");
  await app.killHost();
  await app.page.keyboard.type("Not saved");
  await expect(app.page.getByRole("button", { name: "Try again now" })).toBeVisible();
  await expect(runText(app.page)).toContainText("Not saved");
  await isClean(app.page, "not saved");
});
