import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";

/*
 * The built parts of the app. In a source tree they are built when they are missing or older than what they are made
 * of (about a second); where there are no sources, they are what came with the app.
 */

/** The folder of package.json. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** One vite build: its configuration and, where that builds several things, the mode. */
type Build = { readonly config: string; readonly mode?: string };

type Part = {
  readonly folder: string;
  readonly proof: string;
  readonly from: readonly string[];
  readonly builds: readonly Build[];
};

const PAGE: Part = {
  folder: "dist/page",
  proof: "index.html",
  from: ["renderer", "shared", "docs/guides", "tools/licences.ts", "vite.page.config.ts", "package-lock.json"],
  builds: [{ config: "vite.page.config.ts" }],
};

const DESKTOP: Part = {
  folder: "dist/desktop",
  proof: "preload.cjs",
  from: ["electron", "shared", "tools/licences.ts", "vite.desktop.config.ts", "package-lock.json"],
  builds: [
    { config: "vite.desktop.config.ts", mode: "node" },
    { config: "vite.desktop.config.ts", mode: "preload" },
  ],
};

/** The folder of the built page; `internal` with vite's own words when it cannot be built. */
export function builtPage(root = ROOT): Promise<Outcome<string, Failure>> {
  return built(PAGE, root);
}

/** The folder of Electron's main, preload and backend bundles. */
export function builtDesktop(root = ROOT): Promise<Outcome<string, Failure>> {
  return built(DESKTOP, root);
}

async function built(part: Part, root: string): Promise<Outcome<string, Failure>> {
  const folder = join(root, part.folder);
  const sources = part.from.map((path) => join(root, path));
  const madeAt = statSync(join(folder, part.proof), { throwIfNoEntry: false })?.mtimeMs ?? null;
  if (!sources.every((path) => existsSync(path))) {
    return madeAt === null
      ? failed(plainFailure("missing", `${folder} is missing: install Runwright again.`))
      : success(folder);
  }
  if (madeAt !== null && Math.max(...sources.map(newestIn)) <= madeAt) return success(folder);
  // Beside its place and moved there whole: whoever starts at the same moment finds the old parts or the new ones.
  const making = `${folder}.${String(process.pid)}`;
  try {
    mkdirSync(making, { recursive: true });
    for (const build of part.builds) {
      const complaint = await runVite(root, build, making);
      if (complaint !== null) {
        return failed(plainFailure("internal", `${part.folder} could not be built:\n${complaint}`));
      }
    }
    moveInto(folder, making);
    return success(folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Puts the new part in the old one's place; another process that has just done the same is as good. */
function moveInto(folder: string, making: string): void {
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(making, folder);
  } catch (error) {
    const isThere =
      error instanceof Error && "code" in error && (error.code === "ENOTEMPTY" || error.code === "EEXIST");
    if (!isThere) throw error;
  }
}

/** When something in a file or folder last changed, in milliseconds; a folder's own time tells of what was taken away. */
function newestIn(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isFile())
    .map((entry) => newestIn(join(path, entry.name)))
    .reduce((newest, time) => Math.max(newest, time), stat.mtimeMs);
}

/** Runs one build; answers null when it went well, else what vite had to say. */
function runVite(root: string, { config, mode }: Build, folder: string): Promise<string | null> {
  const args = ["build", "--config", config, "--outDir", folder, "--logLevel", "warn"];
  const vite = spawn(
    process.execPath,
    [join(root, "node_modules/vite/bin/vite.js"), ...args, ...(mode === undefined ? [] : ["--mode", mode])],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"] },
  );
  const said: Buffer[] = [];
  vite.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  vite.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  return new Promise((settle) => {
    vite.on("error", (error) => settle(error.message));
    vite.on("close", (status) => settle(status === 0 ? null : Buffer.concat(said).toString("utf8")));
  });
}
