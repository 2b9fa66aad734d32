import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { vi } from "vitest";

import { CONNECT_CHANNEL } from "../../shared/contract/desktop.ts";
import type { LogEntry } from "../../electron/system/log-entry.ts";
import { standInElectron, type StandInOptions, type StandInProcess } from "./electron-stand-in.ts";

/*
 * Main as it starts, with a stand-in for Electron and a folder for what it keeps. Time stands still: a test moves it.
 */

/** Main's start in a test. Close it in the end. */
export type DesktopApp = Awaited<ReturnType<typeof openDesktop>>;

/** A built page with a secret beside it, in a folder of the test's own. */
export function desktopFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "runwright-main-"));
  mkdirSync(join(folder, "page", "assets"), { recursive: true });
  writeFileSync(join(folder, "page", "index.html"), "the page");
  writeFileSync(join(folder, "page", "assets", "a.js"), "export {};");
  writeFileSync(join(folder, "secret.txt"), "not for pages");
  return folder;
}

/** Starts main. `args` stand on the command line behind the program's name. */
export async function openDesktop(options: StandInOptions & { readonly args?: readonly string[] } = {}) {
  vi.useFakeTimers();
  const folder = options.userData ?? desktopFolder();
  const electron = standInElectron({ ...options, userData: folder });
  const noted: LogEntry[] = [];
  vi.resetModules();
  vi.doMock("electron", () => electron.modules);
  const argv = process.argv;
  process.argv = ["runwright", ...(options.args ?? [])];
  const { startApp } = await import("../../electron/main/start-app.ts");
  startApp(
    { preload: "/p/preload.cjs", backend: "/p/backend.js", page: join(folder, "page") },
    { note: (entry) => void noted.push(entry) },
  );
  await vi.advanceTimersByTimeAsync(0);
  process.argv = argv;

  function firstWindow() {
    const [window] = electron.windows;
    if (window === undefined) throw new Error("There is a window.");
    return window;
  }

  function backend(): StandInProcess {
    const last = electron.processes.at(-1);
    if (last === undefined) throw new Error("The backend was started.");
    return last;
  }

  return {
    electron,
    folder,
    noted,
    firstWindow,
    backend,
    /** What the page's preload does first. */
    connect: (from: unknown = firstWindow().webContents.mainFrame): void =>
      void electron.ipcMain.emit(CONNECT_CHANNEL, { sender: firstWindow().webContents, senderFrame: from }),
    /** What the backend's process tells main. */
    tell: async (message: unknown): Promise<void> => {
      backend().emit("message", message);
      await vi.advanceTimersByTimeAsync(0);
    },
    /** The kinds of what main told the backend's process, in order. */
    kinds: (of = backend()): unknown[] =>
      of.got.map(({ message }) =>
        typeof message === "object" && message !== null && "kind" in message ? message.kind : null,
      ),
    close(): void {
      vi.useRealTimers();
      vi.doUnmock("electron");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
