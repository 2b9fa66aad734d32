/*
 * Which backups stay (docs/durability.md, Backups): one an hour for a day, one a day for a week, one a week for five weeks,
 * one in four weeks for a year. The newest good one always stays; what was made before an act or asked for stays a week
 * at least. While a backup with far fewer words waits for the person's word, no good one goes. All together take at most 4
 * GiB, of which the newest three are never counted out.
 *
 * As in the history (history/thin.ts) no backup counts as younger than the one made after it: clocks jump.
 */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

const RULES: readonly { readonly upToMs: number; readonly everyMs: number }[] = [
  { upToMs: DAY_MS, everyMs: HOUR_MS },
  { upToMs: WEEK_MS, everyMs: DAY_MS },
  { upToMs: 5 * WEEK_MS, everyMs: WEEK_MS },
  { upToMs: 52 * WEEK_MS, everyMs: 4 * WEEK_MS },
];

/** The most room that the backups of one place take, in bytes. */
const MAX_BYTES = 4 * 1024 ** 3;
const NEVER_COUNTED_OUT = 3;

/** What the rule looks at. */
export type Kept = {
  readonly name: string;
  readonly at: number;
  readonly why: string;
  readonly bytes: number;
  readonly fewerWords: boolean;
};

/** The names of those that may go; `backups` come the newest first. */
export function backupsToDrop(backups: readonly Kept[], nowUtcMs: number): Set<string> {
  const [newest] = backups;
  if (newest?.fewerWords === true) {
    // Of those that wait for the person's word the newest is enough.
    const waiting = backups.filter(({ fewerWords, why }) => fewerWords && why === "hourly");
    return new Set(waiting.filter((backup) => backup !== newest).map(({ name }) => name));
  }
  const kept: Kept[] = [];
  const stretches = new Set<string>();
  let time = Infinity;
  for (const [index, backup] of backups.entries()) {
    time = Math.min(time, backup.at);
    const ageMs = nowUtcMs - time;
    const rule = RULES.find(({ upToMs }) => ageMs < upToMs);
    const stretch = rule === undefined ? null : `${String(rule.everyMs)} ${String(Math.floor(time / rule.everyMs))}`;
    const isLateEnough = backup.why !== "hourly" && ageMs < WEEK_MS;
    if (index === 0 || isLateEnough || (stretch !== null && !stretches.has(stretch))) kept.push(backup);
    if (stretch !== null) stretches.add(stretch);
  }
  const staying = withinRoom(kept);
  return new Set(backups.filter((backup) => !staying.has(backup.name)).map(({ name }) => name));
}

function withinRoom(kept: readonly Kept[]): Set<string> {
  const staying = new Set<string>();
  let bytes = 0;
  for (const [index, backup] of kept.entries()) {
    bytes += backup.bytes;
    if (index < NEVER_COUNTED_OUT || bytes <= MAX_BYTES) staying.add(backup.name);
  }
  return staying;
}

/** A backup with fewer words than this share of the last good one, and at least so many fewer, is not taken for good. */
const SHARE_LEFT = 0.8;
const WORDS_GONE = 500;

/** Whether words fell so far that a person should say whether that is right. */
export function isSharpDrop(before: number, now: number): boolean {
  return now < before * SHARE_LEFT && before - now >= WORDS_GONE;
}
