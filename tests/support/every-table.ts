import type { Parameter, WritingConnection } from "../../electron/backend/storage/connection.ts";
import {
  newDeviceId,
  newGuideId,
  newPersonId,
  newProjectId,
  newRemarkId,
  newReviewBatchId,
  newReviewCopyId,
  newTurnId,
} from "../../shared/domain/ids.ts";
import { anchorOfStep } from "../../shared/domain/review/anchor.ts";
import { begunAt, begunKey } from "../../shared/domain/review/begun.ts";

/*
 * A row of every table of facts beside runs and steps, as the program writes them, so that a table which a change forgets
 * is missed by the tests.
 */

type Row = Readonly<Record<string, Parameter>>;

/** Writes rows about a run and one of its steps, by their keys. `at` (UTC ms) tells them from those of another call. */
export function fillEveryTable(connection: WritingConnection, run: number, step: number, at: number): void {
  const insert = (table: string, row: Row): number =>
    connection.run(
      `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${Object.keys(row)
        .map(() => "?")
        .join(", ")})`,
      ...Object.values(row),
    ).lastKey;
  const mark = String(at);
  const when = { at, at_offset: 60 };
  const remark = (): { id: string; remark: string } => {
    const id = newRemarkId();
    const who = { reviewer: "Rita", by: null, replyTo: null, suggestion: null };
    return {
      id,
      remark: JSON.stringify({ id, ...who, anchor: anchorOfStep(1), text: mark, createdAt: at, updatedAt: at }),
    };
  };
  const judgement = JSON.stringify({ step: 1, isRead: true, word: "accept", ratings: [], reason: mark, updatedAt: at });

  const person = insert("people", { id: newPersonId(), name: `Person ${mark}`, is_me: 0 });
  const device = insert("devices", {
    id: newDeviceId(),
    name: `Device ${mark}`,
    first_seen_at: at,
    first_seen_offset: 60,
  });
  const project = insert("projects", { id: newProjectId(), title: `Project ${mark}`, made_at: at, made_offset: 60 });
  connection.run("UPDATE runs SET project = ?, details_rev = details_rev + 1 WHERE key = ?", project, run);
  connection.run("DELETE FROM run_authors WHERE run = ?", run);
  insert("run_authors", { run, position: 0, person, role: "dm" });
  insert("writing_log", {
    batch: null,
    run,
    step,
    section: 1,
    kind: 0,
    person,
    device,
    added: 3,
    removed: 0,
    active_ms: 900,
    ...when,
  });
  insert("run_words", { run, word: `Saltgate${mark}`, added_at: at, added_offset: 60 });
  insert("bible_parts", {
    run,
    part: "notName",
    name: mark,
    value: JSON.stringify(`Word ${mark}`),
    changed_at: at,
    changed_offset: 60,
  });
  connection.run("INSERT INTO bible_revs (run, rev) VALUES (?, 1) ON CONFLICT (run) DO UPDATE SET rev = rev + 1", run);
  const anchor = { rule: "R1", subject: mark, sentences: [] };
  connection.run(
    "INSERT OR REPLACE INTO baselines (run, anchors, at, at_offset) VALUES (?, ?, ?, 60)",
    run,
    JSON.stringify([anchor]),
    at,
  );
  insert("verdicts", {
    run,
    finding_key: mark,
    verdict: JSON.stringify({ verdict: "intended", why: mark, anchor }),
    ...when,
  });
  const answer = insert("run_answers", {
    run,
    fingerprints: JSON.stringify([mark]),
    taken_at: at,
    taken_offset: 60,
  });
  insert("run_remarks", { run, answer, ...remark(), is_resolved: 1, is_withdrawn: 0 });
  insert("run_judgements", { run, answer, reviewer: "Rita", step: 1, name: "Rita", judgement });
  insert("run_withdrawals", { run, id: newRemarkId(), at });
  const batch = insert("review_batches", { id: newReviewBatchId(), run, steps: "[]", made_at: at, made_offset: 60 });
  insert("review_batch_states", { batch, state: "submitted", ...when });
  const goal = { unit: "words", perDay: at % 1_000_000, by: null, weekdaysOff: [], daysOff: [] };
  connection.run("INSERT OR REPLACE INTO run_goals (run, goal) VALUES (?, ?)", run, JSON.stringify(goal));
  const action = JSON.stringify({ text: `Draft ${mark}`, tagged: false });
  connection.run("INSERT OR REPLACE INTO seat_drafts (run, action) VALUES (?, ?)", run, action);
  const terms = { payee: "Ann", centsPerStep: at % 1_000, currency: "USD" };
  insert("pay_terms", { run, terms: JSON.stringify(terms), ...when });
  const guide = { id: newGuideId(), version: 1, title: mark, text: "", criteria: [], changedAt: at };
  insert("guides", {
    id: guide.id,
    version: 1,
    guide: JSON.stringify(guide),
    is_own: 1,
    kept_at: at,
    kept_offset: 60,
  });
  insert("looks", { identity: mark, day: 20_000, words: 1, steps: 1 });
  const copy = insert("review_copies", {
    id: newReviewCopyId(),
    sha256: mark,
    file: "{}",
    title: mark,
    authors: "[]",
    steps: 1,
    opened_at: at,
    opened_offset: 60,
  });
  insert("review_remarks", { copy, ...remark(), is_sent: 1, is_withdrawn: 0 });
  insert("review_judgements", { copy, step: 1, judgement });
  const about = { at: begunAt(anchorOfStep(1)), anchor: anchorOfStep(1) };
  const begun = { ...about, text: `Begun ${mark}`, suggestion: null };
  insert("review_begun", { copy, at: begunKey(about.at), begun: JSON.stringify(begun) });
  insert("turn_files", {
    id: newTurnId(),
    sha256: mark,
    turn: JSON.stringify({ version: 1, title: mark, story: [], step: 1, action: null }),
    action: JSON.stringify({ text: `Act ${mark}`, tagged: false }),
    opened_at: at,
    opened_offset: 60,
  });
}
