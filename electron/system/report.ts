import { cpus, release, totalmem } from "node:os";

import { RELEASE } from "../../shared/contract/release.ts";
import { readLogs } from "./log.ts";

/*
 * What a person copies when they ask for help: facts about the installation and the newest lines of the log. Numbers and
 * names of software; no title, no path, no name of a person or of a machine.
 */

/** Which host is told of. */
export type ReportedHost = "electron" | "loopback" | "command line";

/** What is known of the open library: amounts only. Null when it cannot be said. */
export type LibraryAmounts = {
  readonly bytes: number;
  readonly runs: number;
  readonly steps: number;
  readonly words: number;
} | null;

/** Versions worth knowing, in this order; what is not there is left out. */
const VERSIONS = ["electron", "chrome", "node", "v8", "sqlite", "napi"] as const;
/** So many lines of each process's log. */
const LOG_LINES = 100;
const BYTES_PER_MB = 1_000_000;

/** The report as text, one fact a line. `sqlite` is the version of the library's engine where it is known. */
export function writeReport(facts: {
  readonly host: ReportedHost;
  readonly library: LibraryAmounts;
  readonly logs: string | null;
  readonly sqlite?: string;
}): string {
  const versions: Readonly<Record<string, string | undefined>> = { ...process.versions, sqlite: facts.sqlite };
  const lines = [
    `Runwright ${RELEASE} (${facts.host})`,
    `system: ${process.platform} ${release()} ${process.arch}`,
    ...VERSIONS.flatMap((name) => (versions[name] === undefined ? [] : [`${name}: ${versions[name]}`])),
    `processors: ${String(cpus().length)}, memory: ${megabytes(totalmem())} MB`,
    `language: ${Intl.DateTimeFormat().resolvedOptions().locale}`,
    facts.library === null
      ? "library: none open"
      : `library: ${megabytes(facts.library.bytes)} MB, ${String(facts.library.runs)} runs, ${String(facts.library.steps)} steps, ${String(facts.library.words)} words`,
  ];
  const log = facts.logs === null ? [] : readLogs(facts.logs, LOG_LINES);
  return [...lines, ...(log.length === 0 ? ["log: empty"] : ["log:", ...log])].join("\n");
}

function megabytes(bytes: number): string {
  return (bytes / BYTES_PER_MB).toFixed(1);
}
