import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { onTestFinished } from "vitest";

const SCRIPT = new URL("library-child.ts", import.meta.url).pathname;
/** Debian's and most systems' "nobody": owns nothing. */
export const NOBODY = 65_534;

/** A process at work on a library (library-child.ts). */
export type LibraryChild = {
  /** Reads its next line. */
  line(): Promise<unknown>;
  /** All lines that came and were not read. */
  pending(): unknown[];
  /** Kills it as the system does when memory runs out: no code of its own runs any more. */
  kill(): Promise<void>;
};

/** Starts a process; it is killed when the test ends at the latest. */
export function startChild(act: "hold" | "import" | "save", path: string): LibraryChild {
  const child: ChildProcess = spawn(process.execPath, ["--no-warnings", SCRIPT, act, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error("No stdout");
  const lines = createInterface({ input: stdout });
  const come: unknown[] = [];
  let wake: (() => void) | null = null;
  lines.on("line", (line) => {
    come.push(JSON.parse(line));
    wake?.();
  });
  const closed = once(lines, "close");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await closed;
  };
  onTestFinished(kill);
  return {
    line: async () => {
      if (come.length === 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await Promise.race([promise, closed]);
      }
      if (come.length === 0) throw new Error("The child ended without another line");
      return come.shift();
    },
    pending: () => come.splice(0),
    kill,
  };
}

/** Runs a process to its end, as another user when asked; answers its line. */
export function askChild(act: "list" | "hold", path: string, userId?: number): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", SCRIPT, act, path], {
    encoding: "utf8",
    timeout: 60_000,
    ...(userId !== undefined && { uid: userId, gid: userId }),
  });
  if (stdout === "") throw new Error(`The child said nothing: ${stderr}`);
  return JSON.parse(stdout);
}

/** Why a child cannot be run as another user here, or null when it can. */
export function whyNoOtherUser(): string | null {
  if (process.getuid?.() !== 0) return "only root can start a process as another user";
  const { status, error } = spawnSync(process.execPath, ["--version"], { uid: NOBODY, gid: NOBODY });
  const { status: reads } = spawnSync(
    process.execPath,
    ["-e", `require("node:fs").readFileSync(${JSON.stringify(SCRIPT)})`],
    {
      uid: NOBODY,
      gid: NOBODY,
    },
  );
  if (error !== undefined || status !== 0 || reads !== 0) return "another user cannot reach the project's folder";
  return null;
}
