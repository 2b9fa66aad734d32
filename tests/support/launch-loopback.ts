import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { createInterface } from "node:readline";

import { chromium, type Page } from "playwright";
import { expect } from "playwright/test";
import { z } from "zod";

import { CHROMIUM_ARGS, findChromium } from "./browser.ts";
import type { App, LaunchOptions } from "./launch-app.ts";
import { collectFaults, isDrawn, pressOn } from "./app-page.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** A generous limit for one act of a test; nothing is measured by it. */
const ACT_LIMIT_MS = 60_000;

/** The app as `serve` gives it: the host a process of its own, and a Chromium on its printed address. */
export async function launchInBrowser(folder: string, libraryPath: string, options: LaunchOptions): Promise<App> {
  let host = await startHost(folder, libraryPath, 0);
  const port = Number(new URL(host.url).port);
  const browser = await chromium.launch({ executablePath: findChromium() ?? "", args: CHROMIUM_ARGS });
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? "light",
    forcedColors: options.forcedColors ?? "none",
    acceptDownloads: true,
  });
  context.setDefaultTimeout(ACT_LIMIT_MS);
  const faults: string[] = [];
  const attempts: string[] = [];
  const note = (address: string): void => {
    const url = new URL(address);
    if (["http:", "https:", "ws:", "wss:"].includes(url.protocol) && url.host !== `127.0.0.1:${String(port)}`)
      attempts.push(`page ${address}`);
  };
  context.on("request", (request) => note(request.url()));
  context.on("page", (opened) => opened.on("websocket", (socket) => note(socket.url())));
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    collectFaults(page, faults);
    await page.goto(host.url);
    await isDrawn(page);
    return page;
  };
  const page = await open();
  return {
    page,
    host: "loopback",
    folder,
    libraryPath,
    faults,
    async attempts() {
      const ofHost = await readFile(watchFile(folder), "utf8").catch(() => "");
      return [...attempts, ...ofHost.split("\n").filter((line) => line !== "")];
    },
    secondPage: open,
    async give(act, files, on = page) {
      const [chooser] = await Promise.all([on.waitForEvent("filechooser"), act()]);
      await chooser.setFiles([...files]);
    },
    async take(act) {
      const [download] = await Promise.all([page.waitForEvent("download"), act()]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    },
    async giveFolder(act, name) {
      await act();
      const list = page.getByRole("dialog", { name: "Choose a folder" });
      await expect(list.getByRole("button", { name: "Choose this folder" })).toBeEnabled();
      // The list begins where something was chosen last.
      const start = list.getByRole("navigation").getByRole("button", { name: basename(folder), exact: true });
      if (await start.isVisible()) {
        await pressOn(start);
        await expect(list.getByRole("paragraph").first()).toHaveText(basename(folder));
      }
      await pressOn(list.getByRole("button", { name, exact: true }));
      await expect(list.getByRole("paragraph").first()).toHaveText(name);
      await pressOn(list.getByRole("button", { name: "Choose this folder" }));
    },
    killHost: () => end(host.process, "SIGKILL"),
    async startHost() {
      host = await startHost(folder, libraryPath, port);
    },
    async close() {
      await browser.close();
      await end(host.process, "SIGTERM");
    },
  };
}

/** Where the host's attempts to reach something are written down. */
function watchFile(folder: string): string {
  return join(folder, "network-watch");
}

type Host = { readonly process: ChildProcess; readonly url: string };

const FirstLine = z.object({ url: z.url() });

async function startHost(home: string, libraryPath: string, port: number): Promise<Host> {
  const args = ["serve", "--library", libraryPath, "--port", String(port), "--no-open"];
  const child = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      `--import=${new URL("network-watch.ts", import.meta.url).href}`,
      resolve(ROOT, "electron/hosts/cli.ts"),
      ...args,
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        HOME: home,
        USERPROFILE: home,
        RUNWRIGHT_DATA: join(home, "data"),
        RUNWRIGHT_NETWORK_WATCH: watchFile(home),
      },
    },
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
