import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { pressOn, tabTo } from "../support/app-page.ts";
import { writeFile } from "./bounty-model.ts";
import { beginRun, command, goTo, openRun, runText } from "./by-keys.ts";
import { expect, test } from "./test.ts";

/* What stood in the way of somebody who wrote for an hour with nothing but the guides. */

test("[PG32] who begins finds the keys of writing, what a type means, and the way back from reading, finding and settings", async ({
  launch,
}) => {
  const { page } = await launch();
  const { keyboard } = page;
  const status = page.getByRole("contentinfo");

  await keyboard.press("Shift+F1");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet.getByRole("button", { name: "Finish section: Ctrl Enter" })).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Watsonian: Ctrl 1" })).toBeVisible();
  await expect(sheet.getByRole("heading", { level: 3 }).first()).toHaveText("Writing");
  await expect(sheet.getByRole("heading", { level: 3 }).last()).toHaveText("Acts without keys");
  await keyboard.press("Escape");

  await beginRun(page, "The first hour");
  const toggle = (name: string) => page.getByRole("button", { name, exact: true });
  await expect(toggle("Doylist")).toHaveAccessibleDescription(/^Reasoning as the author/u);
  await expect(toggle("Long-term")).toHaveAccessibleDescription(/^To be remembered/u);

  await keyboard.type("A thought.");
  await keyboard.press("F9");
  await expect(toggle("Shown: Story only")).toBeVisible();
  await expect(status).toContainText("Shown: Story only. F9 shows the next way, Esc everything again.");
  await keyboard.press("Escape");
  await expect(toggle("Shown: All")).toBeVisible();

  const choose = async (name: RegExp): Promise<void> => {
    await page.locator("header").getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  await choose(/^Find/u);
  await expect(page.getByRole("searchbox", { name: "Find in this run" })).toBeFocused();
  await keyboard.press("Escape");
  await choose(/^Help/u);
  await expect(page.getByRole("dialog", { name: "Help" })).toBeVisible();
  await keyboard.press("Escape");
  await choose(/^Settings/u);
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await pressOn(page.getByRole("button", { name: "Back to where I was" }));
  await expect(runText(page)).toContainText("A thought.");
});

test("[BI19] a name is taken in by pointer and key in a run of four steps, and renamed from the palette", async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  const { keyboard } = page;
  const title = "Four tides";
  const path = join(app.folder, "four.json");
  const texts = ["Here is Jory at last.", "You see Jory wait.", "“I’m Jory,” you hear.", "The rain goes on."];
  writeFileSync(
    path,
    writeFile({
      title,
      authors: ["Ann Example"],
      steps: texts.map((text) => ({
        thoughts: [[{ type: "watsonian", longterm: false, text: "The tide comes in." }]],
        prompt: { text },
        action: { text: "I wait.", outcome: "So it goes." },
      })),
    }),
  );
  await app.give(() => command(page, "Import"), [path]);
  await openRun(page, title);
  await command(page, "Story bible");
  await page.getByRole("tab", { name: /^Names/u }).click();
  await page.getByRole("option", { name: /^Jory/u }).click();
  await keyboard.press("Enter");
  await expect(page.getByText("No name is left to offer.")).toBeVisible();
  await expect(page.getByText(/^A name is offered once it stands 5 times in 4 steps;/u)).toBeVisible();

  // Where no name of the bible stands it is asked whose, at a name it is that one's.
  await tabTo(runText(page));
  await goTo(page, "4");
  await command(page, "Rename through the run…");
  await expect(page.getByText("Whose name changes?")).toBeVisible();
  await pressOn(page.getByRole("button", { name: /^Jory character/u }));
  await expect(page.getByRole("textbox", { name: "New name" })).toHaveValue("Jory");
  await goTo(page, "Jory");
  await command(page, "Rename through the run…");
  await expect(page.getByRole("textbox", { name: "New name" })).toBeFocused();
  await expect(page.getByText("Named 3 times in 3 steps:")).toBeVisible();
  await keyboard.press("Control+a");
  await keyboard.type("Isolde");
  await keyboard.press("Enter");
  await pressOn(page.getByRole("dialog").getByRole("button", { name: "Replace 3" }));
  await expect(runText(page)).toContainText("“I’m Isolde,” you hear.");
});
