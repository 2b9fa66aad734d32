import { resolve } from "node:path";

import { logFolder } from "../../system/data-folder.ts";
import { runServe } from "../serve.ts";
import { EXIT, type ExitCode } from "./exit.ts";
import type { Printer } from "./printer.ts";

/**
 * `serve --library LIB --port N --no-open`: the app over the loopback until SIGTERM or Ctrl+C, which flush and close.
 * The first line on stdout is `{ "url" }`, with or without `--json`.
 */
export async function serve(
  printer: Printer,
  options: { library: string; port?: number; open: boolean },
): Promise<ExitCode> {
  const served = await runServe({
    libraryPath: resolve(options.library),
    port: options.port ?? null,
    openWindow: options.open,
    print: (line) => process.stdout.write(`${line}\n`),
    logs: logFolder(),
    say: (sentence) => printer.say(sentence),
  });
  return served.ok ? EXIT.done : printer.refuse(served.failure);
}
