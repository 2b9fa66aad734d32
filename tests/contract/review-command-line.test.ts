import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { expect, it } from "vitest";
import { z } from "zod";

import {
  CriterionAgreement,
  Disagreement,
  JudgedStep,
  ReviewBatch,
  RunReviewer,
  StepJudgement,
} from "../../shared/contract/review-round-methods.ts";
import { ReviewBatchId, RunId } from "../../shared/domain/ids.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { fullStep, run } from "../support/build.ts";
import { bringIn, temporaryFolder, valueOf, writerAt } from "../support/library.ts";
import { judgement, person, remarkOn, sendAnswer } from "../support/review.ts";
import { anchorOfStep } from "../../shared/domain/review/anchor.ts";

const Count = z.int().min(0);
/** The shapes of docs/command-line.md, strictly. */
const SHAPES = {
  export: z.strictObject({
    file: z.string(),
    runId: RunId,
    batchId: ReviewBatchId,
    bytes: Count,
    sha256: z.string().length(64),
  }),
  import: z.strictObject({
    runId: RunId,
    reviewer: z.string(),
    added: Count,
    already: Count,
    changed: Count,
    judged: Count,
    sameState: z.boolean(),
  }),
  status: z.strictObject({
    runId: RunId,
    reviewers: z.array(RunReviewer),
    steps: z.array(JudgedStep),
    whole: z.array(StepJudgement),
    batches: z.array(ReviewBatch),
    remarks: Count,
    openRemarks: Count,
    changedRemarks: Count,
  }),
  agreement: z.strictObject({
    runId: RunId,
    reviewers: z.array(RunReviewer),
    criteria: z.array(CriterionAgreement),
    disagreements: z.array(Disagreement),
  }),
  refusal: z.strictObject({
    error: z.strictObject({ kind: z.string(), message: z.string().min(1) }),
    problems: z.array(z.unknown()),
  }),
};

const COMMAND = resolve(import.meta.dirname, "../../tools/runwright");

function json<T>(shape: z.ZodType<T>, ...args: string[]): { code: number | null; answer: T } {
  const ended = spawnSync(COMMAND, ["review", ...args, "--json"], { encoding: "utf8" });
  return { code: ended.status, answer: shape.parse(JSON.parse(ended.stdout)) };
}

it("[R17] export, import, status and agreement answer in their shapes; what is refused changes nothing", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "lib");
  const made = valueOf(openLibraryForWriting(writerAt(path)));
  bringIn(made, run("The Lantern Ferry", fullStep("1"), fullStep("2"), fullStep("3")));
  valueOf(made.close());
  const out = join(folder, "round.runpkg");
  const at = ["--library", path];
  const sent = json(SHAPES.export, "export", "The Lantern Ferry", "--steps", "2-3", "--out", out, ...at);
  expect(sent).toMatchObject({ code: 0, answer: { bytes: readFileSync(out).length } });
  expect(json(SHAPES.refusal, "export", "The Lantern Ferry", "--steps", "2-3", "--out", out, ...at)).toMatchObject({
    code: 3,
    answer: { error: { kind: "exists" } },
  });
  const beyond = json(SHAPES.refusal, "export", "The Lantern Ferry", "--steps", "3-9", "--out", `${out}2`, ...at);
  expect(beyond.answer.error.kind).toBe("noSuchStep");
  const misused = spawnSync(COMMAND, ["review", "export", "X", "--steps", "9-3", "--out", out, ...at, "--json"]);
  expect(misused.status).toBe(2);

  const reviewer = await person(folder, "rita");
  const { copyId } = valueOf(await reviewer.call("review.openFile", { file: reviewer.file(out) }));
  valueOf(await reviewer.call("review.judge", { copyId, judgement: judgement(2, { word: "accept" }) }));
  const remark = remarkOn(anchorOfStep(3), "Why?", 1);
  valueOf(await reviewer.call("review.keepRemark", { copyId, remark }));
  const answer = join(folder, "answer.runpkg");
  await sendAnswer(reviewer, copyId, "Rita", answer);
  const taken = json(SHAPES.import, "import", answer, ...at);
  expect(taken).toMatchObject({ code: 0, answer: { reviewer: "Rita", added: 1, judged: 1, sameState: true } });
  expect(json(SHAPES.import, "import", answer, ...at).answer).toMatchObject({ added: 0, already: 1, judged: 0 });
  expect(json(SHAPES.refusal, "import", out, ...at)).toMatchObject({ code: 1, answer: { error: { kind: "refused" } } });
  const status = json(SHAPES.status, "status", "The Lantern Ferry", ...at);
  expect(status.answer).toMatchObject({
    reviewers: [{ name: "Rita", read: 1 }],
    steps: [{ step: 2 }],
    batches: [{ state: "submitted", range: { from: 2, to: 3 } }],
    remarks: 1,
    openRemarks: 1,
  });
  expect(json(SHAPES.agreement, "agreement", "The Lantern Ferry", ...at)).toMatchObject({
    code: 0,
    answer: { criteria: [{ criterion: null, units: 0, alpha: null }], disagreements: [] },
  });
});
