import "./require-node.ts";

import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { openBackend } from "../backend/backend.ts";
import type { FromBackend } from "../../shared/contract/desktop.ts";
import { RELEASE } from "../../shared/contract/release.ts";
import { defaultLibrary, logFolder } from "../system/data-folder.ts";
import { surpriseEntry } from "../system/log-entry.ts";
import { openLog } from "../system/log.ts";
import { diagnose } from "./diagnose.ts";
import { reportMethod } from "./report.ts";
import { openUtilityHost, type MainPort } from "./utility-host.ts";

/*
 * The entry of Electron's utility process: `utility [--library=LIB]`. It ends when main says so, or when main is gone.
 * `utility --diagnose` prints a report instead, and ends with 0 when everything that the app stands on works.
 */

const LIBRARY = "--library=";
const DIAGNOSE = "--diagnose";

/** Electron puts the way to main on `process`; whoever else starts this file has none. */
function isMainPort(value: unknown): value is MainPort {
  return (
    typeof value === "object" &&
    value !== null &&
    "on" in value &&
    typeof value.on === "function" &&
    "postMessage" in value &&
    typeof value.postMessage === "function"
  );
}

const named = process.argv.find((argument) => argument.startsWith(LIBRARY))?.slice(LIBRARY.length);
const path = named ?? defaultLibrary();
// Beside this file in the bundle.
const worker = pathToFileURL(join(import.meta.dirname, "reading-worker.js"));
const logs = logFolder();

async function serveMain(): Promise<void> {
  const parentPort: unknown = Reflect.get(process, "parentPort");
  if (!isMainPort(parentPort))
    throw new Error("This is the backend's process of the desktop app; start it with npm start.");
  if (named === undefined) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const log = openLog(logs, "library");
  log.note({
    event: "start",
    release: RELEASE,
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
  });
  const opened = await openBackend({
    library: { path, mode: "write" },
    worker,
    tends: true,
    onSurprise(error) {
      log.note(surpriseEntry(error));
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    },
  });
  if (opened.ok) {
    const backend = opened.value;
    const report = reportMethod({ host: "electron", backend, libraryPath: path, logs });
    await openUtilityHost(parentPort, backend, report).ended;
    log.note({ event: "end" });
    return;
  }
  log.note({ event: "refused", kind: opened.failure.kind });
  const refused: FromBackend = { kind: "refused", failure: opened.failure };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has one other end
  parentPort.postMessage(refused);
}

if (process.argv.includes(DIAGNOSE)) {
  const found = await diagnose({ host: "electron", libraryPath: existsSync(path) ? path : null, logs });
  process.stdout.write(`${found.text}\n`);
  process.exit(found.isSound ? 0 : 1);
}
await serveMain();
// The port to main would keep the process alive.
process.exit(0);
