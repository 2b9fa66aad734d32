import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { AxeBuilder } from "@axe-core/playwright";

import { command } from "./by-keys.ts";
import { expect, test } from "./test.ts";

const DOCUMENT =
  "# The Quay\n\n- [It is dark.] {A slow start.}\n- (OOC: the tide)\n\nA quay.\n\n> I wait.\n\nNight falls.\n";

test("[PG30] a document comes in through its dry run and is taken back, by keys alone", async ({ launch }) => {
  const app = await launch();
  const { page } = app;
  const path = join(app.folder, "quay.md");
  writeFileSync(path, DOCUMENT);
  await app.give(() => command(page, "Import"), [path]);
  const dialog = page.getByRole("dialog", { name: "Import 1 file" });
  // The guess for the brackets that nobody has explained is in what is shown.
  await expect(dialog.getByRole("img", { name: "meta" })).toBeVisible();
  await expect(dialog).toContainText("A slow start.");
  const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  const take = dialog.getByRole("button", { name: "Import 1 run" });
  await expect(take).toBeEnabled();
  await take.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: "The Quay" })).toBeVisible();
  const back = page.getByRole("button", { name: "Take it back" });
  await back.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: "The Quay" })).toHaveCount(0);
  // What was said about the brackets is kept: the same file leaves nothing to ask about them.
  await app.give(() => command(page, "Import"), [path]);
  await expect(dialog.getByText("(OOC: the tide)")).toHaveCount(0);
  await expect(dialog.getByRole("img", { name: "meta" })).toBeVisible();
});
