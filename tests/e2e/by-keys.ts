import type { Locator, Page } from "playwright";

import { pressOn } from "../support/app-page.ts";
import type { App } from "../support/launch-app.ts";
import { expect } from "./test.ts";

/* What a person does with the keyboard alone, and what they read off the screen. Nothing here points or clicks. */

/** The box with the run's text. */
export function runText(page: Page): Locator {
  return page.getByRole("textbox", { name: "Run text" });
}

/** The save state in the bar. */
export function saveState(page: Page): Locator {
  return page.locator("header").getByRole("status");
}

/** Runs an act by its name in the command palette. */
export async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  const box = page.getByRole("combobox", { name: "Command palette" });
  await expect(box).toBeFocused();
  await page.keyboard.type(title);
  await expect(page.locator("[role=option][data-highlighted] .grow")).toHaveText(title);
  await page.keyboard.press("Enter");
  await expect(box).toBeHidden();
}

/** Goes to what the Go to box finds first for a number or a text. */
export async function goTo(page: Page, asked: string): Promise<void> {
  await page.keyboard.press("Control+j");
  const box = page.getByRole("combobox", { name: "Go to" });
  await expect(box).toBeFocused();
  await page.keyboard.type(asked);
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(box).toBeHidden();
  await expect(runText(page)).toBeFocused();
}

/** Opens a run from its row in the library. */
export async function openRun(page: Page, title: string): Promise<void> {
  await pressOn(page.getByRole("row", { name: title }).getByRole("button", { name: title, exact: true }));
  await isOpen(page);
}

/** Waits until a run can be worked in: the caret is in its text, and the screen around it has its keys. */
export async function isOpen(page: Page): Promise<void> {
  await expect(runText(page)).toBeFocused();
  await expect(page.getByRole("contentinfo")).toContainText(/^Step \d+ /u);
}

/** Waits until what was typed is on the disk. */
export async function saved(page: Page): Promise<void> {
  await expect(saveState(page)).toHaveText(/^Saved/u);
}

/** Begins a run, with the caret in its first thought. */
export async function beginRun(page: Page, title: string): Promise<void> {
  await command(page, "New run");
  const dialog = page.getByRole("dialog", { name: "New run" });
  await expect(dialog.getByRole("textbox", { name: "Title of the run" })).toBeFocused();
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
  await isOpen(page);
}

/** The app with a run just begun and the caret in its first thought. */
export async function launchWithRun(launch: () => Promise<App>): Promise<{ readonly app: App; readonly page: Page }> {
  const app = await launch();
  await beginRun(app.page, "Kept");
  return { app, page: app.page };
}
