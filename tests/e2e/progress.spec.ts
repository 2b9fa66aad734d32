import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Locator, Page } from "playwright";

import { pressOn } from "../support/app-page.ts";
import { writeFile } from "./bounty-model.ts";
import { beginRun, command, goTo, openRun, runText } from "./by-keys.ts";
import { expect, test } from "./test.ts";

const TITLE = "Nine lanterns";
/** A bounty file of nine steps about one kind of light. */
const fileOf = (title: string, author: string, light: string): ReturnType<typeof writeFile> =>
  writeFile({
    title,
    authors: [author],
    steps: Array.from({ length: 9 }, (_, index) => ({
      thoughts: [[{ type: "watsonian", longterm: false, text: `${light} ${index + 1} is lit.` }]],
      prompt: { text: index === 4 ? "A very long way. ".repeat(60) : `You see ${light} ${index + 1}.` },
      action: { text: "I go on.", outcome: "It goes out behind me." },
    })),
  });
const FILE = fileOf(TITLE, "Ann Example", "Lantern");

test("[PR8] an author sees today's words at once, sets a goal and follows it; a lead sees the run move", async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  const path = join(app.folder, "nine.json");
  writeFileSync(path, FILE);
  await app.give(() => command(page, "Import"), [path]);
  await openRun(page, TITLE);
  await goTo(page, "2");
  const today = page.getByRole("button", { name: /^Progress: today/u });
  // What was imported is no writing.
  await expect(today).toHaveText("today 0");
  await page.keyboard.press("End");
  await page.keyboard.type(" Three more words");
  await expect(today).toHaveText("today 3");
  await page.keyboard.press("Control+Backspace");
  await expect(today).toHaveText("today 2");
  await pressOn(today);

  await expect(page.getByRole("heading", { name: `Progress of ${TITLE}` })).toBeVisible();
  const tile = page.locator(".totals > div").first();
  await expect(tile.locator("dd").first()).toHaveText("2");
  await page.getByRole("textbox", { name: "A day", exact: true }).fill("500");
  await expect(tile).toContainText("of 500");
  const days = page.getByRole("figure", { name: "Words typed by day" });
  await days.getByText("Table").click();
  await expect(days.getByRole("row")).toHaveCount(2);
  await pressOn(page.getByRole("button", { name: /^Step 5, / }));
  await expect(runText(page)).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText("Step 5 ");
  await expect(today).toHaveText("today 2 of 500");

  mkdirSync(join(app.folder, "team"));
  writeFileSync(join(app.folder, "team", "as sent.json"), FILE);
  await command(page, "Progress");
  await app.giveFolder(() => pressOn(page.getByRole("button", { name: "Choose a folder" })), "team");
  const row = page.getByRole("row", { name: TITLE });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("as sent.json");
});

test("[PR19][PR20] a lead sets one rate for all, accepts steps read elsewhere, and keeps the folder", async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  mkdirSync(join(app.folder, "team"));
  const files = [FILE, fileOf("Ten lamps", "Bo Example", "Lamp")];
  const paths = files.map((file, index) => {
    const path = join(app.folder, "team", `${String(index)}.json`);
    writeFileSync(path, file);
    return path;
  });
  await app.give(() => command(page, "Import"), paths);
  await expect(page.getByRole("row", { name: "Ten lamps" })).toBeVisible();
  await command(page, "Progress");
  await app.giveFolder(() => pressOn(page.getByRole("button", { name: "Choose a folder" })), "team");
  await expect(page.getByRole("row", { name: TITLE })).toContainText("0.json");
  // Neither of them says on which day it was written.
  await expect(page.getByRole("columnheader", { name: "Last written" })).toHaveCount(0);
  const more = page.getByRole("button", { name: "Save “Words by run”" });
  const { bytes } = await app.take(() => chooseFrom(more, "Save the picture (SVG)"));
  // The picture can stand alone: title, key, what is dashed, and whose bar is whose.
  for (const text of ["Words by run", "story", "thoughts", "dashed: the target of a run", TITLE, "Ten lamps"]) {
    expect(Buffer.from(bytes).toString("utf8")).toContain(`>${text}`);
  }
  await pressOn(page.getByRole("button", { name: "Pay" }));

  await pressOn(page.getByRole("button", { name: "Set one rate for all 2 runs" }));
  await page.getByRole("textbox", { name: "A step" }).fill("20");
  await pressOn(page.getByRole("button", { name: "Set", exact: true }));
  const all = page.getByRole("table", { name: "Everybody" });
  await expect(all.getByRole("row", { name: "Ann Example" })).toContainText("180.00");
  await expect(all.getByRole("row", { name: "In all" })).toContainText("360.00");
  await pressOn(page.getByRole("button", { name: `Accept steps of ${TITLE}` }));
  await page.getByRole("spinbutton", { name: "Up to step" }).fill("4");
  await pressOn(page.getByRole("button", { name: "Accept steps 1 to 4" }));
  await expect(all.getByRole("row", { name: "In all" })).toContainText("80.00");
  await expect(page.getByRole("table", { name: "Ann Example, USD" })).toContainText("4 accepted; 80.00 due");

  await pressOn(page.getByRole("button", { name: "Back to progress" }));
  await expect(page.getByRole("row", { name: TITLE })).toContainText("0.json");
});

test("[PR14][PR15] a lead groups runs by keys, and a goal in steps is followed as they are finished", async ({
  launch,
}) => {
  const { page } = await launch();
  await beginRun(page, TITLE);
  await command(page, "Projects");
  await pressOn(page.getByRole("main").getByRole("button", { name: "New project" }));
  await expect(page.getByRole("textbox", { name: "Name of the project" })).toBeFocused();
  await page.keyboard.type("First year");
  await page.keyboard.press("Enter");
  const group = page.getByRole("row", { name: "First year" });
  await expect(group).toContainText("0 runs");
  await chooseIn(page, TITLE, "Project…");
  const dialog = page.getByRole("dialog", { name: `Project of “${TITLE}”` });
  await pressOn(dialog.getByRole("combobox", { name: "Project" }));
  await expect(page.getByRole("option", { name: "First year" })).toBeVisible();
  await page.keyboard.type("First");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("combobox", { name: "Project" })).toContainText("First year");
  await pressOn(dialog.getByRole("button", { name: "Put there" }));
  await expect(group).toContainText("1 run");
  await chooseIn(page, "First year", "Rename the project");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Second year");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: "Second year" })).toContainText("1 run");

  await openRun(page, TITLE);
  const today = page.getByRole("button", { name: /^Progress: today/u });
  await pressOn(today);
  const perDay = page.getByRole("textbox", { name: "A day", exact: true });
  await perDay.fill("3");
  await pressOn(page.getByRole("combobox", { name: "Counted in" }));
  await expect(page.getByRole("option", { name: "steps finished" })).toBeVisible();
  await page.keyboard.type("steps");
  await page.keyboard.press("Enter");
  await expect(page.locator(".totals > div").first()).toContainText("of 3");
  await pressOn(page.getByRole("button", { name: "Back to the run" }));
  await expect(runText(page)).toBeFocused();
  await expect(today).toHaveText("today 0 of 3 steps");
  for (const text of ["Lanterns go out.", "You see nine lanterns.", "They wait.", "I light one.", "It burns."]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Control+Enter");
  }
  await page.keyboard.type("The others follow.");
  await expect(today).toHaveText("today 1 of 3 steps");
});

/** Chooses an act from the menu of a row. */
function chooseIn(page: Page, row: string, act: string): Promise<void> {
  return chooseFrom(page.getByRole("button", { name: `More for ${row}` }), act);
}

/** Chooses an act from the menu behind a button. */
async function chooseFrom(button: Locator, act: string): Promise<void> {
  const page = button.page();
  await pressOn(button);
  const item = page.getByRole("menuitem", { name: act });
  await item.waitFor();
  const entries = await page.getByRole("menuitem").count();
  for (let presses = 0; presses < entries; presses += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("ArrowDown");
  }
  await expect(item).toBeFocused();
  await page.keyboard.press("Enter");
}
