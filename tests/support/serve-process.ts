import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A host that serves a library in a process of its own, so that it can be ended and killed. */
export type ServeProcess = {
  readonly child: ChildProcess;
  /** The printed address; rejects with what was said when the host ends without one. */
  readonly url: Promise<string>;
  /** The exit code, null after a kill. */
  readonly ended: Promise<number | null>;
  readonly said: () => string;
};

const ENTRY = fileURLToPath(new URL("serve-entry.ts", import.meta.url));

/** Starts a host for a library, as `serve --no-open` does, with the page of a test. */
export function startServe(libraryPath: string, pageFolder: string, port: number | null = null): ServeProcess {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", ENTRY, libraryPath, pageFolder, String(port)],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const firstLine = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    void ended.then(() => reject(new Error(`The host ended: ${said}`)));
  });
  const url = firstLine.then((line) => {
    const told: unknown = JSON.parse(line);
    if (typeof told !== "object" || told === null || !("url" in told) || typeof told.url !== "string") {
      throw new Error(`The first line is no address: ${line}`);
    }
    return told.url;
  });
  url.catch(() => undefined);
  return { child, url, ended, said: () => said };
}
