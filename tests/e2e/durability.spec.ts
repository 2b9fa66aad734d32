import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { pressOn } from "../support/app-page.ts";
import { fillDisk, mountedDisk, whyNoMount } from "../support/mounted-disk.ts";
import { beginRun, command, launchWithRun, openRun, runText, saved, saveState } from "./by-keys.ts";
import { runOnDisk } from "./on-disk.ts";
import { expect, test } from "./test.ts";

/* What a person sees when a file or a disk fails: a library that was damaged and is back, and a disk that was full. */

/** Makes the schema of a library nonsense, as a bad sector in its first page does. */
function ruin(path: string): void {
  const file = openSync(path, "r+");
  writeSync(file, Buffer.alloc(3_996, 0xa5), 0, null, 100);
  closeSync(file);
}

test("[W13] words written, the host killed and the file damaged: the start says what was saved, and all of it is there", async ({
  launch,
  hostKind,
}) => {
  test.skip(hostKind === "electron", "Electron starts its backend again by itself");
  const { app, page } = await launchWithRun(launch);
  await page.keyboard.type("Before the backup.");
  await saved(page);
  await command(page, "Settings");
  await pressOn(page.getByRole("button", { name: "Back up now" }));
  await expect(page.getByText(/^Backed up and checked: /u)).toBeVisible();
  await command(page, "Library");
  await openRun(page, "Kept");
  await page.keyboard.press("End");
  await page.keyboard.type(" And after it.");
  await saved(page);
  await app.killHost();
  await page.close();
  ruin(app.libraryPath);

  await app.startHost();
  const next = await app.secondPage();
  await expect(next.getByRole("heading", { name: "The library was repaired" })).toBeVisible();
  const report = next.getByRole("main");
  await expect(report).toContainText("The library’s file was damaged when Runwright started.");
  await expect(report).toContainText("library.runwright.damaged-");
  await expect(report.getByRole("row", { name: /^Kept/u })).toBeVisible();
  await pressOn(next.getByRole("button", { name: "Go on to the library" }));
  await openRun(next, "Kept");
  await expect(runText(next)).toContainText("Before the backup. And after it.");
});

/** Room for the library and its -wal; what is left of it the filler takes. */
const DISK_KIB = 24_576;

test("[W14] on a full disk typing goes on under Not saved, and all of it is saved once there is room", async ({
  launch,
  hostKind,
}) => {
  test.skip(hostKind === "electron", "the same backend; the loopback shows it");
  const why = whyNoMount();
  test.skip(why !== null, why ?? "");
  const place = mkdtempSync(join(tmpdir(), "runwright-small-"));
  try {
    using disk = mountedDisk(join(place, "disk"), DISK_KIB);
    const app = await launch({ within: disk.folder });
    const { page } = app;
    await beginRun(page, "Kept");
    await page.keyboard.type("With room.");
    await saved(page);
    const filler = join(disk.folder, "filler");
    fillDisk(filler, 0);
    await page.keyboard.type(" Without.");
    await expect(saveState(page)).toHaveText(/^Not saved: .*full/u);
    await expect(runText(page)).toBeFocused();
    await page.keyboard.type(" Still typing.");
    await expect(runText(page)).toContainText("With room. Without. Still typing.");
    rmSync(filler);
    await saved(page);
    await app.killHost();
    const run = await runOnDisk(app);
    expect(run.steps[0]?.thoughts?.[0]?.[0]?.text).toBe("With room. Without. Still typing.");
    await app.close();
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
