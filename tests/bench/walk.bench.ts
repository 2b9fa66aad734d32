import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright";
import { z } from "zod";

import { writeBounty } from "../../shared/domain/bounty/write.ts";
import { fullRun } from "../e2e/full-run.ts";
import { isImported, pressOn } from "../support/app-page.ts";
import { generateRun } from "../support/generate-run.ts";
import { type App, launchApp, missingForApp } from "../support/launch-app.ts";
import { median, percentile, type Report } from "./report.ts";

/*
 * What the walk feels like, in the app as people have it (the loopback host and a Chromium) on a run of full length:
 * opening, jumping, saving, memory, checking, counting a folder. Times are of this machine and never fail; the one ratio
 * is the page's memory with the run to its memory with an empty one. The typing itself is measured in tests/bench/typing.
 */

const ROUNDS = 5;
const STEP = 900;
const KEYS = 150;
/** A quick hand. */
const KEY_EVERY_MS = 60;
/** After so many keys the author thinks for a moment. */
const KEYS_BETWEEN_PAUSES = 12;
const PAUSE_MS = 400;
const FOLDER_FILES = 100;
const DIFFERENT_FILES = 10;
const MOST_MEMORY = 2;

export async function bench(report: Report): Promise<void> {
  const missing = missingForApp("loopback");
  if (missing !== null) return report.say(`Left out: ${missing}.`);
  const app = await launchApp();
  try {
    const { page } = app;
    const run = fullRun(app.folder);
    report.say(`The run: ${run.about}.`);
    await importFile(app, run.path, run.file.title);
    const opened: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      opened.push(await openAndType(page, run.file.title));
      if (round < ROUNDS - 1) await page.getByRole("button", { name: "Library" }).click();
    }
    report.figure("from the row to an accepted key, first time (target 1000)", opened[0] ?? Number.NaN, "ms");
    report.figure("from the row to an accepted key, median (target 1000)", median(opened), "ms");
    const jumps: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await jump(page, 100);
      jumps.push(await jump(page, STEP));
    }
    report.figure(`from Enter in Go to, to step ${STEP} painted, median (target 60)`, median(jumps), "ms");
    report.figure("the longest of these", Math.max(...jumps), "ms");
    const saves = await keysToCommits(page);
    report.figure("from a key to its acknowledged commit, median", median(saves), "ms");
    report.figure("from a key to its acknowledged commit, 95 % (target 700)", percentile(saves, 0.95), "ms");
    await measureFolder(app, run.file.title, report);
  } finally {
    await app.close();
  }
  await measureMemory(report);
}

async function importFile(app: App, path: string, title: string): Promise<void> {
  await app.give(() => app.page.getByRole("button", { name: "Import" }).click(), [path]);
  await isImported(app.page, title);
}

const Times = z.object({ from: z.number(), to: z.number() });

/** Notes in the page when the next event of a kind comes, and when the text next takes something in. */
async function watch(page: Page, from: "click" | "keydown"): Promise<void> {
  await page.evaluate((kind) => {
    const times: { from?: number; to?: number } = {};
    Object.assign(window, { times });
    addEventListener(kind, () => (times.from ??= performance.now()), { capture: true, once: true });
    const onInput = (event: Event): void => {
      if (!(event.target instanceof Element) || event.target.closest('[aria-multiline="true"]') === null) return;
      times.to = performance.now();
      removeEventListener("beforeinput", onInput, { capture: true });
    };
    addEventListener("beforeinput", onInput, { capture: true });
  }, from);
}

async function isWatched(page: Page): Promise<boolean> {
  return page.evaluate(
    () => "times" in window && typeof window.times === "object" && window.times !== null && "to" in window.times,
  );
}

async function watched(page: Page): Promise<number> {
  const { from, to } = Times.parse(await page.evaluate(() => ("times" in window ? window.times : null)));
  return to - from;
}

/** A click on the run's title until the text takes a key; keys are pressed without rest meanwhile. */
async function openAndType(page: Page, title: string): Promise<number> {
  await page.getByRole("button", { name: title, exact: true }).waitFor();
  await watch(page, "click");
  await page.getByRole("button", { name: title, exact: true }).click();
  while (!(await isWatched(page))) await page.keyboard.press("x");
  await saved(page);
  return watched(page);
}

/** Enter in the Go to box until the step stands on the page and a frame with it is painted. */
async function jump(page: Page, step: number): Promise<number> {
  await page.keyboard.press("Control+j");
  await page.getByRole("combobox", { name: "Go to" }).fill(String(step));
  await page.getByRole("option").first().waitFor();
  await page.evaluate((wanted) => {
    const times: { from?: number; to?: number } = {};
    Object.assign(window, { times });
    addEventListener("keydown", () => (times.from ??= performance.now()), { capture: true, once: true });
    const look = (): void => {
      const text = document.querySelector(
        `[aria-label="Step ${wanted} initial thoughts"], [aria-label="Step ${wanted} prompt"], [aria-label="Step ${wanted} action"]`,
      );
      const place = text?.getBoundingClientRect();
      const isSeen =
        times.from !== undefined &&
        place !== undefined &&
        place.height > 0 &&
        place.top >= 0 &&
        place.top < innerHeight;
      if (!isSeen) return void requestAnimationFrame(look);
      // A task after the frame's own: by then it is painted.
      const after = new MessageChannel();
      after.port1.addEventListener("message", () => (times.to = performance.now()));
      after.port1.start();
      after.port2.postMessage(null);
    };
    requestAnimationFrame(look);
  }, step);
  await page.keyboard.press("Enter");
  while (!(await isWatched(page))) await page.waitForTimeout(20);
  return watched(page);
}

const SaveCall = z.object({ id: z.number(), method: z.literal("run.save") });
const Answer = z.object({ kind: z.literal("answer"), id: z.number(), outcome: z.object({ ok: z.literal(true) }) });

/**
 * For each of many keys the time until the library answered the first save that was sent after it. Taken from the page's
 * line, seen from outside: what the driver needs to tell of a frame is in it.
 */
async function keysToCommits(page: Page): Promise<number[]> {
  const sent: { id: number; at: number }[] = [];
  const answered = new Map<number, number>();
  // The line is opened with the page; a new page has one that can be listened to from its beginning.
  const lines: Promise<unknown> = page.waitForEvent("websocket").then((line) => {
    line.on("framesent", ({ payload }) => {
      const call = SaveCall.safeParse(parsed(payload));
      if (call.success) sent.push({ id: call.data.id, at: performance.now() });
    });
    line.on("framereceived", ({ payload }) => {
      const answer = Answer.safeParse(parsed(payload));
      if (answer.success) answered.set(answer.data.id, performance.now());
    });
  });
  await page.reload();
  await lines;
  await page.getByRole("textbox", { name: "Run text" }).waitFor();
  await page.waitForTimeout(1_000);
  const keys: number[] = [];
  for (let key = 1; key <= KEYS; key += 1) {
    keys.push(performance.now());
    await page.keyboard.press(key % 6 === 0 ? "Space" : "e");
    await page.waitForTimeout(key % KEYS_BETWEEN_PAUSES === 0 ? PAUSE_MS : KEY_EVERY_MS);
  }
  await saved(page);
  return keys.flatMap((at) => {
    const save = sent.find((one) => one.at > at && answered.has(one.id));
    const end = save === undefined ? undefined : answered.get(save.id);
    return end === undefined ? [] : [end - at];
  });
}

function parsed(payload: string | Buffer): unknown {
  return JSON.parse(typeof payload === "string" ? payload : payload.toString("utf8"));
}

async function saved(page: Page): Promise<void> {
  await page.locator('header [role="status"][data-state="saved"]').waitFor();
}

/** A lead's folder of full-length files, the first time and again unchanged. */
async function measureFolder(app: App, title: string, report: Report): Promise<void> {
  const { page } = app;
  const folder = join(app.folder, "team");
  mkdirSync(folder);
  for (let seed = 1; seed <= DIFFERENT_FILES; seed += 1) {
    const { steps } = generateRun({ seed, steps: 1_000, words: 300_000 });
    const written = [...writeBounty({ title: `Run ${seed}`, authors: [] }, steps)].join("");
    for (let number = seed; number <= FOLDER_FILES; number += DIFFERENT_FILES) {
      // Of its own beginning: one run under two file names is known again and has one row.
      const own = written
        .replace(`"Run ${seed}"`, `"Run ${number}"`)
        .replace(/"text": ?"/u, `$&Run ${number} begins. `);
      writeFileSync(join(folder, `run-${number}.json`), own);
    }
  }
  await page.getByRole("button", { name: "Library" }).click();
  await page.getByRole("button", { name: title, exact: true }).waitFor();
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("combobox", { name: "Command palette" }).fill("Progress");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Choose a folder" }).waitFor();
  const rows = page.getByRole("row", { name: /^Run \d+$/u });
  const counted = page.getByRole("contentinfo").getByText(/files read/u);
  let began = performance.now();
  await app.giveFolder(() => pressOn(page.getByRole("button", { name: "Choose a folder" })), "team");
  await counted.waitFor({ timeout: 600_000 });
  report.figure(
    `a folder of ${FOLDER_FILES} files of 300,000 words, first time (target 20)`,
    (performance.now() - began) / 1_000,
    "s",
  );
  report.figure("its rows in the table", await rows.count(), "rows");
  const before = await counted.textContent();
  began = performance.now();
  await page.getByRole("button", { name: "Refresh" }).click();
  while ((await counted.textContent()) === before) await page.waitForTimeout(10);
  report.figure("the same folder again (target 1)", (performance.now() - began) / 1_000, "s");
}

/** The renderer's proportional memory with a run of full length to that with an empty one, each in a browser of its own. */
async function measureMemory(report: Report): Promise<void> {
  if (process.platform !== "linux") return report.say("Memory left out: only Linux tells the proportional set size.");
  const withEmpty = await memoryOf(async (app) => {
    await app.page.getByRole("button", { name: "New run" }).click();
    await app.page.getByRole("textbox", { name: "Title of the run" }).last().fill("Empty");
    await app.page.keyboard.press("Enter");
  });
  const withFull = await memoryOf(async (app) => {
    const run = fullRun(app.folder);
    await importFile(app, run.path, run.file.title);
    await app.page.getByRole("button", { name: run.file.title, exact: true }).click();
    await app.page.getByRole("textbox", { name: "Run text" }).waitFor();
    await jump(app.page, STEP);
  });
  report.figure("the page's memory with an empty run", withEmpty, "MB");
  report.figure("the page's memory with 1,000 steps", withFull, "MB");
  report.ratio("memory with 1,000 steps to an empty run", withFull / withEmpty, MOST_MEMORY);
}

const Processes = z.object({
  processInfo: z.array(z.object({ type: z.string(), id: z.number(), cpuTime: z.number() })),
});
/** After this the page has drawn, checked and kept what it does by itself. */
const SETTLE_MS = 5_000;
const BUSY_MS = 1_000;
const KB_PER_MB = 1_024;

async function memoryOf(open: (app: App) => Promise<void>): Promise<number> {
  const app = await launchApp();
  try {
    await open(app);
    const { page } = app;
    await page.getByRole("textbox", { name: "Run text" }).waitFor();
    await page.waitForTimeout(SETTLE_MS);
    const pid = await rendererOf(page);
    const session = await page.context().newCDPSession(page);
    for (let collections = 0; collections < 2; collections += 1) await session.send("HeapProfiler.collectGarbage");
    const kilobytes = /^Pss:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return Number(kilobytes) / KB_PER_MB;
  } finally {
    await app.close();
  }
}

/** The page's renderer: of all, the one whose processor time grows while the page is kept busy. */
async function rendererOf(page: Page): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("The page has no browser of its own");
  const session = await browser.newBrowserCDPSession();
  const look = async (): Promise<z.infer<typeof Processes>["processInfo"]> =>
    Processes.parse(await session.send("SystemInfo.getProcessInfo")).processInfo.filter(
      ({ type }) => type === "renderer",
    );
  const before = await look();
  await page.evaluate((ms) => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  }, BUSY_MS);
  const grown = (await look()).map(({ id, cpuTime }) => ({
    id,
    by: cpuTime - (before.find((one) => one.id === id)?.cpuTime ?? 0),
  }));
  return grown.toSorted((left, right) => right.by - left.by)[0]?.id ?? 0;
}
