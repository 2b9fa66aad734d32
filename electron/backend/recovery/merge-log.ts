import type { Query, WritingConnection } from "../storage/connection.ts";
import { FACTS, type RowOf } from "./facts.ts";
import type { Merging } from "./merge-facts.ts";

/*
 * The writing log as it comes in: rows of it that are not there are added behind. Equal rows are no doubles (two acts of one
 * save may be alike), so each row of the library answers for one row of the file: first the one of the same number, which it
 * is unless it was written since the backup, then any other that says the same.
 */

type Entry = RowOf<"writing_log">;
const BY_NUMBER: Query<Entry> = { sql: "SELECT * FROM writing_log WHERE sequence = ?", row: FACTS.writing_log.row };
const ALL: Query<Entry> = { sql: "SELECT * FROM writing_log", row: FACTS.writing_log.row };

/** Brings in what is missing; steps and runs must be in. */
export function mergeLog(merging: Merging, found: readonly Entry[]): void {
  const { connection, tallies } = merging;
  const matched = new Set<number>();
  const unmatched: Entry[] = [];
  for (const entry of found) {
    const here = entryHere(merging, entry);
    if (here === null) continue;
    const same = connection.first(BY_NUMBER, here.sequence);
    if (same !== undefined && traceOf(same) === traceOf(here)) matched.add(here.sequence);
    else unmatched.push(here);
  }
  const missing = unmatched.length === 0 ? [] : withoutThose(unmatched, tracesBeside(connection, matched));
  for (const entry of missing) insert(connection, entry);
  tallies.add("log", found.length, missing.length);
}

/**
 * An entry with the library's own numbers; null where its run did not come in. The log outlives what it speaks of: a step
 * that did not come in has the number of no step (as in package/keep-packed.ts).
 */
function entryHere({ keys }: Merging, entry: Entry): Entry | null {
  const run = keys.of("runs", entry.run);
  if (run === null) return null;
  return {
    ...entry,
    run,
    step: keys.of("steps", entry.step) ?? -run,
    person: keys.of("people", entry.person) ?? 0,
    device: keys.of("devices", entry.device) ?? 0,
  };
}

function traceOf({ sequence: _sequence, ...entry }: Entry): string {
  return JSON.stringify(Object.values(entry));
}

/** How often each entry stands in the library, without those that are matched. */
function tracesBeside(connection: WritingConnection, matched: ReadonlySet<number>): Map<string, number> {
  const traces = new Map<string, number>();
  for (const entry of connection.each(ALL)) {
    if (matched.has(entry.sequence)) continue;
    const trace = traceOf(entry);
    traces.set(trace, (traces.get(trace) ?? 0) + 1);
  }
  return traces;
}

function withoutThose(entries: readonly Entry[], there: Map<string, number>): Entry[] {
  return entries
    .toSorted((one, other) => one.sequence - other.sequence)
    .filter((entry) => {
      const trace = traceOf(entry);
      const count = there.get(trace) ?? 0;
      there.set(trace, count - 1);
      return count <= 0;
    });
}

function insert(connection: WritingConnection, { sequence: _sequence, ...entry }: Entry): void {
  const columns = Object.keys(entry);
  connection.run(
    `INSERT INTO writing_log (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    ...Object.values(entry),
  );
}
