import "./require-node.ts";

import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { RELEASE } from "../../shared/contract/release.ts";
import { hasDisplay } from "./app-window.ts";
import { builtDesktop, builtPage, ROOT } from "./built.ts";
import { defaultLibrary, logFolder } from "../system/data-folder.ts";
import { fetchElectron, findElectron } from "./electron-binary.ts";

/*
 * `npm start`: the app in Electron where its binary is there or can be fetched, otherwise the same app through the
 * loopback host in a window of an installed browser, or at a printed address (issue: two hosts, one page).
 * RUNWRIGHT_HOST=loopback skips Electron, RUNWRIGHT_HOST=electron insists on it.
 */

/** As on the command line: wrong usage; library or disk. */
const EXIT_USAGE = 2;
const EXIT_LIBRARY = 3;

/** A fetch that takes longer than this is told of. */
const FETCH_NOTICE_MS = 2_000;

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

async function start(): Promise<number> {
  const { values } = parseArgs({
    options: { library: { type: "string" }, version: { type: "boolean" }, diagnose: { type: "boolean" } },
    strict: true,
  });
  const library = values.library === undefined ? defaultLibrary() : resolve(values.library);
  if (values.version === true) {
    process.stdout.write(`${RELEASE}\n`);
    return 0;
  }
  if (values.diagnose === true) {
    const { diagnose } = await import("./diagnose.ts");
    const libraryPath = existsSync(library) ? library : null;
    const found = await diagnose({ host: "loopback", libraryPath, logs: logFolder() });
    process.stdout.write(`${found.text}\n`);
    return found.isSound ? 0 : EXIT_LIBRARY;
  }
  if (values.library === undefined) mkdirSync(dirname(library), { recursive: true, mode: 0o700 });
  const electron = await chooseElectron();
  if (electron !== null) return runElectron(electron, library);
  if (process.env["RUNWRIGHT_HOST"] === "electron") {
    say("Electron's binary is not here and cannot be fetched.");
    return EXIT_LIBRARY;
  }
  // Loaded here, since it leads to the database, which Electron's own process opens by itself.
  const { runServe } = await import("./serve.ts");
  const served = await runServe({
    libraryPath: library,
    port: null,
    openWindow: true,
    print: (line) => process.stdout.write(`${line}\n`),
    logs: logFolder(),
    say,
  });
  if (served.ok) return 0;
  say(served.failure.message);
  return EXIT_LIBRARY;
}

async function chooseElectron(): Promise<string | null> {
  if (process.env["RUNWRIGHT_HOST"] === "loopback" || !hasDisplay()) return null;
  const installed = findElectron(ROOT);
  if (installed !== null) return installed;
  // Where it cannot be reached that shows within a second, and one sentence is enough.
  const notice = setTimeout(() => say("Fetching Electron, once (about 110 MB) …"), FETCH_NOTICE_MS);
  const fetched = await fetchElectron(ROOT);
  clearTimeout(notice);
  if (fetched === null) say("Electron cannot be fetched here: Runwright opens in a window of your browser instead.");
  return fetched;
}

async function runElectron(binary: string, library: string): Promise<number> {
  for (const built of [await builtPage(), await builtDesktop()]) {
    if (built.ok) continue;
    say(built.failure.message);
    return EXIT_LIBRARY;
  }
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(binary, [...asRoot, join(ROOT, "dist/desktop/main.js"), `--library=${library}`], {
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((settle) => {
    child.on("error", (error) => {
      say(`Electron cannot be started: ${error.message}`);
      settle(EXIT_LIBRARY);
    });
    child.on("exit", (status) => settle(status ?? 1));
  });
}

try {
  process.exitCode = await start();
} catch (error) {
  if (!(error instanceof TypeError && "code" in error)) throw error;
  say(`Usage: npm start [-- [--library LIB] [--version] [--diagnose]]\n${error.message}`);
  process.exitCode = EXIT_USAGE;
}
