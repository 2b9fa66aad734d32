import { expect as hasty } from "playwright/test";
import type { Page } from "playwright";

import { tab, twoAnswers } from "./review-scenes.ts";

/** A picture waits for its scene, on a machine that is busy too. */
const expect = hasty.configure({ timeout: 60_000 });

/** One picture: what is done to come there. Scenes build on what the ones before them left in the library. */
export type Scene = {
  readonly name: string;
  readonly show: (page: Page, url: string, bounties: readonly string[]) => Promise<void>;
};

/** Goes to a place of the page and forgets where it was: no picture depends on the one before. */
async function at(page: Page, url: string, hash: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`${new URL(url).origin}/${hash}`);
}

async function pick(page: Page, act: () => Promise<void>, files: readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), act()]);
  await chooser.setFiles([...files]);
}

/** Files as the picker would give them, without a disk. */
async function pickTexts(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Import" }).click(),
  ]);
  await chooser.setFiles(
    Object.entries(files).map(([name, text]) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) })),
  );
}

/** A run as a group wrote it in its own way. */
const DOCUMENT = `# The Lantern Ferry

- [It is dark, and nobody answers the bell.] {A slow start: the player has to ring twice.}
- (OOC: is the tide right for this?)
- (LT) The key to the lamp room is iron.

The ferry creaks against the quay. Nobody on the whole long shore answers the bell.

> I ring again, and call for the keeper.

- [He is asleep.]

DM: Somewhere above you a shutter opens.

A lantern comes down the stairs.

- {Now the choice.}

“Who is there?” asks the keeper.

> I say nothing.
`;

async function library(page: Page, url: string): Promise<void> {
  await at(page, url, "#/");
  await expect(page.getByRole("contentinfo")).toContainText(/\d+ runs?/u);
}

async function openRun(page: Page, url: string, step: number): Promise<void> {
  await library(page, url);
  await page.getByRole("table", { name: "Runs" }).getByRole("row").nth(1).getByRole("button").first().click();
  await expect(page.getByRole("textbox", { name: "Run text" })).toBeFocused();
  // The run is found as the scene before has left it.
  await page.getByRole("button", { name: /^Shown: /u }).click();
  await page.getByRole("menuitemradio", { name: "All", exact: true }).click();
  await page.keyboard.press("Control+j");
  await page.getByRole("combobox", { name: "Go to" }).fill(String(step));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("contentinfo")).toContainText(`Step ${step} `);
}

const STEP = 412;

/** Runs a command by its name in the palette. */
async function run(page: Page, command: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("combobox", { name: "Command palette" }).fill(command);
  await page.getByRole("option", { name: command }).first().waitFor();
  await page.keyboard.press("Enter");
}

/** Opens the bible; it may stand open as the scene before has left it. */
async function openBible(page: Page): Promise<void> {
  const panel = page.getByRole("complementary", { name: "Story bible" });
  if ((await panel.count()) === 0) await run(page, "Story bible");
  await expect(panel).toBeVisible();
}

/** Waits until nothing in the bible is being read any more. */
async function hasRead(page: Page): Promise<void> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0, { timeout: 60_000 });
}

/** Pastes plain text where the caret is. */
async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Run text" }).evaluate((box, given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", given);
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** A step in which two sections have just been changed, with its history beside it. */
async function rewritten(page: Page, url: string): Promise<void> {
  await openRun(page, url, STEP);
  for (const way of ["Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown"]) {
    await page.keyboard.press(way);
    await page.keyboard.press("Control+ArrowRight");
    await page.keyboard.type("and nothing more, ");
    for (let word = 0; word < 3; word += 1) await page.keyboard.press("Control+Delete");
  }
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("status").filter({ hasText: /^Saved \d/u })).toBeVisible();
  await run(page, "History of this step");
  await expect(page.getByRole("option").first()).toBeVisible();
}

export const SCENES: readonly Scene[] = [
  {
    name: "library-empty",
    show: async (page, url) => {
      await library(page, url);
    },
  },
  {
    name: "library",
    show: async (page, url, bounties) => {
      await library(page, url);
      if ((await page.getByRole("table", { name: "Runs" }).count()) > 0) return;
      await page.getByRole("button", { name: "Look through a finished sample" }).click();
      await expect(page.getByRole("textbox", { name: "Run text" })).toBeVisible();
      await library(page, url);
      await pick(page, () => page.getByRole("button", { name: "Import" }).click(), bounties);
      const rows = page.getByRole("table", { name: "Runs" }).getByRole("row");
      const take = page.getByRole("dialog").getByRole("button", { name: /^Import \d/u });
      await take
        .or(rows.nth(bounties.length + 1))
        .first()
        .waitFor({ timeout: 60_000 });
      if (await take.isVisible()) await take.click();
      await expect(rows).toHaveCount(bounties.length + 2, { timeout: 60_000 });
    },
  },
  {
    name: "import-document",
    show: async (page, url) => {
      await library(page, url);
      await pickTexts(page, { "lantern-ferry.md": DOCUMENT });
      await expect(page.getByRole("dialog", { name: "Import 1 file" })).toContainText("So it begins");
    },
  },
  {
    name: "import-mapping",
    show: async (page, url) => {
      await library(page, url);
      await pickTexts(page, { "lantern-ferry.md": DOCUMENT });
      await page.getByText("Headings, speakers and marks").click();
      await page.getByRole("textbox", { name: "The player’s lines begin with" }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: "import-refused-one",
    show: async (page, url) => {
      await library(page, url);
      const cut = '{"title":"Cut","authors":[],"steps":[{"prompt":{"text":"A quay."},"action":{"outcome":"Night."}}]}';
      await pickTexts(page, { "lantern-ferry.md": DOCUMENT, "cut.json": cut });
      await expect(page.getByRole("button", { name: "Leave out cut.json" })).toBeVisible();
    },
  },
  {
    name: "import-known",
    show: async (page, url, bounties) => {
      await library(page, url);
      await pick(page, () => page.getByRole("button", { name: "Import" }).click(), bounties);
      await expect(page.getByRole("dialog")).toContainText("All of it is here already.");
    },
  },
  {
    name: "help",
    async show(page, url) {
      await at(page, url, "#/settings");
      await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
      await page.keyboard.press("F1");
      await expect(page.getByRole("article")).toContainText("A run is one long page");
    },
  },
  {
    name: "help-about",
    async show(page, url) {
      await at(page, url, "#/settings");
      await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
      await page.keyboard.press("F1");
      const help = page.getByRole("dialog", { name: "Help" });
      await help.getByRole("button", { name: "About Runwright" }).click();
      await help.getByRole("button", { name: "Copy report" }).click();
      await expect(help.getByRole("textbox", { name: "Report" })).toHaveValue(/loopback/u);
    },
  },
  { name: "run", show: (page, url) => openRun(page, url, STEP) },
  {
    name: "run-findings",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.getByRole("button", { name: "Check", exact: true }).click();
      await expect(page.getByText(/^Checked /u)).toBeVisible();
      await page.keyboard.press("F8");
      await expect(page.locator('.finding[data-open="true"]')).toBeVisible();
    },
  },
  {
    name: "bible-names",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await openBible(page);
      await page.getByRole("tab", { name: "Names" }).click();
      const names = page.getByRole("listbox", { name: "Names of the run that are not in the bible" });
      await expect(names).toBeVisible({ timeout: 60_000 });
      await names.focus();
      for (let taken = 0; taken < 4; taken += 1) await page.keyboard.press("Enter");
    },
  },
  {
    name: "bible-entity",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await openBible(page);
      await page.locator(".entity-row").first().click();
      await expect(page.getByText(/^Named /u)).toBeVisible({ timeout: 60_000 });
    },
  },
  {
    name: "bible-alias",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await openBible(page);
      await page.locator(".entity-row").first().click();
      await hasRead(page);
      await page
        .getByRole("button", { name: /^How .* is looked for$/u })
        .first()
        .click();
      await expect(page.getByRole("form", { name: /^How .* is looked for$/u })).toBeVisible();
    },
  },
  {
    name: "bible-rule",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await openBible(page);
      await page.getByRole("tab", { name: "Rules" }).click();
      await page.getByRole("button", { name: "Write a rule" }).click();
      await page.getByRole("textbox", { name: "The rule" }).fill("Magic never raises the dead.");
      await page.getByRole("textbox", { name: "Never in the story" }).fill("rose from the dead");
      await page.getByText("the dead act", { exact: true }).click();
      await page.getByText("the dead act", { exact: true }).scrollIntoViewIfNeeded();
    },
  },
  ...(["Entities", "This step", "Threads", "Rules", "Reach"] as const).map((title) => ({
    name: `bible-${title.toLowerCase().replace(" ", "-")}`,
    show: async (page: Page, url: string): Promise<void> => {
      await openRun(page, url, STEP);
      await openBible(page);
      await page.getByRole("tab", { name: title }).click();
      await hasRead(page);
      if (title === "Rules") await expect(page.locator(".rule-row").first()).toBeVisible();
    },
  })),
  {
    name: "bible-picture",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await run(page, "Entities and threads over the run");
      await expect(page.locator(".picture-row").first()).toBeVisible({ timeout: 60_000 });
      await hasRead(page);
    },
  },
  {
    name: "run-story",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.keyboard.press("F9");
      await expect(page.getByText("Story only").first()).toBeVisible();
    },
  },
  {
    name: "run-palette",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.keyboard.press("Control+Shift+P");
      await page.getByRole("combobox", { name: "Command palette" }).fill("step");
    },
  },
  {
    name: "run-go-to",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.keyboard.press("Control+j");
      await page.getByRole("combobox", { name: "Go to" }).fill("the door");
    },
  },
  {
    name: "run-longterm",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.keyboard.press("F9");
      await page.keyboard.press("F9");
      await expect(page.getByText("Long-term only").first()).toBeVisible();
    },
  },
  {
    name: "run-find",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.keyboard.press("Control+h");
      await page.getByRole("searchbox", { name: "Find in this run" }).fill("dorothea");
      await page.getByRole("button", { name: "List of what was found" }).click();
      await expect(page.getByRole("listbox", { name: "List of what was found" })).toBeVisible();
    },
  },
  {
    name: "run-replace",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.keyboard.press("Control+h");
      await page.getByRole("searchbox", { name: "Find in this run" }).fill("dorothea");
      await page.getByRole("textbox", { name: "Replace with" }).fill("Theodora");
      await page.getByRole("button", { name: "Replace all…" }).click();
      await expect(page.getByRole("dialog", { name: "Replace all" }).getByRole("option").first()).toBeVisible();
    },
  },
  {
    name: "run-paste",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await paste(page, "[w: the tide turns] and\n(OOC: check the tide)\n{lt: she knows the ferryman}");
      await expect(page.getByRole("dialog", { name: "Thoughts in brackets?" })).toBeVisible();
    },
  },
  {
    name: "run-focus",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.keyboard.press("Alt+ArrowDown");
      await page.keyboard.press("Control+Shift+Enter");
      await expect(page.locator(".run-here")).toBeVisible();
    },
  },
  {
    name: "run-spelling",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.keyboard.press("Alt+ArrowDown");
      await page.keyboard.type("The freind waits. ");
      // Every size and theme writes it once more into the same run.
      await expect(page.locator(".spelling-error", { hasText: "freind" }).first()).toBeVisible();
      await page.keyboard.press("Shift+F7");
      await expect(page.getByRole("contentinfo")).toContainText("1 word selected");
      await page.keyboard.press("Control+F7");
      await expect(page.getByRole("menuitem", { name: "friend", exact: true })).toBeVisible();
    },
  },
  {
    name: "run-parked",
    show: async (page, url) => {
      await openRun(page, url, 10);
      for (let way = 0; way < 5; way += 1) await page.keyboard.press("Alt+ArrowDown");
      const tag = page.getByRole("button", { name: "Yo be real" });
      if ((await tag.getAttribute("aria-pressed")) === "false") await page.keyboard.press("Control+6");
      if ((await page.locator("[data-parked]").count()) === 0) await run(page, "Show hidden text");
      await expect(page.locator("[data-parked]").first()).toBeVisible();
    },
  },
  {
    name: "run-details",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.getByRole("button", { name: "Run details" }).click();
    },
  },
  {
    name: "run-export",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.getByRole("button", { name: "Export", exact: true }).click();
      await expect(page.getByRole("dialog").getByRole("button", { name: "Export", exact: true })).toBeEnabled();
    },
  },
  {
    name: "run-remarks",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.getByRole("button", { name: /^Review comments/u }).click();
    },
  },
  {
    name: "run-menu",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.getByRole("button", { name: "More", exact: true }).click();
    },
  },
  {
    name: "run-history",
    show: async (page, url) => {
      await rewritten(page, url);
      await page.getByRole("listbox", { name: "Versions" }).focus();
      await page.keyboard.press("End");
      await expect(page.locator(".was del, .was ins").first()).toBeVisible();
    },
  },
  {
    name: "run-history-full",
    show: async (page, url) => {
      await rewritten(page, url);
      await page.getByRole("listbox", { name: "Versions" }).focus();
      await page.keyboard.press("End");
      await page.getByRole("button", { name: "Show in full" }).first().click();
      await expect(page.locator(".large .was ins, .large .was del").first()).toBeVisible();
    },
  },
  {
    name: "run-snapshots",
    show: async (page, url) => {
      await rewritten(page, url);
      await page.getByRole("tab", { name: "Snapshots" }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("Before the rewrite");
      await page.getByRole("button", { name: "Take a snapshot" }).click();
      await expect(page.getByRole("listitem", { name: "Before the rewrite" }).first()).toBeVisible();
    },
  },
  {
    name: "run-history-bin",
    show: async (page, url) => {
      await rewritten(page, url);
      await run(page, "Delete step");
      await page.getByRole("tab", { name: "Bin" }).click();
      await expect(page.getByRole("button", { name: /^Bring back/u }).first()).toBeVisible();
    },
  },
  {
    name: "library-deleted",
    show: async (page, url) => {
      await library(page, url);
      if ((await page.getByRole("row", { name: /^Sample/u }).count()) === 0) {
        await page.getByRole("button", { name: "More", exact: true }).click();
        await page.getByRole("menuitem", { name: "Sample run" }).click();
        await expect(page.getByRole("textbox", { name: "Run text" })).toBeVisible();
        await library(page, url);
      }
      await page.getByRole("button", { name: /^More for Sample/u }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await expect(page.getByRole("button", { name: "Bring it back" })).toBeFocused();
    },
  },
  {
    name: "bin",
    show: async (page, url) => {
      await at(page, url, "#/bin");
      await expect(page.getByRole("button", { name: /^Bring back/u }).first()).toBeVisible();
    },
  },
  {
    name: "keys",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.keyboard.press("Shift+F1");
    },
  },
  {
    name: "keys-asked",
    show: async (page, url) => {
      await openRun(page, url, STEP);
      await page.keyboard.press("Shift+F1");
      await page.getByRole("button", { name: /^Doylist: /u }).click();
      await page.keyboard.press("F8");
      await expect(page.getByText("Enter takes it from there.").first()).toBeVisible();
    },
  },
  {
    name: "search",
    show: async (page, url) => {
      await library(page, url);
      await page.keyboard.press("Control+Shift+F");
      await page.getByRole("searchbox", { name: "Search all runs" }).fill("lantern");
      await expect(page.getByRole("main").getByRole("button").first()).toBeVisible();
    },
  },
  { name: "reviews-empty", show: async (page, url) => at(page, url, "#/reviews") },
  {
    name: "review",
    show: async (page, url, bounties) => {
      await at(page, url, "#/reviews");
      await pick(page, () => page.getByRole("button", { name: "Open a run to review" }).click(), bounties.slice(0, 1));
      await expect(page.getByRole("textbox", { name: "Run text" })).toBeVisible();
      await page.keyboard.press("Control+j");
      await page.getByRole("combobox", { name: "Go to" }).fill("the door");
      await page.getByRole("option").first().click();
      if ((await page.getByRole("listitem", { name: "Review comment" }).count()) > 0) return;
      await page.keyboard.press("Control+Shift+M");
      await page.getByRole("textbox", { name: "Review comment" }).fill("Which door? There were two in the last scene.");
      await page.keyboard.press("Control+Enter");
      await expect(page.getByRole("listitem", { name: "Review comment" })).toBeVisible();
    },
  },
  {
    name: "review-margin",
    show: async (page) => {
      const panel = page.getByRole("button", { name: "About this run", exact: true });
      await panel.click();
      await expect(
        page.getByRole("list", { name: "Review comments beside the text" }).locator("li").first(),
      ).toBeVisible();
    },
  },
  {
    name: "review-first",
    show: async (page) => {
      await page.getByRole("textbox", { name: "Run text" }).focus();
      await page.keyboard.press("a");
      await page.keyboard.press("i");
      await tab(page, "First");
    },
  },
  {
    name: "review-rate",
    show: async (page) => {
      await page.getByRole("textbox", { name: "Run text" }).focus();
      await page.keyboard.press("r");
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  { name: "reviews", show: async (page, url) => at(page, url, "#/reviews") },
  {
    name: "guide",
    show: async (page) => {
      await page.getByRole("button", { name: "The guide…" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "run-review",
    show: async (page, url, bounties) => {
      await openRun(page, url, STEP - 1);
      if ((await page.getByRole("complementary", { name: "Review comments" }).count()) === 0)
        await run(page, "Review comments");
      if ((await page.getByRole("listitem", { name: "Review comment" }).count()) < 3) {
        for (const answer of twoAnswers(bounties[0] ?? "")) {
          const [chooser] = await Promise.all([
            page.waitForEvent("filechooser"),
            page.getByRole("button", { name: "Take in an answer" }).click(),
          ]);
          await chooser.setFiles([answer]);
          await expect(page.getByRole("listitem", { name: "Review comment" }).first()).toBeVisible();
        }
      }
      await tab(page, "Review comments");
    },
  },
  {
    name: "run-margin",
    show: async (page) => {
      await page.getByRole("button", { name: "Close Review comments" }).click();
      const context = page.getByRole("complementary", { name: "Context" });
      await expect(context).toBeVisible();
      const beside = page.getByRole("list", { name: "Review comments beside the text" });
      if ((await beside.count()) === 0) await run(page, "Show or hide the context");
      await page.getByRole("textbox", { name: "Run text" }).focus();
      await page.keyboard.press("F2");
      await page.keyboard.press("F2");
      await expect(beside.locator("[data-open=true]")).toBeVisible();
    },
  },
  {
    name: "run-to-do",
    show: async (page) => {
      await run(page, "Review comments");
      await tab(page, "To do");
      await expect(page.getByRole("region", { name: "In no batch" })).toBeVisible();
    },
  },
  {
    name: "run-agreement",
    show: async (page) => {
      await tab(page, "Agreement");
      await page.getByRole("region", { name: "Where they differ" }).getByRole("button").first().click();
    },
  },
  {
    name: "run-request",
    show: async (page) => {
      await tab(page, "Batches");
      await page.getByRole("button", { name: "Send to review…" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "run-batches",
    show: async (page) => {
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("spinbutton", { name: "From step" }).fill("401");
      await dialog.getByRole("spinbutton", { name: "To step" }).fill("412");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        dialog.getByRole("button", { name: "Write the file" }).click(),
      ]);
      await download.delete();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("region", { name: /^Batch 1/u })).toBeVisible();
    },
  },
  {
    name: "seat",
    show: async (page) => {
      await run(page, "Let the player sit down here");
      await expect(page.getByRole("article", { name: "Story" })).toBeVisible();
      await page.getByRole("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
    },
  },
  {
    name: "progress",
    show: async (page, url) => {
      await at(page, url, "#/progress");
      await expect(page.getByRole("table")).toBeVisible();
    },
  },
  {
    name: "export",
    show: async (page, url) => {
      await at(page, url, "#/export");
      await expect(page.getByRole("button", { name: /^Export \d/u })).toBeEnabled();
    },
  },
  {
    name: "export-dataset",
    show: async (page, url) => {
      await at(page, url, "#/export");
      await page.getByRole("radio", { name: "Dataset" }).click();
      await page.getByRole("textbox", { name: "Version" }).fill("one");
      await expect(page.getByText(/cannot leave/u).first()).toBeVisible();
    },
  },
  {
    name: "export-dataset-check",
    show: async (page, url) => {
      await at(page, url, "#/export");
      await page.getByRole("radio", { name: "Dataset" }).click();
      await expect(page.getByText(/cannot leave/u).first()).toBeVisible();
      await page.getByRole("button", { name: /^Export \d/u }).scrollIntoViewIfNeeded();
    },
  },
  { name: "settings", show: async (page, url) => at(page, url, "#/settings") },
  {
    name: "backups",
    show: async (page, url) => {
      await at(page, url, "#/settings");
      await page.getByRole("button", { name: "Back up now" }).click();
      await expect(page.getByText(/^Backed up and checked/u).last()).toBeVisible({ timeout: 20_000 });
      await page.getByRole("heading", { name: "Backups", exact: true }).scrollIntoViewIfNeeded();
      await page
        .getByRole("button", { name: "Back up now" })
        .evaluate((button) => button.scrollIntoView({ block: "center" }));
    },
  },
  {
    name: "backup-restore",
    show: async (page, url) => {
      await at(page, url, "#/settings");
      await page
        .getByRole("button", { name: /^Restore the backup of/u })
        .first()
        .click();
    },
  },
];
