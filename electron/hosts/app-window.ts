import { spawn } from "node:child_process";
import { accessSync, constants, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/*
 * The app's own window without Electron: an installed Chromium, Chrome or Edge, as an app window with a profile folder
 * of its own beside the library.
 */

/**
 * How a window ended: the person closed it, the browser handed the address to one of the same profile that was running
 * already, or it could not be shown.
 */
export type WindowEnd = "closed" | "handedOver" | "failed";

/** A window that is open. */
export type AppWindow = {
  readonly ended: Promise<WindowEnd>;
  close(): void;
};

/** A browser that ends within this time was not closed by a person: with 0 it has handed over, else it has failed. */
const AT_ONCE_MS = 3_000;

const ON_PATH = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
];
const ON_MACOS = ["Google Chrome", "Chromium", "Microsoft Edge"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
const ON_WINDOWS = [
  "Google/Chrome/Application/chrome.exe",
  "Chromium/Application/chrome.exe",
  "Microsoft/Edge/Application/msedge.exe",
];
const WINDOWS_FOLDERS = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];

/** True where a window can be shown. */
export function hasDisplay(platform = process.platform, env = process.env): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  return (env["DISPLAY"] ?? "") !== "" || (env["WAYLAND_DISPLAY"] ?? "") !== "";
}

/** The path of an installed browser that has app windows, or null. */
export function findBrowser(platform = process.platform, env = process.env): string | null {
  return browserPaths(platform, env).find(isExecutable) ?? null;
}

function browserPaths(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === "darwin") return ON_MACOS;
  if (platform === "win32") {
    const folders = WINDOWS_FOLDERS.map((name) => env[name]).filter((folder) => folder !== undefined);
    return ON_WINDOWS.flatMap((path) => folders.map((folder) => join(folder, path)));
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return ON_PATH.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}

/**
 * What the browser would load beside the page for a box that an app window does not have: suggestions under the address
 * bar, two pages of their own that take as long to start as Runwright does. Other browsers pass over names they do not know.
 */
export const NO_ADDRESS_BAR = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup";

/** The arguments of an app window; as root Chromium runs without its sandbox or not at all. */
export function windowArguments(address: string, profileFolder: string, isRoot: boolean): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profileFolder}`,
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    NO_ADDRESS_BAR,
    ...(isRoot ? ["--no-sandbox", "--test-type"] : []),
  ];
}

/** Opens an app window at an address that opens the door once. */
export function openAppWindow(browser: string, address: string, profileFolder: string): AppWindow {
  mkdirSync(profileFolder, { recursive: true, mode: 0o700 });
  const startedAt = performance.now();
  const child = spawn(browser, windowArguments(address, profileFolder, process.getuid?.() === 0), { stdio: "ignore" });
  return {
    ended: new Promise((resolve) => {
      child.on("error", () => resolve("failed"));
      child.on("exit", (status) => {
        if (performance.now() - startedAt > AT_ONCE_MS) resolve("closed");
        else resolve(status === 0 ? "handedOver" : "failed");
      });
    }),
    close() {
      child.kill();
    },
  };
}
