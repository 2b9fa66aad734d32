import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright";

import { assignRuns, createProject } from "../../electron/backend/projects/projects.ts";
import { keepTerms } from "../../electron/backend/progress/pay.ts";
import { batchOf, putBatch } from "../../electron/backend/review/batches.ts";
import { loadRun } from "../../electron/backend/runs/load.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { success } from "../../shared/lib/outcome.ts";
import { systemClock } from "../../shared/lib/time.ts";
import { findChromium } from "../support/browser.ts";
import { NO_CHROMIUM } from "../support/editor-page/browser.ts";
import { valueOf } from "../support/big-library.ts";
import { startServe } from "../support/serve-process.ts";
import { fillWithYear } from "../support/simulated-year.ts";

/*
 * Takes pictures of the screens of progress over a simulated year of 100 runs, the same at every run of it.
 *
 *   node tests/pictures/take-progress.ts OUT PAGE
 */

const [out = "", pageFolder = ""] = process.argv.slice(2);
const RUNS = 100;
/** Runs whose batches are reviewed and paid. */
const PAID_RUNS = 3;
/** The host goes by the machine's clock: the year ends today. */
const TODAY = Math.floor(Date.now() / 86_400_000);

/** `vision` as the browser's inspector imitates it. */
type Look = {
  readonly name: string;
  readonly width: number;
  readonly colorScheme: "light" | "dark";
  readonly forcedColors?: "active";
  readonly vision?: "deuteranopia" | "tritanopia" | "achromatopsia";
};
/** How each screen is looked at. */
const LOOKS: readonly Look[] = [
  { name: "light", width: 1_280, colorScheme: "light" },
  { name: "dark", width: 1_280, colorScheme: "dark" },
  { name: "wide-light", width: 1_920, colorScheme: "light" },
  { name: "contrast", width: 1_280, colorScheme: "dark", forcedColors: "active" },
  { name: "print", width: 1_000, colorScheme: "light" },
  { name: "deuteranopia", width: 1_280, colorScheme: "light", vision: "deuteranopia" },
  { name: "tritanopia", width: 1_280, colorScheme: "dark", vision: "tritanopia" },
  { name: "achromatopsia", width: 1_280, colorScheme: "light", vision: "achromatopsia" },
];

mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "runwright-pictures-"));
const path = join(folder, "year.runwright");
const library = valueOf(
  openLibraryForWriting({
    path,
    create: true,
    person: { name: "Lead Example" },
    device: { id: null, name: "pictures" },
    clock: systemClock,
  }),
);
const runs = fillWithYear(library, RUNS, TODAY);
const [runId = ""] = runs;
for (const [index, id] of runs.slice(0, PAID_RUNS).entries()) {
  const payee = `Author ${String(1 + index)}`;
  valueOf(
    keepTerms(library, [
      {
        runId: id,
        terms: {
          payee,
          centsPerStep: 2_000 - 250 * index,
          sampleCents: index === 0 ? 10_000 : null,
          currency: "USD",
        },
      },
    ]),
  );
  const order = valueOf(loadRun(library, id)).steps.map((step) => step.id);
  const states = [["submitted", "accepted", "paid"], ["submitted", "accepted"], ["submitted"]] as const;
  for (const [number, own] of states.entries()) {
    valueOf(
      library.write((connection) => {
        const range = { from: 1 + 5 * number, to: 5 + 5 * number };
        const batchId = batchOf(connection, index + 1, order, range, systemClock());
        for (const state of own) putBatch(connection, index + 1, batchId, state, systemClock());
        return success(null);
      }),
    );
  }
}
for (const [index, title] of ["First year", "Second year"].entries()) {
  const projectId = valueOf(createProject(library, title));
  valueOf(assignRuns(library, runs.slice(index * 8, index * 8 + 8), projectId));
}
library.close();
const host = startServe(path, pageFolder, 0);
try {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(NO_CHROMIUM ?? "no Chromium");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const url = await host.url;
    for (const { name: look, width, vision, ...options } of LOOKS) {
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        reducedMotion: "reduce",
        ...options,
      });
      const page = await context.newPage();
      page.on("pageerror", (error) => process.stderr.write(`${String(error)}\n`));
      page.on("console", (message) => {
        if (message.type() === "error") process.stderr.write(`${message.text()}\n`);
      });
      if (look === "print") await page.emulateMedia({ media: "print" });
      if (vision !== undefined) {
        const session = await context.newCDPSession(page);
        await session.send("Emulation.setEmulatedVisionDeficiency", { type: vision });
      }
      await page.goto(url);
      await page.waitForURL(({ searchParams }) => !searchParams.has("token"));
      for (const [name, hash, wait] of [
        ["lead", "#/progress", "Runs and their words"],
        ["author", `#/progress/${runId}`, "Words typed by day"],
        ["pay", "#/progress/pay", "Author 1, USD"],
        ["projects", "#/projects", "Projects"],
      ] as const) {
        if (vision !== undefined && name !== "author" && name !== "lead") continue;
        await page.goto("about:blank");
        // As tall as the sheet: these are looked at whole.
        await page.setViewportSize({ width, height: 2_400 });
        await page.goto(`${new URL(url).origin}/${hash}`);
        await page.getByRole(name === "author" ? "figure" : "table", { name: wait }).waitFor();
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: join(out, `${name}-${look}.png`), animations: "disabled" });
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
} finally {
  host.child.kill("SIGTERM");
  await host.ended;
  rmSync(folder, { recursive: true, force: true });
}
