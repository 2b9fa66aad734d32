import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { z } from "zod";

import { CHROMIUM_ARGS, findChromium } from "./browser.ts";

/** A generous limit for one act of a test; nothing is measured by it. */
const ACT_LIMIT_MS = 20_000;

const ROOT = resolve(import.meta.dirname, "../..");

/** The app as a test drives it: a page, and what becomes of the process behind it. */
export type App = {
  readonly page: Page;
  /** A folder of the test's own: the library lies in it, files may be put there. */
  readonly folder: string;
  readonly libraryPath: string;
  /** Another page of the same app. */
  secondPage(): Promise<Page>;
  /** Ends the host at once, as a crash does. */
  killHost(): Promise<void>;
  /** Starts the host again on the same library and port. */
  startHost(): Promise<void>;
  /** Ends everything and takes the folder away. */
  close(): Promise<void>;
};

export type LaunchOptions = {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: "light" | "dark";
  readonly forcedColors?: "active" | "none";
};

/** Why no app can be launched here; null when one can. */
export function missingForApp(): string | null {
  return findChromium() === null ? "no Chromium or Chrome is installed" : null;
}

/**
 * Launches the app on a new library. Here that is the loopback host as a process of its own, with a Chromium; the host is
 * the one that users get from `serve`.
 */
export async function launchApp(options: LaunchOptions = {}): Promise<App> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(missingForApp() ?? "no browser");
  const folder = mkdtempSync(join(tmpdir(), "runwright-e2e-"));
  const libraryPath = join(folder, "library.runwright");
  let host = await startHost(libraryPath, 0);
  const port = Number(new URL(host.url).port);
  const browser: Browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  const context: BrowserContext = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? "light",
    forcedColors: options.forcedColors ?? "none",
    acceptDownloads: true,
  });
  context.setDefaultTimeout(ACT_LIMIT_MS);
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(host.url);
    return page;
  };
  return {
    page: await open(),
    folder,
    libraryPath,
    secondPage: open,
    killHost: () => end(host.process, "SIGKILL"),
    startHost: async () => {
      host = await startHost(libraryPath, port);
    },
    close: async () => {
      await browser.close();
      await end(host.process, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Host = { readonly process: ChildProcess; readonly url: string };

const FirstLine = z.object({ url: z.url() });

async function startHost(libraryPath: string, port: number): Promise<Host> {
  const args = ["serve", "--library", libraryPath, "--port", String(port), "--no-open"];
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", join(ROOT, "electron/hosts/cli.ts"), ...args],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise<string>((settle, reject) => {
    lines.once("line", settle);
    child.once("exit", (code) =>
      reject(new Error(`The host ended with ${String(code)} before it said its address: ${said}`)),
    );
  });
  return { process: child, url: FirstLine.parse(JSON.parse(first)).url };
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((settle) => {
    child.once("exit", () => settle());
    child.kill(signal);
  });
}
