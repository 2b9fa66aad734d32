import { z } from "zod";

import type { StepId } from "../ids.ts";
import { SECTION_NAMES, type SectionName } from "../section.ts";
import type { VisibleStep } from "../visible.ts";

/*
 * How each section came to be, for those who study the data: whether a thought was there before the text that it is said
 * to have led to, or was put in afterwards. The library keeps batches; what leaves it is only their order, since a clock
 * tells more about an author than about the text.
 */

/** How words come and go, in the order of the columns. */
export const ORIGINS = ["typed", "pasted", "dropped", "imported", "moved", "restored", "replaced", "removed"] as const;

/** Words that came to a section by how they came, and words that went. A word typed, removed and typed again counts each time. */
export type Origins = Readonly<Record<(typeof ORIGINS)[number], number>>;

const Words = z.int().min(0).nullable();

/** The longest name of a guide's version, in UTF-16 units: several times what ours take. */
const MAX_GUIDE_UNITS = 200;
/** How provenance names a version of a guide. */
export const GuideVersion = z.string().min(1).max(MAX_GUIDE_UNITS);

/** The provenance of one section as it leaves the library. Null means unknown: imported, or there before provenance was kept. */
export const Provenance = z.strictObject({
  /** Which of the run's sections was first written when: 1 is the first; sections of one save share a number. */
  order: z.int().min(1).nullable(),
  /** First written before the next written section of the run was; null also for the last and for both in one save. */
  beforeNext: z.boolean().nullable(),
  /** Changed after the next section stood there. */
  changedAfterNext: z.boolean().nullable(),
  /** Words by how they came; all null when nothing is known of that. */
  typed: Words,
  pasted: Words,
  dropped: Words,
  imported: Words,
  moved: Words,
  restored: Words,
  replaced: Words,
  /** Words that went. */
  removed: Words,
  /** The version of the lead's guide that was known when it was first written ("<id>/<version>"); null where none was. */
  guide: GuideVersion.nullable(),
  /** ISO 8601 in UTC; null unless clock times were asked for. */
  firstWrittenAt: z.string().nullable(),
});
export type Provenance = z.infer<typeof Provenance>;

/** What is known of a section about which nothing is known. */
export const UNKNOWN_PROVENANCE: Provenance = {
  order: null,
  beforeNext: null,
  changedAfterNext: null,
  typed: null,
  pasted: null,
  dropped: null,
  imported: null,
  moved: null,
  restored: null,
  replaced: null,
  removed: null,
  guide: null,
  firstWrittenAt: null,
};

/** What the library keeps of one section. `batch` orders first writings within the library; null is unknown. */
export type StoredProvenance = {
  readonly batch: number | null;
  /** UTC milliseconds. */
  readonly at: number | null;
  readonly offsetMinutes: number | null;
  readonly changedAfterNext: boolean;
  readonly origins: Origins;
  readonly guide: string | null;
};

/** What is kept of each section of a run, by step. */
export type RunProvenance = ReadonlyMap<StepId, Partial<Readonly<Record<SectionName, StoredProvenance>>>>;

/** The provenance of each section of a step. */
export type StepProvenance = Readonly<Record<SectionName, Provenance>>;

/**
 * The provenance of every step, in their order, as it leaves: of the sections that a reader sees, since what is hidden
 * does not leave. `times` adds clock times.
 */
export function provenanceOf(steps: readonly VisibleStep[], kept: RunProvenance, times: boolean): StepProvenance[] {
  const seen = steps.flatMap(({ step, sections }) =>
    sections.map((section) => ({ stepId: step.id, section, stored: kept.get(step.id)?.[section] ?? null })),
  );
  const batches = new Set(seen.flatMap(({ stored }) => batchOf(stored) ?? []));
  const orders = new Map(
    [...batches].toSorted((left, right) => left - right).map((batch, index) => [batch, index + 1] as const),
  );
  const orderOf = (stored: StoredProvenance | null | undefined): number | null =>
    orders.get(batchOf(stored ?? null) ?? Number.NaN) ?? null;
  let index = 0;
  return steps.map(({ sections }) => {
    const ofStep = unknownSections();
    for (const section of sections) {
      const stored = seen[index]?.stored ?? null;
      const next = orderOf(seen[index + 1]?.stored);
      index += 1;
      if (stored !== null) ofStep[section] = leaving(stored, orderOf(stored), next, times);
    }
    return ofStep;
  });
}

/** The batch that first wrote a section; null where text was only ever moved or brought there, whose order nobody knows. */
function batchOf(stored: StoredProvenance | null): number | null {
  if (stored === null) return null;
  const { typed, pasted, dropped } = stored.origins;
  return typed + pasted + dropped > 0 ? stored.batch : null;
}

function unknownSections(): Record<SectionName, Provenance> {
  const unknown = UNKNOWN_PROVENANCE;
  return {
    initial: unknown,
    prompt: unknown,
    postPrompt: unknown,
    action: unknown,
    postAction: unknown,
    outcome: unknown,
  };
}

function leaving(stored: StoredProvenance, order: number | null, next: number | null, times: boolean): Provenance {
  return {
    order,
    beforeNext: order === null || next === null || order === next ? null : order < next,
    // Of text that came from elsewhere nobody knows what was done to it there; what was done here is known.
    changedAfterNext: stored.changedAfterNext ? true : order === null ? null : false,
    ...stored.origins,
    guide: stored.guide,
    firstWrittenAt: times && stored.at !== null ? new Date(stored.at).toISOString() : null,
  };
}

/** What a library keeps of a section that came with `provenance`; null when nothing is known. The orders of a run that comes in lie below all of the library's own (`batchBefore`). */
export function storedFrom(provenance: Provenance): StoredProvenance | null {
  const { typed, pasted, dropped, imported, moved, restored, replaced, removed } = provenance;
  if (ORIGINS.every((origin) => provenance[origin] === null)) return null;
  const at = provenance.firstWrittenAt === null ? null : Date.parse(provenance.firstWrittenAt);
  return {
    batch: provenance.order === null ? null : batchBefore(provenance.order),
    at,
    offsetMinutes: at === null ? null : 0,
    changedAfterNext: provenance.changedAfterNext === true,
    guide: provenance.guide,
    origins: {
      typed: typed ?? 0,
      pasted: pasted ?? 0,
      dropped: dropped ?? 0,
      imported: imported ?? 0,
      moved: moved ?? 0,
      restored: restored ?? 0,
      replaced: replaced ?? 0,
      removed: removed ?? 0,
    },
  };
}

/** The largest order that a run may bring: no run has more sections. */
export const MAX_ORDER = 1_000_000_000;

/** The batch that stands for an order of first writing that came from elsewhere: below every batch of this library, in the same order. */
export function batchBefore(order: number): number {
  return order - MAX_ORDER - 1;
}

/** What is known of each section of a step that comes in; sections of which nothing is known are left out. */
export function keptFrom(step: StepProvenance): Partial<Record<SectionName, StoredProvenance>> {
  const kept: Partial<Record<SectionName, StoredProvenance>> = {};
  for (const section of SECTION_NAMES) {
    const stored = storedFrom(step[section]);
    if (stored !== null) kept[section] = stored;
  }
  return kept;
}
