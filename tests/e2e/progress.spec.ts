import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { pressOn } from "../support/app-page.ts";
import { writeFile } from "./bounty-model.ts";
import { command, goTo, openRun, runText } from "./by-keys.ts";
import { expect, test } from "./test.ts";

const TITLE = "Nine lanterns";
const FILE = writeFile({
  title: TITLE,
  authors: ["Ann Example"],
  steps: Array.from({ length: 9 }, (_, index) => ({
    thoughts: [[{ type: "watsonian", longterm: false, text: `Lantern ${index + 1} is lit.` }]],
    prompt: { text: index === 4 ? "A very long way. ".repeat(60) : `You see lantern ${index + 1}.` },
    action: { text: "I go on.", outcome: "It goes out behind me." },
  })),
});

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
