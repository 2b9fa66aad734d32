import type { ExportOptions } from "../../../../shared/contract/exchange-methods.ts";
import { provenanceOf, UNKNOWN_PROVENANCE } from "../../../../shared/domain/exchange/provenance.ts";
import { type RowHead, type StepRow, stepRow } from "../../../../shared/domain/exchange/row.ts";
import type { RunAuthor } from "../../../../shared/domain/run.ts";
import type { LeavingRun } from "./leaving-run.ts";

/** What a person asks of the rows beside the runs themselves. */
export type RowWish = {
  /** Clock times of first writing; left out unless asked for. */
  readonly times: boolean;
  /** The names that leave instead of those in the library; a name without one leaves as it is. */
  readonly penNames: ReadonlyMap<string, string>;
};

/** Rows as they are in the library. */
export const PLAIN_ROWS: RowWish = { times: false, penNames: new Map() };

/** The rows of a run, one a step, made as they are asked for. */
export function* rowsOf(run: LeavingRun, { times, penNames }: RowWish): Generator<StepRow> {
  const head: RowHead = {
    runId: run.runId,
    title: run.details.title,
    authors: leavingAuthors(run.details.authors, penNames),
    licence: run.details.licence,
    steps: run.visible.length,
  };
  const provenance = provenanceOf(run.visible, run.provenance, times);
  for (const [index, step] of run.visible.entries()) {
    yield stepRow(head, step, provenance[index] ?? NOTHING_KNOWN);
  }
}

const NOTHING_KNOWN = {
  initial: UNKNOWN_PROVENANCE,
  prompt: UNKNOWN_PROVENANCE,
  postPrompt: UNKNOWN_PROVENANCE,
  action: UNKNOWN_PROVENANCE,
  postAction: UNKNOWN_PROVENANCE,
  outcome: UNKNOWN_PROVENANCE,
};

/** The authors under the names that may leave. */
export function leavingAuthors(authors: readonly RunAuthor[], penNames: ReadonlyMap<string, string>): RunAuthor[] {
  return authors.map(({ name, role }) => ({ name: penNames.get(name) ?? name, role }));
}

/** What rows are asked for; without a release the names leave as they are. */
export function rowWish({ times, release }: ExportOptions): RowWish {
  return {
    times: times ?? PLAIN_ROWS.times,
    penNames: release === undefined ? PLAIN_ROWS.penNames : new Map(Object.entries(release.penNames)),
  };
}
