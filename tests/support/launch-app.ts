import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "playwright";

import { findChromium } from "./browser.ts";
import { electronBinary, launchInElectron } from "./launch-electron.ts";
import { launchInBrowser } from "./launch-loopback.ts";

/*
 * The app as a person has it, in either of its hosts: a Chromium with the loopback host, or real Electron. Tests are
 * written once against `App`, which says by what act files come in and go out and leaves the how to the host.
 */

/** Where the app runs. */
export type HostKind = "loopback" | "electron";

/** What was written by an export: under the name that the person gets, a folder as a zip where it leaves as a download. */
export type Taken = { readonly name: string; readonly bytes: Uint8Array };

/** The app as a test drives it: a page, and what becomes of the process behind it. */
export type App = {
  readonly page: Page;
  readonly host: HostKind;
  /** A folder of the test's own: the library lies in it, files may be put there. Lists of folders begin here. */
  readonly folder: string;
  readonly libraryPath: string;
  /** Uncaught errors and complaints of the pages so far; a line that was cut is none. */
  readonly faults: readonly string[];
  /** What pages and host have tried to reach beyond this machine so far. */
  attempts(): Promise<readonly string[]>;
  /** Another page of the same app. */
  secondPage(): Promise<Page>;
  /** Does what makes the app ask for files, and picks these. */
  give(act: () => Promise<unknown>, files: readonly string[], page?: Page): Promise<void>;
  /** Does what makes the app write one file for the person, and answers it. */
  take(act: () => Promise<unknown>): Promise<Taken>;
  /** Does what makes the app ask for a folder, and chooses the one of this name in the test's own folder. */
  giveFolder(act: () => Promise<unknown>, name: string): Promise<void>;
  /** Ends the host's process at once, as a crash does. */
  killHost(): Promise<void>;
  /** Starts the host again on the same library; Electron does so by itself. */
  startHost(): Promise<void>;
  /** Ends everything and takes the folder away. */
  close(): Promise<void>;
};

/** How a window looks at first, and which app's library it shares. */
export type LaunchOptions = {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: "light" | "dark";
  readonly forcedColors?: "active" | "none";
  /** The folder in which the test's own is made; the system's for temporary files by default. */
  readonly within?: string;
};

/** Why no app can be launched in a host here; null when one can. */
export function missingForApp(host: HostKind): string | null {
  if (host === "loopback") return findChromium() === null ? "no Chromium or Chrome is installed" : null;
  return electronBinary() === null ? "Electron's binary is not installed" : null;
}

/** Launches the app in a host on a new library. */
export async function launchApp(host: HostKind = "loopback", options: LaunchOptions = {}): Promise<App> {
  const missing = missingForApp(host);
  if (missing !== null) throw new Error(missing);
  const folder = mkdtempSync(join(options.within ?? tmpdir(), "runwright-e2e-"));
  const launch = host === "loopback" ? launchInBrowser : launchInElectron;
  const app = await launch(folder, join(folder, "library.runwright"), options);
  return {
    ...app,
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
