import { z } from "zod";

import { Remark } from "../../../shared/contract/review-methods.ts";
import { alignSteps } from "../../../shared/domain/review/alignment.ts";
import type { RemarkId, RunId } from "../../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { visibleRun } from "../runs/run-row.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import type { Query } from "../storage/connection.ts";
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
const REMARK: Query<{ remark: string }> = {
  sql: "SELECT remark FROM run_remarks WHERE run = ? AND id = ?",
  row: z.object({ remark: z.string() }),
};

/** What taking an answer in did: remarks that came or changed, and those that were there already. */
export type TakenAnswer = { readonly added: number; readonly already: number };

/** Takes an answer into a run, in one transaction. */
export function takeAnswer(library: WritingLibrary, runId: RunId, answer: Answer): Outcome<TakenAnswer, RunFailure> {
  return library.write<TakenAnswer, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const { utcMs, offsetMinutes } = library.clock();
    const fingerprints = JSON.stringify(answer.run.fingerprints);
    connection.run(
      "INSERT INTO run_answers (run, fingerprints, taken_at, taken_offset) VALUES (?, ?, ?, ?) ON CONFLICT (run, fingerprints) DO NOTHING",
      run.key,
      fingerprints,
      utcMs,
      offsetMinutes,
    );
    const kept = connection.first(ANSWER, run.key, fingerprints);
    if (kept === undefined) throw new Error("An answer was written and is not there");
    let added = 0;
    for (const remark of answer.remarks) {
      const row = connection.first(REMARK, run.key, remark.id);
      const before = row === undefined ? null : Remark.parse(JSON.parse(row.remark));
      // An older answer that comes late must not undo a newer one.
      if (before !== null && before.updatedAt >= remark.updatedAt) continue;
      connection.run(
        "INSERT INTO run_remarks (run, answer, id, remark, is_resolved, is_withdrawn) VALUES (?, ?, ?, ?, 0, 0) ON CONFLICT (run, id) DO UPDATE SET remark = excluded.remark, answer = excluded.answer, is_resolved = 0, is_withdrawn = 0",
        run.key,
        kept.key,
        remark.id,
        JSON.stringify(remark),
      );
      added += 1;
    }
    for (const id of answer.withdrawn)
      connection.run("UPDATE run_remarks SET is_withdrawn = 1 WHERE run = ? AND id = ?", run.key, id);
    return success({ added, already: answer.remarks.length - added });
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
