/**
 * What happens before there are any packages: `tools/run.mjs` in a small project of its own, with a stand-in for npm
 * that writes down its calls and behaves as told. The real npm, without a compiler and without Python, is tried by
 * `.ci/run`.
 */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "../../tools/program.ts";

/** How the stand-in npm behaves: how long it takes, what it says when it fails, when it leaves the bundler out. */
type NpmBehaviour = {
  readonly takesMs: number;
  readonly fails: string | null;
  readonly leavesOut: "nothing" | "on the first Node" | "always";
};

type Ended = {
  readonly status: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
};

const COMMAND_LINE = `process.stdout.write(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }));\n`;
const NO_SIGNALS = "Windows has no signals";
const WILL_DO: NpmBehaviour = { takesMs: 0, fails: null, leavesOut: "nothing" };

const OWN_NODE = `node_modules/node-${process.platform}-${process.arch}`;
/** A lock with two packages for this system and one for another, which is never expected. */
const LOCK = JSON.stringify({
  packages: {
    "": {},
    [OWN_NODE]: { optional: true, os: process.platform, cpu: process.arch },
    "node_modules/bundler": { optional: true, os: [process.platform], cpu: [process.arch] },
    "node_modules/elsewhere": { optional: true, os: ["plan9"] },
  },
});

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "runwright first run "));
  for (const path of ["tools/run.mjs", "tools/install.mjs", "tools/packages.mjs", "tools/runtime.mjs"])
    cpSync(join(ROOT, path), join(root, path));
  put("package.json", `{ "type": "module" }`);
  put("package-lock.json", LOCK);
  put("tools/node-runtime/package.json", "{}");
  put("electron/hosts/cli.ts", COMMAND_LINE);
  npmBehaves(WILL_DO);
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function npmBehaves({ takesMs, fails, leavesOut }: NpmBehaviour): void {
  const onOwnNode = `process.argv0.includes(".installing")`;
  const bundler = { nothing: "true", "on the first Node": onOwnNode, always: "false" }[leavesOut];
  put(
    "stand-in/npm-cli.cjs",
    `const fs = require("node:fs");
     fs.appendFileSync("calls", process.argv.slice(2).join(" ") + "\\n");
     if (fs.existsSync("busy")) throw new Error("two npm at once");
     fs.writeFileSync("busy", "");
     setTimeout(() => {
       fs.rmSync("busy");
       if (${JSON.stringify(fails)} !== null) { console.error(${JSON.stringify(fails)}); process.exit(1); }
       fs.rmSync("node_modules", { recursive: true, force: true });
       fs.mkdirSync("${OWN_NODE}/bin", { recursive: true });
       fs.symlinkSync(${JSON.stringify(process.execPath)}, "${OWN_NODE}/bin/node");
       fs.writeFileSync("${OWN_NODE}/package.json", "{}");
       if (${bundler}) {
         fs.mkdirSync("node_modules/bundler");
         fs.writeFileSync("node_modules/bundler/package.json", "{}");
       }
       fs.writeFileSync("node_modules/.package-lock.json", "{}");
     }, ${String(takesMs)});`,
  );
}

function npmCalls(): readonly string[] {
  const calls = join(root, "calls");
  return existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : [];
}

function run(...args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, npm_execpath: join(root, "stand-in/npm-cli.cjs"), npm_node_execpath: process.execPath };
  const child = spawn(process.execPath, ["tools/run.mjs", ...args], { cwd: root, env });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString("utf8")));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => {
      resolve({ status, signal, out, err });
    });
  });
}

describe("the first run", () => {
  it("[S2] installs, keeps stdout for the answer and passes arguments and the caller's folder on", async () => {
    const ended = await run("cli", "list", "--library", "a b.library");
    expect(ended.status, ended.err).toBe(0);
    expect(JSON.parse(ended.out)).toEqual({ args: ["list", "--library", "a b.library"], cwd: root });
    expect(npmCalls()).toEqual([expect.stringMatching(/^ci --include=dev --include=optional/)]);
  });

  it("[S2] installs once, and again when the lock changes", async () => {
    await run("cli");
    await run("cli");
    expect(npmCalls()).toHaveLength(1);
    put("package-lock.json", `${LOCK}\n`);
    await run("cli");
    expect(npmCalls()).toHaveLength(2);
  });

  it("[S2] accepts what somebody installed by hand after the lock was written", async () => {
    utimesSync(join(root, "package-lock.json"), 1, 1);
    put("node_modules/.package-lock.json", "{}");
    put(`${OWN_NODE}/package.json`, "{}");
    put("node_modules/bundler/package.json", "{}");
    expect((await run("cli")).status).toBe(0);
    expect(npmCalls()).toEqual([]);
  });

  it("[S2] completes what somebody installed by hand with packages left out", async () => {
    utimesSync(join(root, "package-lock.json"), 1, 1);
    put("node_modules/.package-lock.json", "{}");
    expect((await run("cli")).status).toBe(0);
    expect(npmCalls()).toHaveLength(1);
  });

  it("[S2] installs again on its own Node when npm left packages out on an older one", async () => {
    npmBehaves({ ...WILL_DO, leavesOut: "on the first Node" });
    const ended = await run("cli");
    expect(ended.status, ended.err).toBe(0);
    expect(npmCalls()).toHaveLength(2);
  });

  it("[S2] names the packages that npm leaves out whatever it runs on", async () => {
    npmBehaves({ ...WILL_DO, leavesOut: "always" });
    const ended = await run("cli");
    expect(ended.status).toBe(3);
    expect(ended.err).toContain("npm left out node_modules/bundler,");
    expect(existsSync(join(root, ".installing"))).toBe(false);
  });

  it("[S2] puts the link to the project's Node back when npm has taken it away", async ({ skip }) => {
    skip(process.platform === "win32", "npx finds a .cmd on Windows, which npm writes");
    expect((await run("cli")).status).toBe(0);
    expect(realpathSync(join(root, "node_modules/.bin/node"))).toBe(realpathSync(process.execPath));
  });

  it("[S2] lets one of several first runs install while the others wait", async () => {
    npmBehaves({ ...WILL_DO, takesMs: 400 });
    const ended = await Promise.all([run("cli"), run("cli"), run("cli")]);
    expect(ended.map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(npmCalls()).toHaveLength(1);
    expect(existsSync(join(root, ".installing"))).toBe(false);
  });

  it("[S2] takes over from an install whose process is gone", async () => {
    const gone = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => gone.on("close", resolve));
    put(".installing/pid", String(gone.pid));
    expect((await run("cli")).status).toBe(0);
    expect(npmCalls()).toHaveLength(1);
  });

  it.each([
    ["npm error code ENOTFOUND", "registry cannot be reached"],
    ["npm error code ENOSPC", "disk"],
    ["npm error code EACCES", "may not write"],
    ["npm error code EUSAGE", "do not fit together"],
    ["npm error something else", "its own words are above"],
  ])("[S2] tells in one sentence what to do after: %s", async (words, sentence) => {
    npmBehaves({ ...WILL_DO, fails: words });
    const ended = await run("cli");
    expect(ended.status).toBe(3);
    expect(ended.err).toContain(words);
    expect(ended.err).toContain(sentence);
    expect(ended.err).not.toContain("    at ");
    expect(ended.out).toBe("");
    expect(existsSync(join(root, ".installing"))).toBe(false);
  });

  it("[S2] refuses an unknown command with its usage", async () => {
    const ended = await run("strat");
    expect(ended.status).toBe(2);
    expect(ended.err).toContain("start|test|check");
  });
});

describe("a command that ends", () => {
  it("[S3] passes its exit code on", async () => {
    put("electron/hosts/cli.ts", "process.exit(7 as number);\n");
    expect((await run("cli")).status).toBe(7);
  });

  it("[S3] ends by the signal that ended it", async ({ skip }) => {
    skip(process.platform === "win32", NO_SIGNALS);
    put("electron/hosts/cli.ts", `process.kill(process.pid, "SIGKILL");\n`);
    expect((await run("cli")).signal).toBe("SIGKILL");
  });

  it("[S3] hears the signals that were sent to its parent", async ({ skip }) => {
    skip(process.platform === "win32", NO_SIGNALS);
    put(
      "electron/hosts/cli.ts",
      `process.on("SIGTERM", () => { process.stdout.write("flushed"); process.exit(0); });
       setInterval(() => {}, 1000);
       process.kill(process.ppid, "SIGTERM");\n`,
    );
    expect(await run("cli")).toMatchObject({ status: 0, out: "flushed" });
  });
});
