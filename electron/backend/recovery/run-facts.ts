import { z } from "zod";

import { BatchState } from "../../../shared/contract/review-round-methods.ts";
import { BiblePart } from "../../../shared/domain/bible/bible.ts";
import { Anchor, Verdict } from "../../../shared/domain/consistency/verdict.ts";
import { RemarkId, ReviewBatchId, StepId } from "../../../shared/domain/ids.ts";
import { Goal } from "../../../shared/domain/progress/goal.ts";
import { PayTerms } from "../../../shared/domain/progress/pay.ts";
import { Judgement } from "../../../shared/domain/review/judgement.ts";
import { Remark } from "../../../shared/domain/review/remark.ts";
import { PlayersAction } from "../../../shared/domain/turn.ts";
import { JsonColumn } from "../runs/json-column.ts";
import { changeOf, flag, int, json, moment, type PlainFact, sameTime, section, timeOf } from "./fact.ts";

/** Facts of one run, after its steps; a table comes after those that it refers to. */
export const RUN_FACTS = {
  sections: {
    row: z.object({
      step: int,
      section,
      first_written: int.nullable(),
      first_written_at: int.nullable(),
      first_written_offset: int.nullable(),
      changed_after_next: flag,
      typed: int,
      pasted: int,
      dropped: int,
      imported: int,
      moved: int,
      restored: int,
      replaced: int,
      removed: int,
      guide: z.string().nullable().default(null),
    }),
    kind: null,
    refers: { step: "steps" },
    known: ["step", "section"],
    // Counts that only ever grow: the row of the larger ones is the later one.
    stands: timeOf("typed", "pasted", "dropped", "imported", "moved", "restored", "replaced", "removed"),
  },
  run_words: {
    row: z.object({ run: int, word: z.string(), added_at: int, added_offset: int }),
    kind: "words",
    refers: { run: "runs" },
    known: ["run", "word"],
    stands: "there",
  },
  bible_parts: {
    row: z
      .object({
        key: int,
        run: int,
        part: z.string(),
        name: z.string(),
        value: z.string(),
        changed_at: int,
        changed_offset: int,
      })
      .refine(
        ({ part, value }) =>
          z.object({ part: z.string(), value: JsonColumn }).pipe(BiblePart).safeParse({ part, value }).success,
      ),
    kind: "bible",
    refers: { run: "runs" },
    known: ["run", "part", "name"],
    stands: timeOf("changed_at"),
  },
  bible_revs: {
    row: z.object({ run: int, rev: z.int().min(1) }),
    kind: null,
    refers: { run: "runs" },
    known: ["run"],
    stands: timeOf("rev"),
  },
  baselines: {
    row: z.object({ run: int, anchors: json(z.array(Anchor)), ...moment }),
    kind: "verdicts",
    refers: { run: "runs" },
    known: ["run"],
    stands: timeOf("at"),
  },
  verdicts: {
    row: z.object({ key: int, run: int, finding_key: z.string(), verdict: json(Verdict), ...moment }),
    kind: "verdicts",
    refers: { run: "runs" },
    known: ["run", "finding_key"],
    stands: timeOf("at"),
  },
  run_answers: {
    row: z.object({ key: int, run: int, fingerprints: json(z.array(z.string())), taken_at: int, taken_offset: int }),
    kind: null,
    refers: { run: "runs" },
    known: ["run", "fingerprints"],
    stands: "there",
  },
  run_remarks: {
    row: z.object({
      key: int,
      run: int,
      answer: int,
      id: RemarkId,
      remark: json(Remark),
      is_resolved: flag,
      is_withdrawn: flag,
    }),
    kind: "remarks",
    refers: { run: "runs", answer: "run_answers" },
    known: ["run", "id"],
    stands: changeOf("remark"),
  },
  run_judgements: {
    row: z.object({
      run: int,
      answer: int,
      reviewer: z.string(),
      step: int,
      name: z.string(),
      judgement: json(Judgement),
    }),
    kind: "judgements",
    refers: { run: "runs", answer: "run_answers" },
    known: ["run", "answer", "reviewer", "step"],
    stands: changeOf("judgement"),
  },
  run_withdrawals: {
    // An entry of an index looks alike but for the time, where it has the small number of a row.
    row: z.object({ run: int, id: RemarkId, at: int.refine((at) => at === 0 || at > 1e9) }),
    kind: null,
    refers: { run: "runs" },
    known: ["run", "id"],
    stands: timeOf("at"),
  },
  review_batches: {
    row: z.object({
      key: int,
      id: ReviewBatchId,
      run: int,
      steps: json(z.array(StepId)),
      made_at: int,
      made_offset: int,
    }),
    kind: "batches",
    refers: { run: "runs" },
    known: ["id"],
    stands: "there",
  },
  review_batch_states: {
    row: z.object({ key: int, batch: int, state: BatchState, ...moment }),
    kind: null,
    refers: { batch: "review_batches" },
    known: ["batch", "state", "at"],
    stands: "there",
  },
  run_goals: {
    row: z.object({ run: int, goal: json(Goal) }),
    kind: "goals",
    refers: { run: "runs" },
    known: ["run"],
    stands: sameTime,
  },
  seat_drafts: {
    row: z.object({ run: int, action: json(PlayersAction) }),
    kind: "turns",
    refers: { run: "runs" },
    known: ["run"],
    stands: sameTime,
  },
  pay_terms: {
    row: z.object({ key: int, run: int, terms: json(PayTerms), ...moment }),
    kind: "goals",
    refers: { run: "runs" },
    known: ["run", "terms", "at"],
    stands: "there",
  },
} satisfies Record<string, PlainFact>;
