import { z } from "zod";

import { BatchState } from "../../../shared/contract/review-round-methods.ts";
import { ACT_KINDS } from "../../../shared/contract/save.ts";
import { ReviewBatchId, RunId, StepId } from "../../../shared/domain/ids.ts";
import {
  KNOWN_BY_STEPS,
  type ReportBatch,
  type ReportDay,
  type RunReport,
} from "../../../shared/domain/progress/report.ts";
import { type RunAuthor, RunStatus } from "../../../shared/domain/run.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { readAllAuthors, readAuthors } from "../runs/authors.ts";
import { ContentColumn } from "../runs/step-row.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import { DamagedRow } from "../storage/failures.ts";
import { firstPrints } from "./first-steps.ts";

/*
 * Reports of the library's own runs, from rows and sums: all runs in a handful of questions, since a lead has a hundred. The
 * text of the first steps is read only where a file without an id has to be known again.
 */

/** Whether a question is about every run, or about the one whose key it is asked with last. */
type Runs = "every" | "one";

const Head = z.object({
  key: z.int(),
  id: RunId,
  title: z.string(),
  status: RunStatus,
  project: z.string().nullable(),
  target_words: z.int().nullable(),
  changed_at: z.int(),
  steps: z.int(),
  story: z.int(),
  watsonian: z.int(),
  doylist: z.int(),
  meta: z.int(),
  comment: z.int(),
});
// Blank steps at the end do not count, as in the library's list.
const HEADS = (of: Runs): Query<z.infer<typeof Head>> => ({
  sql: `
    SELECT runs.key, runs.id, runs.title, status, projects.title AS project, target_words, changed_at,
      story, watsonian, doylist, meta, comment,
      run_totals.steps - (
        SELECT count(*) FROM steps WHERE steps.run = runs.key AND steps.deleted_at IS NULL AND position > coalesce(
          (SELECT position FROM steps AS standing
           WHERE standing.run = runs.key AND standing.deleted_at IS NULL AND is_blank = 0
           ORDER BY position DESC LIMIT 1), 0)
      ) AS steps
    FROM runs JOIN run_totals ON run_totals.run = runs.key LEFT JOIN projects ON projects.key = runs.project
    WHERE arriving IS NULL AND deleted_at IS NULL ${of === "one" ? "AND runs.key = ?" : ""} ORDER BY runs.key`,
  row: Head,
});

const TYPED = ACT_KINDS.indexOf("typed");
const IMPORTED = ACT_KINDS.indexOf("imported");
const DAYS_AHEAD = 1_000_000;
const Day = z.object({ run: z.int(), day: z.int(), typed: z.int(), grown: z.int(), active_ms: z.int() });
const DAYS = (of: Runs): Query<z.infer<typeof Day>> => ({
  sql: `
    SELECT run, ((hour - CAST(? AS INTEGER) + 24 * ${String(DAYS_AHEAD)}) / 24 - ${String(DAYS_AHEAD)}) AS day,
      sum(CASE kind WHEN ${String(TYPED)} THEN added - removed ELSE 0 END) AS typed,
      sum(CASE kind WHEN ${String(IMPORTED)} THEN 0 ELSE added - removed END) AS grown,
      sum(active_ms) AS active_ms
    FROM writing_hours ${of === "one" ? "WHERE run = ?" : ""} GROUP BY run, day ORDER BY run, day`,
  row: Day,
});

const Batch = z.object({ run: z.int(), key: z.int(), id: ReviewBatchId, steps: z.int() });
// Once a batch is accepted it has the steps that it had then: what is paid does not go with a step that goes to the bin.
const BATCHES: Query<z.infer<typeof Batch>> = {
  sql: `
    SELECT run, key, id, (SELECT count(*) FROM json_each(review_batches.steps) AS listed
      JOIN steps ON steps.id = listed.value AND (steps.deleted_at IS NULL OR steps.deleted_at > (
        SELECT min(at) FROM review_batch_states WHERE batch = review_batches.key AND state IN ('accepted', 'paid')))
      ) AS steps
    FROM review_batches ORDER BY key`,
  row: Batch,
};
const State = z.object({ batch: z.int(), state: BatchState, at: z.int() });
const STATES: Query<z.infer<typeof State>> = {
  sql: "SELECT batch, state, at FROM review_batch_states ORDER BY key",
  row: State,
};

const REMARKS: Query<{ run: number; open: number }> = {
  sql: "SELECT run, count(*) AS open FROM run_remarks WHERE is_resolved = 0 AND is_withdrawn = 0 GROUP BY run",
  row: z.object({ run: z.int(), open: z.int() }),
};

/** Reports of every run in sight. `knows`: also by what the runs are known again without an id, which reads their first steps. */
export function libraryReports(connection: ReadingConnection, startsAt: number, knows: boolean): RunReport[] {
  const authors = readAllAuthors(connection);
  const days = Map.groupBy(connection.all(DAYS("every"), startsAt), ({ run }) => run);
  const batches = batchesByRun(connection);
  const open = new Map(connection.all(REMARKS).map((row) => [row.run, row.open]));
  return connection.all(HEADS("every")).map((head) =>
    reportOf(head, {
      firstSteps: knows ? firstSteps(connection, head.key) : [],
      authors: authors.get(head.key) ?? [],
      days: days.get(head.key) ?? [],
      batches: batches.get(head.key) ?? [],
      openRemarks: open.get(head.key) ?? 0,
    }),
  );
}

/** The report of one run in sight, by its key; with what it is known again by. */
export function runReport(connection: ReadingConnection, runKey: number, startsAt: number): RunReport {
  const head = connection.first(HEADS("one"), runKey);
  if (head === undefined) throw new DamagedRow(`run ${String(runKey)} has no sums`);
  return reportOf(head, {
    firstSteps: firstSteps(connection, runKey),
    authors: readAuthors(connection, runKey),
    days: connection.all(DAYS("one"), startsAt, runKey),
    batches: batchesByRun(connection).get(runKey) ?? [],
    openRemarks: connection.all(REMARKS).find(({ run }) => run === runKey)?.open ?? 0,
  });
}

function reportOf(
  { id, title, status, project, target_words, changed_at, steps, key: _key, ...words }: z.infer<typeof Head>,
  beside: {
    readonly firstSteps: readonly Step[];
    readonly authors: readonly RunAuthor[];
    readonly days: readonly z.infer<typeof Day>[];
    readonly batches: readonly OwnBatch[];
    readonly openRemarks: number;
  },
): RunReport {
  return {
    runId: id,
    firstSteps: firstPrints(beside.firstSteps),
    title,
    authors: beside.authors.map(({ name }) => name),
    status,
    project,
    steps,
    words,
    targetWords: target_words,
    days: beside.days.map(({ day, typed, grown, active_ms }) => ({ day, typed, grown, activeMs: active_ms })),
    batches: beside.batches.map(({ batchId: _batchId, ...batch }) => batch),
    openRemarks: beside.openRemarks,
    examined: null,
    at: changed_at,
  };
}

/** A batch of this library. */
export type OwnBatch = ReportBatch & { readonly batchId: ReviewBatchId };

/** The batches under review of every run that has some. */
export function batchesByRun(connection: ReadingConnection): Map<number, OwnBatch[]> {
  const states = Map.groupBy(connection.all(STATES), ({ batch }) => batch);
  const byRun = new Map<number, OwnBatch[]>();
  for (const { run, key, id, steps } of connection.all(BATCHES)) {
    const list = byRun.get(run) ?? [];
    list.push({ batchId: id, ...reportBatch(steps, states.get(key) ?? []) });
    byRun.set(run, list);
  }
  return byRun;
}

function reportBatch(
  steps: number,
  events: readonly { readonly state: BatchState; readonly at: number }[],
): ReportBatch {
  const last = events.findLastIndex(({ state }) => state === "submitted");
  const submittedAt = events[last]?.at ?? null;
  const answer = events.slice(last + 1).find(({ state }) => state === "needsWork" || state === "accepted");
  return {
    steps,
    state: events.at(-1)?.state ?? "draft",
    submittedAt,
    acceptedAt: events.find(({ state }) => state === "accepted" || state === "paid")?.at ?? null,
    turnaroundMs: submittedAt === null || answer === undefined ? null : Math.max(0, answer.at - submittedAt),
  };
}

const FIRST_STEPS: Query<{ id: StepId; content: z.infer<typeof ContentColumn> }> = {
  sql: `SELECT id, content FROM steps WHERE run = ? AND deleted_at IS NULL ORDER BY position LIMIT ${String(KNOWN_BY_STEPS)}`,
  row: z.object({ id: StepId, content: ContentColumn }),
};

function firstSteps(connection: ReadingConnection, runKey: number): Step[] {
  return connection.all(FIRST_STEPS, runKey).map(({ id, content }) => ({ id, ...content }));
}

/** A day of a report from the acts of a log. */
export type DaySums = Map<number, { -readonly [Key in keyof ReportDay]: ReportDay[Key] }>;

/** Adds an act to the sums of its day. */
export function addAct(
  sums: DaySums,
  day: number,
  {
    kind,
    added,
    removed,
    activeMs,
  }: { readonly kind: string; readonly added: number; readonly removed: number; readonly activeMs: number },
): void {
  const sum = sums.get(day) ?? { day, typed: 0, grown: 0, activeMs: 0 };
  if (kind === "typed") sum.typed += added - removed;
  if (kind !== "imported") sum.grown += added - removed;
  sum.activeMs += activeMs;
  sums.set(day, sum);
}
