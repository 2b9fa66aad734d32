import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import Database from "better-sqlite3";
import { z } from "zod";

import { createRun } from "../../../electron/backend/runs/create.ts";
import { openLibraryForWriting } from "../../../electron/backend/storage/library.ts";
import { actCalled } from "./act-list.ts";
import { libraryIn, openedIn } from "./disk-act.ts";
import { drillWriter } from "./library-state.ts";
import { ShimControl } from "./shim.ts";

/*
 * A process whose disk is watched (disk-shim.c), started by the drills with an order as JSON:
 *
 *   record: does an act in a folder while every write of it is recorded; "reached" stands in the log where a state was
 *           acknowledged. `plant` weakens SQLite below the product, to see the drill find it.
 *   fail:   does an act again and again, each time in a fresh copy of its folder with another one of its writes failing;
 *           says first how many acts on the disk there are, and then after each what came of it.
 *
 * It answers lines of JSON.
 */

/** How a disk refuses: the error, and whether everything after the first one fails too. */
const Way = z.strictObject({ error: z.enum(["EIO", "ENOSPC"]), lasts: z.enum(["once", "lasting"]) });
export type Way = z.infer<typeof Way>;

const Order = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("record"),
    act: z.string(),
    folder: z.string(),
    plant: z.enum(["OFF", "NORMAL"]).nullable(),
  }),
  z.strictObject({
    kind: z.literal("fail"),
    act: z.string(),
    /** Holds `prepared`; the copies are made beside it. */
    root: z.string(),
    /** The state that the act begins in. */
    first: z.string(),
    ways: z.array(Way),
    /** Which acts on the disk to fail: each as its place among all of them from 0 to 1, or a stretch counted from 1. */
    which: z.union([z.array(z.number().min(0).lt(1)), z.strictObject({ from: z.int().min(1), to: z.int() })]),
  }),
]);

/** An order to the child. */
export type DiskOrder = z.infer<typeof Order>;

/** How many acts on the disk there are when none fails. */
export const Undisturbed = z.strictObject({ acts: z.int() });

/** What came of doing an act with a failing disk. */
export const FailedDoing = z.strictObject({
  way: Way,
  /** Which act on the disk failed. */
  at: z.int(),
  /** How many did. */
  failures: z.int(),
  /** What the program answered: "done", the kind of its failure, or "surprise: …" when it threw. */
  answer: z.string(),
  /** The kind of a failure that it told on the way, after which it went on. */
  told: z.string().nullable(),
  /** How many states were acknowledged. */
  reached: z.int(),
  /** What was found afterwards, on a disk that works. */
  opened: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("whole"), state: z.string() }),
    z.strictObject({ kind: z.literal("refused"), what: z.string() }),
    z.strictObject({ kind: z.literal("damaged"), what: z.string() }),
  ]),
  /** What became of a new run in it, after that: "saved", or why not. */
  later: z.string(),
});
export type FailedDoing = z.infer<typeof FailedDoing>;

const { log } = console;

/** Lets SQLite sync less than the product tells it to, and say that it does as told. */
function plantFault(level: "OFF" | "NORMAL"): void {
  const honest: unknown = Reflect.get(Database.prototype, "pragma");
  if (typeof honest !== "function") throw new TypeError("better-sqlite3 has no pragma");
  Database.prototype.pragma = function pragma(this: Database.Database, source, options): unknown {
    if (source === "synchronous") return 2;
    const weaker = source === "synchronous = 2" ? `synchronous = ${level}` : source;
    return Reflect.apply(honest, this, [weaker, options]);
  };
}

async function record(order: Extract<DiskOrder, { kind: "record" }>): Promise<void> {
  if (order.plant !== null) plantFault(order.plant);
  const shim = new ShimControl();
  shim.record();
  const done = await actCalled(order.act).perform(order.folder, {
    reached: () => shim.mark("reached"),
    failedOnce: () => undefined,
  });
  log(JSON.stringify(done.ok ? "done" : done.failure));
}

/** An act on the disk that never comes: nothing fails, everything is counted. */
const NEVER = 1_000_000_000;

async function fail(order: Extract<DiskOrder, { kind: "fail" }>): Promise<void> {
  const shim = new ShimControl();
  const [anyWay] = order.ways;
  if (anyWay === undefined) return;
  const { acts } = await doFailing(shim, order, anyWay, NEVER);
  log(JSON.stringify({ acts }));
  const { which } = order;
  const chosen = Array.isArray(which)
    ? which.map((place) => 1 + Math.floor(place * acts))
    : Array.from({ length: Math.min(acts, which.to) - which.from + 1 }, (_, index) => which.from + index);
  for (const way of order.ways) {
    for (const at of new Set(chosen)) {
      const { doing } = await doFailing(shim, order, way, at);
      if (doing.failures > 0) log(JSON.stringify(doing));
    }
  }
}

async function doFailing(
  shim: ShimControl,
  order: Extract<DiskOrder, { kind: "fail" }>,
  way: Way,
  at: number,
): Promise<{ readonly acts: number; readonly doing: FailedDoing }> {
  const folder = join(order.root, `at-${String(at)}`);
  mkdirSync(folder);
  cpSync(join(order.root, "prepared"), folder, { recursive: true });
  let reached = 0;
  let failures = 0;
  let acts = 0;
  let answer = "done";
  let told: string | null = null;
  const relieve = (): void => {
    const counted = shim.relieve();
    failures += counted.failures;
    acts += counted.acts;
  };
  shim.failAt(at, way.error, way.lasts);
  try {
    const done = await actCalled(order.act).perform(folder, {
      reached: () => {
        reached += 1;
      },
      failedOnce: (kind) => {
        told = kind;
        relieve();
      },
    });
    if (!done.ok) answer = done.failure.kind;
  } catch (error) {
    answer = `surprise: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
  relieve();
  const opened = openedIn(folder, actCalled(order.act), order.first);
  const later = writeLater(libraryIn(folder));
  rmSync(folder, { recursive: true, force: true });
  return { acts, doing: { way, at, failures, answer, told, reached, opened, later } };
}

function writeLater(path: string): string {
  const opened = openLibraryForWriting(drillWriter(path, { create: true }));
  if (!opened.ok) return opened.failure.kind;
  const made = createRun(opened.value, { title: "Written afterwards", authors: [] });
  const closed = opened.value.close();
  if (!made.ok) return made.failure.kind;
  return closed.ok ? "saved" : closed.failure.kind;
}

const [, entry, order] = process.argv;
if (entry === import.meta.filename) {
  const read = Order.parse(JSON.parse(order ?? ""));
  await (read.kind === "record" ? record(read) : fail(read));
}
