/**
 * Finds the Node to run on: one with Node-API 10 that runs TypeScript, which the system's own often is not.
 * Plain JavaScript without dependencies for any Node from 18 on.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SetupFailure, workspaceNode } from "./install.mjs";

/** The Node-API that better-sqlite3 13 is built against; with less it crashes the process. */
const NODE_API_NEEDED = 10;
const PROBE = "process.versions.napi + ' ' + (process.features.typescript ? 1 : 0)";
const QUIET = "--disable-warning=ExperimentalWarning";
/** Node 22.14 to 22.17 strip types only when asked. */
const STRIP = "--experimental-strip-types";

/**
 * A Node that will do: its binary, the flags that TypeScript files need, and what to add to the environment.
 * @typedef {{ binary: string, flags: string[], env: Record<string, string> }} Runtime
 */

/**
 * The workspace's Node, else the system's, else Electron's own binary.
 * @param {string} root the folder of package.json
 * @returns {Runtime}
 * @throws {SetupFailure} with a sentence when none will do
 */
export function findRuntime(root) {
  for (const candidate of candidates(root)) {
    const flags = flagsFor(candidate);
    if (flags !== null) return { ...candidate, flags };
  }
  throw new SetupFailure(
    `Runwright needs Node 22.14 or later and found none for ${process.platform} ${process.arch} ` +
      `(this is Node ${process.versions.node}). Install Node 24 from nodejs.org and start again.`,
  );
}

/** @param {string} root */
function candidates(root) {
  return [
    { binary: workspaceNode(root), env: {} },
    { binary: process.execPath, env: {} },
    { binary: electronBinary(root), env: { ELECTRON_RUN_AS_NODE: "1" } },
  ].filter(({ binary }) => existsSync(binary));
}

/**
 * Where Electron's binary lies if it is on the disk. Never asks the package itself: that starts a download.
 * @param {string} root
 */
function electronBinary(root) {
  const folder = join(root, "node_modules", "electron");
  const pathFile = join(folder, "path.txt");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8").trim() : "electron";
  const { ELECTRON_OVERRIDE_DIST_PATH: override } = process.env;
  return join(override ?? join(folder, "dist"), name);
}

/**
 * The flags with which this binary runs a TypeScript file on Node-API 10, or null when it cannot.
 * @param {{ binary: string, env: Record<string, string> }} candidate
 */
function flagsFor({ binary, env }) {
  for (const flags of [[QUIET], [QUIET, STRIP]]) {
    const answer = spawnSync(binary, [...flags, "-p", PROBE], { encoding: "utf8", env: { ...process.env, ...env } });
    if (answer.status !== 0) continue;
    const [nodeApi = 0, stripsTypes = 0] = answer.stdout.trim().split(" ").map(Number);
    if (!(nodeApi >= NODE_API_NEEDED)) return null;
    if (stripsTypes === 1) return flags;
  }
  return null;
}

/**
 * The environment of a child on this runtime: its folder first on the PATH, so that what it starts finds it too.
 * @param {Runtime} runtime
 */
export function environmentOf(runtime) {
  const separator = process.platform === "win32" ? ";" : ":";
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return { ...process.env, ...runtime.env, [name]: `${dirname(runtime.binary)}${separator}${process.env[name] ?? ""}` };
}
