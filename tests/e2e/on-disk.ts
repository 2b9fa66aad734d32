import { spawn } from "node:child_process";
import Database from "better-sqlite3";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

import type { App } from "../support/launch-app.ts";
import { type BountyFile, readFile } from "./bounty-model.ts";

const CLI = resolve(import.meta.dirname, "../../electron/hosts/cli.ts");

/** SQLite's files: the library, what was committed and not yet moved into it, and the index of that. */
const PARTS = ["", "-wal", "-shm"];

/**
 * The only run of a library as the disk has it now. The files are copied first and read with the command line, so that
 * neither the app nor this look changes what the other finds; call it while no host lives.
 */
export async function runOnDisk(app: App): Promise<BountyFile> {
  const folder = mkdtempSync(join(app.folder, "look-"));
  const copy = join(folder, basename(app.libraryPath));
  for (const part of PARTS) {
    if (existsSync(app.libraryPath + part)) copyFileSync(app.libraryPath + part, copy + part);
  }
  const out = join(folder, "out");
  await cli(["export", "all", "--library", copy, "--format", "bounty", "--out", out]);
  const [file = "", ...more] = readdirSync(out);
  if (more.length > 0) throw new Error("The library holds several runs");
  return readFile(readFileSync(join(out, file), "utf8"));
}

/** Where the author of the library's only run is kept to be: the place as the library has it, and "" before there is one. */
export function placeOnDisk(app: App): string {
  const library = new Database(app.libraryPath, { readonly: true, fileMustExist: true });
  try {
    const place: unknown = library.prepare("SELECT place FROM runs").pluck().get();
    return typeof place === "string" ? place : "";
  } finally {
    library.close();
  }
}

function cli(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", CLI, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  return new Promise((settle, reject) => {
    child.once("exit", (code) => (code === 0 ? settle() : reject(new Error(`runwright ${args.join(" ")}: ${said}`))));
  });
}
