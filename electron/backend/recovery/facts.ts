import { z } from "zod";

import { BatchState } from "../../../shared/contract/review-round-methods.ts";
import { SnapshotWhy } from "../../../shared/contract/history-methods.ts";
import type { SalvagedKind } from "../../../shared/contract/recovery-methods.ts";
import { BiblePart } from "../../../shared/domain/bible/bible.ts";
import { Anchor, Verdict } from "../../../shared/domain/consistency/verdict.ts";
import {
  DeviceId,
  GuideId,
  LibraryId,
  PersonId,
  ProjectId,
  RemarkId,
  ReviewBatchId,
  ReviewCopyId,
  StepId,
  TurnId,
} from "../../../shared/domain/ids.ts";
import { Goal } from "../../../shared/domain/progress/goal.ts";
import { PayTerms } from "../../../shared/domain/progress/pay.ts";
import { Guide } from "../../../shared/domain/review/guide.ts";
import { Judgement } from "../../../shared/domain/review/judgement.ts";
import { Remark } from "../../../shared/domain/review/remark.ts";
import { AuthorRole } from "../../../shared/domain/run.ts";
import { PlayersAction, Turn } from "../../../shared/domain/turn.ts";
import { ReviewRequest } from "../review/request.ts";
import { CopyForm } from "../review/sent-file.ts";
import { JsonColumn } from "../runs/json-column.ts";
import type { Parameter } from "../storage/connection.ts";

/*
 * Every table of a library, and what a recovery does with it: no table is left out without a reason (a test goes through
 * the whole schema). Facts are read out row by row. A row is known again in the library by what it is about, never by its
 * number; where both have it, the one that was changed later stands.
 */

/** A row as it is stored, by the names of its columns. */
export type Row = Readonly<Record<string, Parameter>>;

/**
 * Which of two rows about one thing stands: the one that is there, or the one of the greater number (a time, mostly). Of
 * equal ones it is that of the later library.
 */
export type Stands = "there" | ((row: Row) => number);

/** A table of facts. */
export type Fact = {
  /** Rows of it by the names of their columns; what the program could not read is no row. */
  readonly row: z.ZodType<Row>;
  /** What the person is told that came back; null where it goes without saying. */
  readonly kind: SalvagedKind | null;
  /** Columns that hold the number of a row of another table. */
  readonly refers: Readonly<Record<string, ReferredTable>>;
};

/** A table of facts whose rows come in one by one (recovery/merge-facts.ts). */
export type PlainFact = Fact & {
  /** The columns by which a row is known again. */
  readonly known: readonly string[];
  readonly stands: Stands;
  /** Columns that hold this in a row that comes in. */
  readonly arrives?: Row;
};

/** Tables that rows of others name by number. */
export type ReferredTable =
  | "people"
  | "devices"
  | "projects"
  | "runs"
  | "steps"
  | "review_copies"
  | "run_answers"
  | "review_batches";

const int = z.int();
const flag = z.int().min(0).max(1);
const moment = { at: int, at_offset: int };
const section = z.int().min(0).max(5);
/** A column of JSON as its text, where it holds what it must. */
const json = (schema: z.ZodType): z.ZodType<string> =>
  z.string().refine((text) => JsonColumn.pipe(schema).safeParse(text).success, "not what the column holds");
/** When what a column of JSON holds was changed. */
const changeOf =
  (column: string) =>
  (row: Row): number =>
    Changed.parse(row[column]).updatedAt;
const Changed = JsonColumn.pipe(z.object({ updatedAt: z.int() }));
const timeOf =
  (...columns: readonly string[]) =>
  (row: Row): number =>
    columns.reduce((sum, column) => sum + z.int().parse(row[column]), 0);

/** No time is kept. */
const sameTime = (): number => 0;

/** Facts of the whole library; a table comes after those that it refers to. */
export const LIBRARY_FACTS = {
  people: {
    row: z.object({ key: int, id: PersonId, name: z.string(), is_me: flag }),
    kind: null,
    refers: {},
    known: ["id"],
    stands: "there",
    // The library's own person is that of the backup, or was put there with the library's id.
    arrives: { is_me: 0 },
  },
  devices: {
    row: z.object({ key: int, id: DeviceId, name: z.string(), first_seen_at: int, first_seen_offset: int }),
    kind: null,
    refers: {},
    known: ["id"],
    stands: "there",
  },
  projects: {
    // Where SQLite cannot say which table a row is of, one of this form is taken for a device.
    row: z.object({ key: int, id: ProjectId, title: z.string(), made_at: int, made_offset: int }),
    kind: null,
    refers: {},
    known: ["id"],
    stands: "there",
  },
  guides: {
    row: z.object({ id: GuideId, version: int, guide: json(Guide), is_own: flag, kept_at: int, kept_offset: int }),
    kind: "guides",
    refers: {},
    known: ["id", "version"],
    stands: "there",
  },
  looks: {
    row: z.object({
      identity: z.string(),
      day: int,
      words: int,
      steps: int,
      day_before: int.nullable(),
      words_before: int.nullable(),
      steps_before: int.nullable(),
    }),
    kind: null,
    refers: {},
    known: ["identity"],
    stands: timeOf("day"),
  },
  review_copies: {
    row: z.object({
      key: int,
      id: ReviewCopyId,
      sha256: z.string(),
      file: z.string(),
      title: z.string(),
      authors: json(z.array(z.string())),
      steps: int,
      reviewer: z.string().nullable(),
      opened_at: int,
      opened_offset: int,
      form: CopyForm.default("bounty"),
      fingerprints: json(z.array(z.string())).nullable().default(null),
      request: json(ReviewRequest).nullable().default(null),
    }),
    kind: "reviews",
    refers: {},
    known: ["sha256"],
    stands: timeOf("opened_at"),
  },
  review_remarks: {
    row: z.object({ key: int, copy: int, id: RemarkId, remark: json(Remark), is_sent: flag, is_withdrawn: flag }),
    kind: "remarks",
    refers: { copy: "review_copies" },
    known: ["id"],
    stands: changeOf("remark"),
  },
  review_judgements: {
    row: z.object({ copy: int, step: int, judgement: json(Judgement) }),
    kind: "judgements",
    refers: { copy: "review_copies" },
    known: ["copy", "step"],
    stands: changeOf("judgement"),
  },
  turn_files: {
    row: z.object({
      key: int,
      id: TurnId,
      sha256: z.string(),
      turn: json(Turn),
      action: json(PlayersAction),
      opened_at: int,
      opened_offset: int,
    }),
    kind: "turns",
    refers: {},
    known: ["sha256"],
    stands: sameTime,
  },
} satisfies Record<string, PlainFact>;

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
  pay_terms: {
    row: z.object({ key: int, run: int, terms: json(PayTerms), ...moment }),
    kind: "goals",
    refers: { run: "runs" },
    known: ["run", "terms", "at"],
    stands: "there",
  },
} satisfies Record<string, PlainFact>;

const kindOfAct = z.int().min(0).max(7);

/** Facts that come in by rules of their own: history (recovery/merge-history.ts), log (recovery/merge-log.ts), authors. */
export const OTHER_FACTS = {
  library: { row: z.object({ one: int, id: LibraryId, made_at: int, made_offset: int }), kind: null, refers: {} },
  run_authors: {
    row: z.object({ run: int, position: int, person: int, role: AuthorRole }),
    kind: null,
    refers: { run: "runs", person: "people" },
  },
  versions: {
    row: z.object({
      key: int,
      run: int,
      step: int,
      section: z.int().min(0).max(6),
      kind: kindOfAct.nullable(),
      stands_alone: flag,
      batch: int.nullable(),
      person: int.nullable(),
      device: int.nullable(),
      began_at: int,
      changed_at: int,
      changed_offset: int,
      words: int,
      base: int.nullable(),
      content: z.instanceof(Uint8Array).nullable(),
    }),
    kind: "versions",
    refers: { run: "runs", step: "steps", person: "people", device: "devices" },
  },
  snapshots: {
    row: z.object({
      key: int,
      run: int,
      why: SnapshotWhy,
      name: z.string(),
      last_version: int,
      steps: int,
      words: int,
      ...moment,
      step_keys: z.instanceof(Uint8Array),
    }),
    kind: "snapshots",
    refers: { run: "runs" },
  },
  writing_log: {
    row: z.object({
      sequence: int,
      batch: int.nullable(),
      run: int,
      step: int,
      section: section.nullable(),
      kind: kindOfAct,
      person: int,
      device: int,
      added: int,
      removed: int,
      active_ms: int,
      ...moment,
    }),
    kind: "log",
    refers: { run: "runs", step: "steps", person: "people", device: "devices" },
  },
} satisfies Record<string, Fact>;

/** All facts but runs and steps, which are read by themselves (recovery/salvage.ts). */
export const FACTS = { ...LIBRARY_FACTS, ...RUN_FACTS, ...OTHER_FACTS };
export type FactTable = keyof typeof FACTS;
/** A row of one table. */
export type RowOf<T extends FactTable> = z.infer<(typeof FACTS)[T]["row"]>;

/** Tables that are not read out, and why nothing is lost by it. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  batches:
    "answers to messages: a batch that is sent again is compared with what stands, since it may not have come back",
  section_words: "counted again from the steps that come in",
  run_totals: "sums over section_words",
  writing_hours: "sums over writing_log, which follow as its rows come in",
  writing_steps: "sums over writing_log, which follow as its rows come in",
  file_readings: "what files of a lead's folder gave: they are read again",
};
