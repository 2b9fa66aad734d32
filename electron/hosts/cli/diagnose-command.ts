import { resolve } from "node:path";

import { logFolder } from "../../system/data-folder.ts";
import { diagnose } from "../diagnose.ts";
import { EXIT, type ExitCode } from "./exit.ts";
import type { Printer } from "./printer.ts";

/** `diagnose --library LIB`: 0 when everything that Runwright stands on works, else 3. */
export async function diagnoseCommand(printer: Printer, library: string | null): Promise<ExitCode> {
  const libraryPath = library === null ? null : resolve(library);
  const { text, isSound } = await diagnose({ host: "command line", libraryPath, logs: logFolder() });
  printer.answer({ sound: isSound, report: text }, text.split("\n"));
  return isSound ? EXIT.done : EXIT.libraryOrDisk;
}
