import { writeSync } from "node:fs";

import { z } from "zod";

import { runCommandLine } from "../../electron/hosts/cli/program.ts";

/*
 * Several command lines one after the other in one process, each as `--json`; after each answer its exit code in a line of its
 * own. Given as JSON: a list of lists of arguments.
 */
for (const args of z.array(z.array(z.string())).parse(JSON.parse(process.argv[2] ?? ""))) {
  const code = await runCommandLine([...args, "--json"]);
  writeSync(1, `${String(code)}\n`);
}
