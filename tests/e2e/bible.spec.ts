import { AxeBuilder } from "@axe-core/playwright";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright";

import { pressOn, tabTo } from "../support/app-page.ts";
import { writeFile } from "./bounty-model.ts";
import { command, goTo, isOpen, openRun, runText, saved } from "./by-keys.ts";
import { expect, test } from "./test.ts";

/* Somebody who died in step 340 acts in step 900: the author's way from the name in the text to the finding and back. */

const TITLE = "Nine hundred knocks";
const DEATH = "Mira Holt looks up once more. The light in her eyes goes out.";
const ACT = "Mira Holt nods and opens the heavy gate for the ferryman.";
const STORY: Readonly<Record<number, string>> = {
  3: "Mira Holt waits at the landing with a lantern.",
  339: "Mira Holt is carried down to the boats.",
  340: DEATH,
  900: ACT,
};
const FILE = writeFile({
  title: TITLE,
  authors: ["Ann Example"],
  steps: Array.from({ length: 905 }, (_, index) => ({
    thoughts: [[{ type: "watsonian", longterm: false, text: `Tide ${index + 1} comes in.` }]],
    prompt: { text: STORY[index + 1] ?? `You count wave number ${index + 1}.` },
    action: { text: "I wait.", outcome: `Wave ${index + 1} goes out.` },
  })),
});
const CLAIM = "Mira Holt acts or speaks here, and died in the other place.";

async function isAccessible(page: Page, part: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

test("[BI2] an entity from a selection dies and acts: found, jumped to, intended, silent, and back when the fact changes", async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  const { keyboard } = page;
  const path = join(app.folder, "knocks.json");
  writeFileSync(path, FILE);
  await app.give(() => command(page, "Import"), [path]);
  await openRun(page, TITLE);

  // Two keys from a selection to an entity.
  await goTo(page, "Mira Holt");
  await keyboard.press("Control+b");
  await expect(page.getByRole("textbox", { name: "New entity" })).toHaveValue("Mira Holt");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Mira Holt" })).toBeVisible();
  await expect(page.getByText("Named 4 times in 4 steps:")).toBeVisible();
  await isAccessible(page, ".bible");

  const dies = async (step: string): Promise<void> => {
    const form = page.getByRole("form", { name: "New event" });
    await tabTo(form.getByRole("textbox", { name: "In step" }));
    await keyboard.press("Control+a");
    await keyboard.type(step);
    await keyboard.press("Enter");
    await expect(page.getByRole("button", { name: `Step ${step}`, exact: true })).toBeVisible();
  };
  await dies("340");

  const finding = page.getByRole("button", { name: CLAIM });
  await command(page, "Check");
  await expect(finding).toBeVisible();
  await tabTo(runText(page));
  await keyboard.press("F8");
  await expect(page.getByRole("contentinfo")).toContainText("Step 900 prompt");
  await isAccessible(page, ".side.right");
  await pressOn(page.getByRole("button", { name: "Go to 340 prompt" }));
  await expect(page.getByRole("contentinfo")).toContainText("Step 340 prompt");
  await pressOn(page.getByRole("button", { name: "Go to 900 prompt" }));
  await expect(page.getByRole("contentinfo")).toContainText("Step 900 prompt");

  await pressOn(page.getByRole("button", { name: "Intended…" }));
  await keyboard.type("her ghost");
  await keyboard.press("Enter");
  await expect(finding).toHaveCount(0);

  // A small edit of the sentence leaves the word standing.
  await goTo(page, "900");
  await keyboard.press("Alt+ArrowDown");
  await keyboard.press("End");
  await keyboard.press("ArrowLeft");
  await keyboard.type(" again");
  await saved(page);
  await command(page, "Check");
  await expect(page.getByText("Nothing found.")).toBeVisible();
  await expect(finding).toHaveCount(0);

  // Another death is another fact.
  await goTo(page, "Mira Holt");
  await keyboard.press("Control+b");
  await pressOn(page.getByRole("button", { name: "Remove dies" }));
  await expect(page.getByText("Nothing happens to it yet.")).toBeVisible();
  await dies("341");
  await command(page, "Check");
  await expect(finding).toBeVisible();
});

test("[BI14][BI15] a renaming is one undo for text and bible, and what was refused is not proposed again", async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  const { keyboard } = page;
  const title = "Three tides";
  const texts = ["Mira waits at the landing.", "Mira dies.", "So they carry Mira home."];
  const path = join(app.folder, "tides.json");
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
  await goTo(page, "Mira");
  await keyboard.press("Control+b");
  await expect(page.getByRole("textbox", { name: "New entity" })).toHaveValue("Mira");
  await keyboard.press("Enter");
  const heading = (name: string) => page.getByRole("heading", { name, exact: true });
  await expect(heading("Mira")).toBeVisible();

  await pressOn(page.getByRole("button", { name: "Rename…" }));
  await keyboard.press("Control+a");
  await keyboard.type("Isolde");
  await keyboard.press("Enter");
  await pressOn(page.getByRole("dialog").getByRole("button", { name: "Replace 3" }));
  await expect(runText(page)).toContainText("So they carry Isolde home.");
  await expect(heading("Isolde")).toBeVisible();
  const formerly = page.getByRole("list", { name: "Formerly" });
  await expect(formerly).toContainText("Mira");

  await tabTo(runText(page));
  await keyboard.press("Control+z");
  await expect(runText(page)).toContainText("So they carry Mira home.");
  await expect(heading("Mira")).toBeVisible();
  await expect(formerly).toBeHidden();
  await keyboard.press("Control+y");
  await expect(runText(page)).toContainText("So they carry Isolde home.");
  await expect(heading("Isolde")).toBeVisible();

  await pressOn(page.getByRole("button", { name: "All entities" }));
  const proposed = page.getByText("Isolde dies", { exact: true });
  await expect(proposed).toBeVisible();
  await pressOn(page.getByRole("button", { name: "Leave it" }));
  await expect(page.getByText("1 left")).toBeVisible();
  await expect(proposed).toBeHidden();
  await saved(page);
  await page.reload();
  await isOpen(page);
  await goTo(page, "Isolde");
  await keyboard.press("Control+b");
  await expect(heading("Isolde")).toBeVisible();
  await pressOn(page.getByRole("button", { name: "All entities" }));
  await expect(page.getByText("1 left")).toBeVisible();
  await expect(proposed).toBeHidden();
});
