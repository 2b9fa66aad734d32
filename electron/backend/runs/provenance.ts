import { z } from "zod";

import type { Act, ActKind } from "../../../shared/contract/save.ts";
import type { StoredProvenance } from "../../../shared/domain/exchange/provenance.ts";
import { isThoughtSection, SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import { hasText, type StepContent } from "../../../shared/domain/step.ts";
import type { Moment } from "../../../shared/lib/time.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import { actCode, sectionCode } from "./codes.ts";

/*
 * How the text came to be: taken from the first save on, since it cannot be made up later (house, section 4). Per section:
 * when and in which order it was first written, whether it was changed after the next one stood there, and words by
 * origin. The log beside it has a row for every act and is only ever added to.
 */

/** Who writes, when, and in which batch; the batch's key orders what was written. */
export type Writing = {
  readonly runKey: number;
  /** Null for an import: its order of writing is unknown. */
  readonly batchKey: number | null;
  readonly personKey: number;
  readonly deviceKey: number;
  readonly now: Moment;
  /** The version of the guide that stands while it is written; null where none is known, and for an import. */
  readonly guide: string | null;
};

/** Adds a row to the writing log. `section` null means a whole step. */
export function logAct(
  connection: WritingConnection,
  writing: Writing,
  stepKey: number,
  act: Pick<Act, "kind" | "added" | "removed" | "activeMs"> & { readonly section: SectionName | null },
): void {
  connection.run(
    `INSERT INTO writing_log (batch, run, step, section, kind, person, device, added, removed, active_ms, at, at_offset)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    writing.batchKey,
    writing.runKey,
    stepKey,
    act.section === null ? null : sectionCode(act.section),
    actCode(act.kind),
    writing.personKey,
    writing.deviceKey,
    act.added,
    act.removed,
    act.activeMs,
    writing.now.utcMs,
    writing.now.offsetMinutes,
  );
}

/** Words that came to a section by kind of act ("deleted" brings none), and words that went. */
type Origins = Record<Exclude<ActKind, "deleted">, number> & { removed: number };

const noOrigins = (): Origins => ({
  typed: 0,
  pasted: 0,
  dropped: 0,
  imported: 0,
  moved: 0,
  restored: 0,
  replaced: 0,
  removed: 0,
});

const KNOWN_SECTIONS: Query<{ section: number }> = {
  sql: "SELECT section FROM sections WHERE step = ?",
  row: z.object({ section: z.int() }),
};

/** A step as a batch changed it. */
export type StepChange = {
  readonly stepKey: number;
  /** Null for a step that comes new. */
  readonly before: StepContent | null;
  readonly after: StepContent;
  /** The acts of this step. */
  readonly acts: readonly Act[];
  /** Whether anything stood in the step after this one before the batch; asked only when it matters. */
  readonly nextStepHadText: () => boolean;
};

/** Keeps the provenance of one changed step, section by section. */
export function keepProvenance(connection: WritingConnection, writing: Writing, change: StepChange): void {
  const { stepKey, before, after, acts } = change;
  const known = new Set(connection.all(KNOWN_SECTIONS, stepKey).map((row) => row.section));
  for (const section of SECTION_NAMES) {
    const isKnown = known.has(sectionCode(section));
    if (!isKnown && !hasText(after, section)) continue;
    const isChanged = before === null || !sameWriting(before, after, section);
    const own = acts.filter((act) => act.section === section);
    if (isKnown && !isChanged && own.length === 0) continue;
    const changedAfterNext = isKnown && isChanged && before !== null && nextStoodThere(before, section, change);
    addToSection(connection, writing, stepKey, section, changedAfterNext, originsOf(own));
    if (!isKnown) nameGuide(connection, stepKey, section, writing.guide);
  }
}

/** Keeps what is known of an imported section: its words, and that the order of writing is unknown. */
export function keepImported(
  connection: WritingConnection,
  writing: Writing,
  stepKey: number,
  section: SectionName,
  words: number,
): void {
  addToSection(connection, writing, stepKey, section, false, { ...noOrigins(), imported: words });
}

/** Keeps what another library knew of a section. */
export function keepKnown(
  connection: WritingConnection,
  stepKey: number,
  section: SectionName,
  { batch, at, offsetMinutes, changedAfterNext, origins, guide }: StoredProvenance,
): void {
  connection.run(
    `INSERT INTO sections (step, section, first_written, first_written_at, first_written_offset, changed_after_next,
       typed, pasted, dropped, imported, moved, restored, replaced, removed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    stepKey,
    sectionCode(section),
    batch,
    at,
    offsetMinutes,
    changedAfterNext ? 1 : 0,
    origins.typed,
    origins.pasted,
    origins.dropped,
    origins.imported,
    origins.moved,
    origins.restored,
    origins.replaced,
    origins.removed,
  );
  nameGuide(connection, stepKey, section, guide);
}

/** Names the guide that was known when a section was first written; most libraries know of none, and nothing is done. */
function nameGuide(connection: WritingConnection, stepKey: number, section: SectionName, guide: string | null): void {
  if (guide === null) return;
  connection.run("UPDATE sections SET guide = ? WHERE step = ? AND section = ?", guide, stepKey, sectionCode(section));
}

function originsOf(acts: readonly Act[]): Origins {
  const origins = noOrigins();
  for (const { kind, added, removed } of acts) {
    if (kind !== "deleted") origins[kind] += added;
    origins.removed += removed;
  }
  return origins;
}

/** Whether the text or the thoughts of a section are the same; going past it (`closed`) and new ids are no writing. */
function sameWriting(before: StepContent, after: StepContent, section: SectionName): boolean {
  if (!isThoughtSection(section)) return before[section].text === after[section].text;
  return thoughtsAsText(before[section].bullets) === thoughtsAsText(after[section].bullets);
}

function thoughtsAsText(bullets: StepContent["initial"]["bullets"]): string {
  return JSON.stringify(bullets.map((bullet) => bullet.map(({ type, longterm, text }) => [type, longterm, text])));
}

function nextStoodThere(before: StepContent, section: SectionName, change: StepChange): boolean {
  const later = SECTION_NAMES.slice(sectionCode(section) + 1);
  return later.some((name) => hasText(before, name)) || change.nextStepHadText();
}

function addToSection(
  connection: WritingConnection,
  { batchKey, now }: Writing,
  stepKey: number,
  section: SectionName,
  changedAfterNext: boolean,
  origins: Origins,
): void {
  connection.run(
    `INSERT INTO sections (step, section, first_written, first_written_at, first_written_offset, changed_after_next,
       typed, pasted, dropped, imported, moved, restored, replaced, removed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (step, section) DO UPDATE SET changed_after_next = max(changed_after_next, excluded.changed_after_next),
       typed = typed + excluded.typed, pasted = pasted + excluded.pasted, dropped = dropped + excluded.dropped,
       imported = imported + excluded.imported, moved = moved + excluded.moved, restored = restored + excluded.restored,
       replaced = replaced + excluded.replaced, removed = removed + excluded.removed`,
    stepKey,
    sectionCode(section),
    batchKey,
    batchKey === null ? null : now.utcMs,
    batchKey === null ? null : now.offsetMinutes,
    changedAfterNext ? 1 : 0,
    origins.typed,
    origins.pasted,
    origins.dropped,
    origins.imported,
    origins.moved,
    origins.restored,
    origins.replaced,
    origins.removed,
  );
}
