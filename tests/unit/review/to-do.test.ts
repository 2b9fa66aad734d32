import { expect, it } from "vitest";

import { toDoOf } from "../../../renderer/state/review-to-do.ts";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import type { ReviewBatch, StepJudgement } from "../../../shared/contract/review-round-methods.ts";
import { newReviewBatchId, newStepId } from "../../../shared/domain/ids.ts";
import { anchorOfStep } from "../../../shared/domain/review/anchor.ts";
import { remarkOn } from "../../support/review.ts";

const batch = (number: number, from: number, to: number): ReviewBatch => ({
  batchId: newReviewBatchId(),
  number,
  range: { from, to },
  state: "submitted",
  events: [],
  turnaroundMs: null,
});
const placed = (step: number, resolved = false): PlacedRemark => ({
  remark: remarkOn(anchorOfStep(step), `on ${step}`, 1),
  address: null,
  step,
  stepId: null,
  holds: "step",
  isOwn: false,
  resolved,
});
const said = (word: "accept" | "needsWork"): StepJudgement => ({
  reviewer: "r",
  word,
  ratings: [],
  reason: "",
  at: 1,
  isChangedSince: false,
});

it("[R22] the to-do list is what is open, batch by batch, the latest batch first", () => {
  const [first, second] = [batch(1, 1, 10), batch(2, 5, 20)];
  const reply = { ...placed(2), remark: { ...placed(2).remark, replyTo: placed(2).remark.id } };
  const steps = [
    { stepId: newStepId(), step: 6, judgements: [said("accept")] },
    { stepId: newStepId(), step: 7, judgements: [said("needsWork")] },
  ];
  const list = toDoOf([placed(40), placed(8), placed(2), placed(3, true), reply], {
    reviewers: [],
    whole: [],
    steps,
    batches: [first, second],
  });
  expect(list.map((each) => [each.batch?.number ?? null, each.items.map(({ kind, step }) => [kind, step])])).toEqual([
    [
      2,
      [
        ["step", 7],
        ["remark", 8],
      ],
    ],
    [1, [["remark", 2]]],
    [null, [["remark", 40]]],
  ]);
});
