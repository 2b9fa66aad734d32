import type { Page } from "playwright";

import { PAGE_HEADERS } from "../../shared/contract/content-policy.ts";
import type { App } from "../support/launch-app.ts";
import { pressOn } from "../support/app-page.ts";
import { command, isOpen, launchWithRun, openRun, runText, saved, saveState } from "./by-keys.ts";
import { runOnDisk } from "./on-disk.ts";
import { expect, test } from "./test.ts";

/*
 * What may be lost, and is not: the host killed while somebody types, a page gone with words it had not handed over, two
 * pages on one run, a host that does not come back.
 */

const SAMPLE = "Sample: Harbour of Knocks";

/** The first thought of the run on disk. */
async function firstThought(app: App): Promise<string> {
  return (await runOnDisk(app)).steps[0]?.thoughts?.[0]?.[0]?.text ?? "";
}

/** "word1 word2 …" up to a number. */
function upTo(count: number): string {
  return Array.from({ length: count }, (_, index) => `word${index + 1} `).join("");
}

const KILLS = 3;
const WORDS_A_ROUND = 40;
const KEY_EVERY_MS = 12;

test("[W3] every acknowledged word outlives a kill of the host in mid-typing, and the page delivers the rest", async ({
  launch,
}) => {
  const { app, page } = await launchWithRun(launch);
  let typed = 0;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    let acknowledged = typed;
    let isDead = false;
    const end = typed + WORDS_A_ROUND;
    const killAt = typed + 15 + kill * 4;
    let death: Promise<void> = Promise.resolve();
    while (typed < end) {
      typed += 1;
      await page.keyboard.type(`word${typed} `, { delay: KEY_EVERY_MS });
      if (typed === killAt) {
        death = app.killHost().then(() => {
          isDead = true;
        });
      }
      // A pause as people make them: the outbox hands over, and what it says then was on the disk.
      if (typed % 5 === 0 && !isDead && typed < killAt) {
        await saved(page);
        acknowledged = typed;
      }
    }
    await death;
    expect(acknowledged).toBeGreaterThan(typed - WORDS_A_ROUND);
    if (app.host === "loopback") {
      const kept = await firstThought(app);
      expect(kept.startsWith(upTo(acknowledged)), `"${kept}" holds ${acknowledged} words`).toBe(true);
      expect(upTo(typed).startsWith(kept)).toBe(true);
      await expect(saveState(page)).toHaveText(/^Not saved/u);
    }
    await app.startHost();
    await saved(page);
    await expect(runText(page).getByRole("group", { name: "watsonian thought" }).first()).toHaveText(
      upTo(typed).trimEnd(),
    );
  }
  await page.keyboard.type("end");
  await saved(page);
  await app.killHost();
  expect(await firstThought(app)).toBe(`${upTo(typed)}end`);
});

test("[W4] a host that does not come back is told as Not saved, aloud, with what can be done", async ({
  launch,
  hostKind,
}) => {
  test.skip(hostKind === "electron", "Electron starts its backend again by itself");
  const { app, page } = await launchWithRun(launch);
  await page.keyboard.type("Safe. ");
  await saved(page);
  await app.killHost();
  await page.keyboard.type("Not safe.");
  await expect(saveState(page)).toHaveText(/^Not saved: /u);
  await expect(page.locator("[data-announcer=urgent]")).toHaveText(/^Not saved: /u);
  await expect(page.getByRole("button", { name: "Try again now" })).toBeVisible();
  await expect(runText(page)).toBeFocused();
  await page.keyboard.type(" Still typing.");
  await expect(runText(page)).toContainText("Safe. Not safe. Still typing.");
  const copy = await app.take(() => pressOn(page.getByRole("button", { name: "Save a copy elsewhere" })));
  expect(Buffer.from(copy.bytes).toString("utf8")).toContain("Safe. Not safe. Still typing.");
});

test("[W5] a page that went with words it had not handed over offers them to the next one", async ({
  launch,
  hostKind,
}) => {
  test.skip(hostKind === "electron", "Electron starts its backend again by itself");
  const { app, page } = await launchWithRun(launch);
  await page.keyboard.type("On the disk. ");
  await saved(page);
  await app.killHost();
  await page.keyboard.type("In the page alone.");
  await expect(saveState(page)).toHaveText(/^Not saved: /u);
  await page.close();
  expect(await firstThought(app)).toBe("On the disk. ");

  await app.startHost();
  const next = await app.secondPage();
  await openAnyRun(next, "Kept");
  await expect(next.getByText(/^A page that was closed at \d\d:\d\d left 1 step unsaved\.$/u)).toBeVisible();
  await expect(next.getByRole("button", { name: "Save it now" })).toBeFocused();
  await expect(runText(next)).toHaveAttribute("aria-readonly", "true");
  await next.keyboard.press("Enter");
  await expect(runText(next)).toContainText("On the disk. In the page alone.");
  await expect(runText(next)).toHaveAttribute("aria-readonly", "false");
  await app.killHost();
  expect(await firstThought(app)).toBe("On the disk. In the page alone.");
});

test("[W5] a page reloaded in the middle of a word loses nothing", async ({ launch }) => {
  const { page } = await launchWithRun(launch);
  await page.keyboard.type("One two three, and a reload before the pause ends");
  await page.reload();
  const offer = page.getByRole("button", { name: "Save it now" });
  await expect(runText(page)).toBeVisible();
  // A machine slower than the pause has saved it before the reload: then there is nothing to offer.
  if (await offer.isVisible()) {
    await expect(offer).toBeFocused();
    await page.keyboard.press("Enter");
  }
  await expect(runText(page)).toContainText("One two three, and a reload before the pause ends");
});

test("[W5] the first words of a page reloaded at once, while its host is dead, are offered by the next page", async ({
  launch,
  hostKind,
}) => {
  test.skip(hostKind === "electron", "Electron starts its backend again by itself");
  const { app, page } = await launchWithRun(launch);
  await app.killHost();
  await page.keyboard.type("Nobody but this page has heard");
  // An empty page under the same headers: of other headers it would begin in another process, and under load the browser
  // kills this one before it has put down what it has in hand.
  await page.route("**/*", (route) =>
    route.fulfill({ headers: { ...PAGE_HEADERS }, contentType: "text/html", body: "Gone" }),
  );
  await page.reload();

  await app.startHost();
  const next = await app.secondPage();
  await openAnyRun(next, "Kept");
  await expect(next.getByRole("button", { name: "Save it now" })).toBeFocused();
  await next.keyboard.press("Enter");
  await expect(runText(next)).toContainText("Nobody but this page has heard");
});

test("[W6] of two pages on one run one writes; Write here moves the pen, and what one writes arrives in the other", async ({
  launch,
}) => {
  const app = await launch();
  const first = app.page;
  await command(first, "Sample run");
  await isOpen(first);
  await first.keyboard.type("From the first. ");
  await saved(first);
  const second = await app.secondPage();
  await openRun(second, SAMPLE);
  await expect(second.getByText("Read only: another window writes this run.")).toBeVisible();
  await expect(runText(second)).toHaveAttribute("aria-readonly", "true");
  await expect(runText(second)).toContainText("From the first.");
  await second.keyboard.type("May not enter");
  await first.keyboard.type("And more. ");
  await expect(runText(second)).toContainText("From the first. And more.");
  await expect(runText(second)).not.toContainText("May not enter");

  await pressOn(second.getByRole("button", { name: "Write here" }));
  await expect(runText(second)).toHaveAttribute("aria-readonly", "false");
  await expect(runText(first)).toHaveAttribute("aria-readonly", "true");
  await expect(first.getByRole("button", { name: "Write here" })).toBeVisible();
  await expect(runText(second)).toBeFocused();
  await second.keyboard.type("From the second. ");
  await saved(second);
  await expect(runText(first)).toContainText("From the second.");
});

async function openAnyRun(page: Page, title: string): Promise<void> {
  await pressOn(page.getByRole("row", { name: title }).getByRole("button", { name: title, exact: true }));
}
