import { z } from "zod";

import { blankStep, contentOf, type StepContent } from "../../../shared/domain/step.ts";
import type { Moment } from "../../../shared/lib/time.ts";
import { packNumbers, unpack, unpackNumbers } from "../history/packing.ts";
import { partOfCode, partText, partWords } from "../history/parts.ts";
import { putText } from "../history/put-text.ts";
import { LONGEST_CHAIN, withKept } from "../history/texts.ts";
import { actCode } from "../runs/codes.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import { DamagedRow } from "../storage/failures.ts";
import { FACTS, type RowOf } from "./facts.ts";
import type { Keys, Merging } from "./merge-facts.ts";

/*
 * The history of a run as it comes in, after its steps. Versions count by their numbers: what a section was at a moment is
 * its last version up to a number, and the last of all holds no text, since the step does. So what comes is put behind
 * what is there in the order that it had, and the version that stands is written again behind it. A snapshot then stands
 * on the last version that it had, wherever that lies now.
 */

type Version = RowOf<"versions">;
type Snapshot = RowOf<"snapshots">;

/** A run's history as it was read, and what it comes to. */
export type FoundHistory = {
  readonly versions: readonly Version[];
  readonly snapshots: readonly Snapshot[];
  /** What the steps held in the damaged file, by its keys: the text of versions that were standing. */
  readonly contents: ReadonlyMap<number, StepContent>;
};

/** Who brings it in, and when: for a version of what stands, where it is none of those that came. */
export type Bringer = { readonly personKey: number; readonly deviceKey: number; readonly now: Moment };

/** The last version of all before anything of a recovery was written. */
const LAST: Query<{ key: number }> = {
  sql: "SELECT coalesce(max(key), 0) AS key FROM versions",
  row: z.object({ key: z.int() }),
};
/** Reads it, to be handed to `mergeHistory` once the steps are in. */
export function lastVersion(connection: WritingConnection): number {
  return connection.first(LAST)?.key ?? 0;
}

const Here = FACTS.versions.row.omit({ content: true, base: true }).extend({ isHead: z.int() });
type Here = z.infer<typeof Here>;
const HERE: Query<Here> = {
  sql: `SELECT key, run, step, section, kind, stands_alone, batch, person, device, began_at, changed_at, changed_offset,
          words, content IS NULL AS isHead FROM versions WHERE run = ? ORDER BY key`,
  row: Here,
};

/** Brings in versions and snapshots of a run whose steps are in. `before`: what `lastVersion` was before them. */
export function mergeHistory(
  merging: Merging,
  found: FoundHistory,
  run: { readonly key: number; readonly contents: ReadonlyMap<number, StepContent>; readonly before: number },
  bringer: Bringer,
): void {
  const { connection, keys, tallies } = merging;
  const here = connection.all(HERE, run.key);
  const placed = new Map<number, number>();
  const coming = comingVersions(found, keys, here, placed);
  const parts = Map.groupBy(coming, ({ stepKey, version }) => partOf(stepKey, version.section));
  const heads = new Map(here.map((version) => [partOf(version.step, version.section), version]));
  const ends = [...parts].map(([part, versions]) => {
    const last = versions.at(-1);
    const content = last === undefined ? undefined : run.contents.get(last.stepKey);
    if (last === undefined || content === undefined) throw new Error("A version comes to a step that is not there");
    const text = partText(content, partOfCode(last.version.section));
    makeRoom(connection, heads.get(part), run.before, text);
    return { last, text, words: partWords(content, partOfCode(last.version.section)) };
  });
  const standing = new Set(ends.filter(({ last, text }) => last.text === text).map(({ last }) => last));
  const packed = new Map<string, number | null>();
  for (const each of coming) {
    const key = insertVersion(connection, run.key, each, keys);
    placed.set(each.version.key, key);
    if (standing.has(each)) continue;
    const part = partOf(each.stepKey, each.version.section);
    const base = packed.has(part) ? packed.get(part) : lastPacked(connection, each.stepKey, each.version.section, key);
    putText(connection, key, each.text, base ?? null);
    packed.set(part, key);
  }
  for (const { last, words } of ends) {
    if (!standing.has(last)) insertStanding(connection, run.key, last, words, bringer);
  }
  tallies.add("versions", found.versions.length, coming.length);
  tallies.add("snapshots", found.snapshots.length, mergeSnapshots(merging, run.key, found.snapshots, placed));
}

const partOf = (stepKey: number, section: number): string => `${String(stepKey)} ${String(section)}`;

/** A version that the library does not have, with its step here and its text. */
type Coming = { readonly version: Version; readonly stepKey: number; readonly text: string };

/** What a version is known again by: its section, its times and its words. */
function traceOf(stepKey: number, version: Pick<Version, "section" | "began_at" | "changed_at" | "words">): string {
  const { section, began_at, changed_at, words } = version;
  return JSON.stringify([stepKey, section, began_at, changed_at, words]);
}

/** The versions to bring, in their order. Those that are here already are noted in `placed`, by the keys of both. */
function comingVersions(
  { versions, contents }: FoundHistory,
  keys: Keys,
  here: readonly Here[],
  placed: Map<number, number>,
): Coming[] {
  const known = new Map(here.map((version) => [traceOf(version.step, version), version.key]));
  const texts = new Texts(versions, contents);
  return versions
    .toSorted((one, other) => one.key - other.key)
    .flatMap((version) => {
      const stepKey = keys.of("steps", version.step);
      if (stepKey === null) return [];
      const same = known.get(traceOf(stepKey, version));
      if (same !== undefined) placed.set(version.key, same);
      const text = same === undefined ? texts.of(version) : null;
      return text === null ? [] : [{ version, stepKey, text }];
    });
}

const ANY_STEP = contentOf(blankStep());

/** The texts of versions that were read out, as far as what they lean on was. */
class Texts {
  readonly #versions: ReadonlyMap<number, Version>;
  readonly #newest = new Map<string, number>();
  readonly #contents: ReadonlyMap<number, StepContent>;

  constructor(versions: readonly Version[], contents: ReadonlyMap<number, StepContent>) {
    this.#versions = new Map(versions.map((version) => [version.key, version]));
    this.#contents = contents;
    for (const { key, step, section } of versions) {
      const part = partOf(step, section);
      this.#newest.set(part, Math.max(key, this.#newest.get(part) ?? 0));
    }
  }

  /** The text of a version; null where it cannot be read. */
  of(version: Version): string | null {
    const part = partOfCode(version.section);
    if (version.content === null) {
      const content = this.#contents.get(version.step);
      const isNewest = this.#newest.get(partOf(version.step, version.section)) === version.key;
      return isNewest && content !== undefined ? partText(content, part) : null;
    }
    try {
      const text = this.#unpacked(version, 0);
      if (text !== null) withKept(ANY_STEP, part, text);
      return text;
    } catch (error) {
      // What zlib and the parser say of a text that is not what it was.
      if (error instanceof DamagedRow || (error instanceof Error && "code" in error)) return null;
      throw error;
    }
  }

  #unpacked({ content, base }: Version, depth: number): string | null {
    if (content === null || depth > LONGEST_CHAIN) return null;
    if (base === null) return unpack(content, null);
    const below = this.#versions.get(base);
    const text = below === undefined ? null : this.#unpacked(below, depth + 1);
    return text === null ? null : unpack(content, text);
  }
}

/**
 * Ends the version that stands, so that others can come behind it. One that the recovery itself made of the step goes: what
 * it tells, that the step came in, is told better by the version that came with it, or is written again.
 */
function makeRoom(connection: WritingConnection, head: Here | undefined, before: number, text: string): void {
  if (head === undefined || head.isHead === 0) return;
  if (head.key > before) connection.run("DELETE FROM versions WHERE key = ?", head.key);
  else putText(connection, head.key, text, lastPacked(connection, head.step, head.section, head.key));
}

const LAST_PACKED: Query<{ key: number }> = {
  sql: `SELECT key FROM versions WHERE step = ? AND section = ? AND key < ? AND content IS NOT NULL
        ORDER BY key DESC LIMIT 1`,
  row: z.object({ key: z.int() }),
};
function lastPacked(connection: WritingConnection, stepKey: number, section: number, below: number): number | null {
  return connection.first(LAST_PACKED, stepKey, section, below)?.key ?? null;
}

const INSERT = `INSERT INTO versions (run, step, section, kind, stands_alone, batch, person, device, began_at, changed_at,
  changed_offset, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function insertVersion(
  connection: WritingConnection,
  runKey: number,
  { version, stepKey }: Coming,
  keys: Keys,
): number {
  return connection.run(
    INSERT,
    runKey,
    stepKey,
    version.section,
    version.kind,
    version.stands_alone,
    version.batch,
    keys.ofMaybe("people", version.person),
    keys.ofMaybe("devices", version.device),
    version.began_at,
    version.changed_at,
    version.changed_offset,
    version.words,
  ).lastKey;
}

/** The version that stands, where the step is none of those that came. */
function insertStanding(
  connection: WritingConnection,
  runKey: number,
  { version, stepKey }: Coming,
  words: number,
  { personKey, deviceKey, now }: Bringer,
): void {
  const restored = actCode("restored");
  const { utcMs, offsetMinutes } = now;
  const who = [null, personKey, deviceKey];
  connection.run(INSERT, runKey, stepKey, version.section, restored, 1, ...who, utcMs, utcMs, offsetMinutes, words);
}

const SNAPSHOT: Query<{ key: number }> = {
  sql: "SELECT key FROM snapshots WHERE run = ? AND at = ? AND why = ? AND name = ?",
  row: z.object({ key: z.int() }),
};

/** Brings in the snapshots that are not there; answers how many. `placed`: where versions of the file are here. */
function mergeSnapshots(
  { connection, keys }: Merging,
  runKey: number,
  snapshots: readonly Snapshot[],
  placed: ReadonlyMap<number, number>,
): number {
  let brought = 0;
  for (const { why, name, last_version, words, at, at_offset, step_keys } of snapshots) {
    const stepKeys = numbersIn(step_keys);
    if (stepKeys === null || connection.first(SNAPSHOT, runKey, at, why, name) !== undefined) continue;
    const steps = stepKeys.flatMap((step) => keys.of("steps", step) ?? []);
    const marks = [...placed].flatMap(([found, here]) => (found <= last_version ? [here] : []));
    connection.run(
      `INSERT INTO snapshots (run, why, name, last_version, steps, words, at, at_offset, step_keys)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      runKey,
      why,
      name,
      marks.reduce((last, mark) => Math.max(last, mark), 0),
      steps.length,
      words,
      at,
      at_offset,
      packNumbers(steps),
    );
    brought += 1;
  }
  return brought;
}

function numbersIn(bytes: Uint8Array): number[] | null {
  try {
    return z.array(z.int()).safeParse(unpackNumbers(bytes)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && "code" in error)) return null;
    throw error;
  }
}
