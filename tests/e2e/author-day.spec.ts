import type { Locator, Page } from "playwright";

import { disagreement } from "../support/bounty-agreement.ts";
import { read } from "../support/bounty-file.ts";
import { pressOn } from "../support/app-page.ts";
import type { App } from "../support/launch-app.ts";
import { type BountyFile, type FileStep, TAG, writeFile } from "./bounty-model.ts";
import { beginRun, command, goTo, isOpen, saved, saveState } from "./by-keys.ts";
import { pasteEverySource } from "./paste-sources.ts";
import { expect, test } from "./test.ts";

/*
 * An author's day: thirty steps by the keyboard alone, at 20 keys a second where the machine keeps up. Every type of thought
 * and every case of the tag stands in them; then steps are inserted, doubled, moved, split, merged, deleted and named, thoughts
 * moved over sections, all of it undone where that was the wish; every source of a paste is pasted once. The same day is told as data beside it, and the exported
 * file must be that data to the byte.
 */

const KEYS_A_SECOND = 20;
const TITLE = "A day";
/** So many steps are written one after the other; one that is inserted and one that is doubled make thirty. */
const LIVE_STEPS = 28;
/** The step that is pasted into; it begins with thoughts. */
const LATE_STEP = 27;

const TYPES = ["watsonian", "doylist", "meta", "comment"] as const;
type Thought = { type: string; longterm: boolean; text: string };

/** Two hands that type 20 keys a second, or as many as the machine takes. */
class Hands {
  readonly #page: Page;
  #nextAt = 0;
  keys = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.#beat();
      await this.#page.keyboard.press(key);
    }
  }

  async type(text: string): Promise<void> {
    for (const character of text) {
      await this.#beat();
      await this.#page.keyboard.type(character);
    }
  }

  async #beat(): Promise<void> {
    const now = performance.now();
    if (now < this.#nextAt) await new Promise((resolve) => setTimeout(resolve, this.#nextAt - now));
    this.#nextAt = Math.max(now, this.#nextAt) + 1_000 / KEYS_A_SECOND;
    this.keys += 1;
  }
}

/** The bullets of a step's section; the number decides how many thoughts of which types. */
function bulletsFor(number: number, letter: string): Thought[][] {
  const thought = (at: number): Thought => ({
    type: TYPES[(number + at) % TYPES.length] ?? "watsonian",
    longterm: (number + at) % 5 === 0,
    text: `${letter}${number}${at === 0 ? "" : "b"}`,
  });
  if (letter !== "i") return [[thought(2)]];
  if (number % 3 === 0) return [[thought(0), thought(1)]];
  return number % 3 === 1 ? [[thought(0)], [thought(1)]] : [[thought(0)]];
}

/** How the tag is set on a step's action or outcome. */
type Tagging =
  | "none"
  | "outcomeByKey"
  | "actionWithoutOutcome"
  | "actionWithOutcome"
  | "outcomeTyped"
  | "setAndRemoved";
const TAGGED: Readonly<Record<number, Tagging>> = {
  5: "outcomeByKey",
  9: "actionWithoutOutcome",
  13: "actionWithOutcome",
  17: "outcomeTyped",
  20: "setAndRemoved",
};

/** What the step before leaves of a step: it begins at its first section, its prompt, or its action. */
function beginsAt(before: Tagging): "initial" | "prompt" | "action" {
  if (before === "outcomeByKey" || before === "outcomeTyped") return "action";
  return before === "actionWithoutOutcome" ? "prompt" : "initial";
}

async function writeThoughts(hands: Hands, bullets: readonly Thought[][]): Promise<void> {
  let type = "watsonian";
  for (const [at, bullet] of bullets.entries())
    for (const [inBullet, thought] of bullet.entries()) {
      if (inBullet > 0) await hands.press("Alt+Enter");
      else if (at > 0) await hands.press("Enter");
      await hands.type(thought.text);
      if (thought.type !== type) await hands.press(`Control+${TYPES.findIndex((one) => one === thought.type) + 1}`);
      if (thought.longterm) await hands.press("Control+5");
      type = thought.type;
    }
}

/** Writes one step from where the caret is, going on by Mod+Enter after each section but the last. */
async function writeStep(hands: Hands, number: number, name = String(number)): Promise<FileStep> {
  const tagging = TAGGED[number] ?? "none";
  const begin = beginsAt(TAGGED[number - 1] ?? "none");
  const step: FileStep = {};
  if (begin === "initial") {
    step.thoughts = bulletsFor(number, "i");
    await writeThoughts(hands, step.thoughts);
    await hands.press("Control+Enter");
  }
  if (begin !== "action") {
    step.prompt = { text: `At ${name}.` };
    await hands.type(step.prompt.text ?? "");
    await hands.press("Control+Enter");
    if (number % 2 === 0) {
      step.prompt.thoughts = bulletsFor(number, "p");
      await writeThoughts(hands, step.prompt.thoughts);
    }
    await hands.press("Control+Enter");
  }
  const isActionTagged = tagging === "actionWithOutcome" || tagging === "actionWithoutOutcome";
  step.action = { text: `${isActionTagged ? TAG : ""}Go ${name}.` };
  if (isActionTagged) await hands.press("Control+6");
  await hands.type(`Go ${name}.`);
  await hands.press("Control+Enter");
  if (number % 4 === 0) {
    step.action.thoughts = bulletsFor(number, "a");
    await writeThoughts(hands, step.action.thoughts);
  }
  await hands.press("Control+Enter");
  if (tagging === "actionWithoutOutcome") return step;
  const isOutcomeTagged = tagging === "outcomeByKey" || tagging === "outcomeTyped";
  if (tagging === "outcomeByKey") await hands.press("Control+6");
  if (tagging === "outcomeTyped") await hands.type(TAG);
  await hands.type(`So ${name}.`);
  if (tagging === "setAndRemoved") await hands.press("Control+6", "Control+6");
  step.action.outcome = `${isOutcomeTagged ? TAG : ""}So ${name}.`;
  return step;
}

function section(page: Page, number: number, name: string): Locator {
  return page.getByRole("group", { name: `Step ${number} ${name}`, exact: true });
}

function status(page: Page): Locator {
  return page.getByRole("contentinfo");
}

function moved(items: FileStep[], from: number, to: number): void {
  items.splice(to - 1, 0, ...items.splice(from - 1, 1));
}

function copyOf(step: FileStep | undefined): FileStep {
  if (step === undefined) throw new RangeError("There is no such step");
  return structuredClone(step);
}

/** The tag set on a step that has others after it: its text is parked, shown in grey on request, and comes back. */
async function tagLater(page: Page, hands: Hands): Promise<void> {
  await goTo(page, "21");
  await hands.press("Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown");
  await expect(page.getByRole("button", { name: "Yo be real" })).toHaveAccessibleDescription(
    /It would hide, in step 22: initial thoughts, prompt/u,
  );
  await hands.press("Control+6");
  await expect(status(page)).toContainText("Yo be real set. Hidden: step 22: initial thoughts, prompt");
  await expect(section(page, 22, "prompt")).toBeHidden();
  await command(page, "Show hidden text");
  await expect(section(page, 22, "prompt")).toBeVisible();
  await expect(section(page, 22, "prompt")).toHaveText("At 22.");
  await command(page, "Show hidden text");
  await hands.press("Control+6");
  await expect(status(page)).toContainText("Yo be real removed. Shown again: step 22: initial thoughts, prompt");
  await expect(section(page, 22, "prompt")).toBeVisible();
}

/** A step inserted behind the third and written late; its sections bear the mark of it. */
async function insertLate(page: Page, hands: Hands, steps: FileStep[]): Promise<void> {
  await goTo(page, "3");
  await hands.press("Control+Alt+Enter");
  await expect(status(page)).toContainText("Step 4 initial thoughts");
  steps.splice(3, 0, await writeStep(hands, 50));
  await saved(page);
  await expect(section(page, 4, "prompt")).toHaveAttribute("aria-description", "written, out of order");
  await expect(section(page, 3, "prompt")).toHaveAttribute("aria-description", "written");
}

async function doubleAndMove(page: Page, hands: Hands, steps: FileStep[]): Promise<void> {
  await goTo(page, "2");
  await command(page, "Duplicate step");
  steps.splice(2, 0, copyOf(steps[1]));
  await expect(status(page)).toContainText("Step 2 copied to step 3");
  await hands.press("Control+Alt+PageDown", "Control+Alt+PageDown", "Control+Alt+PageUp");
  await expect(status(page)).toContainText("Step 5 is step 4 now");
  moved(steps, 3, 4);
  await command(page, "Move step to…");
  const field = page.getByRole("textbox", { name: "To number" });
  await expect(field).toBeFocused();
  await hands.type("6");
  await hands.press("Enter");
  await expect(status(page)).toContainText("Step 4 is step 6 now");
  moved(steps, 4, 6);
  await expect(section(page, 6, "prompt")).toHaveText("At 2.");
}

/** A split and its merger leave what was; so do a deletion and its undo, an insertion and its deletion. */
async function splitMergeDelete(page: Page, hands: Hands): Promise<void> {
  await goTo(page, "14");
  await hands.press("Alt+ArrowDown", "Home");
  const [prompt, outcome] = await Promise.all(
    ["prompt", "outcome"].map((name) => section(page, 14, name).textContent()),
  );
  await command(page, "Split step at the caret");
  await expect(section(page, 15, "prompt")).toHaveText(prompt ?? "");
  await expect(section(page, 15, "outcome")).toHaveText(outcome ?? "");
  await expect(section(page, 14, "prompt")).toHaveText("");
  await hands.press("Alt+PageUp");
  await command(page, "Merge with the next step");
  await expect(section(page, 14, "outcome")).toHaveText(outcome ?? "");
  await goTo(page, "23");
  const kept = await section(page, 23, "prompt").textContent();
  await command(page, "Delete step");
  await expect(status(page)).toContainText("Step 23 deleted. It lies in the bin.");
  await hands.press("Control+z");
  await expect(status(page)).toContainText("Undone: delete step, step 23");
  await expect(section(page, 23, "prompt")).toHaveText(kept ?? "");
  await command(page, "Insert step before this one");
  await expect(section(page, 24, "prompt")).toHaveText(kept ?? "");
  await command(page, "Delete step");
  await expect(section(page, 23, "prompt")).toHaveText(kept ?? "");
}

async function nameThings(page: Page, hands: Hands): Promise<void> {
  await goTo(page, "16");
  await command(page, "Chapter begins here…");
  await expect(page.getByRole("textbox", { name: "Name of the chapter" })).toBeFocused();
  await hands.type("The Gate");
  await hands.press("Enter");
  await expect(status(page)).toContainText("Chapter named at step 16");
  await expect(page.getByRole("treeitem", { name: /The Gate/u })).toBeVisible();
  await hands.press("Control+d");
  await expect(page.getByRole("textbox", { name: "Name of the bookmark" })).toBeFocused();
  await hands.type("knock");
  await hands.press("Enter");
  await expect(page.getByRole("treeitem", { name: /16.*knock/u })).toBeVisible();
  await command(page, "Remove bookmark");
  await expect(page.getByRole("treeitem", { name: /16.*knock/u })).toHaveCount(0);
  await hands.press("Control+z");
  await expect(page.getByRole("treeitem", { name: /16.*knock/u })).toBeVisible();
  await goTo(page, "1");
  await goTo(page, "knock");
  await expect(status(page)).toContainText("Step 16");
}

/** A thought goes on into the thoughts after the prompt, and typing is undone and done again. */
async function moveAndUndo(page: Page, hands: Hands, steps: FileStep[]): Promise<void> {
  await goTo(page, "1");
  await hands.press("ArrowDown", "Alt+Shift+ArrowDown");
  const [first] = steps;
  const bullet = first?.thoughts?.pop();
  if (first?.prompt === undefined || bullet === undefined) throw new RangeError("Step 1 has a prompt and two bullets");
  first.prompt.thoughts = [bullet];
  await expect(section(page, 1, "post-prompt thoughts")).toHaveText(bullet[0]?.text ?? "");
  await hands.press("Alt+ArrowUp");
  await hands.type(" A bell.");
  await expect(section(page, 1, "prompt")).toHaveText("At 1. A bell.");
  await hands.press("Control+z");
  await expect(section(page, 1, "prompt")).toHaveText("At 1.");
  await hands.press("Control+y");
  await expect(section(page, 1, "prompt")).toHaveText("At 1. A bell.");
  first.prompt.text = "At 1. A bell.";
}

async function exported(app: App): Promise<Buffer> {
  const { page } = app;
  await command(page, "Export");
  const dialog = page.getByRole("dialog", { name: /^Export / });
  // Nothing else is said of the run than that nobody was asked for a name before it was begun.
  await expect(dialog.getByText("Nothing stands in the way. Notes:")).toBeVisible();
  await expect(dialog.getByRole("listitem")).toHaveText([/^No author is named in the details of this run\./u]);
  const taken = await app.take(() => pressOn(dialog.getByRole("button", { name: "Export", exact: true })));
  await page.keyboard.press("Escape");
  return Buffer.from(taken.bytes);
}

test("[E53] [DT4] thirty steps by the keyboard alone at 20 keys a second end in a file that is what was written", async ({
  launch,
}, info) => {
  const app = await launch();
  const { page } = app;
  const hands = new Hands(page);
  const steps: FileStep[] = [];
  await beginRun(page, TITLE);
  const began = performance.now();
  await test.step("write live", async () => {
    for (let number = 1; number <= LIVE_STEPS; number += 1) {
      steps.push(await writeStep(hands, number));
      if (number < LIVE_STEPS) await hands.press("Control+Enter");
    }
    await expect(status(page)).toContainText(`Step ${LIVE_STEPS} outcome`);
  });
  const perSecond = hands.keys / ((performance.now() - began) / 1_000);
  info.annotations.push({ type: "pace", description: `${hands.keys} keys, ${perSecond.toFixed(1)} a second` });
  await test.step("tag what has a successor", () => tagLater(page, hands));
  await test.step("insert late", () => insertLate(page, hands, steps));
  await test.step("double and move", () => doubleAndMove(page, hands, steps));
  await test.step("split, merge, delete", () => splitMergeDelete(page, hands));
  await test.step("chapter and bookmark", () => nameThings(page, hands));
  await test.step("move a thought, undo and redo", () => moveAndUndo(page, hands, steps));
  await test.step("paste every source", async () => {
    const late = steps[LATE_STEP - 1];
    late?.thoughts?.push(...(await pasteEverySource(page, TITLE, LATE_STEP)));
  });
  await saved(page);
  await page.reload();
  // The page opens where it was, far from the first step.
  await isOpen(page);
  await goTo(page, "1");
  await expect(section(page, 1, "prompt")).toHaveText("At 1. A bell.");
  await expect(saveState(page)).toHaveText(/^Saved/u);
  const bytes = await test.step("export", () => exported(app));
  const file: BountyFile = { title: TITLE, authors: [], steps };
  expect(steps).toHaveLength(30);
  expect(JSON.parse(bytes.toString("utf8"))).toEqual(JSON.parse(writeFile(file).toString("utf8")));
  expect(bytes.equals(writeFile(file)), "the exported file is what was written").toBe(true);
  info.annotations.push({ type: "network", description: `${(await app.attempts()).length} attempts over the day` });
  // Valid by the reader of the app, and by a second one that shares nothing with it.
  expect(read(bytes).problems).toEqual([]);
  expect(disagreement(bytes)).toBeNull();
});
