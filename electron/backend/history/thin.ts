import { z } from "zod";

import { type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { putText } from "./put-text.ts";
import { LONGEST_CHAIN, packedText } from "./texts.ts";

/*
 * Versions thin out with age (docs/durability.md, History): of the last day every one stays; then the last of an hour for a
 * week, of a day for a month, of a week for a year, and of four weeks for good. Beside these stay the newest and the
 * first of every section and what a snapshot stands on. A version that leaned on one that goes is packed anew.
 *
 * Age is taken from a clock that may jump: walking back from the newest, no version counts as younger than the one after
 * it, so a clock that ran ahead for a while holds nothing back for ever.
 */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** Up to which age one version of which stretch of time stays; the last rule holds for good. */
const RULES: readonly { readonly upToMs: number; readonly everyMs: number }[] = [
  { upToMs: WEEK_MS, everyMs: HOUR_MS },
  { upToMs: 30 * DAY_MS, everyMs: DAY_MS },
  { upToMs: 365 * DAY_MS, everyMs: WEEK_MS },
  { upToMs: Infinity, everyMs: 4 * WEEK_MS },
];

/** What thinning looks at, the newest first. */
export type Thinned = { readonly key: number; readonly changedAt: number; readonly base: number | null };

/** The versions of one section that may go. `snapshots` are the last versions of snapshots of the run. */
export function versionsToDrop(
  versions: readonly Thinned[],
  snapshots: readonly number[],
  nowUtcMs: number,
): Set<number> {
  const kept = new Set<number>();
  const newest = versions[0];
  const first = versions.at(-1);
  if (newest === undefined || first === undefined) return kept;
  kept.add(newest.key).add(first.key);
  for (const mark of snapshots) {
    const standing = versions.find(({ key }) => key <= mark);
    if (standing !== undefined) kept.add(standing.key);
  }
  const stretches = new Set<string>();
  let time = Infinity;
  for (const { key, changedAt } of versions) {
    time = Math.min(time, changedAt);
    const stretch = stretchOf(time, nowUtcMs - time);
    if (stretch === null || !stretches.has(stretch)) kept.add(key);
    if (stretch !== null) stretches.add(stretch);
  }
  return new Set(versions.map(({ key }) => key).filter((key) => !kept.has(key)));
}

function stretchOf(utcMs: number, ageMs: number): string | null {
  if (ageMs < DAY_MS) return null;
  const rule = RULES.find(({ upToMs }) => ageMs < upToMs);
  return rule === undefined ? null : `${String(rule.everyMs)} ${String(Math.floor(utcMs / rule.everyMs))}`;
}

const VERSIONS_OF_PART: Query<Thinned> = {
  sql: "SELECT key, changed_at AS changedAt, base FROM versions WHERE step = ? AND section = ? ORDER BY key DESC",
  row: z.object({ key: z.int(), changedAt: z.int(), base: z.int().nullable() }),
};
const SNAPSHOTS: Query<{ mark: number }> = {
  sql: "SELECT last_version AS mark FROM snapshots WHERE run = ?",
  row: z.object({ mark: z.int() }),
};

/** Which part of which step, by the library's own numbers. */
export type PartKeys = { readonly runKey: number; readonly stepKey: number; readonly code: number };

/** Thins the versions of one part, inside the caller's transaction. */
export function thinPart(connection: WritingConnection, { runKey, stepKey, code }: PartKeys, nowUtcMs: number): void {
  const versions = connection.all(VERSIONS_OF_PART, stepKey, code);
  if (versions.length <= 2) return;
  const snapshots = connection.all(SNAPSHOTS, runKey).map(({ mark }) => mark);
  const dropped = versionsToDrop(versions, snapshots, nowUtcMs);
  if (dropped.size === 0) return;
  const repacked = newBases(versions, dropped).map(({ key, base }) => ({
    key,
    base,
    // Read while everything is there.
    text: packedText(connection, key).text,
  }));
  for (const key of dropped) connection.run("DELETE FROM versions WHERE key = ?", key);
  for (const { key, base, text } of repacked) putText(connection, key, text, base);
}

/**
 * The versions that have to be packed anew when others go, the oldest first, each with the version that it may lean on:
 * those that leaned on one that goes, and beginnings of chains that have become short enough to hang on to the one before.
 */
export function newBases(
  versions: readonly Thinned[],
  dropped: ReadonlySet<number>,
): { readonly key: number; readonly base: number | null }[] {
  const baseOf = new Map(versions.map(({ key, base }) => [key, base]));
  const standing = (base: number | null): number | null => {
    let at = base;
    while (at !== null && dropped.has(at)) at = baseOf.get(at) ?? null;
    return at;
  };
  // The newest holds no text of its own: it is what the step is.
  const kept = versions.slice(1).filter(({ key }) => !dropped.has(key));
  const heights = new Map<number, number>();
  for (const { key, base } of kept) {
    const below = standing(base);
    if (below !== null) heights.set(below, Math.max(heights.get(below) ?? 0, (heights.get(key) ?? 0) + 1));
  }
  const chains = new Map<number, number>();
  let before: number | null = null;
  const changed: { key: number; base: number | null }[] = [];
  for (const { key, base } of kept.toReversed()) {
    let now = standing(base);
    if (now === null && before !== null) {
      const length = (chains.get(before) ?? 1) + 1 + (heights.get(key) ?? 0);
      if (length <= LONGEST_CHAIN) now = before;
    }
    chains.set(key, now === null ? 1 : (chains.get(now) ?? 1) + 1);
    if (now !== base) changed.push({ key, base: now });
    before = key;
  }
  return changed;
}

/** Parts thinned in one transaction: short enough for a save to wait for. */
const PARTS_AT_ONCE = 50;

const PartRow = z.object({ runKey: z.int(), stepKey: z.int(), code: z.int(), count: z.int() });
const PARTS_AFTER: Query<z.infer<typeof PartRow>> = {
  sql: `SELECT run AS runKey, step AS stepKey, section AS code, count(*) AS count FROM versions
        WHERE (step, section) > (?, ?) GROUP BY step, section ORDER BY step, section LIMIT ?`,
  row: PartRow,
};

/** Where a sweep goes on; null when it has been everywhere. */
export type SweepPlace = { readonly stepKey: number; readonly code: number } | null;

/** Thins some parts that nobody has written in since; answers where to go on. The writing of a part thins it anyway. */
export function sweepVersions(library: WritingLibrary, from: SweepPlace): Outcome<SweepPlace, LibraryFailure> {
  return library.write<SweepPlace, never>((connection) => {
    const parts = connection.all(PARTS_AFTER, from?.stepKey ?? 0, from?.code ?? -1, PARTS_AT_ONCE);
    const { utcMs } = library.clock();
    for (const part of parts) if (part.count > 2) thinPart(connection, part, utcMs);
    const last = parts.at(-1);
    return success(last === undefined ? null : { stepKey: last.stepKey, code: last.code });
  });
}
