import { z } from "zod";

import type { Act } from "../../../shared/contract/save.ts";
import type { VersionedPart } from "../../../shared/contract/history-methods.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { actCode } from "../runs/codes.ts";
import type { Writing } from "../runs/provenance.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import { pack } from "./packing.ts";
import { hasSomething, PARTS, partCode, partText, partWords } from "./parts.ts";
import { putText } from "./put-text.ts";
import { thinPart } from "./thin.ts";

/*
 * Versions as they come into being, inside the save's transaction (docs/durability.md, History).
 *
 * By default a save would leave a version of its own, ten in a sentence. So saves of one burst share one row: it says when
 * the burst began and last went on, and holds no text, since the step does. Only when the next burst begins is the text
 * that it replaces packed into the row, once; a save costs one look-up and one small update.
 *
 * A burst is the writing of one person at one device in one section, with pauses of less than three minutes, for at most
 * twenty. It also ends where a save takes much away at once, at a snapshot, at an act that stands alone (a restore, a
 * replace-all), and when the clock was set back.
 */

/** A pause of this length ends a burst. */
export const BURST_PAUSE_MS = 3 * 60_000;
/** A burst is at most this long. */
export const BURST_LENGTH_MS = 20 * 60_000;
/** A save that takes away this share of a section and at least this many units of it ends the burst before it. */
const CUT_SHARE = 0.5;
const CUT_UNITS = 200;

/** A step as a save changed it. */
export type KeptChange = {
  readonly stepKey: number;
  /** Null for a step that comes new. */
  readonly before: StepContent | null;
  readonly after: StepContent;
  /** The acts of this step. */
  readonly acts: readonly Act[];
  /** A restore: every part that changes becomes a version of its own. */
  readonly standsAlone: boolean;
};

type Head = {
  readonly key: number;
  readonly person: number | null;
  readonly device: number | null;
  readonly began_at: number;
  readonly changed_at: number;
  readonly stands_alone: number;
  readonly last_snapshot: number | null;
};

const HEAD: Query<Head> = {
  sql: `SELECT key, person, device, began_at, changed_at, stands_alone,
          (SELECT max(last_version) FROM snapshots WHERE snapshots.run = versions.run) AS last_snapshot
        FROM versions WHERE step = ? AND section = ? ORDER BY key DESC LIMIT 1`,
  row: z.object({
    key: z.int(),
    person: z.int().nullable(),
    device: z.int().nullable(),
    began_at: z.int(),
    changed_at: z.int(),
    stands_alone: z.int(),
    last_snapshot: z.int().nullable(),
  }),
};

const LAST_PACKED: Query<{ key: number }> = {
  sql: "SELECT key FROM versions WHERE step = ? AND section = ? AND content IS NOT NULL ORDER BY key DESC LIMIT 1",
  row: z.object({ key: z.int() }),
};

/** Keeps what a save changed in one step, part by part. */
export function keepVersions(connection: WritingConnection, writing: Writing, change: KeptChange): void {
  for (const part of PARTS) {
    const after = partText(change.after, part);
    const before = change.before === null ? null : partText(change.before, part);
    if (before === after) continue;
    if (before === null && !hasSomething(change.after, part)) continue;
    keepPart(connection, writing, change, part, { before, after });
  }
}

function keepPart(
  connection: WritingConnection,
  writing: Writing,
  change: KeptChange,
  part: VersionedPart,
  { before, after }: { readonly before: string | null; readonly after: string },
): void {
  const { stepKey } = change;
  const code = partCode(part);
  const act = mainAct(change.acts, part);
  const standsAlone = change.standsAlone || act?.kind === "replaced";
  const words = partWords(change.after, part);
  const head = connection.first(HEAD, stepKey, code);
  const { utcMs, offsetMinutes } = writing.now;
  if (head !== undefined && !standsAlone && goesOn(head, writing) && !isCut(before, after)) {
    connection.run(
      "UPDATE versions SET changed_at = ?, changed_offset = ?, words = ? WHERE key = ?",
      utcMs,
      offsetMinutes,
      words,
      head.key,
    );
    return;
  }
  if (before !== null && change.before !== null) {
    if (head !== undefined) fill(connection, stepKey, code, head.key, before);
    else if (hasSomething(change.before, part)) keepBeginning(connection, writing, change, part, before);
  }
  connection.run(
    `INSERT INTO versions (run, step, section, kind, stands_alone, batch, person, device, began_at, changed_at,
       changed_offset, words)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    writing.runKey,
    stepKey,
    code,
    actCode(act?.kind ?? (change.standsAlone ? "restored" : "typed")),
    standsAlone ? 1 : 0,
    writing.batchKey,
    writing.personKey,
    writing.deviceKey,
    utcMs,
    utcMs,
    offsetMinutes,
    words,
  );
  if (head !== undefined) thinPart(connection, { runKey: writing.runKey, stepKey, code }, utcMs);
}

/** The act that brought or took most of a part. */
function mainAct(acts: readonly Act[], part: VersionedPart): Act | undefined {
  const own = acts.filter((act) => act.section === part);
  return own.toSorted((one, other) => other.added + other.removed - one.added - one.removed)[0];
}

function goesOn(head: Head, { personKey, deviceKey, now }: Writing): boolean {
  const pause = now.utcMs - head.changed_at;
  return (
    head.stands_alone === 0 &&
    head.person === personKey &&
    head.device === deviceKey &&
    head.key > (head.last_snapshot ?? 0) &&
    pause >= 0 &&
    pause < BURST_PAUSE_MS &&
    now.utcMs - head.began_at < BURST_LENGTH_MS
  );
}

function isCut(before: string | null, after: string): boolean {
  if (before === null) return false;
  const gone = before.length - after.length;
  return gone >= CUT_UNITS && gone >= before.length * CUT_SHARE;
}

/** Puts the text into the version that was running until now. */
function fill(connection: WritingConnection, stepKey: number, code: number, key: number, text: string): void {
  putText(connection, key, text, connection.first(LAST_PACKED, stepKey, code)?.key ?? null);
}

const BEGINNING: Query<{ at: number; at_offset: number }> = {
  sql: `SELECT coalesce(first_written_at, made_at) AS at, coalesce(first_written_offset, made_offset) AS at_offset
        FROM runs LEFT JOIN sections ON sections.step = ? AND sections.section = ? WHERE runs.key = ?`,
  row: z.object({ at: z.int(), at_offset: z.int() }),
};

/** A section that was there before its history: as it stood, by nobody known. */
function keepBeginning(
  connection: WritingConnection,
  { runKey }: Writing,
  { stepKey, before }: KeptChange,
  part: VersionedPart,
  text: string,
): void {
  const code = partCode(part);
  const began = connection.first(BEGINNING, stepKey, code, runKey);
  if (began === undefined || before === null) throw new Error("A step is changed that is in no run");
  connection.run(
    `INSERT INTO versions (run, step, section, stands_alone, began_at, changed_at, changed_offset, words, content)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)`,
    runKey,
    stepKey,
    code,
    began.at,
    began.at,
    began.at_offset,
    partWords(before, part),
    pack(text, null).bytes,
  );
}
