import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright";

import { pressOn, tabTo } from "../support/app-page.ts";
import type { App } from "../support/launch-app.ts";
import { damagedPart } from "../support/repack.ts";
import { type BountyFile, writeFile } from "./bounty-model.ts";
import { command, goTo, isOpen, openRun, runText, saved } from "./by-keys.ts";
import { expect, test } from "./test.ts";

/*
 * Files that mean harm or came to harm, in each of the three roles: an author imports them, a reviewer opens them, a lead
 * finds them in a folder. Nothing of them runs, nothing hangs, and what is refused is told in a sentence.
 */

/** Each would set `window.hit` if any of it ran as HTML, script or address. */
const ATTACKS = [
  `<script>window.hit=1</script>`,
  `<img src=x onerror="window.hit=1">`,
  `"><svg onload="window.hit=1">`,
  `<a href="javascript:window.hit=1" autofocus onfocus="window.hit=1">x</a>`,
  `</textarea></title><iframe srcdoc="<script>parent.hit=1</script>"></iframe>`,
  `\${window.hit=1} {{constructor.constructor('window.hit=1')()}}`,
];
const ATTACK = ATTACKS.join(" ");

function run(title: string, steps: number, text: (step: number) => string): BountyFile {
  return {
    title,
    authors: [`Ann ${ATTACK}`],
    steps: Array.from({ length: steps }, (_, index) => ({
      thoughts: [[{ type: "watsonian", longterm: true, text: text(index + 1) }]],
      prompt: { text: `Prompt ${index + 1}: ${text(index + 1)}` },
      action: { text: "I read it.", outcome: "It is read." },
    })),
  };
}

function put(app: App, name: string, content: string | Uint8Array): string {
  const path = join(app.folder, name);
  writeFileSync(path, content);
  return path;
}

/** Nothing of the attacks ran, and no element came of them. */
async function nothingRan(page: Page): Promise<void> {
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
  await expect(
    page.locator("script:not([src]), iframe, img[src=x], [onload], [onerror], [onfocus], a[href^=javascript]"),
  ).toHaveCount(0);
}

/** Opens a file as a reviewer does. */
async function openForReview(app: App, path: string): Promise<void> {
  await command(app.page, "Runs to review");
  await app.give(() => pressOn(app.page.getByRole("button", { name: "Open a run to review" })), [path]);
}

/** Closes the dialog that says why a file was not taken. */
async function dismiss(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("[W8] scripts and HTML in every text of a file are text, for author, reviewer and lead", async ({ launch }) => {
  const app = await launch();
  const { page } = app;
  const title = `Run ${ATTACK}`;
  const file = run(title, 3, () => ATTACK);
  mkdirSync(join(app.folder, "team"));
  put(app, "team/attack.json", writeFile(file));
  const path = put(app, "attack.json", writeFile(file));

  await app.give(() => command(page, "Import"), [path]);
  await nothingRan(page);
  await openRun(page, title);
  await expect(runText(page)).toContainText(ATTACK);
  await command(page, "Check");
  await expect(page.getByText(/^Checked /u)).toBeVisible();
  await goTo(page, "window.hit");
  await command(page, "Run details");
  await expect(page.getByRole("textbox", { name: "Title of the run" })).toHaveValue(title);
  await dismiss(page);
  await nothingRan(page);
  await command(page, "Search all runs");
  await page.keyboard.type("onerror");
  await expect(page.getByText(/places? found/u)).toBeAttached();
  await nothingRan(page);

  await openForReview(app, path);
  await isOpen(page);
  await page.keyboard.press("Control+Shift+M");
  await expect(page.getByRole("textbox", { name: "Review comment" })).toBeFocused();
  await page.keyboard.type(ATTACK);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("listitem", { name: "Review comment" })).toContainText(ATTACK);
  await nothingRan(page);
  await command(page, "Send back");
  const dialog = page.getByRole("dialog", { name: "Send back to the author" });
  await tabTo(dialog.getByRole("textbox", { name: "Your name" }));
  const reviewer = `Noor ${ATTACKS[0]} ${ATTACKS[1]}`;
  await page.keyboard.type(reviewer);
  const answer = await app.take(() => pressOn(dialog.getByRole("button", { name: "Write the file" })));
  await dismiss(page);

  await command(page, "Library");
  await openRun(page, title);
  await command(page, "Review comments");
  const sent = put(app, "answer.runpkg", answer.bytes);
  await app.give(() => pressOn(page.getByRole("button", { name: "Take in an answer" })), [sent]);
  await expect(page.getByRole("listitem", { name: "Review comment" })).toContainText(reviewer);
  await nothingRan(page);

  await command(page, "Progress");
  await app.giveFolder(() => pressOn(page.getByRole("button", { name: "Choose a folder" })), "team");
  // The library's run and the folder's file are the same run.
  await expect(page.getByRole("row", { name: title })).toHaveCount(1);
  await expect(page.getByRole("row", { name: title })).toContainText(".json");
  await nothingRan(page);
});

test("[W9] a megabyte in one thought and 50,000 steps are taken and worked in; one more is refused", async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  const mostUnits = 1_000_000;
  const long = (units: number): string => "word ".repeat(units / 5).padEnd(units, "x");
  const one = run("One long thought", 2, (step) => (step === 1 ? long(mostUnits) : "Short."));
  const tooLong = run("Too long", 1, () => long(mostUnits + 5));
  const steps = run("Fifty thousand", 50_000, (step) => `Thought ${step}.`);
  const tooMany = run("Too many", 50_001, (step) => `Thought ${step}.`);
  // The prompts repeat their step's text; only the thought is to be long.
  for (const file of [one, tooLong]) for (const step of file.steps) step.prompt = { text: "A prompt." };

  const refused: readonly (readonly [BountyFile, RegExp])[] = [
    [tooLong, /1,000,000/u],
    [tooMany, /50,000/u],
  ];
  for (const [file, sentence] of refused) {
    await app.give(() => command(page, "Import"), [put(app, "refused.json", writeFile(file))]);
    await expect(page.getByRole("dialog", { name: "Not imported" })).toContainText(sentence);
    await dismiss(page);
  }
  for (const file of [one, steps]) {
    const path = put(app, "taken.json", writeFile(file));
    await app.give(() => command(page, "Import"), [path]);
    await openRun(page, file.title);
    await goTo(page, String(file.steps.length));
    await page.keyboard.type("Still typing. ");
    await expect(runText(page)).toContainText("Still typing.");
    await saved(page);
    await goTo(page, "1");
    await page.keyboard.type("Here too. ");
    await expect(runText(page)).toContainText("Here too.");
    await saved(page);
    await openForReview(app, path);
    await isOpen(page);
    await goTo(page, String(file.steps.length));
    await command(page, "Library");
  }
});

/** Files that cannot be read, and what is said of each. */
const BROKEN: readonly (readonly [name: string, bytes: (good: Buffer) => Uint8Array, says: RegExp])[] = [
  ["cut.json", (good) => good.subarray(0, Math.floor(good.length / 2)), /line|ends/iu],
  [
    "latin.json",
    (good) => Buffer.from(good.toString("utf8").replace("I read it.", "Café."), "latin1"),
    /Windows-1252|UTF-8/u,
  ],
  [
    "utf16.json",
    (good) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good.toString("utf8"), "utf16le")]),
    /UTF-16/u,
  ],
  ["empty.json", () => Buffer.alloc(0), /./u],
  ["foreign.json", () => Buffer.from('{ "milk": 2 }'), /milk|title|steps/u],
  ["picture.json", () => Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /./u],
  ["deep.json", () => Buffer.from("[".repeat(100_000)), /./u],
];

test("[W10] files of a wrong encoding, cut off, empty or foreign are refused with a sentence, in each role", async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  const good = writeFile(run("Good", 3, (step) => `Thought ${step}.`));
  mkdirSync(join(app.folder, "team"));
  put(app, "team/good.json", good);
  for (const [name, bytes, says] of BROKEN) {
    put(app, `team/${name}`, bytes(good));
    const path = put(app, name, bytes(good));
    await test.step(`import ${name}`, async () => {
      await app.give(() => command(page, "Import"), [path]);
      const dialog = page.getByRole("dialog", { name: "Not imported" });
      await expect(dialog.getByRole("listitem").first()).toHaveText(says);
      await expect(dialog).toContainText(name);
      await expect(dialog).toContainText("Nothing was changed.");
      await dismiss(page);
    });
    await test.step(`review ${name}`, async () => {
      await openForReview(app, path);
      const dialog = page.getByRole("dialog", { name: "It cannot be read as a run" });
      await expect(dialog.getByRole("listitem").first()).toHaveText(says);
      await dismiss(page);
      await command(page, "Library");
    });
  }
  await expect(page.getByRole("contentinfo")).toContainText("0 runs, 0 words");

  // A file that another program is still writing, a folder and a note lie there too.
  mkdirSync(join(app.folder, "team", "sub.json"));
  put(app, "team/notes.txt", "Call Noor.");
  put(app, "team/good.json.part", good.subarray(0, 100));
  await command(page, "Progress");
  await app.giveFolder(() => pressOn(page.getByRole("button", { name: "Choose a folder" })), "team");
  await expect(page.getByRole("row", { name: "Good" })).toBeVisible();
  const refused = page.locator("section.refused");
  await expect(refused.getByRole("heading", { level: 2 })).toHaveText(`${BROKEN.length} files are no runs`);
  for (const [name] of BROKEN) await expect(refused.getByRole("heading", { name, exact: true })).toBeVisible();
});

test("[W11] an answer to another run, a damaged one and one to an earlier state of the run say so", async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  const mine = put(app, "mine.json", writeFile(run("Mine", 3, (step) => `Thought ${step} of mine.`)));
  const other = put(app, "other.json", writeFile(run("Other", 3, (step) => `Something else, ${step}.`)));
  const answers: Record<string, string> = {};
  for (const path of [mine, other]) {
    await openForReview(app, path);
    await isOpen(page);
    await goTo(page, "2");
    await page.keyboard.press("Control+Shift+M");
    await expect(page.getByRole("textbox", { name: "Review comment" })).toBeFocused();
    await page.keyboard.type("On step two.");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("listitem", { name: "Review comment" })).toHaveCount(1);
    await command(page, "Send back");
    const dialog = page.getByRole("dialog", { name: "Send back to the author" });
    await dialog.getByRole("textbox", { name: "Your name" }).fill("Noor");
    await expect(dialog).toContainText("The file is not signed: its checksums find damage");
    const taken = await app.take(() => pressOn(dialog.getByRole("button", { name: "Write the file" })));
    await dismiss(page);
    answers[path] = put(app, `${path === mine ? "mine" : "other"}.runpkg`, taken.bytes);
    if (path !== mine) continue;
    put(app, "cut.runpkg", Buffer.from(taken.bytes).subarray(0, 200));
    put(app, "damaged.runpkg", damagedPart(taken.bytes, "review.json", "On step two.", "On step ten."));
  }
  await command(page, "Library");
  await app.give(() => command(page, "Import"), [mine]);
  await openRun(page, "Mine");
  await command(page, "Review comments");
  const takeIn = (path: string): Promise<void> =>
    app.give(() => pressOn(page.getByRole("button", { name: "Take in an answer" })), [path]);
  const remarks = page.getByRole("listitem", { name: "Review comment" });
  const refusal = page.getByRole("dialog", { name: "The answer was not taken in" });

  await takeIn(answers[other] ?? "");
  await expect(refusal).toContainText("This answer is about “Other”, and this run does not share enough steps");
  await dismiss(page);
  await takeIn(join(app.folder, "cut.runpkg"));
  await expect(refusal).toContainText("This file is not a Runwright package, or only a part of one.");
  await dismiss(page);
  await takeIn(join(app.folder, "damaged.runpkg"));
  await expect(refusal).toContainText("This package is damaged: the checksum of its part review.json fails.");
  await dismiss(page);
  await takeIn(mine);
  await expect(refusal).toBeVisible();
  await dismiss(page);
  await expect(remarks).toHaveCount(0);

  // The author goes on before the answer comes: a step in front, and the step that was read is edited.
  await goTo(page, "1");
  await command(page, "Insert step before this one");
  await expect(page.getByRole("contentinfo")).toContainText("Step 1 inserted.");
  await page.keyboard.type("A new beginning.");
  await goTo(page, "3");
  await page.keyboard.type("Since then: ");
  await saved(page);
  await takeIn(answers[mine] ?? "");
  await expect(remarks).toHaveCount(1);
  await expect(remarks).toContainText("On step two.");
  await expect(remarks).toContainText("Step 3");
  await expect(page.locator("[data-announcer=polite]")).toContainText("The run has been edited since Noor read it.");
});
