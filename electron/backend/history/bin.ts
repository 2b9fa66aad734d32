import { z } from "zod";

import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { RunId, StepId } from "../../../shared/domain/ids.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { sectionWords, totalWords } from "../../../shared/domain/words.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import { ContentColumn } from "../runs/step-row.ts";
import { stepTexts } from "../search/rows.ts";
import type { Query } from "../storage/connection.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";

/** How much of a step's text is shown, in UTF-16 units. */
const EXCERPT_UNITS = 160;

const StepInBin = z.object({ id: StepId, runId: RunId, title: z.string(), at: z.int(), content: ContentColumn });
const stepsInBin = (where: string): Query<z.infer<typeof StepInBin>> => ({
  sql: `SELECT steps.id, runs.id AS runId, title, steps.deleted_at AS at, content
        FROM steps JOIN runs ON runs.key = steps.run
        WHERE steps.deleted_at IS NOT NULL AND runs.deleted_at IS NULL AND runs.arriving IS NULL ${where}
        ORDER BY steps.deleted_at DESC, steps.key DESC LIMIT ?`,
  row: StepInBin,
});
const STEPS_OF_RUN = stepsInBin("AND runs.key = ?");
const STEPS = stepsInBin("");

const RunInBin = z.object({ runId: RunId, title: z.string(), at: z.int(), steps: z.int(), words: z.int() });
const RUNS: Query<z.infer<typeof RunInBin>> = {
  sql: `SELECT id AS runId, title, deleted_at AS at, steps, stored AS words
        FROM runs JOIN run_totals ON run_totals.run = runs.key
        WHERE deleted_at IS NOT NULL AND arriving IS NULL ORDER BY deleted_at DESC, runs.key DESC LIMIT ?`,
  row: RunInBin,
};

/** What lies in the bin, the newest first; steps of a run that is there itself come with it. */
export function listBin(
  library: ReadingLibrary,
  runId: RunId | null,
  limit: number,
): Outcome<ReplyOf<"bin.list">, RunFailure> {
  return library.read<ReplyOf<"bin.list">, RunFailure>((connection) => {
    const run = runId === null ? null : visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const steps = run === null ? connection.all(STEPS, limit + 1) : connection.all(STEPS_OF_RUN, run.key, limit + 1);
    const runs = run === null ? connection.all(RUNS, limit + 1) : [];
    return success({
      runs: runs.slice(0, limit),
      steps: steps.slice(0, limit).map(({ id, runId: itsRun, title, at, content }) => ({
        stepId: id,
        runId: itsRun,
        runTitle: title,
        at,
        words: SECTION_NAMES.reduce((sum, section) => sum + totalWords(sectionWords(content, section)), 0),
        excerpt: [...stepTexts(content)]
          .map(({ text }) => text.trim())
          .filter((text) => text !== "")
          .join(" ")
          .slice(0, EXCERPT_UNITS)
          .toWellFormed(),
      })),
      more: runs.length > limit || steps.length > limit,
    });
  });
}

/** Brings a run back from the bin, as it was; "noSuchRun" when none of this id lies there. */
export function restoreRunFromBin(library: WritingLibrary, runId: RunId): Outcome<null, RunFailure> {
  return library.write<null, RunFailure>((connection) => {
    const { changes } = connection.run(
      "UPDATE runs SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL AND arriving IS NULL",
      runId,
    );
    return changes === 0 ? failed(NO_SUCH_RUN) : success(null);
  });
}
