import { z } from "zod";

import { type RunId, StepId } from "../../../shared/domain/ids.ts";
import { SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Query } from "../storage/connection.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { NO_SUCH_RUN, type RunFailure } from "./failures.ts";
import { visibleRun } from "./run-row.ts";

/*
 * Which sections were not written live: first written by a later save than something that follows them in the run as it
 * stands. Unknown are the order of imported text and of text that only a split or merge brought to its section: neither is
 * called out of order, nor does it make anything else so.
 */

type WrittenSection = { readonly step: StepId; readonly section: number; readonly written: number };

const BACKWARDS: Query<WrittenSection> = {
  sql: `SELECT steps.id AS step, sections.section AS section, sections.first_written AS written
        FROM steps CROSS JOIN sections ON sections.step = steps.key
        WHERE steps.run = ? AND steps.deleted_at IS NULL AND sections.first_written IS NOT NULL
          AND sections.typed + sections.pasted + sections.dropped > 0
        ORDER BY steps.position DESC, sections.section DESC`,
  row: z.object({ step: StepId, section: z.int().min(0).max(5), written: z.int() }),
};

/** A step of which something was written out of order, and what of it. */
export type StepOutOfOrder = { readonly id: StepId; readonly sections: SectionName[] };

/** The steps with sections written out of order, in reading order. One pass over the run's sections: some 10 ms for 1,000 steps. */
export function sectionsOutOfOrder(library: ReadingLibrary, runId: RunId): Outcome<StepOutOfOrder[], RunFailure> {
  return library.read<StepOutOfOrder[], RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const found: StepOutOfOrder[] = [];
    let earliest = Number.POSITIVE_INFINITY;
    for (const { step, section, written } of connection.each(BACKWARDS, run.key)) {
      const name = SECTION_NAMES[section];
      if (written > earliest && name !== undefined) {
        const last = found.at(-1);
        if (last?.id === step) last.sections.unshift(name);
        else found.push({ id: step, sections: [name] });
      }
      earliest = Math.min(earliest, written);
    }
    return success(found.toReversed());
  });
}
