import "./require-node.ts";

import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { openBackend } from "../backend/backend.ts";
import type { FromBackend } from "../../shared/contract/desktop.ts";
import { defaultLibrary } from "./data-folder.ts";
import { openUtilityHost, type MainPort } from "./utility-host.ts";

/* The entry of Electron's utility process: `utility [--library=LIB]`. It ends when main says so, or when main is gone. */

const LIBRARY = "--library=";

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

const parentPort: unknown = Reflect.get(process, "parentPort");
if (!isMainPort(parentPort))
  throw new Error("This is the backend's process of the desktop app; start it with npm start.");

const named = process.argv.find((argument) => argument.startsWith(LIBRARY))?.slice(LIBRARY.length);
const path = named ?? defaultLibrary();
if (named === undefined) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });

const opened = await openBackend({
  library: { path, mode: "write" },
  // Beside this file in the bundle.
  worker: pathToFileURL(join(import.meta.dirname, "worker.js")),
  tends: true,
});
if (opened.ok) {
  await openUtilityHost(parentPort, opened.value).ended;
} else {
  const refused: FromBackend = { kind: "refused", failure: opened.failure };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has one other end
  parentPort.postMessage(refused);
}
// The port to main would keep the process alive.
process.exit(0);
