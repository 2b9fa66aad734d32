import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright";

import { pressOn } from "../support/app-page.ts";
import type { FileStep } from "./bounty-model.ts";
import { beginRun, command, goTo, openRun, runText, saved } from "./by-keys.ts";
import { expect } from "./test.ts";

/*
 * What an author pastes in a day: pages of Google Docs, Word and LibreOffice, Markdown, plain text, and thoughts of another
 * run. What programs write to the clipboard lies in fixtures; copies of our own go through the browser's clipboard.
 */

type Bullets = NonNullable<FileStep["thoughts"]>;

const FIXTURES = resolve(import.meta.dirname, "../fixtures/clipboard");

function fixture(name: string): string {
  return readFileSync(resolve(FIXTURES, name), "utf8");
}

function bullet(...texts: string[]): Bullets[number] {
  return texts.map((text) => ({ type: "watsonian", longterm: false, text }));
}

/** The page that the fixtures hold, as the author's mapping takes it. */
function pageOf(keeper: string): Bullets {
  return [
    bullet("The ferry waits at the long pier."),
    bullet(keeper),
    bullet("See the map.\nA second line."),
    bullet("The keeper lies."),
    bullet("A plain thought", "and one under it"),
    [{ type: "meta", longterm: false, text: "check the tide" }],
  ];
}

const KEEPER = "“Who’s there?” asks the keeper  & his dog.";

const SOURCES: readonly { readonly data: Readonly<Record<string, string>>; readonly bullets: Bullets }[] = [
  { data: { "text/html": fixture("google-docs.html") }, bullets: pageOf(KEEPER) },
  { data: { "text/html": fixture("word.html") }, bullets: pageOf(KEEPER) },
  {
    data: { "text/html": fixture("libreoffice-writer.html"), "text/plain": fixture("libreoffice-writer.txt") },
    bullets: [...pageOf(KEEPER.replace("  ", " ")), bullet("first"), bullet("second"), bullet("under struck")],
  },
  { data: { "text/plain": "- one\n  - under one\n* two" }, bullets: [bullet("one", "under one"), bullet("two")] },
  { data: { "text/plain": "Plain as it stands." }, bullets: [bullet("Plain as it stands.")] },
];

async function paste(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
  await runText(page).evaluate((text, given) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(given)) clipboardData.setData(type, value);
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

/** Writes another run of two thoughts, copies them by the keys, and comes back to the day's run. */
async function copyFromAnotherRun(page: Page, title: string): Promise<Bullets> {
  const { keyboard } = page;
  await saved(page);
  await command(page, "Library");
  await beginRun(page, "Yesterday");
  await keyboard.type("The bell was stolen.");
  await keyboard.press("Control+2");
  await keyboard.press("Control+5");
  await keyboard.press("Enter");
  await keyboard.type("By whom?");
  await keyboard.press("Control+3");
  await keyboard.press("Control+Shift+Home");
  await keyboard.press("Control+c");
  await saved(page);
  await command(page, "Library");
  await openRun(page, title);
  return [
    [{ type: "doylist", longterm: true, text: "The bell was stolen." }],
    [{ type: "meta", longterm: false, text: "By whom?" }],
  ];
}

/**
 * Pastes every source behind a step's initial thoughts, one bullet after the other, and answers what they became. The first
 * paste of brackets asks what they mean. One of the pastes is taken back and done again.
 */
export async function pasteEverySource(page: Page, title: string, step: number): Promise<Bullets> {
  const { keyboard } = page;
  const pasted: Bullets = [];
  const section = page.getByRole("group", { name: `Step ${step} initial thoughts`, exact: true });
  const newBullet = async (): Promise<void> => {
    await keyboard.press("Enter");
    await keyboard.press("Control+1");
  };
  const goThere = async (): Promise<void> => {
    await goTo(page, String(step));
    await keyboard.press("Alt+ArrowDown");
    await keyboard.press("Alt+ArrowUp");
    await expect(page.getByRole("contentinfo")).toContainText(`Step ${step} initial thoughts`);
  };
  await goThere();
  for (const { data, bullets } of SOURCES) {
    await newBullet();
    await paste(page, data);
    if (pasted.length === 0)
      await pressOn(
        page.getByRole("dialog", { name: "Thoughts in brackets?" }).getByRole("button", { name: "Paste", exact: true }),
      );
    const last = bullets.at(-1)?.at(-1)?.text ?? "";
    await expect(section.getByRole("group").last()).toHaveText(last);
    pasted.push(...bullets);
  }
  await keyboard.press("Control+z");
  await expect(section.getByRole("group").last()).toHaveText("");
  await keyboard.press("Control+y");
  await expect(section.getByRole("group").last()).toHaveText("Plain as it stands.");
  const copied = await copyFromAnotherRun(page, title);
  await goThere();
  await newBullet();
  await keyboard.press("Control+v");
  await expect(section.getByRole("group").last()).toHaveText("By whom?");
  pasted.push(...copied);
  return pasted;
}
