import { z } from "zod";

import type { RunDetails } from "../../../../shared/contract/run-methods.ts";
import { exportedSteps } from "../../../../shared/domain/bounty/write.ts";
import type { RunProvenance, StoredProvenance } from "../../../../shared/domain/exchange/provenance.ts";
import { type RunId, StepId } from "../../../../shared/domain/ids.ts";
import { SECTION_NAMES, type SectionName } from "../../../../shared/domain/section.ts";
import type { Step } from "../../../../shared/domain/step.ts";
import type { VisibleStep } from "../../../../shared/domain/visible.ts";
import { failed, type Outcome, success } from "../../../../shared/lib/outcome.ts";
import { readDetails } from "../../runs/details.ts";
import { NO_SUCH_RUN, type RunFailure } from "../../runs/failures.ts";
import { visibleRun } from "../../runs/run-row.ts";
import { stepOfRow, STEPS_IN_ORDER } from "../../runs/step-row.ts";
import type { Query, ReadingConnection } from "../../storage/connection.ts";
import type { ReadingLibrary } from "../../storage/library.ts";

/** A run on its way out: what its author says of it, every stored step, and what a reader may see of them. */
export type LeavingRun = {
  readonly runId: RunId;
  readonly details: RunDetails;
  readonly steps: readonly Step[];
  /** The steps without the blank ones at the end, as a reader sees them. */
  readonly visible: readonly VisibleStep[];
  readonly provenance: RunProvenance;
};

const SectionRow = z.object({
  step: StepId,
  section: z.int().min(0).max(5),
  first_written: z.int().nullable(),
  first_written_at: z.int().nullable(),
  first_written_offset: z.int().nullable(),
  changed_after_next: z.int(),
  typed: z.int(),
  pasted: z.int(),
  dropped: z.int(),
  imported: z.int(),
  moved: z.int(),
  restored: z.int(),
  replaced: z.int(),
  removed: z.int(),
  guide: z.string().nullable(),
});
const SECTIONS: Query<z.infer<typeof SectionRow>> = {
  sql: `SELECT steps.id AS step, section, first_written, first_written_at, first_written_offset, changed_after_next,
          typed, pasted, dropped, imported, moved, restored, replaced, removed, guide
        FROM sections JOIN steps ON steps.key = sections.step WHERE steps.run = ?`,
  row: SectionRow,
};

/** Loads a run whole, with its provenance, in one snapshot. */
export function loadLeavingRun(library: ReadingLibrary, runId: RunId): Outcome<LeavingRun, RunFailure> {
  return library.read<LeavingRun, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    // One by one: all rows at once, with the text of each beside what was made of it, are twice the run.
    const steps: Step[] = [];
    for (const row of connection.each(STEPS_IN_ORDER, run.key)) steps.push(stepOfRow(row));
    return success({
      runId,
      details: readDetails(connection, run.key),
      steps,
      visible: [...exportedSteps(steps)],
      provenance: readProvenance(connection, run.key),
    });
  });
}

/** What is kept of every section of a run, steps in the bin included. */
export function readProvenance(connection: ReadingConnection, runKey: number): RunProvenance {
  const kept = new Map<StepId, Partial<Record<SectionName, StoredProvenance>>>();
  for (const row of connection.each(SECTIONS, runKey)) {
    const section = SECTION_NAMES[row.section];
    if (section === undefined) continue;
    const { typed, pasted, dropped, imported, moved, restored, replaced, removed } = row;
    const ofStep = kept.get(row.step) ?? {};
    ofStep[section] = {
      batch: row.first_written,
      at: row.first_written_at,
      offsetMinutes: row.first_written_offset,
      changedAfterNext: row.changed_after_next === 1,
      guide: row.guide,
      origins: { typed, pasted, dropped, imported, moved, restored, replaced, removed },
    };
    kept.set(row.step, ofStep);
  }
  return kept;
}
