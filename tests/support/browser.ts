import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { chromium } from "playwright";

import { NO_ADDRESS_BAR } from "../../electron/hosts/app-window.ts";

/** The browsers that the tests can drive, in the order in which they are tried after Playwright's own. */
const NAMES = ["chromium", "google-chrome", "chromium-browser"];

/** The path of a Chromium: Playwright's own, then one on the PATH; null when there is none. */
export function findChromium(): string | null {
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  for (const name of NAMES) {
    for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
      const path = join(folder, name);
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there or not to be run: the next folder is tried.
    return false;
  }
}

/**
 * Quiet and without the network, and as little beside the page as in the app's own window; root cannot use Chromium's
 * sandbox. What is switched off here takes the place of Playwright's own list, which people's browsers do not have.
 */
export const CHROMIUM_ARGS = [
  NO_ADDRESS_BAR,
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
