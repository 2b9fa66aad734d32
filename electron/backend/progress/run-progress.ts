import { z } from "zod";

import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { StepColumns } from "../../../shared/contract/progress-methods.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { dayOfMoment } from "../../../shared/domain/progress/calendar.ts";
import { askedOf } from "../../../shared/domain/progress/goal.ts";
import { totalWords } from "../../../shared/domain/words.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Moment } from "../../../shared/lib/time.ts";
import { counted, shareOf } from "../counted.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { goalOf } from "./goals.ts";
import { daysOfRun, stepsOn, typedOn } from "./log-sums.ts";

const Head = z.object({
  title: z.string(),
  target_words: z.int().nullable(),
  target_steps: z.int().nullable(),
});
const HEAD: Query<z.infer<typeof Head>> = {
  sql: "SELECT title, target_words, target_steps FROM runs WHERE key = ?",
  row: Head,
};

const StepWords = z.object({
  is_blank: z.int(),
  story: z.int(),
  watsonian: z.int(),
  doylist: z.int(),
  meta: z.int(),
  comment: z.int(),
  active_ms: z.int(),
});
const STEPS: Query<z.infer<typeof StepWords>> = {
  sql: `
    SELECT is_blank, coalesce(sum(story), 0) AS story, coalesce(sum(watsonian), 0) AS watsonian,
      coalesce(sum(doylist), 0) AS doylist, coalesce(sum(meta), 0) AS meta, coalesce(sum(comment), 0) AS comment,
      coalesce(active_ms, 0) AS active_ms
    FROM steps
    LEFT JOIN section_words ON section_words.step = steps.key AND is_visible = 1
    LEFT JOIN writing_steps ON writing_steps.step = steps.key
    WHERE steps.run = ? AND deleted_at IS NULL GROUP BY steps.key ORDER BY position`,
  row: StepWords,
};

/** What an author sees of one run, from rows and sums alone: no text is read. `now` says which day today is. */
export function runProgress(
  library: ReadingLibrary,
  runId: RunId,
  startsAt: number,
  now: Moment,
): Outcome<ReplyOf<"progress.run">, RunFailure> {
  return library.read<ReplyOf<"progress.run">, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    const head = run === undefined ? undefined : connection.first(HEAD, run.key);
    if (run === undefined || head === undefined) return failed(NO_SUCH_RUN);
    const { columns, words } = columnsOf(connection, run.key);
    return success({
      title: head.title,
      steps: columns.story.length,
      ...counted(words),
      targetWords: head.target_words,
      share: shareOf(totalWords(words), head.target_words),
      targetSteps: head.target_steps,
      today: dayOfMoment(now, startsAt),
      days: daysOfRun(connection, run.key, startsAt),
      columns,
      goal: goalOf(connection, run.key),
    });
  });
}

const TOTALS: Query<{ words: number; steps: number }> = {
  sql: "SELECT story + watsonian + doylist + meta + comment AS words, steps FROM run_totals WHERE run = ?",
  row: z.object({ words: z.int(), steps: z.int() }),
};

/** What was written today and what the goal asks of it. */
export function todayOf(
  library: ReadingLibrary,
  runId: RunId,
  startsAt: number,
  now: Moment,
): Outcome<ReplyOf<"progress.today">, RunFailure> {
  return library.read<ReplyOf<"progress.today">, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    const head = run === undefined ? undefined : connection.first(HEAD, run.key);
    if (run === undefined || head === undefined) return failed(NO_SUCH_RUN);
    const day = dayOfMoment(now, startsAt);
    const goal = goalOf(connection, run.key);
    const unit = goal?.unit ?? "words";
    const typed = typedOn(connection, run.key, day, startsAt);
    const steps = stepsOn(connection, run.key, day, startsAt);
    const totals = connection.first(TOTALS, run.key) ?? { words: 0, steps: 0 };
    // What is left is what was left this morning: a goal does not run away from who reaches it.
    const remaining =
      unit === "words" && head.target_words !== null
        ? head.target_words - (totals.words - typed)
        : unit === "steps" && head.target_steps !== null
          ? head.target_steps - (totals.steps - steps)
          : null;
    return success({ day, typed, steps, unit, asked: goal === null ? null : askedOf(goal, day, remaining) });
  });
}

function columnsOf(
  connection: ReadingConnection,
  runKey: number,
): { columns: StepColumns; words: Record<"story" | "watsonian" | "doylist" | "meta" | "comment", number> } {
  const words = { story: 0, watsonian: 0, doylist: 0, meta: 0, comment: 0 };
  const columns: StepColumns = { story: [], watsonian: [], doylist: [], meta: [], comment: [], activeMs: [] };
  const rows = connection.all(STEPS, runKey);
  // Blank steps at the end do not count (bounty format, Valid runs).
  const last = rows.findLastIndex((row) => row.is_blank === 0);
  for (const row of rows.slice(0, last + 1)) {
    for (const name of ["story", "watsonian", "doylist", "meta", "comment"] as const) {
      columns[name].push(row[name]);
      words[name] += row[name];
    }
    columns.activeMs.push(row.active_ms);
  }
  return { columns, words };
}
