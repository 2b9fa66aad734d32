/**
 * `node tools/run.mjs COMMAND [ARGUMENT…]`: installs what is missing, finds the right Node and runs the command on it.
 * The one door behind every npm script, since npm's own pre-scripts are off (see .npmrc). Runs on any Node from 18 on.
 */
import { spawn } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled, SetupFailure } from "./install.mjs";
import { environmentOf, findRuntime } from "./runtime.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Each command: the script that it runs and the arguments that come first. */
const COMMANDS = new Map([
  ["start", ["electron/hosts/start.ts"]],
  ["test", ["tools/test.ts"]],
  ["check", ["tools/check.ts"]],
  ["format", ["node_modules/oxfmt/bin/oxfmt"]],
  ["bench", ["tests/bench/run.ts"]],
  ["faults", ["tests/faults/run.ts"]],
  ["cli", ["electron/hosts/cli.ts"]],
  ["release", ["tools/release.ts"]],
]);

/** The commands that run on a library themselves. */
const ON_A_LIBRARY = new Set(["start", "cli"]);
/**
 * For these: half of the room for new objects, in MB. Left to itself V8 takes four times as much and keeps it, which is 100 MB
 * of an export that holds 40. `runwright` and `runwright.cmd` say the same.
 */
const SMALL_NURSERY = "--max-semi-space-size=16";

/** As in the command line: wrong usage, and a machine on which nothing can run. */
const EXIT_USAGE = 2;
const EXIT_SETUP = 3;

/** npm moves to the root; a file named on the command line is meant from the caller's folder. */
function callersFolder() {
  const { npm_lifecycle_event: script, INIT_CWD: caller } = process.env;
  return script === "cli" && caller !== undefined && process.cwd() === ROOT ? caller : process.cwd();
}

/**
 * Runs the script and ends as it ends: same exit code, same signal.
 * @param {string[]} script
 * @param {string[]} flags of Node, beside those that it needs here
 * @param {string[]} args
 * @param {string} folder
 */
function run([script = "", ...first], flags, args, folder) {
  const runtime = findRuntime(ROOT);
  const child = spawn(runtime.binary, [...runtime.flags, ...flags, join(ROOT, script), ...first, ...args], {
    cwd: folder,
    env: environmentOf(runtime),
    stdio: "inherit",
  });
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) {
    process.on(signal, () => {
      // A terminal sends Ctrl+C to the child as well; twice would read as "end at once".
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("error", (error) => fail(`Cannot start ${runtime.binary}: ${error.message}`));
  child.on("exit", (status, signal) => {
    if (signal === null) {
      process.exit(status ?? 1);
    }
    for (const handled of signals) process.removeAllListeners(handled);
    process.kill(process.pid, signal);
  });
}

/** @param {string} sentence */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(EXIT_SETUP);
}

const [command = "", ...args] = process.argv.slice(2);
const script = COMMANDS.get(command);
if (script === undefined) {
  process.stderr.write(`Usage: node tools/run.mjs ${[...COMMANDS.keys()].join("|")} [ARGUMENT…]\n`);
  process.exit(EXIT_USAGE);
}
try {
  await ensureInstalled(ROOT);
  run(script, ON_A_LIBRARY.has(command) ? [SMALL_NURSERY] : [], args, command === "cli" ? callersFolder() : ROOT);
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  fail(error.message);
}
