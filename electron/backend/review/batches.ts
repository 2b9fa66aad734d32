import { z } from "zod";

import { BatchState, type ReviewBatch } from "../../../shared/contract/review-round-methods.ts";
import type { StepRange } from "../../../shared/contract/review-methods.ts";
import { newReviewBatchId, ReviewBatchId, StepId } from "../../../shared/domain/ids.ts";
import type { Moment } from "../../../shared/lib/time.ts";
import { JsonColumn } from "../runs/json-column.ts";
import type { Query, ReadingConnection, WritingConnection } from "../storage/connection.ts";

/*
 * Batches of steps and the dates of their states. A batch knows its steps by id, so that it goes with them; what is
 * inserted between its first and its last step belongs to it.
 */

const BATCHES: Query<{ key: number; id: ReviewBatchId; steps: StepId[] }> = {
  sql: "SELECT key, id, steps FROM review_batches WHERE run = ? ORDER BY key",
  row: z.object({ key: z.int(), id: ReviewBatchId, steps: JsonColumn.pipe(z.array(StepId)) }),
};
const STATES: Query<{ state: BatchState; at: number }> = {
  sql: "SELECT state, at FROM review_batch_states WHERE batch = ? ORDER BY key",
  row: z.object({ state: BatchState, at: z.int() }),
};

/** The batches of a run as they stand. `order` are the run's steps. */
export function readBatches(connection: ReadingConnection, runKey: number, order: readonly StepId[]): ReviewBatch[] {
  const numbers = new Map(order.map((id, index) => [id, index + 1]));
  return connection.all(BATCHES, runKey).map(({ key, id, steps }, index) => {
    const standing = steps.flatMap((step) => numbers.get(step) ?? []);
    const events = connection.all(STATES, key);
    return {
      batchId: id,
      number: index + 1,
      range: standing.length === 0 ? null : { from: Math.min(...standing), to: Math.max(...standing) },
      state: events.at(-1)?.state ?? "draft",
      events,
      turnaroundMs: turnaround(events),
    };
  });
}

/** From the last submission to the first word on it. */
function turnaround(events: readonly { readonly state: BatchState; readonly at: number }[]): number | null {
  const submitted = events.findLastIndex(({ state }) => state === "submitted");
  const answered = events.slice(submitted + 1).find(({ state }) => state === "needsWork" || state === "accepted");
  const sent = events[submitted];
  return sent === undefined || answered === undefined ? null : Math.max(0, answered.at - sent.at);
}

/** Makes a batch of these steps, or finds the one that is of exactly these. */
export function batchOf(
  connection: WritingConnection,
  runKey: number,
  order: readonly StepId[],
  { from, to }: StepRange,
  now: Moment,
): ReviewBatchId {
  const same = readBatches(connection, runKey, order).find(({ range }) => range?.from === from && range.to === to);
  if (same !== undefined) return same.batchId;
  const id = newReviewBatchId();
  connection.run(
    "INSERT INTO review_batches (id, run, steps, made_at, made_offset) VALUES (?, ?, ?, ?, ?)",
    id,
    runKey,
    JSON.stringify(order.slice(from - 1, to)),
    now.utcMs,
    now.offsetMinutes,
  );
  return id;
}

/** Puts a batch into a state; the state that it has is not noted again, except that it is submitted once more. */
export function putBatch(
  connection: WritingConnection,
  runKey: number,
  batchId: ReviewBatchId,
  state: BatchState,
  now: Moment,
): boolean {
  const batch = connection.all(BATCHES, runKey).find(({ id }) => id === batchId);
  if (batch === undefined) return false;
  if (connection.all(STATES, batch.key).at(-1)?.state === state && state !== "submitted") return true;
  connection.run(
    "INSERT INTO review_batch_states (batch, state, at, at_offset) VALUES (?, ?, ?, ?)",
    batch.key,
    state,
    now.utcMs,
    now.offsetMinutes,
  );
  return true;
}
