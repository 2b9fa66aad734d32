import { isDrawn } from "../support/app-page.ts";
import { beginRun, command, isOpen, saved } from "./by-keys.ts";
import { expect, test } from "./test.ts";

test("[DT17] without its typefaces, dictionaries and guides a page is drawn and written on", async ({ launch }) => {
  const app = await launch();
  const { page } = app;
  await page.route(/\.(?:woff2|aff|dic|md)(?:\?|$)/u, (route) => route.abort());
  await page.reload();
  await isDrawn(page);
  await beginRun(page, "Bare");
  await page.keyboard.type("It is dark.");
  await saved(page);
  await page.keyboard.press("F1");
  const help = page.getByRole("dialog", { name: "Help" });
  await expect(help.getByRole("alert")).toHaveText(/The guide is not there/u);
  await help.getByRole("button", { name: "About Runwright" }).click();
  await help.getByRole("button", { name: "Show the licences" }).click();
  await expect(help.getByRole("textbox", { name: "Licences" })).toHaveValue(/not beside this page/u);
});

test("[DT22] a start fetches what the library and a run are made of, and a screen that does not come says so", async ({
  launch,
}) => {
  const { page } = await launch();
  await isDrawn(page);
  await page.route(/\/settings-screen-/u, (route) => route.abort());
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url().replace(/^.*\/assets\/|-[\w-]{8}\.js$/gu, ""));
  });
  await page.reload();
  await isDrawn(page);
  expect(scripts.toSorted()).toEqual(["page", "rolldown-runtime", "run"]);
  await beginRun(page, "Kept");
  await page.keyboard.type("It is dark.");
  await page.keyboard.press("Control+,");
  const failed = page.getByRole("main").getByRole("alert");
  await expect(failed).toContainText("This part of Runwright could not be fetched.");
  await page.unroute(/\/settings-screen-/u);
  await failed.getByRole("button", { name: "Try again" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await page.goBack();
  await isOpen(page);
  await expect(page.getByRole("textbox", { name: "Run text" })).toContainText("It is dark.");
});

test("[DT21] a run that was just begun says which keys lead on, and stops when its author has found them", async ({
  launch,
}) => {
  const { page } = await launch();
  await beginRun(page, "First");
  const status = page.getByRole("contentinfo");
  await expect(status).toContainText("Ctrl+Enter goes on. Enter: a new bullet. Ctrl+1 to Ctrl+4: the thought’s type.");
  await page.keyboard.type("It is dark.");
  await page.keyboard.press("Control+Enter");
  await expect(status).toContainText("Ctrl+Enter goes on to the next section. F1: help.");
  await page.keyboard.insertText("word ".repeat(200));
  await expect(status).toContainText("203 words");
  await expect(status).not.toContainText("goes on");
});

test("[DT19] a run is printed whole, or its story alone, or some of its steps, and nothing else of the window with it", async ({
  launch,
}) => {
  const { page } = await launch();
  await command(page, "Sample run");
  await isOpen(page);
  await expect(page).toHaveTitle("Sample: Harbour of Knocks – Runwright");
  // A browser without a window prints nothing: what it would have printed is written down instead.
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset["printed"] = document.body.innerText;
    };
  });
  const dialog = page.getByRole("dialog", { name: "Print this run" });
  const printed = async (): Promise<string> => {
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => delete document.body.dataset["printed"]);
    await dialog.getByRole("button", { name: "Print", exact: true }).press("Enter");
    await expect(page.locator("body[data-printed]")).toBeAttached();
    await page.emulateMedia({ media: "screen" });
    return page.evaluate(() => document.body.dataset["printed"] ?? "");
  };
  await page.keyboard.press("Control+p");
  await expect(dialog).toBeVisible();
  const steps = Array.from({ length: 12 }, (_, index) => `Step ${String(index + 1)}\n`);
  const all = await printed();
  for (const step of steps) expect(all).toContain(step);
  expect(all).toMatch(/^Sample: Harbour of Knocks/u);
  expect(all).toMatch(/^W\n?[A-Z“]/mu);
  await expect(page.locator(".printed-run")).toHaveCount(0);
  await dialog.getByRole("combobox", { name: "What is printed" }).press("Enter");
  await page.getByRole("option", { name: "Story only" }).click();
  const story = await printed();
  for (const step of steps) expect(story).toContain(step);
  expect(story.length).toBeLessThan(all.length / 2);
  const [from, to] = [dialog.getByLabel("From step"), dialog.getByLabel("To step")];
  await from.fill("4");
  await to.fill("3");
  await expect(dialog.getByRole("button", { name: "Print", exact: true })).toBeDisabled();
  await to.fill("5");
  const some = await printed();
  expect(some).toContain("Steps 4 to 5");
  expect(steps.filter((step) => some.includes(step))).toEqual(steps.slice(3, 5));
});
