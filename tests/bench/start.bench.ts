import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

import { type Browser, chromium } from "playwright";
import { z } from "zod";

import { builtPage } from "../../electron/hosts/built.ts";
import { fullRun } from "../e2e/full-run.ts";
import { CHROMIUM_ARGS, findChromium } from "../support/browser.ts";
import { median, type Report } from "./report.ts";

/*
 * From nothing to a caret in a run of full length, through the loopback host: each phase of it, both processes counted,
 * the page built beforehand. It is warm as a second day is: the host takes the port of last time and the browser has the
 * profile of last time, as the app's own window does, so that what is cached by address is found. Then what both cost
 * while nobody does anything. Times are of this machine and never fail.
 */

const ROOT = resolve(import.meta.dirname, "../..");
const ROUNDS = 5;
/** Starts that fill the caches: a browser keeps a script as compiled code when it meets it for the second time. */
const WARMING = 2;
/**
 * After this long nothing of the start is under way any more: the first backup and the thinning of the history are done, and
 * V8 has given back the memory that opening took, which it does once, for the page and its worker, within some 40 s.
 */
const SETTLE_MS = 60_000;
const IDLE_MS = 15_000;
const MS_PER_SECOND = 1_000;
/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

const Imported = z.object({
  runs: z.array(z.object({ id: z.string(), steps: z.number(), words: z.number() })).length(1),
});
const FirstLine = z.object({ url: z.url() });

export async function bench(report: Report): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === null) return report.say("Left out: no Chromium or Chrome is installed.");
  const built = await builtPage();
  if (!built.ok) throw new Error(built.failure.message);
  const folder = mkdtempSync(join(tmpdir(), "runwright-start-"));
  try {
    const runId = importRun(folder, report);
    const rounds: Phases[] = [];
    for (let round = 1; round <= WARMING + ROUNDS; round += 1) {
      const isLast = round === WARMING + ROUNDS;
      const phases = await start(folder, runId, executablePath, isLast ? report : null);
      if (round > WARMING) rounds.push(phases);
    }
    for (const phase of PHASES) report.figure(PHASE_NAMES[phase], median(rounds.map((one) => one[phase])), "ms");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PHASES = [
  "host",
  "browser",
  "page",
  "drawn",
  "caret",
  "all",
  "allButBrowser",
  "hostWork",
  "browserWork",
] as const;
type Phases = Readonly<Record<(typeof PHASES)[number], number>>;
const PHASE_NAMES: Readonly<Record<(typeof PHASES)[number], string>> = {
  host: "the host: from its start to its address",
  browser: "the browser: from its start to an empty page",
  page: "the page: from its address to the library on the screen",
  drawn: "from there to the run's text on the screen",
  caret: "from the text to the first accepted key",
  all: "all of it, one after the other (target 1500)",
  allButBrowser: "all of it but the browser's own start",
  hostWork: "processor time of the host until then",
  browserWork: "processor time of the browser, all its processes, until then",
};

function cli(folder: string, ...args: readonly string[]): string {
  const ran = spawnSync(process.execPath, [...NODE_FLAGS, CLI, ...args], {
    encoding: "utf8",
    env: environment(folder),
  });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return ran.stdout;
}

const NODE_FLAGS = ["--disable-warning=ExperimentalWarning"];
const CLI = join(ROOT, "electron/hosts/cli.ts");

function environment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, HOME: folder, USERPROFILE: folder, RUNWRIGHT_DATA: join(folder, "data") };
}

function libraryIn(folder: string): string {
  return join(folder, "library.runwright");
}

function importRun(folder: string, report: Report): string {
  const { path } = fullRun(folder);
  const [run] = Imported.parse(JSON.parse(cli(folder, "import", path, "--library", libraryIn(folder), "--json"))).runs;
  if (run === undefined) throw new Error("One run was imported.");
  report.say(`The run: ${run.steps} steps, ${run.words} words.`);
  return run.id;
}

async function start(folder: string, runId: string, executablePath: string, idle: Report | null): Promise<Phases> {
  const beganAt = performance.now();
  const host = spawn(process.execPath, [...NODE_FLAGS, CLI, "serve", "--library", libraryIn(folder), "--no-open"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: environment(folder),
  });
  const line = await new Promise<string>((settle) => createInterface({ input: host.stdout }).once("line", settle));
  const { url } = FirstLine.parse(JSON.parse(line));
  const hostAt = performance.now();
  const context = await chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath,
    args: CHROMIUM_ARGS,
  });
  try {
    const [page = await context.newPage()] = context.pages();
    const browserAt = performance.now();
    await page.goto(url, { waitUntil: "commit" });
    await page.getByRole("contentinfo").waitFor();
    const libraryAt = performance.now();
    await page.goto(`${new URL(url).origin}/#/run/${runId}`);
    const text = page.getByRole("textbox", { name: "Run text" });
    await text.waitFor();
    const drawnAt = performance.now();
    await page.keyboard.press("x");
    await page.getByRole("status").filter({ hasText: /^Sav/u }).first().waitFor();
    const caretAt = performance.now();
    const pids = await processesOf(host, context.browser());
    const [hostTicks, browserTicks] = [ticksOf(pids.host), ticksOf(pids.browser)];
    if (idle !== null) await measureIdle(pids, idle);
    return {
      host: hostAt - beganAt,
      browser: browserAt - hostAt,
      page: libraryAt - browserAt,
      drawn: drawnAt - libraryAt,
      caret: caretAt - drawnAt,
      all: caretAt - beganAt,
      allButBrowser: caretAt - browserAt + (hostAt - beganAt),
      hostWork: (hostTicks / TICKS_PER_SECOND) * MS_PER_SECOND,
      browserWork: (browserTicks / TICKS_PER_SECOND) * MS_PER_SECOND,
    };
  } finally {
    await context.close();
    await new Promise<void>((settle) => {
      host.once("exit", () => settle());
      host.kill("SIGTERM");
    });
  }
}

type Processes = { readonly host: readonly number[]; readonly browser: readonly number[] };

/** The processes of both; none where their time cannot be read. */
async function processesOf(host: ChildProcess, browser: Browser | null): Promise<Processes> {
  if (process.platform !== "linux" || host.pid === undefined || browser === null) return { host: [], browser: [] };
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return { host: [host.pid], browser: processInfo.map(({ id }) => id) };
}

/** Processor time while nothing is done, as a share of one processor: the host, and everything of the browser. */
async function measureIdle(pids: Processes, report: Report): Promise<void> {
  if (pids.host.length === 0) return report.say("Left out: processor time, which is read from /proc.");
  await new Promise((settle) => setTimeout(settle, SETTLE_MS));
  const before = { host: ticksOf(pids.host), browser: ticksOf(pids.browser) };
  await new Promise((settle) => setTimeout(settle, IDLE_MS));
  const share = (ticks: number): number => (ticks / TICKS_PER_SECOND / (IDLE_MS / MS_PER_SECOND)) * 100;
  report.figure("idle: the host", share(ticksOf(pids.host) - before.host), "% of a processor");
  report.figure(
    "idle: the browser, all its processes",
    share(ticksOf(pids.browser) - before.browser),
    "% of a processor",
  );
}

/** Ticks that processes have taken, all their threads included. */
function ticksOf(pids: readonly number[]): number {
  const there = new Set(pids.length === 0 ? [] : readdirSync("/proc"));
  return pids
    .filter((pid) => there.has(String(pid)))
    .reduce((sum, pid) => {
      const fields =
        readFileSync(`/proc/${String(pid)}/stat`, "utf8")
          .split(") ")[1]
          ?.split(" ") ?? [];
      // utime and stime, counted from the field behind the name.
      return sum + Number(fields[11]) + Number(fields[12]);
    }, 0);
}
