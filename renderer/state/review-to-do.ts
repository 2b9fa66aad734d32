import type { ReplyOf } from "../../shared/contract/contract.ts";
import type { PlacedRemark } from "../../shared/contract/review-methods.ts";
import type { JudgedStep, ReviewBatch, StepJudgement } from "../../shared/contract/review-round-methods.ts";

/** How a run's review stands. */
export type ReviewStatus = ReplyOf<"review.status">;

/** One thing that reviewers left to do: a remark that is open, or a step that needs work. */
export type ToDo =
  | { readonly kind: "remark"; readonly step: number; readonly remark: PlacedRemark }
  | { readonly kind: "step"; readonly step: number; readonly judged: JudgedStep; readonly said: StepJudgement };

/** What is to do in one batch; `batch` null: outside of every one. In reading order. */
export type ToDoBatch = { readonly batch: ReviewBatch | null; readonly items: readonly ToDo[] };

/**
 * The to-do list, batch by batch, the latest batch of a step counting. A step that was edited since it was said to need
 * work stays on the list, marked as changed, until a reviewer has seen it again.
 */
export function toDoOf(remarks: readonly PlacedRemark[], { steps, batches }: ReviewStatus): ToDoBatch[] {
  const items: ToDo[] = [
    ...remarks
      .filter(({ remark, resolved }) => !resolved && remark.replyTo === null)
      .map((remark): ToDo => ({ kind: "remark", step: remark.step, remark })),
    ...steps.flatMap((judged) =>
      judged.judgements
        .filter(({ word }) => word === "needsWork")
        .map((said): ToDo => ({ kind: "step", step: judged.step, judged, said })),
    ),
  ].toSorted((one, other) => one.step - other.step);
  const grouped = Map.groupBy(items, ({ step }) => batchWith(batches, step));
  return [...batches.toReversed(), null].flatMap((batch) => {
    const its = grouped.get(batch);
    return its === undefined ? [] : [{ batch, items: its }];
  });
}

function batchWith(batches: readonly ReviewBatch[], step: number): ReviewBatch | null {
  return batches.findLast(({ range }) => range !== null && step >= range.from && step <= range.to) ?? null;
}
