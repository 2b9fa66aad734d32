import { addWords, NO_WORDS, type WordCounts } from "../../../shared/domain/words.ts";
import type { WritingConnection } from "../storage/connection.ts";
import type { StepAccount } from "./account.ts";

/** Sums over a run, or a difference of such sums. */
export type Totals = { readonly steps: number; readonly visible: WordCounts; readonly stored: number };

export const NO_TOTALS: Totals = { steps: 0, visible: NO_WORDS, stored: 0 };

/** `totals` with a step's old account taken out and its new one put in; null where the run has no such step. */
export function exchange(totals: Totals, before: StepAccount | null, after: StepAccount | null): Totals {
  return {
    steps: totals.steps + (after === null ? 0 : 1) - (before === null ? 0 : 1),
    visible: addWords(addWords(totals.visible, negative(before?.visible ?? NO_WORDS)), after?.visible ?? NO_WORDS),
    stored: totals.stored - (before?.stored ?? 0) + (after?.stored ?? 0),
  };
}

function negative(words: WordCounts): WordCounts {
  return {
    story: -words.story,
    watsonian: -words.watsonian,
    doylist: -words.doylist,
    meta: -words.meta,
    comment: -words.comment,
  };
}

/** Adds a difference to the run's row in `run_totals`, which is made when it is not there. */
export function addToTotals(connection: WritingConnection, runKey: number, { steps, visible, stored }: Totals): void {
  connection.run(
    `INSERT INTO run_totals (run, steps, story, watsonian, doylist, meta, comment, stored) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (run) DO UPDATE SET steps = steps + excluded.steps, story = story + excluded.story,
       watsonian = watsonian + excluded.watsonian, doylist = doylist + excluded.doylist, meta = meta + excluded.meta,
       comment = comment + excluded.comment, stored = stored + excluded.stored`,
    runKey,
    steps,
    visible.story,
    visible.watsonian,
    visible.doylist,
    visible.meta,
    visible.comment,
    stored,
  );
}
