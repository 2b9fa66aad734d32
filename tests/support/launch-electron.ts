import { mkdirSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { _electron, type ElectronApplication, type Page } from "playwright";
import { expect } from "playwright/test";

import { builtDesktop, builtPage } from "../../electron/hosts/built.ts";
import { findElectron } from "../../electron/hosts/electron-binary.ts";
import type { App, LaunchOptions } from "./launch-app.ts";
import { collectFaults, isDrawn } from "./app-page.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** A generous limit for one act of a test; nothing is measured by it. */
const ACT_LIMIT_MS = 60_000;

/** Electron's own binary, or null where it is not installed. */
export function electronBinary(): string | null {
  return findElectron(ROOT);
}

/** The app in Electron. The system's dialogs are answered in the main process, where a test cannot press their buttons. */
export async function launchInElectron(folder: string, libraryPath: string, options: LaunchOptions): Promise<App> {
  for (const built of [await builtPage(), await builtDesktop()]) {
    if (!built.ok) throw new Error(built.failure.message);
  }
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const taken = join(folder, "taken");
  mkdirSync(taken);
  const electron = await _electron.launch({
    executablePath: electronBinary() ?? "",
    args: [...asRoot, join(ROOT, "dist/desktop/main.js"), `--library=${libraryPath}`],
    colorScheme: options.colorScheme ?? "light",
    // Everything that Electron keeps for a person lies in the test's folder, so that two apps may run at once.
    env: { ...environment(), HOME: folder, XDG_CONFIG_HOME: folder, APPDATA: folder, RUNWRIGHT_DATA: folder },
  });
  const faults: string[] = [];
  const attempts: string[] = [];
  electron.context().on("request", (request) => {
    if (/^(?:https?|wss?):/u.test(request.url())) attempts.push(`page ${request.url()}`);
  });
  const prepare = async (page: Page): Promise<Page> => {
    collectFaults(page, faults);
    page.setDefaultTimeout(ACT_LIMIT_MS);
    await page.emulateMedia({ forcedColors: options.forcedColors ?? "none" });
    await isDrawn(page);
    return page;
  };
  const page = await prepare(await electron.firstWindow());
  if (options.viewport !== undefined) await page.setViewportSize(options.viewport);
  return {
    page,
    host: "electron",
    folder,
    libraryPath,
    faults,
    attempts: () => Promise.resolve(attempts),
    async secondPage() {
      const [window] = await Promise.all([electron.waitForEvent("window"), openAnotherWindow(electron)]);
      return prepare(window);
    },
    async give(act, files) {
      await answerOpenDialog(electron, files);
      await act();
    },
    async take(act) {
      await answerSaveDialog(electron, taken);
      const before = new Set(await readdir(taken));
      await act();
      const fresh = async (): Promise<string[]> => (await readdir(taken)).filter((name) => !before.has(name));
      await expect.poll(async () => (await fresh()).length).toBe(1);
      const [name = ""] = await fresh();
      return { name, bytes: await readFile(join(taken, name)) };
    },
    async giveFolder(act, name) {
      await answerOpenDialog(electron, [join(folder, name)]);
      await act();
    },
    async killHost() {
      const pid = await electron.evaluate(
        ({ app }) => app.getAppMetrics().find((one) => one.serviceName === "node.mojom.NodeService")?.pid ?? null,
      );
      if (pid === null) throw new Error("Electron names no utility process");
      process.kill(pid, "SIGKILL");
    },
    // Main starts the backend's process again by itself.
    startHost: () => Promise.resolve(),
    close: () => electron.close(),
  };
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function answerOpenDialog(electron: ElectronApplication, paths: readonly string[]): Promise<void> {
  await electron.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
    },
    [...paths],
  );
}

async function answerSaveDialog(electron: ElectronApplication, folder: string): Promise<void> {
  await electron.evaluate(({ dialog }, into) => {
    const save = (...asked: unknown[]): Promise<{ canceled: boolean; filePath: string }> => {
      const wish = asked.at(-1);
      const named =
        typeof wish === "object" && wish !== null && "defaultPath" in wish ? String(wish.defaultPath) : "taken";
      return Promise.resolve({ canceled: false, filePath: `${into}/${named.split("/").at(-1) ?? named}` });
    };
    dialog.showSaveDialog = save;
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [into] });
  }, folder);
}

async function openAnotherWindow(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find((item) => item.label === "File");
    file?.submenu?.items.find((item) => item.label === "New Window")?.click();
  });
}
