import "./require-node.ts";

import { enableCompileCache } from "node:module";

import type { ExitCode } from "./cli/exit.ts";

/*
 * The command line (design: command line). Everything behind the guard above is loaded afterwards, with Node's compile
 * cache on: a command is a whole process each time, and most of a small one is loading code.
 */
enableCompileCache();
const { runCommandLine } = await import("./cli/program.ts");
const code: ExitCode = await runCommandLine(process.argv.slice(2));
process.exitCode = code;
