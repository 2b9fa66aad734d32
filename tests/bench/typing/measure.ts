import { existsSync, readFileSync } from "node:fs";
import type { CDPSession, Page } from "playwright";
import { z } from "zod";

import type { Reading } from "../../../renderer/editor/state/reading.ts";

/** Time between keys, as somebody types who is fast. */
const KEY_INTERVAL_MS = 40;
const WARM_UP_KEYS = 20;
const MEASURED_KEYS = 120;
const PROSE = "the lamp is lit and the ferry waits for nobody tonight ";

/** The renderer's main-thread time since it began, in milliseconds. */
async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? Number.NaN) * 1_000;
}

async function typeKeys(page: Page, keys: number): Promise<void> {
  let next = performance.now();
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.press(PROSE.charAt(key % PROSE.length) === " " ? "Space" : PROSE.charAt(key % PROSE.length));
    next += KEY_INTERVAL_MS;
    const left = next - performance.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  }
}

/** Main-thread work a key, in milliseconds, where the caret is (figures: Work per key). */
export async function workPerKey(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await typeKeys(page, WARM_UP_KEYS);
  const before = await taskMs(session);
  await typeKeys(page, MEASURED_KEYS);
  const after = await taskMs(session);
  await session.detach();
  return (after - before) / MEASURED_KEYS;
}

/** Heap in use after two forced collections, in megabytes. */
export async function heapMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  for (let collection = 0; collection < 2; collection += 1) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1_048_576;
}

/** Proportional set size of the page's renderer after two forced collections, in megabytes; Linux only, else null. */
export async function rendererMegabytes(page: Page): Promise<number | null> {
  await heapMegabytes(page);
  const browser = page.context().browser();
  if (browser === null) return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  // A spare renderer may wait beside the page's: the page's is the largest.
  const sizes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => proportionalSize(id));
  const largest = Math.max(...sizes.map((size) => size ?? 0));
  return largest > 0 ? largest : null;
}

function proportionalSize(processId: number): number | null {
  const file = `/proc/${processId}/smaps_rollup`;
  if (!existsSync(file)) return null;
  const kilobytes = /^Pss:\s+(\d+) kB$/mu.exec(readFileSync(file, "utf8"))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1_024;
}

/** Milliseconds from the command to a painted step (figures: Jump). */
export async function jump(page: Page, step: number): Promise<number> {
  return page.evaluate(
    (number) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        window.page.editor.goToStep(number);
        // A task posted from the next animation frame runs when the frame has been painted.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.addEventListener("message", () => resolve(performance.now() - start), { once: true });
          channel.port1.start();
          channel.port2.postMessage(null);
        });
      }),
    step,
  );
}

/** The times between frames, in milliseconds, while the wheel turns over `pixels` of the page. */
export async function wheel(page: Page, pixels: number, pixelsATurn: number): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const frame = (): void => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      window.frameTimes = frames;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await page.mouse.move(640, 400);
  for (let turned = 0; turned < pixels; turned += pixelsATurn) await page.mouse.wheel(0, pixelsATurn);
  return page.evaluate(() => window.frameTimes ?? []);
}

const TraceEvents = z.array(
  z.looseObject({
    name: z.string(),
    ph: z.string(),
    pid: z.number(),
    tid: z.number(),
    dur: z.number().optional(),
    tdur: z.number().optional(),
  }),
);

/**
 * The longest single task of the page's main thread while something is done, in milliseconds of that thread's own time: what
 * other programs took from the machine meanwhile does not count, so a loaded machine gives the same answer.
 */
export async function longestTask(page: Page, act: () => Promise<unknown>): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) return Number.NaN;
  const session = await browser.newBrowserCDPSession();
  const longest = new Map<string, number>();
  const dispatched = new Map<string, number>();
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const { name, ph, pid, tid, dur, tdur } of TraceEvents.parse(value)) {
      const thread = `${pid} ${tid}`;
      if (name === "EventDispatch") dispatched.set(thread, (dispatched.get(thread) ?? 0) + 1);
      if (name !== "ThreadControllerImpl::RunTask" || ph !== "X") continue;
      longest.set(thread, Math.max(longest.get(thread) ?? 0, (tdur ?? dur ?? 0) / 1_000));
    }
  });
  const ended = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["toplevel", "devtools.timeline"] },
  });
  await act();
  await session.send("Tracing.end");
  await ended;
  await session.detach();
  // Of all threads the page's is the one that events are dispatched on.
  const [main] = [...dispatched].toSorted(([, left], [, right]) => right - left);
  return longest.get(main?.[0] ?? "") ?? Number.NaN;
}

declare global {
  interface Window {
    /** Times between frames while a wheel is measured. */
    frameTimes?: number[];
    /** Times from keys to paint while they are measured. */
    keyPaints?: number[];
  }
}

/** Milliseconds from each key's own time to the task after the frame that shows it (figures: Key to paint). */
export async function keysToPaint(page: Page, keys: number): Promise<number[]> {
  await page.evaluate(() => {
    const paints: number[] = [];
    window.keyPaints = paints;
    addEventListener(
      "keydown",
      ({ timeStamp }) =>
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.addEventListener("message", () => paints.push(performance.now() - timeStamp), { once: true });
          channel.port1.start();
          channel.port2.postMessage(null);
        }),
      true,
    );
  });
  await typeKeys(page, keys);
  return page.evaluate(() => window.keyPaints ?? []);
}

/** Milliseconds from the command to the painted page in another way of reading. */
export async function switchReading(page: Page, reading: Reading): Promise<number> {
  return page.evaluate(
    (next) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        window.page.editor.setReading(next);
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.addEventListener("message", () => resolve(performance.now() - start), { once: true });
          channel.port1.start();
          channel.port2.postMessage(null);
        });
      }),
    reading,
  );
}
