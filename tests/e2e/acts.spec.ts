import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Locator, Page } from "playwright";

import { ACT_IDS } from "../../renderer/editor/acts/registry.ts";
import { WORDS_OF_TEXT } from "../../renderer/words/words-of-text.ts";
import type { Host } from "../../renderer/host/host.ts";
import { pressOn } from "../support/app-page.ts";
import type { App } from "../support/launch-app.ts";
import { type BountyFile, writeFile } from "./bounty-model.ts";
import { beginRun, command, goTo, isOpen, openRun, runText, saveState } from "./by-keys.ts";
import { DESK_ACTS } from "./desk-acts.ts";
import { AUTHOR_REVIEW_ACTS, TURN_ACTS, VERDICT_ACTS } from "./review-acts.ts";
import { expect, test } from "./test.ts";

/*
 * The list of acts that each host offers: every command of the page's registry, and every way in which files and folders
 * cross between page and host. Each is done here, by its name or its key, and looked at. What is registered and not on
 * this list fails the last test.
 */

/** Does an act and sees what it did. Acts of one screen follow each other in the order of the list. */
type Act = (app: App) => Promise<void>;
type Acts = Readonly<Record<string, Act>>;

const RENDERER = resolve(import.meta.dirname, "../../renderer");

const TITLE = "Three steps";
/** Two placeholders, so that there is a next and a previous finding. */
const FILE: BountyFile = {
  title: TITLE,
  authors: ["Ann Example"],
  steps: [1, 2, 3].map((number) => ({
    thoughts: [[{ type: "watsonian", longterm: number === 1, text: `Thought ${number} about the ferry.` }]],
    prompt: { text: number === 1 ? "The ferry lies at the quay." : `TODO write scene ${number}.` },
    action: { text: `I cross ${number} times.`, outcome: `The water rises by ${number} feet.` },
  })),
};

function status(page: Page): Locator {
  return page.getByRole("contentinfo");
}

function bountyIn(app: App, name = "three.json"): string {
  const path = join(app.folder, name);
  writeFileSync(path, writeFile(FILE));
  return path;
}

async function importThree(app: App): Promise<void> {
  await app.give(() => command(app.page, "Import"), [bountyIn(app)]);
  await expect(app.page.getByRole("row", { name: TITLE })).toBeVisible();
}

async function toLibrary(page: Page): Promise<void> {
  await command(page, "Library");
  await expect(page.getByRole("link", { name: "Runs" })).toHaveAttribute("aria-current", "page");
}

/** A dialog opens, and Escape closes it. */
async function opens(page: Page, act: () => Promise<void>, name: RegExp): Promise<void> {
  await act();
  await expect(page.getByRole("dialog", { name })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

const LIBRARY_ACTS: Acts = {
  "page.palette": ({ page }) => opens(page, () => page.keyboard.press("Control+Shift+P"), /Command palette/u),
  "page.keys": ({ page }) => opens(page, () => command(page, "Keys"), /Keys/u),
  "page.help": ({ page }) => opens(page, () => page.keyboard.press("F1"), /Help/u),
  "page.about": ({ page }) => opens(page, () => command(page, "About Runwright"), /Help/u),
  "page.reviews": async ({ page }) => {
    await command(page, "Runs to review");
    await expect(page.getByRole("button", { name: "Open a run to review" })).toBeVisible();
  },
  "page.library": ({ page }) => toLibrary(page),
  "page.back": async ({ page }) => {
    await command(page, "Back to where I was");
    await expect(page.getByRole("button", { name: "Open a run to review" })).toBeVisible();
  },
  "page.forward": async ({ page }) => {
    await command(page, "Forward again");
    await expect(page.getByRole("heading", { name: "Nothing is written yet." })).toBeVisible();
  },
  "library.import": importThree,
  "library.takeBack": async (app) => {
    await command(app.page, "Take the import back");
    await expect(app.page.getByRole("row", { name: TITLE })).toHaveCount(0);
    await importThree(app);
  },
  "page.search": async ({ page }) => {
    await command(page, "Search all runs");
    await expect(page.getByRole("searchbox", { name: "Search all runs" })).toBeFocused();
    await page.keyboard.type("quay");
    await expect(page.getByText("1 place found")).toBeAttached();
  },
  "page.projects": async ({ page }) => {
    await command(page, "Projects");
    await expect(page.getByRole("link", { name: "Projects" })).toHaveAttribute("aria-current", "page");
  },
  "library.newProject": ({ page }) => opens(page, () => command(page, "New project"), /New project/u),
  "page.bin": async ({ page }) => {
    await command(page, "Bin");
    await expect(page.getByRole("link", { name: "Bin" })).toHaveAttribute("aria-current", "page");
  },
  "page.progress": async ({ page }) => {
    await command(page, "Progress");
    await expect(page.getByRole("row", { name: TITLE })).toBeVisible();
  },
  "page.pay": async ({ page }) => {
    await command(page, "Pay");
    await expect(page.getByRole("heading", { name: "Runs without a rate" })).toBeVisible();
  },
  "page.export": async (app) => {
    const { page } = app;
    await command(page, "Export runs");
    const taken = await app.take(() => pressOn(page.getByRole("button", { name: "Export 1 run" })));
    expect(taken.name).toMatch(/\.json$/u);
  },
  "page.settings": async ({ page }) => {
    await command(page, "Settings");
    await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
    await toLibrary(page);
  },
  "library.sample": async ({ page }) => {
    await command(page, "Sample run");
    await expect(runText(page)).toContainText("The sea at Low Tarn knocks.");
    await toLibrary(page);
  },
  "library.new": async ({ page }) => {
    await beginRun(page, "Named");
    await expect(page.getByRole("heading", { name: "Named" })).toBeVisible();
  },
};

const RUN_ACTS: Acts = {
  "run.map": async ({ page }) => {
    const map = page.getByRole("navigation", { name: "Steps" });
    await command(page, "Show or hide the map");
    await expect(map).toBeHidden();
    await command(page, "Show or hide the map");
    await expect(map).toBeVisible();
  },
  "structure.chapter": async ({ page }) => {
    await command(page, "Chapter begins here…");
    await expect(page.getByRole("textbox", { name: "Name of the chapter" })).toBeFocused();
    await page.keyboard.type("Part One");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("treeitem", { name: /Part One/u })).toBeVisible();
    await page.keyboard.press("Control+z");
    await expect(page.getByRole("treeitem", { name: /Part One/u })).toHaveCount(0);
  },
  "structure.bookmark": async ({ page }) => {
    await page.keyboard.press("Control+d");
    await expect(page.getByRole("textbox", { name: "Name of the bookmark" })).toBeFocused();
    await page.keyboard.type("quay");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("treeitem", { name: /quay/u })).toBeVisible();
    await page.keyboard.press("Control+z");
  },
  "structure.moveTo": async ({ page }) => {
    await command(page, "Move step to…");
    await expect(page.getByRole("textbox", { name: "To number" })).toBeFocused();
    await page.keyboard.type("3");
    await page.keyboard.press("Enter");
    await expect(status(page)).toContainText("Step 1 is step 3 now.");
    await page.keyboard.press("Control+z");
    await expect(outcomeOf(page, 1)).toHaveText("The water rises by 1 feet.");
  },
  "structure.parked": async ({ page }) => {
    await command(page, "Show hidden text");
    await expect(page.locator("[data-parked-shown]")).toHaveCount(1);
    await command(page, "Show hidden text");
    await expect(page.locator("[data-parked-shown]")).toHaveCount(0);
  },
  "run.goTo": async ({ page }) => {
    await goTo(page, "2");
    await expect(status(page)).toContainText("Step 2 ");
  },
  "run.check": async ({ page }) => {
    await command(page, "Check");
    await expect(page.getByText(/^Checked /u)).toBeVisible();
  },
  "run.findings": async ({ page }) => {
    const panel = page.getByRole("heading", { name: "Findings" });
    await expect(panel).toBeVisible();
    await command(page, "Findings");
    await expect(panel).toBeHidden();
  },
  "run.nextFinding": async ({ page }) => {
    await goTo(page, "1");
    await command(page, "Next finding");
    await expect(status(page)).toContainText("Step 2 prompt");
    await command(page, "Next finding");
    await expect(status(page)).toContainText("Step 3 prompt");
  },
  "run.previousFinding": async ({ page }) => {
    await command(page, "Previous finding");
    await expect(status(page)).toContainText("Step 2 prompt");
  },
  "run.reading": async ({ page }) => {
    await command(page, "Show the next way of reading");
    await expect(page.getByRole("button", { name: "Shown: Story only" })).toBeVisible();
    for (let more = 0; more < 6; more += 1) await page.keyboard.press("F9");
    await expect(page.getByRole("button", { name: "Shown: All" })).toBeVisible();
  },
  "run.readAll": async ({ page }) => {
    await page.keyboard.press("F9");
    await command(page, "Show everything again");
    await expect(page.getByRole("button", { name: "Shown: All" })).toBeVisible();
  },
  "run.save": async ({ page }) => {
    await page.keyboard.type("Saved at once. ");
    await command(page, "Save");
    await expect(saveState(page)).toHaveText(/^Saved \d\d:\d\d$/u);
  },
  "run.details": ({ page }) => opens(page, () => command(page, "Run details"), /Run details/u),
  "run.progress": async ({ page }) => {
    await command(page, "Progress of this run");
    await expect(page.getByRole("figure", { name: "Words typed by day" })).toBeVisible();
    await page.getByRole("button", { name: "Back to the run" }).click();
    await expect(page.getByRole("textbox", { name: "Run text" })).toBeVisible();
  },
  "run.print": async ({ page }) => {
    await command(page, "Print this run");
    await expect(page.getByRole("dialog", { name: "Print this run" })).toBeVisible();
    await page.keyboard.press("Escape");
  },
  "run.export": async (app) => {
    const { page } = app;
    await command(page, "Export");
    const dialog = page.getByRole("dialog", { name: `Export ${TITLE}` });
    const taken = await app.take(() => pressOn(dialog.getByRole("button", { name: "Export", exact: true })));
    expect(taken.name).toBe("three-steps.json");
    expect(JSON.parse(Buffer.from(taken.bytes).toString("utf8"))).toMatchObject({ title: TITLE });
    await page.keyboard.press("Escape");
  },
  "run.context": async ({ page }) => {
    await command(page, "Show or hide the context");
    await expect(page.getByRole("heading", { name: "Long-term" })).toBeVisible();
  },
  "run.remarks": async ({ page }) => {
    await command(page, "Review comments");
    await expect(page.getByRole("button", { name: "Take in an answer" })).toBeVisible();
  },
};

async function byName(page: Page, id: (typeof ACT_IDS)[number]): Promise<void> {
  await command(page, WORDS_OF_TEXT.acts[id]);
  await expect(runText(page)).toBeFocused();
}

function thoughtsOf(page: Page, step: number): Locator {
  return page
    .getByRole("group", { name: `Step ${step} initial thoughts`, exact: true })
    .getByRole("group", { name: /thought$/u });
}

/** Setting a type presses its toggle and releases the one before. */
async function setsType(page: Page, id: "watsonian" | "doylist" | "meta" | "comment"): Promise<void> {
  await byName(page, id);
  const toggle = page.getByRole("button", { name: WORDS_OF_TEXT.acts[id], exact: true });
  await expect(toggle).toHaveAttribute("aria-pressed", "true");
  await expect(thoughtsOf(page, 1).first()).toHaveAccessibleName(new RegExp(`${id} thought$`, "u"));
}

async function moves(page: Page, id: (typeof ACT_IDS)[number], order: readonly string[]): Promise<void> {
  await byName(page, id);
  await expect(thoughtsOf(page, 1)).toHaveText([...order]);
}

async function comesTo(page: Page, id: (typeof ACT_IDS)[number], place: string): Promise<void> {
  await byName(page, id);
  await expect(status(page)).toContainText(place);
}

function outcomeOf(page: Page, step: number): Locator {
  return page.getByRole("group", { name: `Step ${step} outcome`, exact: true });
}

async function isNotOffered(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type(title);
  await expect(page.getByText("Nothing by that name.")).toBeVisible();
  await page.keyboard.press("Escape");
}

/** The text's acts, on a run of three steps with the caret in the first thought of step 1. */
const TEXT_ACTS: Readonly<Record<(typeof ACT_IDS)[number], Act>> = {
  doylist: ({ page }) => setsType(page, "doylist"),
  meta: ({ page }) => setsType(page, "meta"),
  comment: ({ page }) => setsType(page, "comment"),
  watsonian: ({ page }) => setsType(page, "watsonian"),
  longterm: async ({ page }) => {
    const toggle = page.getByRole("button", { name: "Long-term", exact: true });
    await expect(toggle).toHaveAttribute("aria-pressed", "true");
    await byName(page, "longterm");
    await expect(toggle).toHaveAttribute("aria-pressed", "false");
  },
  moveThoughtUp: async ({ page }) => {
    const { keyboard } = page;
    await keyboard.press("Control+End");
    await goTo(page, "1");
    await keyboard.type("A");
    await keyboard.press("Alt+Enter");
    await keyboard.type("B");
    await keyboard.press("Enter");
    await keyboard.type("C ");
    await keyboard.press("ArrowLeft");
    const rest = "C Thought 1 about the ferry.";
    await expect(thoughtsOf(page, 1)).toHaveText(["A", "B", rest]);
    await moves(page, "moveThoughtUp", ["A", "B", rest]);
    await moves(page, "moveThoughtUp", ["A", rest, "B"]);
  },
  moveThoughtDown: ({ page }) => moves(page, "moveThoughtDown", ["A", "B", "C Thought 1 about the ferry."]),
  moveBulletUp: async ({ page }) => {
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await moves(page, "moveBulletUp", ["C Thought 1 about the ferry.", "A", "B", ""]);
  },
  moveBulletDown: ({ page }) => moves(page, "moveBulletDown", ["A", "B", "", "C Thought 1 about the ferry."]),
  undo: ({ page }) => moves(page, "undo", ["C Thought 1 about the ferry.", "A", "B", ""]),
  redo: ({ page }) => moves(page, "redo", ["A", "B", "", "C Thought 1 about the ferry."]),
  nextSection: ({ page }) => comesTo(page, "nextSection", "Step 1 prompt"),
  previousSection: ({ page }) => comesTo(page, "previousSection", "Step 1 initial thoughts"),
  nextStep: ({ page }) => comesTo(page, "nextStep", "Step 2 initial thoughts"),
  previousStep: ({ page }) => comesTo(page, "previousStep", "Step 1 initial thoughts"),
  finishSection: ({ page }) => comesTo(page, "finishSection", "Step 1 prompt"),
  tag: async ({ page }) => {
    await goTo(page, "I cross 2");
    const toggle = page.getByRole("button", { name: "Yo be real", exact: true });
    await byName(page, "tag");
    await expect(toggle).toHaveAttribute("aria-pressed", "true");
    await byName(page, "tag");
    await expect(toggle).toHaveAttribute("aria-pressed", "false");
  },
  selectSection: async ({ page }) => {
    await byName(page, "selectSection");
    await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe("I cross 2 times.");
  },
  deleteSelection: async ({ page }) => {
    await byName(page, "deleteSelection");
    await expect(runText(page)).not.toContainText("I cross 2 times.");
    await page.keyboard.press("Control+z");
    await expect(runText(page)).toContainText("I cross 2 times.");
  },
  insertStep: async ({ page }) => {
    await byName(page, "insertStep");
    await expect(outcomeOf(page, 4)).toHaveText("The water rises by 3 feet.");
  },
  insertStepBefore: async ({ page }) => {
    await byName(page, "insertStepBefore");
    await expect(outcomeOf(page, 5)).toHaveText("The water rises by 3 feet.");
  },
  deleteStep: async ({ page }) => {
    await goTo(page, "3");
    await byName(page, "deleteStep");
    await byName(page, "deleteStep");
    await expect(outcomeOf(page, 3)).toHaveText("The water rises by 3 feet.");
  },
  duplicateStep: async ({ page }) => {
    await goTo(page, "3");
    await byName(page, "duplicateStep");
    await expect(outcomeOf(page, 4)).toHaveText("The water rises by 3 feet.");
  },
  moveStepDown: async ({ page }) => {
    await goTo(page, "1");
    await byName(page, "moveStepDown");
    await expect(outcomeOf(page, 2)).toHaveText("The water rises by 1 feet.");
  },
  moveStepUp: async ({ page }) => {
    await byName(page, "moveStepUp");
    await expect(outcomeOf(page, 2)).toHaveText("The water rises by 2 feet.");
  },
  splitStep: async ({ page }) => {
    await goTo(page, "I cross 2");
    await byName(page, "splitStep");
    await expect(outcomeOf(page, 3)).toHaveText("The water rises by 2 feet.");
  },
  mergeSteps: async ({ page }) => {
    await goTo(page, "2");
    await byName(page, "mergeSteps");
    await expect(outcomeOf(page, 2)).toHaveText("The water rises by 2 feet.");
  },
  // Offered where the step has one.
  removeChapter: ({ page }) => isNotOffered(page, WORDS_OF_TEXT.acts.removeChapter),
  removeBookmark: ({ page }) => isNotOffered(page, WORDS_OF_TEXT.acts.removeBookmark),
};

const REVIEW_ACTS: Acts = {
  "review.next": async ({ page }) => {
    await command(page, "Next step");
    await expect(status(page)).toContainText("Step 2 of 3");
  },
  "review.previous": async ({ page }) => {
    await command(page, "Previous step");
    await expect(status(page)).toContainText("Step 1 of 3");
  },
  "review.goTo": async ({ page }) => {
    await goTo(page, "3");
    await expect(status(page)).toContainText("Step 3 of 3");
  },
  "review.add": async ({ page }) => {
    await command(page, "Add review comment");
    await expect(page.getByRole("textbox", { name: "Review comment" })).toBeFocused();
    await page.keyboard.type("Say more.");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("listitem", { name: "Review comment" })).toContainText("Say more.");
  },
  "review.send": async (app) => {
    const { page } = app;
    await command(page, "Send back");
    const dialog = page.getByRole("dialog", { name: "Send back to the author" });
    await dialog.getByRole("textbox", { name: "Your name" }).fill("Noor");
    const taken = await app.take(() => pressOn(dialog.getByRole("button", { name: "Write the file" })));
    expect(taken.name).toBe("three-steps-review-noor.runpkg");
    await page.keyboard.press("Escape");
  },
};

/** How files and folders cross; the compiler asks for each that the page's host has. */
type Crossing = Exclude<
  keyof Host,
  | "describe"
  | "call"
  | "subscribe"
  | "watchLine"
  | "onClosing"
  // Of a host in the system alone: tests/unit/electron.
  | "showMenu"
  | "savePdf"
  | "takeOpened"
>;
const CROSSINGS: Readonly<Record<Crossing, Act>> = {
  pickFiles: importThree,
  report: async ({ page }) => {
    await command(page, "About Runwright");
    const help = page.getByRole("dialog", { name: "Help" });
    await pressOn(help.getByRole("button", { name: "Copy report" }));
    await expect(help.getByRole("textbox", { name: "Report" })).toHaveValue(/\((?:loopback|electron)\)/u);
    await page.keyboard.press("Escape");
  },
  dropFiles: async (app) => {
    const { page } = app;
    // Steps in another order make another run: the same ones would be told to be here already.
    const other = { ...FILE, title: "Dropped", steps: FILE.steps.toReversed() };
    const dropped = Buffer.from(writeFile(other)).toString("base64");
    const carried = await page.evaluateHandle((text) => {
      const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], "dropped.json"));
      return transfer;
    }, dropped);
    await page.getByRole("main").dispatchEvent("dragover", { dataTransfer: carried });
    await page.getByRole("main").dispatchEvent("drop", { dataTransfer: carried });
    await expect(page.getByRole("row", { name: "Dropped" })).toBeVisible();
  },
  exportTarget: async (app) => {
    const { page } = app;
    await command(page, "Export runs");
    const taken = await app.take(() => pressOn(page.getByRole("button", { name: "Export 2 runs" })));
    expect(taken.name).toMatch(/\.zip$/u);
    await expect(page.getByRole("main").getByText("2 files written")).toBeVisible();
  },
  pickTargetIn: async (app) => {
    const { page } = app;
    if (app.host === "electron") return;
    await app.giveFolder(() => pressOn(page.getByRole("button", { name: "Into a folder…" })), "shared");
    await expect(page.getByText("where you chose")).toBeVisible();
    const folder = join(app.folder, "shared", "runwright-export");
    const names = readdirSync(folder);
    expect(names).toHaveLength(2);
    const files = names.map((name) => readFileSync(join(folder, name)));
    expect(files.some((bytes) => bytes.equals(writeFile(FILE)))).toBe(true);
  },
  pickFolder: async (app) => {
    const { page } = app;
    await command(page, "Progress");
    await app.giveFolder(() => pressOn(page.getByRole("button", { name: "Choose a folder" })), "shared");
    await expect(page.getByText("shared: ", { exact: false })).toBeVisible();
  },
};

async function doAll(app: App, acts: Acts): Promise<void> {
  for (const [id, does] of Object.entries(acts)) await test.step(id, () => does(app));
}

test("[W7] every act of the library's screens is done by its name", async ({ launch }) => {
  await doAll(await launch(), LIBRARY_ACTS);
});

test("[W7] every act of a run's screen is done by its name", async ({ launch }) => {
  const app = await launch();
  await importThree(app);
  await openRun(app.page, TITLE);
  await doAll(app, RUN_ACTS);
});

test("[W7] every act of the text is done by its name", async ({ launch }) => {
  const app = await launch();
  await importThree(app);
  await openRun(app.page, TITLE);
  await goTo(app.page, "1");
  await doAll(app, TEXT_ACTS);
});

test("[W7] every act around the text is done by its name", async ({ launch }) => {
  const app = await launch();
  await importThree(app);
  await openRun(app.page, TITLE);
  await doAll(app, DESK_ACTS);
});

test("[W7] every act of an author on what reviewers said is done by its name", async ({ launch }) => {
  const app = await launch();
  await importThree(app);
  await openRun(app.page, TITLE);
  await doAll(app, AUTHOR_REVIEW_ACTS);
});

test("[W7][R23] every act of a turn is done by its name, and no thought comes to the player", async ({ launch }) => {
  await doAll(await launch(), TURN_ACTS);
});

test("[W7] every act of a reviewer is done by its name", async ({ launch }) => {
  const app = await launch();
  await command(app.page, "Runs to review");
  await app.give(() => pressOn(app.page.getByRole("button", { name: "Open a run to review" })), [bountyIn(app)]);
  await isOpen(app.page);
  await doAll(app, VERDICT_ACTS);
  await goTo(app.page, "1");
  await doAll(app, REVIEW_ACTS);
});

test("[W7] files and folders cross between page and host in every way", async ({ launch }) => {
  const app = await launch();
  mkdirSync(join(app.folder, "shared"));
  await doAll(app, CROSSINGS);
});

test("[W7] no act of the registry is missing from the list", () => {
  const listed = [
    ...Object.keys({
      ...LIBRARY_ACTS,
      ...RUN_ACTS,
      ...DESK_ACTS,
      ...REVIEW_ACTS,
      ...AUTHOR_REVIEW_ACTS,
      ...VERDICT_ACTS,
      ...TURN_ACTS,
    }),
    ...Object.keys(TEXT_ACTS),
  ];
  expect(registered().toSorted()).toEqual(listed.toSorted());
});

/** The ids of all commands that the page's code registers; the text's acts are registered from their own list. */
function registered(): string[] {
  const sources = readdirSync(RENDERER, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/u.test(name));
  const ids = sources.flatMap((name) =>
    [...readFileSync(join(RENDERER, name), "utf8").matchAll(/\bid: "([a-z]+\.[a-zA-Z.]+)"/gu)].map(([, id = ""]) => id),
  );
  return [...new Set(ids), ...ACT_IDS];
}
