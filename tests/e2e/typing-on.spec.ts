import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright";

import { writeFile } from "./bounty-model.ts";
import { command, openRun, runText, saved } from "./by-keys.ts";
import { expect, test } from "./test.ts";

/*
 * An author does not wait for the screen: what opens, closes or moves the caret is done within the key that asked for it, and
 * the next key is meant for what comes after. The keys of a burst follow each other without any other task between them, which
 * is what the browser does with the keys that have gathered while it was busy.
 */

const TITLE = "Three knocks";
const FILE = writeFile({
  title: TITLE,
  authors: ["Ann Example"],
  steps: Array.from({ length: 3 }, (_, index) => ({
    thoughts: [[{ type: "watsonian", longterm: false, text: `Knock ${index + 1}.` }]],
    prompt: { text: "You hear a knock." },
    action: { text: "I wait.", outcome: "It does not come again." },
  })),
});

function lettersOf(text: string): Stroke[] {
  return text.split("");
}

/** A letter, or a chord such as "Control+Shift+P". */
type Stroke = string;

/** Presses keys one after another in one task of the page. */
async function burst(page: Page, strokes: readonly Stroke[]): Promise<void> {
  await page.evaluate(async (keys) => {
    for (const stroke of keys) {
      const parts = stroke.split("+");
      const key = parts.at(-1) ?? "";
      const event = new KeyboardEvent("keydown", {
        key,
        code: key.length === 1 ? `Key${key.toUpperCase()}` : key,
        ctrlKey: parts.includes("Control"),
        shiftKey: parts.includes("Shift"),
        bubbles: true,
        cancelable: true,
        composed: true,
      });
      const isLeft = (document.activeElement ?? document.body).dispatchEvent(event);
      if (isLeft && parts.length === 1 && key.length === 1) document.execCommand("insertText", false, key);
      // Enter in a field sends its form, which the browser does only for keys of its own.
      if (isLeft && key === "Enter") document.activeElement?.closest("form")?.requestSubmit();
      // What the page does in the same task is done; no timer, frame or message has had its turn.
      for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
    }
  }, strokes);
}

test("[E56] keys that follow at once find the box, the screen and the caret that they are meant for", async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  const path = join(app.folder, "three.json");
  writeFileSync(path, FILE);
  await app.give(() => command(page, "Import"), [path]);
  await openRun(page, TITLE);
  await burst(page, ["Control+j", "2", "Enter", "O", "h", ":", " "]);
  await expect(page.getByRole("group", { name: "Step 2 initial thoughts" })).toHaveText("Oh: Knock 2.");
  await expect(page.getByRole("group", { name: "Step 1 initial thoughts" })).toHaveText("Knock 1.");
  await burst(page, [
    "Control+Shift+P",
    ...lettersOf("Chapter begins here…"),
    "Enter",
    ...lettersOf("The pier"),
    "Enter",
    "S",
    "o",
    " ",
  ]);
  await expect(page.getByRole("group", { name: "Step 2 initial thoughts" })).toHaveText("Oh: So Knock 2.");
  await expect(page.getByText("The pier").first()).toBeVisible();
  await expect(runText(page)).toBeFocused();
  await saved(page);
  await burst(page, ["Control+Shift+P", ...lettersOf("Search all runs"), "Enter", ...lettersOf("knock")]);
  await expect(page.getByRole("searchbox", { name: "Search all runs" })).toHaveValue("knock");
});

test("[E56] a run has its keys as soon as its text has the focus", async ({ launch }) => {
  const app = await launch();
  const { page } = app;
  const path = join(app.folder, "three.json");
  writeFileSync(path, FILE);
  await app.give(() => command(page, "Import"), [path]);
  await expect(page.getByRole("row", { name: TITLE })).toBeVisible();
  // The very event that gives the focus to the text is the first moment in which a key can go there.
  await page.evaluate(() => {
    addEventListener("focusin", ({ target }) => {
      if (!(target instanceof HTMLElement) || target.getAttribute("aria-multiline") !== "true") return;
      for (const key of ["F9", "F9"]) target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    });
  });
  await openRun(page, TITLE);
  await expect(page.getByRole("button", { name: /long-term only/iu })).toBeVisible();
});
