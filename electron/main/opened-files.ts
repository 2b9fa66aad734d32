import { statSync } from "node:fs";
import { extname, resolve } from "node:path";

/** Endings of files that the app takes from the system: runs, answers, everything in a container of ours. */
const TAKEN = new Set([".json", ".runpkg", ".jsonl", ".parquet", ".docx"]);
/** As many files as a person opens at once. */
const MOST_FILES = 1_000;

/**
 * The files that a command line names for the app: whatever is no option, is there, and is a file of a kind that
 * the app reads. A package's own name is data: it is resolved against the folder of the start and never looked into.
 */
export function filesNamed(args: readonly string[], folder: string): string[] {
  return args
    .filter((argument) => !argument.startsWith("-") && TAKEN.has(extname(argument).toLowerCase()))
    .slice(0, MOST_FILES)
    .map((argument) => resolve(folder, argument))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}
