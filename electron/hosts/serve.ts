import { openBackend } from "../backend/backend.ts";
import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import { RELEASE } from "../../shared/contract/release.ts";
import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";
import { findBrowser, hasDisplay, openAppWindow, type AppWindow } from "./app-window.ts";
import { builtPage } from "./built.ts";
import { surpriseEntry } from "../system/log-entry.ts";
import { NO_LOG, openLog } from "../system/log.ts";
import { openLoopback } from "./loopback/loopback.ts";
import { reportMethod } from "./report.ts";

export type ServeOptions = {
  /** The library; made when there is none. Its folder must be there. */
  readonly libraryPath: string;
  /** The port; null for the one of last time, 0 for any free one. */
  readonly port: number | null;
  /** Opens an app window where a browser and a display are there; the host then ends with the window. */
  readonly openWindow: boolean;
  /** Takes the first line for stdout: `{ "url" }` (command line). */
  readonly print: (line: string) => void;
  /** Takes sentences for people, for stderr. */
  readonly say: (sentence: string) => void;
  /** Ends the host from outside, beside the signals; for tests. */
  readonly end?: AbortSignal;
  /** The folder of the built page; by default the app's own, built when it is old. */
  readonly pageFolder?: string;
  /** Where to keep the log; none is kept when it is not said. */
  readonly logs?: string;
};

/** The signals that end a host: a terminal's Ctrl+C, a service's stop, a closed terminal. */
const ENDING: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Serves a library over the loopback until a signal or the end of its window, then lets pages hand over what they have,
 * flushes and closes. Answers a failure when it cannot begin: the library is held by another process (`heldByWriter`),
 * the port is taken (`io`).
 */
export async function runServe(options: ServeOptions): Promise<Outcome<null, Failure>> {
  const { libraryPath, logs } = options;
  const log = logs === undefined ? NO_LOG : openLog(logs, "host");
  log.note({
    event: "start",
    release: RELEASE,
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
  });
  // The library first: its lock is what makes this the only host that may touch what lies beside it.
  const opened = await openBackend({
    library: { path: libraryPath, mode: "write" },
    worker: new URL("../backend/reading/reading-worker.ts", import.meta.url),
    tends: true,
    onSurprise(error) {
      log.note(surpriseEntry(error));
      options.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    },
  });
  if (!opened.ok) {
    log.note({ event: "refused", kind: opened.failure.kind });
    return opened;
  }
  const backend = opened.value;
  try {
    const page = options.pageFolder === undefined ? await builtPage() : success(options.pageFolder);
    if (!page.ok) return page;
    const report = reportMethod({ host: "loopback", backend, libraryPath, logs: logs ?? null });
    const door = await openLoopback({ backend, libraryPath, pageFolder: page.value, port: options.port, report });
    if (!door.ok) return door;
    const ended = endOf(options.end);
    options.print(JSON.stringify({ url: door.value.url }));
    // Behind the window's start: while the browser comes up there is nobody to answer.
    setImmediate(() => backend.readAhead());
    const window = options.openWindow ? showWindow(door.value.windowUrl(), libraryPath, options.say) : null;
    await Promise.race(window === null ? [ended] : [ended, endOfWindow(window, options.say)]);
    window?.close();
    await door.value.close();
    return success(null);
  } catch (error) {
    return failed(plainFailure("io", `Runwright cannot serve ${libraryPath}: ${String(error)}`));
  } finally {
    await backend.close();
    log.note({ event: "end" });
  }
}

function endOf(outside: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ENDING) process.once(signal, () => resolve());
    outside?.addEventListener("abort", () => resolve(), { once: true });
  });
}

function showWindow(address: string, libraryPath: string, say: (sentence: string) => void): AppWindow | null {
  const browser = hasDisplay() ? findBrowser() : null;
  if (browser !== null) return openAppWindow(browser, address, `${libraryPath}.window`);
  say(
    hasDisplay()
      ? "No Chromium, Chrome or Edge is installed: open the address above in your browser."
      : "There is no display here: open the address above in a browser on this machine.",
  );
  return null;
}

/** Resolves when the window is closed; a window that lives on in another process keeps the host until a signal. */
async function endOfWindow(window: AppWindow, say: (sentence: string) => void): Promise<void> {
  const end = await window.ended;
  if (end === "closed") return;
  say(
    end === "handedOver"
      ? "The window opened in a browser that was already running. End Runwright here with Ctrl+C."
      : "The browser could not show a window: open the address above in another one.",
  );
  await new Promise<never>(() => undefined);
}
