import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect as hasty } from "playwright/test";
import type { Page } from "playwright";

import { pressOn } from "../support/app-page.ts";
import { written } from "../support/bounty-file.ts";
import { generateRun } from "../support/generate-run.ts";
import { type App, launchApp } from "../support/launch-app.ts";
import { command, goTo, isOpen } from "../e2e/by-keys.ts";

/*
 * Takes the pictures of the guides by doing what the guides say, as their reader would.
 *
 *   node tests/pictures/take-guides.ts [OUT]
 *
 * OUT is docs/guides/pictures by default. One size and the light theme: a guide is read in the project as well.
 */

const [out = join(import.meta.dirname, "../../docs/guides/pictures")] = process.argv.slice(2);
const SIZE = { width: 1120, height: 700 };
/** A picture waits for its scene, on a machine that is busy too. */
const expect = hasty.configure({ timeout: 60_000 });

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(out, `${name}.png`), animations: "disabled", caret: "initial" });
  process.stdout.write(`${name}\n`);
}

async function author({ page }: App): Promise<void> {
  await take(page, "author-start");
  await command(page, "Sample run");
  await isOpen(page);
  await goTo(page, "3");
  await take(page, "author-run");
  await command(page, "Check");
  await expect(page.getByText(/^Checked /u)).toBeVisible();
  await page.keyboard.press("F8");
  await take(page, "author-check");
}

async function reviewer(app: App): Promise<void> {
  const { page } = app;
  await command(page, "Export");
  const dialog = page.getByRole("dialog", { name: /^Export / });
  const sent = await app.take(() => pressOn(dialog.getByRole("button", { name: "Export", exact: true })));
  const path = join(app.folder, sent.name);
  writeFileSync(path, sent.bytes);
  await page.keyboard.press("Escape");
  await command(page, "Runs to review");
  await app.give(() => pressOn(page.getByRole("button", { name: "Open a run to review" })), [path]);
  await isOpen(page);
  await goTo(page, "Light spills on the quay");
  await page.keyboard.press("Control+Shift+M");
  await expect(page.getByRole("textbox", { name: "Review comment" })).toBeFocused();
  await page.keyboard.type("The best line of the chapter. Who rang first?");
  await take(page, "reviewer-comment");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("listitem", { name: "Review comment" })).toBeVisible();
}

/** Runs of four authors, as far as they are; what is in them is not read in the picture. */
const RUNS = [
  { title: "The Glass Orchard", author: "A. Wren", steps: 61 },
  { title: "Nine Days of Salt", author: "M. Okoro", steps: 38 },
  { title: "A Door in the Weir", author: "J. Lindqvist", steps: 84 },
  { title: "The Quiet Cartographer", author: "P. Arden", steps: 17 },
];

async function lead(app: App): Promise<void> {
  const { page } = app;
  const paths = RUNS.map(({ title, author: name, steps }, index) => {
    const path = join(app.folder, `${title}.json`);
    const run = generateRun({ seed: index + 1, steps });
    writeFileSync(path, written({ ...run, title, authors: [{ name, role: "dm" }] }));
    return path;
  });
  await command(page, "Library");
  await app.give(() => command(page, "Import"), paths);
  const accept = page.getByRole("dialog").getByRole("button", { name: /^Import \d/u });
  const last = page.getByRole("row", { name: RUNS[0]?.title ?? "" });
  await accept.or(last).first().waitFor();
  if (await accept.isVisible()) await pressOn(accept);
  await expect(last).toBeVisible();
  await command(page, "Progress");
  await expect(page.getByRole("row", { name: RUNS[0]?.title ?? "" })).toBeVisible();
  await take(page, "lead-progress");
}

const app = await launchApp("loopback", { viewport: SIZE });
try {
  await author(app);
  await reviewer(app);
  await lead(app);
  if (app.faults.length > 0) throw new Error(app.faults.join("\n"));
} finally {
  await app.close();
}
