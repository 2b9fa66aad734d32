import { z } from "zod";

import { Remark } from "../../../shared/domain/review/remark.ts";
import { Judgement } from "../../../shared/domain/review/judgement.ts";
import { prevails } from "../../../shared/domain/review/merge.ts";
import { alignSteps } from "../../../shared/domain/review/alignment.ts";
import type { RemarkId, RunId } from "../../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { visibleRun } from "../runs/run-row.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import type { Moment } from "../../../shared/lib/time.ts";
import { JsonColumn } from "../runs/json-column.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";
import type { Answer } from "./answer.ts";
import type { KeptRemark } from "./place-remarks.ts";

/*
 * Answers in the author's library: every remark once, by its id, with the steps of the copy that its reviewer read.
 * Taking the same answer in again changes nothing; a later answer of the same reviewer brings what is new or changed
 * and takes back what they took back.
 */

const Fingerprints = z.array(z.string());

const ANSWERS: Query<{ key: number; fingerprints: string }> = {
  sql: "SELECT key, fingerprints FROM run_answers WHERE run = ?",
  row: z.object({ key: z.number(), fingerprints: z.string() }),
};
const ANSWER: Query<{ key: number }> = {
  sql: "SELECT key FROM run_answers WHERE run = ? AND fingerprints = ?",
  row: z.object({ key: z.number() }),
};
const REMARKS: Query<{ answer: number; remark: string; is_resolved: number }> = {
  sql: "SELECT answer, remark, is_resolved FROM run_remarks WHERE run = ? AND is_withdrawn = 0 ORDER BY key",
  row: z.object({ answer: z.number(), remark: z.string(), is_resolved: z.number() }),
};
const REMARK: Query<{ answer: number; remark: string }> = {
  sql: "SELECT answer, remark FROM run_remarks WHERE run = ? AND id = ?",
  row: z.object({ answer: z.number(), remark: z.string() }),
};
const JUDGEMENT: Query<{ name: string; judgement: Judgement }> = {
  sql: "SELECT name, judgement FROM run_judgements WHERE run = ? AND answer = ? AND reviewer = ? AND step = ?",
  row: z.object({ name: z.string(), judgement: JsonColumn.pipe(Judgement) }),
};

/** What taking an answer in did: remarks that came or changed, those that were there already, judgements that came. */
export type TakenAnswer = { readonly added: number; readonly already: number; readonly judged: number };

/** Whose an answer is: the person of the reviewer's library, or, where an older release gave none, the name. */
export function reviewerKey({ reviewerId, reviewer }: Pick<Answer, "reviewerId" | "reviewer">): string {
  return reviewerId ?? reviewer;
}

/** Takes an answer into a run, in one transaction. What stands follows from all answers taken, in whatever order. */
export function takeAnswer(library: WritingLibrary, runId: RunId, answer: Answer): Outcome<TakenAnswer, RunFailure> {
  return library.write<TakenAnswer, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const answerKey = keepCopyState(connection, run.key, answer.run.fingerprints, library.clock());
    let added = 0;
    for (const sent of answer.remarks) {
      const remark = { ...sent, by: sent.by ?? answer.reviewerId };
      if (keepRunRemark(connection, run.key, answerKey, remark)) added += 1;
    }
    for (const { id, at } of answer.withdrawn) withdraw(connection, run.key, id, at);
    settleWithdrawals(connection, run.key);
    let judged = 0;
    for (const judgement of answer.judgements)
      if (
        judgement.step <= answer.run.fingerprints.length &&
        takeJudgement(connection, run.key, answerKey, answer, judgement)
      )
        judged += 1;
    return success({ added, already: answer.remarks.length - added, judged });
  });
}

/** The key of a state that somebody read: the fingerprints of its steps. */
export function keepCopyState(
  connection: WritingConnection,
  runKey: number,
  prints: readonly string[],
  { utcMs, offsetMinutes }: Moment,
): number {
  const fingerprints = JSON.stringify(prints);
  connection.run(
    "INSERT INTO run_answers (run, fingerprints, taken_at, taken_offset) VALUES (?, ?, ?, ?) ON CONFLICT (run, fingerprints) DO NOTHING",
    runKey,
    fingerprints,
    utcMs,
    offsetMinutes,
  );
  const kept = connection.first(ANSWER, runKey, fingerprints);
  if (kept === undefined) throw new Error("An answer was written and is not there");
  return kept.key;
}

/** Keeps a remark unless what is kept of it prevails. True when it came or changed. Under another name alone it stays resolved. */
export function keepRunRemark(
  connection: WritingConnection,
  runKey: number,
  answerKey: number,
  remark: Remark,
): boolean {
  const row = connection.first(REMARK, runKey, remark.id);
  const before = row === undefined ? null : Remark.parse(JSON.parse(row.remark));
  if (before !== null && !prevails(remark, before)) return false;
  const isOnlySigned = before !== null && unsigned(remark) === unsigned(before);
  connection.run(
    `INSERT INTO run_remarks (run, answer, id, remark, is_resolved, is_withdrawn) VALUES (?, ?, ?, ?, 0, 0)
     ON CONFLICT (run, id) DO UPDATE SET remark = excluded.remark, answer = excluded.answer,
       is_resolved = iif(?, is_resolved, 0), is_withdrawn = 0`,
    runKey,
    answerKey,
    remark.id,
    JSON.stringify(remark),
    isOnlySigned ? 1 : 0,
  );
  return true;
}

/** All that a remark says, without whose name is under it and since when. */
function unsigned({ reviewer: _reviewer, updatedAt: _updatedAt, ...rest }: Remark): string {
  return JSON.stringify(rest);
}

function withdraw(connection: WritingConnection, runKey: number, id: RemarkId, at: number): void {
  connection.run(
    "INSERT INTO run_withdrawals (run, id, at) VALUES (?, ?, ?) ON CONFLICT (run, id) DO UPDATE SET at = max(at, excluded.at)",
    runKey,
    id,
    at,
  );
}

/** A remark is out of sight when it was taken back after its last wording, whichever of the two came first. */
function settleWithdrawals(connection: WritingConnection, runKey: number): void {
  connection.run(
    `UPDATE run_remarks SET is_withdrawn = coalesce(
       (SELECT at >= json_extract(remark, '$.updatedAt') FROM run_withdrawals AS taken
        WHERE taken.run = run_remarks.run AND taken.id = run_remarks.id), 0)
     WHERE run = ? AND id IN (SELECT id FROM run_withdrawals WHERE run = ?)`,
    runKey,
    runKey,
  );
}

function takeJudgement(
  connection: WritingConnection,
  runKey: number,
  answerKey: number,
  answer: Answer,
  judgement: Judgement,
): boolean {
  const reviewer = reviewerKey(answer);
  const before = connection.first(JUDGEMENT, runKey, answerKey, reviewer, judgement.step);
  // The name is part of what is said: of one judgement under two names the same one must stand in any order.
  const signed = { ...judgement, name: answer.reviewer };
  if (before !== undefined && !prevails(signed, { ...before.judgement, name: before.name })) return false;
  connection.run(
    `INSERT INTO run_judgements (run, answer, reviewer, step, name, judgement) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (run, answer, reviewer, step) DO UPDATE SET name = excluded.name, judgement = excluded.judgement`,
    runKey,
    answerKey,
    reviewer,
    judgement.step,
    answer.reviewer,
    JSON.stringify(judgement),
  );
  return true;
}

/** Keeps the author's own remark on the run as it stands (`prints`); a reply stands where what it answers does. */
export function keepOwnRemark(
  library: WritingLibrary,
  runId: RunId,
  remark: Remark,
  prints: readonly string[],
): Outcome<Record<string, never>, RunFailure> {
  return library.write<Record<string, never>, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const answered = remark.replyTo === null ? undefined : connection.first(REMARK, run.key, remark.replyTo);
    const anchor = answered === undefined ? remark.anchor : Remark.parse(JSON.parse(answered.remark)).anchor;
    const answerKey = answered?.answer ?? keepCopyState(connection, run.key, prints, library.clock());
    keepRunRemark(connection, run.key, answerKey, { ...remark, anchor, by: library.me });
    return success({});
  });
}

/** Takes the author's own remark back. */
export function removeOwnRemark(
  library: WritingLibrary,
  runId: RunId,
  remarkId: RemarkId,
): Outcome<Record<string, never>, RunFailure> {
  return library.write<Record<string, never>, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const row = connection.first(REMARK, run.key, remarkId);
    if (row === undefined) return success({});
    const { updatedAt } = Remark.parse(JSON.parse(row.remark));
    withdraw(connection, run.key, remarkId, Math.max(library.clock().utcMs, updatedAt));
    settleWithdrawals(connection, run.key);
    return success({});
  });
}

/** The remarks of a run with the alignment of the copy that each was made on. `present` are the run's fingerprints now. */
export function loadRemarks(
  library: ReadingLibrary,
  runId: RunId,
  present: readonly string[],
): Outcome<KeptRemark[], RunFailure> {
  return library.read<KeptRemark[], RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const alignments = new Map(
      connection
        .all(ANSWERS, run.key)
        .map(
          ({ key, fingerprints }) => [key, alignSteps(Fingerprints.parse(JSON.parse(fingerprints)), present)] as const,
        ),
    );
    return success(
      connection.all(REMARKS, run.key).flatMap(({ answer, remark, is_resolved }) => {
        const alignment = alignments.get(answer);
        return alignment === undefined
          ? []
          : [{ remark: Remark.parse(JSON.parse(remark)), resolved: is_resolved === 1, alignment }];
      }),
    );
  });
}

/** Marks a remark as dealt with, or opens it again. */
export function resolveRemark(
  library: WritingLibrary,
  runId: RunId,
  remarkId: RemarkId,
  resolved: boolean,
): Outcome<Record<string, never>, RunFailure> {
  return library.write<Record<string, never>, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    connection.run(
      "UPDATE run_remarks SET is_resolved = ? WHERE run = ? AND id = ?",
      resolved ? 1 : 0,
      run.key,
      remarkId,
    );
    return success({});
  });
}
