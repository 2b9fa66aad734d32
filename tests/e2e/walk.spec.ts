import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Locator, Page } from "playwright";

import { isImported, pressOn, tabTo } from "../support/app-page.ts";
import type { App } from "../support/launch-app.ts";
import { type BountyFile, fileWords, fullStep, stepWords, TAG, writeFile } from "./bounty-model.ts";
import { command, goTo, isOpen, openRun, runText, saved, saveState } from "./by-keys.ts";
import { type FullRun, fullRun } from "./full-run.ts";
import { expect, test } from "./test.ts";

/*
 * The walk: the app's whole promise for its three kinds of user in one sitting, on a run of full length, by keyboard
 * alone. An author writes, is checked, counts and exports; a reviewer with nothing but the exported file answers; the
 * author takes the answer in; a lead counts a folder. The same edits are made to the file as data, and what the app
 * shows and writes must agree with it to the word and the byte.
 */

const grouped = new Intl.NumberFormat("en-GB");

function step(page: Page, number: number): Locator {
  return page.getByRole("group", { name: `Step ${number}`, exact: true });
}

function section(page: Page, number: number, name: string): Locator {
  return page.getByRole("group", { name: `Step ${number} ${name}`, exact: true });
}

/** The status line says these words of this step and of the run. */
async function expectCounts(page: Page, file: BountyFile, number: number): Promise<void> {
  const [here, all] = [stepWords(file.steps[number - 1] ?? {}), fileWords(file)];
  const line = page.getByRole("contentinfo");
  const of = (words: number): string => `${grouped.format(words)} word${words === 1 ? "" : "s"}`;
  await expect(line).toContainText(`${of(here.story + here.thoughts)}, ${grouped.format(here.story)} story`);
  await expect(line).toContainText(
    `run ${of(all.story + all.thoughts)}, ${grouped.format(all.story)} / ${grouped.format(all.thoughts)}`,
  );
}

/** Writes in every section of a step, thoughts of all types among them; `file` follows. */
async function writeEverywhere(page: Page, file: BountyFile, number: number): Promise<void> {
  const { keyboard } = page;
  const edited = fullStep(file, number);
  file.steps[number - 1] = edited;
  await goTo(page, String(number));
  await keyboard.type("At the ferry. ");
  const first = edited.thoughts[0]?.[0];
  if (first !== undefined) first.text = `At the ferry. ${first.text}`;

  await keyboard.press("Alt+ArrowDown");
  await keyboard.type(" A bell rings.");
  edited.prompt.text += " A bell rings.";

  await keyboard.press("Alt+ArrowDown");
  const written = [
    { between: "Enter", type: "watsonian", key: "Control+1", text: "He knows the bell." },
    { between: "Alt+Enter", type: "doylist", key: "Control+2", text: "The bell must come back at the end." },
    { between: "Enter", type: "meta", key: "Control+3", text: "Slow down here." },
    { between: "Alt+Enter", type: "comment", key: "Control+4", text: "Readers: 3 bells are 3 deaths." },
  ];
  for (const { between, type, key, text } of written) {
    await keyboard.press(between);
    await keyboard.type(text);
    await keyboard.press(key);
    const thought = { type, longterm: false, text };
    if (between === "Enter") edited.prompt.thoughts.push([thought]);
    else edited.prompt.thoughts.at(-1)?.push(thought);
  }
  await keyboard.press("Control+5");
  await expect(page.getByRole("button", { name: "Long-term" })).toHaveAttribute("aria-pressed", "true");
  const longTerm = edited.prompt.thoughts.at(-1)?.at(-1);
  if (longTerm !== undefined) longTerm.longterm = true;
  const { thoughts } = edited.prompt;
  for (const type of ["watsonian", "doylist", "meta"]) {
    await expect(
      section(page, number, "post-prompt thoughts")
        .getByRole("group", { name: `${type} thought`, exact: true })
        .last(),
    ).toBeVisible();
  }
  await expect(
    section(page, number, "post-prompt thoughts").getByRole("group", { name: "long-term comment thought" }),
  ).toHaveText("Readers: 3 bells are 3 deaths.");
  expect(thoughts.at(-1)).toHaveLength(2);

  await keyboard.press("Alt+ArrowDown");
  await keyboard.type(" Ring again!");
  edited.action.text += " Ring again!";

  await keyboard.press("Alt+ArrowDown");
  await keyboard.type(" He dares.");
  const last = edited.action.thoughts.at(-1)?.at(-1);
  if (last !== undefined) last.text += " He dares.";

  await keyboard.press("Alt+ArrowDown");
  await keyboard.type(" Nobody answers.");
  edited.action.outcome += " Nobody answers.";
  await expectCounts(page, file, number);
}

/** Tags the outcome, which hides the beginning of the next step, takes that back, and tags the action for good. */
async function tag(page: Page, file: BountyFile, number: number): Promise<void> {
  const { keyboard } = page;
  const status = page.getByRole("contentinfo");
  const before = structuredClone(file);
  await keyboard.press("Control+6");
  await expect(status).toContainText(`Yo be real set. Hidden: step ${number + 1}: initial thoughts, prompt`);
  const next = before.steps[number];
  if (next !== undefined) {
    delete next.thoughts;
    delete next.prompt;
  }
  await expectCounts(page, before, number);
  await keyboard.press("Control+z");
  await expect(status).toContainText("Undone: yo be real");
  await expectCounts(page, file, number);
  await keyboard.press("Control+y");
  await expectCounts(page, before, number);
  await keyboard.press("Control+z");
  await expectCounts(page, file, number);

  await keyboard.press("Alt+ArrowUp");
  await keyboard.press("Alt+ArrowUp");
  await keyboard.press("Control+6");
  await expect(page.getByRole("button", { name: "Yo be real" })).toHaveAttribute("aria-pressed", "true");
  const edited = fullStep(file, number);
  edited.action.text = TAG + edited.action.text;
  file.steps[number - 1] = edited;
  await expectCounts(page, file, number);
}

/** Writes a whole new step behind the last one with Mod+Enter from section to section. */
async function writeNewStep(page: Page, file: BountyFile): Promise<void> {
  const { keyboard } = page;
  const status = page.getByRole("contentinfo");
  const number = file.steps.length + 1;
  await goTo(page, String(number - 1));
  for (let finished = 0; finished < 6; finished += 1) await keyboard.press("Control+Enter");
  await expect(status).toContainText(`Step ${number} initial thoughts`);
  await keyboard.press("Control+Enter");
  await expect(status).toContainText(`The initial thoughts of step ${number} must be written first.`);
  await keyboard.type("What now?");
  await keyboard.press("Control+Enter");
  await keyboard.type("The river is wide.");
  await keyboard.press("Enter");
  await keyboard.type("It is cold.");
  await keyboard.press("Control+Enter");
  await expect(status).toContainText(`Step ${number} post-prompt thoughts`);
  await keyboard.press("Control+Enter");
  await keyboard.type("I swim.");
  await keyboard.press("Control+Enter");
  await keyboard.press("Control+Enter");
  await keyboard.type("You drown.");
  await keyboard.press("Control+Enter");
  await expect(status).toContainText(`Step ${number + 1} initial thoughts`);
  file.steps.push({
    thoughts: [[{ type: "watsonian", longterm: false, text: "What now?" }]],
    prompt: { text: "The river is wide.\nIt is cold." },
    action: { text: "I swim.", outcome: "You drown." },
  });
  await goTo(page, String(number));
  await expectCounts(page, file, number);
}

/** The most undo steps that two words can fall into: one a key. */
const UNDOS_OF_TWO_WORDS = "Gone soon".length;

/** Undoes and redoes words by as many steps as they fell into: a pause between two keys begins another. */
async function undoAndRedo(page: Page, number: number): Promise<void> {
  const { keyboard } = page;
  await goTo(page, String(number));
  const opening = section(page, number, "initial thoughts");
  const before = await opening.textContent();
  await keyboard.type("Gone soon");
  await expect(opening).toContainText("Gone soon");
  const after = await opening.textContent();
  const undos = await pressUntil(page, "Control+z", opening, before);
  expect(await pressUntil(page, "Control+y", opening, after)).toBe(undos);
  expect(await pressUntil(page, "Control+z", opening, before)).toBe(undos);
}

/** Presses a key until a place has exactly this text, as often as it takes; answers how often that was. */
async function pressUntil(page: Page, key: string, place: Locator, text: string | null): Promise<number> {
  for (let presses = 1; presses <= UNDOS_OF_TWO_WORDS; presses += 1) {
    await page.keyboard.press(key);
    if ((await place.textContent()) === text) return presses;
  }
  throw new Error(`${key} does not lead to "${text}", but to "${await place.textContent()}".`);
}

async function readStoryOnly(page: Page, number: number): Promise<void> {
  await goTo(page, String(number));
  await expect(section(page, number, "initial thoughts")).toBeVisible();
  await page.keyboard.press("F9");
  await expect(page.getByRole("button", { name: "Shown: Story only" })).toBeVisible();
  await expect(section(page, number, "initial thoughts")).toBeHidden();
  await expect(section(page, number, "prompt")).toBeVisible();
  for (let more = 0; more < 6; more += 1) await page.keyboard.press("F9");
  await expect(page.getByRole("button", { name: "Shown: All" })).toBeVisible();
  await expect(section(page, number, "initial thoughts")).toBeVisible();
}

async function changeDetails(page: Page, file: BountyFile): Promise<void> {
  const { keyboard } = page;
  await command(page, "Run details");
  const dialog = page.getByRole("dialog", { name: "Run details" });
  await tabTo(dialog.getByRole("textbox", { name: "Title of the run" }));
  await keyboard.press("End");
  await keyboard.type(", walked");
  await pressOn(dialog.getByRole("button", { name: "Add an author" }));
  await tabTo(dialog.getByRole("textbox", { name: "Name" }).last());
  await keyboard.type("Piet Aalders");
  await tabTo(dialog.getByLabel("Role").last());
  await keyboard.type("player");
  await tabTo(dialog.getByRole("textbox", { name: "Target in words" }));
  await keyboard.type("400,000");
  await tabTo(dialog.getByLabel("State"));
  await keyboard.type("writing");
  await tabTo(dialog.getByRole("textbox", { name: "Notes and outline" }));
  await keyboard.type("Ends at the river.");
  await pressOn(dialog.getByRole("button", { name: "Keep" }));
  await expect(dialog).toBeHidden();
  file.title += ", walked";
  file.authors.push("Piet Aalders");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(file.title);
  const all = fileWords(file);
  await expect(page.getByRole("contentinfo")).toContainText(
    `${Math.floor(((all.story + all.thoughts) / 400_000) * 100)}`,
  );
  await expect(page.getByRole("contentinfo")).toContainText("of 400,000");
}

/** Checks the run and keeps one finding as intended; it is gone and stays so over a reload. */
async function checkAndIntend(page: Page): Promise<void> {
  const { keyboard } = page;
  const findings = page
    .locator("aside")
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { expanded: true }).or(page.getByRole("button", { expanded: false })) });
  const check = async (): Promise<void> => {
    await command(page, "Check");
    await expect(page.getByText(/^Checked /u)).toBeVisible();
  };
  await check();
  const found = await findings.count();
  expect(found).toBeGreaterThan(0);
  await keyboard.press("F8");
  const open = page.getByRole("button", { expanded: true });
  const claim = (await open.textContent()) ?? "";
  expect(claim).not.toBe("");
  await pressOn(page.getByRole("button", { name: "Intended…" }));
  await keyboard.type("He spells it so.");
  await keyboard.press("Enter");
  await expect(findings).toHaveCount(found - 1);
  await page.reload();
  await isOpen(page);
  await check();
  await expect(findings).toHaveCount(found - 1);
}

/** Exports the open run and answers its bytes. */
async function exported(app: App): Promise<Buffer> {
  const { page } = app;
  await command(page, "Export");
  const dialog = page.getByRole("dialog", { name: /^Export / });
  // What may be noted of a run does not stand in its way.
  await expect(
    dialog.getByText(/^\s*(Every rule of the format is kept\.|Nothing stands in the way\. Notes:)$/u),
  ).toBeVisible();
  const taken = await app.take(() => pressOn(dialog.getByRole("button", { name: "Export", exact: true })));
  await expect(dialog.getByText("1 file written")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  return Buffer.from(taken.bytes);
}

/** A reviewer with a library of their own reads the file, remarks on a step and on a stretch of it, and sends that back. */
async function review(app: App, path: string, file: BountyFile, number: number): Promise<Buffer> {
  const { page } = app;
  const { keyboard } = page;
  await command(page, "Runs to review");
  await app.give(() => pressOn(page.getByRole("button", { name: "Open a run to review" })), [path]);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(file.title);
  await expect(page.getByText("Read only.")).toBeVisible();
  await expect(runText(page)).toHaveAttribute("aria-readonly", "true");

  await goTo(page, String(number));
  // None of the letters that are a reviewer's keys (A, C, I, N, P, R, U, W).
  await keyboard.type("Toddle");
  await expect(step(page, number)).toContainText("At the ferry.");
  await expect(step(page, number)).not.toContainText("Toddle");
  const box = page.getByRole("textbox", { name: "Review comment" });
  await keyboard.press("Control+Shift+M");
  await expect(box).toBeFocused();
  await keyboard.type("Strong step.");
  await keyboard.press("Control+Enter");
  const remarks = page.getByRole("listitem", { name: "Review comment" });
  await expect(remarks).toHaveCount(1);

  await goTo(page, "The bell must come back");
  await keyboard.press("Control+Shift+M");
  await expect(page.getByRole("dialog").getByText("The bell must come back", { exact: true }).first()).toBeVisible();
  await expect(box).toBeFocused();
  await keyboard.type("Which bell?");
  await keyboard.press("Control+Enter");
  await expect(remarks).toHaveCount(2);

  const tabs = page.getByRole("tab");
  await tabTo(tabs.filter({ hasText: "Comments" }));
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
  await expect(page.getByText(/may be a slip|twice|Nothing found/u).first()).toBeVisible();
  // The real run was cut at full stops by the tool that made it, which its form tells; the stand-in was not.
  await expect(page.getByText(/No problem of form\.|cut at the full stop/u).first()).toBeVisible();

  await command(page, "Send back");
  const dialog = page.getByRole("dialog", { name: "Send back to the author" });
  await tabTo(dialog.getByRole("textbox", { name: "Your name" }));
  await keyboard.type("Noor");
  const taken = await app.take(() => pressOn(dialog.getByRole("button", { name: "Write the file" })));
  expect(taken.name).toMatch(/\.runpkg$/u);
  return Buffer.from(taken.bytes);
}

/** The author takes the answer in and sees each remark at its place. */
async function takeAnswerIn(app: App, answer: string, number: number): Promise<void> {
  const { page } = app;
  await command(page, "Review comments");
  await app.give(() => pressOn(page.getByRole("button", { name: "Take in an answer" })), [answer]);
  const remarks = page.getByRole("listitem", { name: "Review comment" });
  await expect(remarks).toHaveCount(2);
  await expect(remarks.first()).toContainText("Noor");
  const stretch = remarks.filter({ hasText: "Which bell?" });
  await expect(stretch).toContainText("The bell must come back");
  await expect(remarks.filter({ hasText: "Strong step." })).toContainText(`Step ${number}`);
  await pressOn(stretch.getByRole("button", { name: `${number} post-prompt thoughts` }));
  await expect(runText(page)).toBeFocused();
  await expect(page.getByRole("contentinfo")).toContainText(`Step ${number} post-prompt thoughts`);
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe("The bell must come back");
  const marked = section(page, number, "post-prompt thoughts").getByTitle("Review comment by Noor: Which bell?");
  await expect(marked.last()).toBeVisible();
  expect((await marked.allTextContents()).join("")).toBe("The bell must come back");
  await pressOn(stretch.getByRole("button", { name: "Resolve" }));
  await expect(page.getByRole("button", { name: "Review comments, 1" })).toBeVisible();
}

/** A lead counts a folder with one good file, one cut off and one of another kind. */
async function count(app: App, good: Buffer, file: BountyFile): Promise<void> {
  const { page } = app;
  mkdirSync(join(app.folder, "team"));
  writeFileSync(join(app.folder, "team", "ferry.json"), good);
  writeFileSync(join(app.folder, "team", "half.json"), good.subarray(0, Math.floor(good.length / 2)));
  writeFileSync(join(app.folder, "team", "shopping.json"), '{ "milk": 2 }');
  await command(page, "Progress");
  await app.giveFolder(() => pressOn(page.getByRole("button", { name: "Choose a folder" })), "team");
  const row = page.getByRole("row", { name: file.title });
  const all = fileWords(file);
  await expect(row.filter({ hasText: "ferry.json" })).toContainText(grouped.format(all.story + all.thoughts));
  await expect(row.filter({ hasText: "ferry.json" })).toContainText(grouped.format(all.story));
  const refused = page.locator("section").filter({ has: page.getByRole("heading", { name: "2 files are no runs" }) });
  await expect(refused).toContainText("half.json");
  await expect(refused).toContainText("shopping.json");
}

test("[W1] an author, a reviewer and a lead walk through a run of full length by keyboard", async ({
  launch,
}, info) => {
  const app = await launch();
  const { page } = app;
  const run: FullRun = fullRun(app.folder);
  info.annotations.push({ type: "run", description: run.about });
  const file = structuredClone(run.file);
  const number = run.step;

  await test.step("import and open", async () => {
    await app.give(() => command(page, "Import"), [run.path]);
    await isImported(page, file.title);
    await openRun(page, file.title);
    await expectCounts(page, file, 1);
  });
  await test.step("write in every kind of section", () => writeEverywhere(page, file, number));
  await test.step("tag, undo and redo", async () => {
    await tag(page, file, number);
    await undoAndRedo(page, number);
  });
  await test.step("write a new step", () => writeNewStep(page, file));
  await test.step("everything is on the disk", async () => {
    await saved(page);
    await page.keyboard.press("Control+s");
    await expect(saveState(page)).toHaveText(/^Saved \d\d:\d\d$/u);
  });
  await test.step("read the story alone", () => readStoryOnly(page, number));
  await test.step("run details", () => changeDetails(page, file));
  await test.step("check, and a verdict that lasts", () => checkAndIntend(page));
  const bytes = await test.step("export", () => exported(app));
  expect(bytes.equals(writeFile(file)), "the exported file is what was written").toBe(true);

  const sent = join(app.folder, "sent.json");
  writeFileSync(sent, bytes);
  const reviewer = await launch();
  const answer = await test.step("review", () => review(reviewer, sent, file, number));
  const path = join(app.folder, "answer.runpkg");
  writeFileSync(path, answer);
  await test.step("the answer comes back in place", () => takeAnswerIn(app, path, number));
  await test.step("a lead counts", () => count(app, bytes, file));
});

test("[W2] import, open, type, undo and export give the bytes that came in", async ({ launch }) => {
  const app = await launch();
  const { page } = app;
  const run = fullRun(app.folder);
  await app.give(() => command(page, "Import"), [run.path]);
  await isImported(page, run.file.title);
  await openRun(page, run.file.title);
  await goTo(page, String(run.step));
  await page.keyboard.type("A sentence too many. ");
  await page.keyboard.press("Enter");
  await page.keyboard.type("And a bullet.");
  await saved(page);
  const undone = page.getByRole("contentinfo");
  for (let undos = 0; undos < 12; undos += 1) await page.keyboard.press("Control+z");
  await expect(undone).toContainText("Undone");
  await saved(page);
  expect((await exported(app)).equals(Buffer.from(run.text, "utf8"))).toBe(true);
});
