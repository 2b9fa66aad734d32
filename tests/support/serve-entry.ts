import "../../electron/hosts/require-node.ts";

import { runServe } from "../../electron/hosts/serve.ts";

/* Serves a library for the tests: LIBRARY PAGEFOLDER PORT. */
const [libraryPath = "", pageFolder = "", port = "null"] = process.argv.slice(2);
const served = await runServe({
  libraryPath,
  pageFolder,
  port: port === "null" ? null : Number(port),
  openWindow: false,
  print: (line) => process.stdout.write(`${line}\n`),
  say: (sentence) => process.stderr.write(`${sentence}\n`),
});
if (!served.ok) {
  process.stderr.write(`${served.failure.kind}: ${served.failure.message}\n`);
  process.exitCode = 3;
}
