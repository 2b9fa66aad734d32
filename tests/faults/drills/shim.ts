import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SOURCE = join(import.meta.dirname, "disk-shim.c");
const ROOT = "RUNWRIGHT_DRILL_ROOT";
const CONTROL = "RUNWRIGHT_DRILL_CONTROL";
const LOG = "RUNWRIGHT_DRILL_LOG";

/** Why the disk cannot be watched here, or null when it can. */
export function whyNoShim(): string | null {
  if (process.platform !== "linux") return "the disk is watched by a preloaded library, on Linux only";
  return compiler() === null ? "no C compiler (cc) is here to build the library that watches the disk" : null;
}

function compiler(): string | null {
  return ["cc", "gcc", "clang"].find((name) => spawnSync(name, ["--version"]).status === 0) ?? null;
}

let built: string | null = null;

/** The shim, built once for this process and taken away with it; answers the library's path. */
function shimLibrary(): string {
  if (built !== null) return built;
  const name = compiler();
  if (name === null) throw new Error("No C compiler");
  const folder = mkdtempSync(join(tmpdir(), "runwright-shim-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const library = join(folder, "disk-shim.so");
  const made = spawnSync(name, ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-o", library, SOURCE], {
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`The shim does not compile: ${made.stderr}`);
  built = library;
  return library;
}

/** The environment of a process whose disk is watched below `root`; the log begins when the process asks for it. */
export function watchedEnvironment(root: string, log: string): NodeJS.ProcessEnv {
  return { ...process.env, LD_PRELOAD: shimLibrary(), [ROOT]: root, [CONTROL]: `${log}.control`, [LOG]: log };
}

/** The numbers of the errors that a disk answers, on Linux. */
export const ERROR_NUMBERS = { EIO: 5, ENOSPC: 28 } as const;
export type DiskError = keyof typeof ERROR_NUMBERS;

/** What the watched process itself tells the shim. Throws in a process that is not watched. */
export class ShimControl {
  readonly #path: string;
  readonly #handle: number;

  constructor() {
    const path = process.env[CONTROL];
    if (path === undefined) throw new Error("This process runs without the shim");
    this.#path = path;
    // Only the shim knows this path: where it is missing, the name is not there and this throws.
    this.#handle = openSync(path, "r+");
  }

  record(): void {
    this.#tell("record");
  }

  /** Puts a word into the log. */
  mark(text: string): void {
    this.#tell(`mark ${text}`);
  }

  /** The `n`-th act on the disk from now on fails, counted from 1; with "lasting" every later one too. */
  failAt(n: number, error: DiskError, lasts: "once" | "lasting"): void {
    this.#tell(`fail ${String(n)} ${String(ERROR_NUMBERS[error])} ${lasts}`);
  }

  /** Ends the failing; answers how many acts there were since `failAt` and how many of them failed. */
  relieve(): { readonly acts: number; readonly failures: number } {
    this.#tell("count");
    const [acts = 0, failures = 0] = readFileSync(`${this.#path}.answer`, "utf8").split(" ").map(Number);
    return { acts, failures };
  }

  close(): void {
    closeSync(this.#handle);
  }

  #tell(order: string): void {
    writeSync(this.#handle, order);
  }
}
