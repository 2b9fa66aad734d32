import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

import { LOG_NAMES, LogEntry, type LogName } from "./log-entry.ts";

/*
 * The log: one JSON line an entry, a file a process, kept on this machine alone. A file that has grown past its size
 * becomes the older one, so that a log of years takes no more room than one of days.
 */

/** A file of the log is put aside when it is larger. */
export const MAX_LOG_BYTES = 256 * 1024;
/** Older files beside the present one: `main.1.log`, `main.2.log`. */
export const OLDER_LOGS = 2;

/** Notes what happened. Never fails: whatever is wrong with the disk, the work goes on without a log. */
export type Log = { readonly note: (entry: LogEntry) => void };

/** A log that keeps nothing. */
export const NO_LOG: Log = { note: () => undefined };

/** Opens the log of one process in a folder, which is made with the first entry. */
export function openLog(folder: string, name: LogName, clock: () => number = Date.now): Log {
  const path = fileOf(folder, name, 0);
  let isUsable = true;
  return {
    note(entry) {
      if (!isUsable) return;
      const fit = LogEntry.safeParse(entry);
      const line = JSON.stringify({ at: new Date(clock()).toISOString(), ...(fit.success ? fit.data : UNFIT) });
      isUsable = attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        rotate(folder, name, path);
        appendFileSync(path, `${line}\n`, { mode: 0o600 });
      });
    },
  };
}

/** The newest lines of all files in a folder, oldest first and each under the name of its file; none where there is no log. */
export function readLogs(folder: string, lines: number): string[] {
  return LOG_NAMES.flatMap((name) => {
    const kept = [...Array(OLDER_LOGS + 1).keys()].toReversed().flatMap((age) => linesOf(fileOf(folder, name, age)));
    return kept.length === 0 ? [] : [`${name}:`, ...kept.slice(-lines)];
  });
}

const UNFIT: LogEntry = { event: "unfit" };

function fileOf(folder: string, name: LogName, age: number): string {
  return join(folder, age === 0 ? `${name}.log` : `${name}.${String(age)}.log`);
}

function rotate(folder: string, name: LogName, path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < MAX_LOG_BYTES) return;
  rmSync(fileOf(folder, name, OLDER_LOGS), { force: true });
  for (let age = OLDER_LOGS - 1; age >= 0; age -= 1) {
    const from = fileOf(folder, name, age);
    if (existsSync(from)) renameSync(from, fileOf(folder, name, age + 1));
  }
}

/** Lines that are entries of ours; a file that somebody else has written into gives nothing else away. */
function linesOf(path: string): string[] {
  let text = "";
  attempt(() => {
    text = readFileSync(path, "utf8");
  });
  return text.split("\n").filter((line) => isEntry(line));
}

function isEntry(line: string): boolean {
  try {
    const read: unknown = JSON.parse(line);
    if (typeof read !== "object" || read === null || !("at" in read)) return false;
    const { at, ...entry } = read;
    return (
      typeof at === "string" && !Number.isNaN(Date.parse(at)) && at.length < 40 && LogEntry.safeParse(entry).success
    );
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** True when it went well; a refusal of the system is no fault of ours, anything else is. */
function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}
