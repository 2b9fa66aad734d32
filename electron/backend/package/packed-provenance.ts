import { batchBefore, type StoredProvenance } from "../../../shared/domain/exchange/provenance.ts";
import { SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import type { PackedStep } from "./run-parts.ts";

/** What a library keeps of the sections of a step that came in a package. */
export function keptFromPacked({ provenance }: PackedStep): Partial<Record<SectionName, StoredProvenance>> {
  const kept: Partial<Record<SectionName, StoredProvenance>> = {};
  for (const section of SECTION_NAMES) {
    const packed = provenance[section];
    if (packed === undefined) continue;
    const { order, at, changedAfterNext, guide, ...origins } = packed;
    kept[section] = {
      batch: order === null ? null : batchBefore(order),
      at: at?.utcMs ?? null,
      offsetMinutes: at?.offsetMinutes ?? null,
      changedAfterNext,
      guide,
      origins,
    };
  }
  return kept;
}
