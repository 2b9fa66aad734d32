import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";

import { beginArrival } from "../../../electron/backend/runs/arrive.ts";
import { loadRun } from "../../../electron/backend/runs/load.ts";
import {
  openLibraryForReading,
  openLibraryForWriting,
  type ReadingLibrary,
} from "../../../electron/backend/storage/library.ts";
import { FLUSH_AT_LATEST_MS } from "../../../renderer/state/outbox.ts";
import type { RunId, StepId } from "../../../shared/domain/ids.ts";
import { blankStep } from "../../../shared/domain/step.ts";
import type { Outcome } from "../../../shared/lib/outcome.ts";
import { enter, tokenOf } from "../../support/loopback.ts";
import { Rng } from "../../support/rng.ts";
import { type ServeProcess, startServe } from "../../support/serve-process.ts";
import { drillWriter, integrityOf } from "./library-state.ts";
import { scratchFolder } from "./scratch.ts";
import type { Row } from "./table.ts";
import {
  type PageNews,
  type PageOrder,
  type PageStart,
  PageNews as News,
  WORD_AFTER_LEAST_MS,
  wordsIn,
} from "./typing-page.ts";

/*
 * A host and a page that types, both processes of their own, killed with SIGKILL at random moments: the one, the other or
 * both. After each kill the library is opened by the program, checked whole, and the words in it are counted against
 * what the page was told before. Each kill types into a step of its own, so that every step that was settled before
 * must stand as it was left.
 */

/** What can be killed. */
export const VICTIMS = ["host", "page", "both"] as const;
type Victim = (typeof VICTIMS)[number];

/**
 * The most words that a kill may take: those that the page had not handed over yet, which is as many as can be typed
 * within the flush time, with one on each side of it for the millisecond in which timers are exact.
 */
export const MOST_WORDS_LOST = Math.ceil(FLUSH_AT_LATEST_MS / (WORD_AFTER_LEAST_MS - 1)) + 2;

/** How many kills, on how many libraries side by side. */
export type KillOrder = { readonly seed: number; readonly kills: number; readonly lanes: number };

/** What the kills came to. */
export type KillResult = { readonly rows: readonly Row[]; readonly violations: readonly string[] };

type Kill = {
  readonly victim: Victim;
  /** Words that stood on the page and were not acknowledged at that moment. */
  readonly unacknowledged: number;
  /** Of these, words that came back neither from the library nor from the page's own store. */
  readonly lost: number;
};

/** Carries out the kills and judges each. */
export async function killWhileTyping({ seed, kills, lanes }: KillOrder): Promise<KillResult> {
  using scratch = scratchFolder();
  const violations: string[] = [];
  // Node keeps what it has compiled where a process ends in peace: the first host and page do, for all that are killed.
  process.env["NODE_COMPILE_CACHE"] = join(scratch.folder, "compiled");
  await startAndEnd(join(scratch.folder, "first"));
  const done = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => {
      const share = Math.floor(kills / lanes) + (lane < kills % lanes ? 1 : 0);
      const folder = join(scratch.folder, `lane-${String(lane)}`);
      return killInLane(folder, seed + lane, share, (what) => violations.push(`seed ${String(seed + lane)}, ${what}`));
    }),
  );
  const all = done.flat();
  const rows = VICTIMS.map((victim) =>
    rowOf(
      victim,
      all.filter((kill) => kill.victim === victim),
    ),
  );
  return { rows: [...rows, rowOf("all", all)], violations };
}

function rowOf(name: string, kills: readonly Kill[]): Row {
  const unacknowledged = kills.map((kill) => kill.unacknowledged).toSorted((left, right) => left - right);
  const lost = kills.map((kill) => kill.lost).toSorted((left, right) => left - right);
  return {
    killed: name,
    kills: kills.length,
    "unacknowledged median": unacknowledged[Math.floor(unacknowledged.length / 2)] ?? 0,
    "unacknowledged most": unacknowledged.at(-1) ?? 0,
    "lost median": lost[Math.floor(lost.length / 2)] ?? 0,
    "lost most": lost.at(-1) ?? 0,
    "may be lost": MOST_WORDS_LOST,
  };
}

function must<T>(outcome: Outcome<T, unknown>): T {
  if (!outcome.ok) throw new Error(`Unexpected failure: ${JSON.stringify(outcome.failure)}`);
  return outcome.value;
}

/** A page that types, as its parent sees it. */
type TypingPage = {
  readonly news: { open: number; typed: number; kept: number; sent: number; saved: number; finished: number };
  order(order: PageOrder): void;
  /** Waits until the news is as wanted; throws when the page ends first. */
  until(isSo: () => boolean): Promise<void>;
  kill(): Promise<void>;
  /** Is closed by the person. */
  leave(): void;
};

const PAGE = join(import.meta.dirname, "typing-page.ts");

function startPage(start: PageStart): TypingPage {
  const child: ChildProcess = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", PAGE, JSON.stringify(start)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error("The page has no pipes");
  // A killed page takes no orders any more.
  stdin.on("error", () => undefined);
  const news = { open: -1, typed: 0, kept: 0, sent: 0, saved: 0, finished: -1 };
  let heard = Promise.withResolvers<void>();
  const lines = createInterface({ input: stdout });
  lines.on("line", (line) => {
    const told: PageNews = News.parse(JSON.parse(line));
    Object.assign(news, told);
    heard.resolve();
    heard = Promise.withResolvers<void>();
  });
  let hasEnded = false;
  const ended = once(lines, "close").then(() => {
    hasEnded = true;
    heard.resolve();
  });
  return {
    news,
    order(order) {
      if ("type" in order) Object.assign(news, { typed: 0, kept: 0, sent: 0, saved: 0, finished: -1 });
      stdin.write(`${JSON.stringify(order)}\n`);
    },
    async until(isSo) {
      while (!isSo()) {
        if (hasEnded) throw new Error("The page ended by itself");
        await heard.promise;
      }
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    leave: () => stdin.end(),
  };
}

/** The words of every step, by its place; also checks the library whole. */
function wordsOf(library: ReadingLibrary, runId: RunId, labels: readonly string[]): (number | null)[] {
  const integrity = integrityOf(library);
  if (integrity !== "ok") throw new Error(`The library is damaged: ${integrity}`);
  const { steps } = must(loadRun(library, runId));
  return steps.map(({ content }, index) => wordsIn(content.outcome.text, labels[index] ?? ""));
}

/** The moments of a kill, in milliseconds after the page began to type, and after a batch was sent. */
const KILL_WITHIN_MS = 600;
const KILL_AFTER_SENDING_MS = 6;

/** Starts a host and a page and ends both in peace. */
async function startAndEnd(folder: string): Promise<void> {
  const lane = await openLane(folder, 1);
  await lane.startPage(0);
  lane.page?.leave();
  lane.host?.child.kill("SIGTERM");
  await lane.host?.ended;
}

/** A library with its host and the page that types into it. */
type Lane = {
  readonly path: string;
  readonly runId: RunId;
  readonly steps: readonly StepId[];
  host: ServeProcess | null;
  page: TypingPage | null;
  startHost(): Promise<void>;
  startPage(seed: number): Promise<TypingPage>;
  killHost(): Promise<void>;
};

async function openLane(folder: string, stepCount: number): Promise<Lane> {
  mkdirSync(join(folder, "page"), { recursive: true });
  mkdirSync(join(folder, "store"));
  writeFileSync(join(folder, "page", "index.html"), "<!doctype html><title>Runwright</title>");
  const path = join(folder, "library");
  const { origin, steps } = newLibrary(path, stepCount);
  let port = 0;
  const lane: Lane = {
    path,
    runId: origin.runId,
    steps,
    host: null,
    page: null,
    async startHost() {
      lane.host = startServe(path, join(folder, "page"), port);
      await lane.host.url;
    },
    async startPage(seed) {
      const started = startPage({ port, cookie, store: join(folder, "store"), seed, origin });
      lane.page = started;
      await started.until(() => started.news.open >= 0);
      return started;
    },
    async killHost() {
      lane.host?.child.kill("SIGKILL");
      await lane.host?.ended;
    },
  };
  await lane.startHost();
  const address = await lane.host?.url;
  port = Number(new URL(address ?? "").port);
  const { cookie } = await enter({ port }, tokenOf(address ?? ""));
  return lane;
}

async function killInLane(
  folder: string,
  seed: number,
  kills: number,
  violation: (what: string) => void,
): Promise<Kill[]> {
  const lane = await openLane(folder, kills);
  try {
    return await killAgainAndAgain(lane, seed, violation);
  } finally {
    await lane.page?.kill();
    await lane.killHost();
  }
}

async function killAgainAndAgain(lane: Lane, seed: number, violation: (what: string) => void): Promise<Kill[]> {
  const { path, runId, steps } = lane;
  const rng = new Rng(seed);
  const labels = steps.map((_, index) => String(index));
  const settled = steps.map(() => 0);
  const seedOfPage = (): number => rng.below(2 ** 31);
  let typing = await lane.startPage(seedOfPage());
  const done: Kill[] = [];
  for (const [index, stepId] of steps.entries()) {
    const victim = rng.pick(VICTIMS);
    const where = `kill ${String(index)} of the ${victim}`;
    const label = labels[index] ?? "";
    typing.order({ type: stepId, label });
    await moment(typing, rng);
    const { news } = typing;
    await Promise.all([...(victim === "page" ? [] : [lane.killHost()]), ...(victim === "host" ? [] : [typing.kill()])]);
    const { saved } = news;
    // What is on its way was put down before it went.
    const handedOver = Math.max(news.kept, news.sent);
    const unacknowledged = news.typed - saved;

    const check = (library: ReadingLibrary): number => {
      const words = wordsOf(library, runId, labels);
      settled.forEach((count, other) => {
        if (other < index && words[other] !== count) violation(`${where}: step ${String(other)} is not as it was left`);
      });
      const present = words[index];
      if (present === null || present === undefined) throw new Error(`${where}: the step holds something else`);
      if (present < saved)
        violation(`${where}: ${String(saved)} words were acknowledged, ${String(present)} are there`);
      return present;
    };
    if (victim !== "page") {
      const library = must(openLibraryForWriting(drillWriter(path)));
      if (library.lastClose !== "unclean") violation(`${where}: the library says that it was closed`);
      check(library);
      must(library.close());
      await lane.startHost();
    }
    if (victim === "host") {
      typing.order({ finish: true });
      await typing.until(() => news.finished >= 0);
    } else {
      typing = await lane.startPage(seedOfPage());
    }
    const reader = must(openLibraryForReading({ path }));
    const present = check(reader);
    must(reader.close());
    if (present < handedOver) {
      violation(`${where}: the page had handed over ${String(handedOver)} words, ${String(present)} came back`);
    }
    const lost = news.typed - present;
    const mayLose = victim === "host" ? 0 : MOST_WORDS_LOST;
    if (lost > mayLose) violation(`${where}: ${String(lost)} words are lost, at most ${String(mayLose)} may be`);
    settled[index] = present;
    done.push({ victim, unacknowledged, lost });
  }
  return done;
}

function newLibrary(path: string, steps: number): { origin: PageStart["origin"]; steps: StepId[] } {
  const library = must(openLibraryForWriting(drillWriter(path, { create: true })));
  const arrival = beginArrival(library);
  const runId = must(arrival.startRun({ title: "Typed until killed", authors: [] }));
  const made = Array.from({ length: steps }, () => blankStep());
  must(arrival.append(runId, made));
  must(arrival.finish());
  const origin = { libraryId: library.id, runId, deviceId: library.device, personId: library.me };
  must(library.close());
  return { origin, steps: made.map(({ id }) => id) };
}

/** Half of the kills come while a batch is on its way, the others at any time. */
async function moment(page: TypingPage, rng: Rng): Promise<void> {
  await page.until(() => page.news.typed > 0);
  if (rng.chance(0.5)) {
    await wait(rng.below(KILL_WITHIN_MS));
    return;
  }
  const sent = rng.chance(0.5) ? 0 : page.news.sent;
  await page.until(() => page.news.sent > sent);
  await wait(rng.below(KILL_AFTER_SENDING_MS));
}
