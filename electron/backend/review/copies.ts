import { createHash } from "node:crypto";

import { z } from "zod";

import { CopyPlace, type ReviewCopyRow } from "../../../shared/contract/review-methods.ts";
import { Judgement, WHOLE_BATCH } from "../../../shared/domain/review/judgement.ts";
import { prevails } from "../../../shared/domain/review/merge.ts";
import { Remark, type Withdrawal } from "../../../shared/domain/review/remark.ts";
import { newReviewCopyId, type RemarkId, ReviewCopyId } from "../../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { Query, ReadingConnection, WritingConnection } from "../storage/connection.ts";
import { JsonColumn } from "../runs/json-column.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";

import { fingerprints } from "./fingerprint.ts";
import { adoptGuide } from "./guides.ts";
import { ReviewRequest } from "./request.ts";
import { CopyForm, readKept, type SentFile, type SentRun } from "./sent-file.ts";

/*
 * Runs that were sent for review. A copy is kept as the text of the file that came, and read again at each opening: its
 * steps need no lasting ids, since remarks are anchored by step number and quote (shared/domain/review/anchor.ts).
 */

/** No copy of this id is kept. */
export type NoSuchCopy = { readonly kind: "noSuchCopy" };
/** What came of an act on a copy. */
export type KeptCopy<T> = Outcome<T, LibraryFailure | NoSuchCopy>;

const COPY = z.object({
  key: z.number(),
  id: ReviewCopyId,
  title: z.string(),
  authors: z.string(),
  steps: z.number(),
  reviewer: z.string().nullable(),
  opened_at: z.number(),
  remarks: z.number(),
  read: z.number(),
  form: CopyForm,
  fingerprints: JsonColumn.pipe(z.array(z.string())).nullable(),
  request: JsonColumn.pipe(ReviewRequest).nullable(),
  // A place of another release is a place that nobody knows.
  place: JsonColumn.pipe(CopyPlace).nullable().catch(null),
  sent_at: z.number().nullable(),
});
type CopyRow = z.infer<typeof COPY>;
const COLUMNS = `key, id, title, authors, steps, reviewer, opened_at, form, fingerprints, request, place, sent_at,
  (SELECT count(*) FROM review_remarks WHERE copy = review_copies.key AND is_withdrawn = 0) AS remarks,
  (SELECT count(*) FROM review_judgements WHERE copy = review_copies.key
     AND step BETWEEN coalesce(json_extract(request, '$.range.from'), 1) AND coalesce(json_extract(request, '$.range.to'), steps)
     AND json_extract(judgement, '$.isRead')) AS read`;
const COPIES: Query<CopyRow> = {
  sql: `SELECT ${COLUMNS} FROM review_copies ORDER BY opened_at DESC, key DESC`,
  row: COPY,
};
const COPY_BY_ID: Query<CopyRow> = { sql: `SELECT ${COLUMNS} FROM review_copies WHERE id = ?`, row: COPY };
const COPY_BY_HASH: Query<{ id: ReviewCopyId }> = {
  sql: "SELECT id FROM review_copies WHERE sha256 = ?",
  row: z.object({ id: ReviewCopyId }),
};
const FILE_OF_COPY: Query<{ file: string }> = {
  sql: "SELECT file FROM review_copies WHERE id = ?",
  row: z.object({ file: z.string() }),
};
const JUDGEMENTS: Query<{ judgement: Judgement }> = {
  sql: "SELECT judgement FROM review_judgements WHERE copy = ? ORDER BY step",
  row: z.object({ judgement: JsonColumn.pipe(Judgement) }),
};
const JUDGEMENT: Query<{ judgement: Judgement }> = {
  ...JUDGEMENTS,
  sql: "SELECT judgement FROM review_judgements WHERE copy = ? AND step = ?",
};
const ANSWERED: Query<{ id: ReviewCopyId }> = {
  sql: "SELECT id FROM review_copies WHERE fingerprints = ? AND sent_at IS NOT NULL ORDER BY sent_at DESC, key DESC",
  row: z.object({ id: ReviewCopyId }),
};
const REMARK: Query<{ remark: Remark }> = {
  sql: "SELECT remark FROM review_remarks WHERE copy = ? AND id = ?",
  row: z.object({ remark: JsonColumn.pipe(Remark) }),
};
const REMARKS: Query<{ remark: string; is_sent: number; is_withdrawn: number }> = {
  sql: "SELECT remark, is_sent, is_withdrawn FROM review_remarks WHERE copy = ? ORDER BY key",
  row: z.object({ remark: z.string(), is_sent: z.number(), is_withdrawn: z.number() }),
};
const MY_NAME: Query<{ name: string }> = {
  sql: "SELECT name FROM people WHERE is_me = 1",
  row: z.object({ name: z.string() }),
};

const Names = z.array(z.string());

/** Keeps a file that was read; the same bytes are the same copy, with the remarks made on it. */
export function keepCopy(
  library: WritingLibrary,
  bytes: Uint8Array,
  sent: SentFile,
): Outcome<ReviewCopyId, LibraryFailure> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const prints = JSON.stringify(fingerprints(sent.steps));
  return library.write<ReviewCopyId, LibraryFailure>((connection) => {
    const { utcMs, offsetMinutes } = library.clock();
    const known = connection.first(COPY_BY_HASH, sha256);
    if (known !== undefined) {
      connection.run(
        "UPDATE review_copies SET opened_at = ?, opened_offset = ? WHERE id = ?",
        utcMs,
        offsetMinutes,
        known.id,
      );
      return success(known.id);
    }
    const id = newReviewCopyId();
    connection.run(
      `INSERT INTO review_copies
         (id, sha256, file, title, authors, steps, reviewer, opened_at, opened_offset, form, fingerprints, request)
       VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)`,
      id,
      sha256,
      sent.text,
      sent.title,
      JSON.stringify(sent.authors),
      sent.steps.length,
      utcMs,
      offsetMinutes,
      sent.form,
      prints,
      sent.request === null ? null : JSON.stringify(sent.request),
    );
    const guide = sent.request?.guide ?? null;
    if (guide !== null) adoptGuide(connection, guide, { utcMs, offsetMinutes });
    return success(id);
  });
}

/** The copies, the one opened last first. */
export function listCopies(library: ReadingLibrary): Outcome<ReviewCopyRow[], LibraryFailure> {
  return library.read<ReviewCopyRow[], LibraryFailure>((connection) =>
    success(
      connection.all(COPIES).map((row) => ({
        copyId: row.id,
        title: row.title,
        authors: Names.parse(JSON.parse(row.authors)),
        steps: row.steps,
        remarks: row.remarks,
        read: row.read,
        toRead: stepsToRead(row),
        openedAt: row.opened_at,
        sentAt: row.sent_at,
      })),
    ),
  );
}

function stepsToRead({ request, steps }: CopyRow): number {
  return request === null ? steps : request.range.to - request.range.from + 1;
}

/** A copy as the reviewer sees it. `withdrawn` are remarks that went out in an answer and were taken back since. */
export type OpenCopy = {
  readonly id: ReviewCopyId;
  readonly run: SentRun;
  readonly fingerprints: readonly string[];
  /** What came along in a package; null for a plain file. */
  readonly request: ReviewRequest | null;
  readonly remarks: readonly Remark[];
  readonly withdrawn: readonly Withdrawal[];
  readonly judgements: readonly Judgement[];
  readonly openedAt: number;
  /** The name that the last answer was signed with, else the library's person. */
  readonly reviewer: string;
  readonly place: CopyPlace | null;
  /** UTC ms; null before the first answer was written. */
  readonly sentAt: number | null;
};

/** Reads one copy with its remarks, in the order they were made. */
export function openCopy(library: ReadingLibrary, copyId: ReviewCopyId): KeptCopy<OpenCopy> {
  return library.read<OpenCopy, LibraryFailure | NoSuchCopy>((connection) => {
    const copy = connection.first(COPY_BY_ID, copyId);
    const file = connection.first(FILE_OF_COPY, copyId);
    if (copy === undefined || file === undefined) return failed({ kind: "noSuchCopy" });
    const rows = connection
      .all(REMARKS, copy.key)
      .map((row) => ({ ...row, remark: Remark.parse(JSON.parse(row.remark)) }));
    const run = readKept(copy.form, file.file);
    return success({
      id: copyId,
      run,
      fingerprints: copy.fingerprints ?? fingerprints(run.steps),
      request: copy.request,
      remarks: rows.filter((row) => row.is_withdrawn === 0).map((row) => row.remark),
      withdrawn: rows
        .filter((row) => row.is_withdrawn === 1 && row.is_sent === 1)
        .map(({ remark }) => ({ id: remark.id, at: remark.updatedAt })),
      judgements: connection.all(JUDGEMENTS, copy.key).map(({ judgement }) => judgement),
      openedAt: copy.opened_at,
      reviewer: copy.reviewer ?? connection.first(MY_NAME)?.name ?? "",
      place: copy.place,
      sentAt: copy.sent_at,
    });
  });
}

/** What a copy is compared by, without reading its text. */
export type CopyPrints = {
  readonly id: ReviewCopyId;
  readonly title: string;
  readonly openedAt: number;
  readonly fingerprints: readonly string[];
};

/** Every other copy, the one opened last first; those of older releases are left out, since only their text would tell. */
export function otherCopies(library: ReadingLibrary, copyId: ReviewCopyId): Outcome<CopyPrints[], LibraryFailure> {
  return library.read<CopyPrints[], LibraryFailure>((connection) =>
    success(
      connection
        .all(COPIES)
        .flatMap(({ id, title, opened_at, fingerprints: prints }) =>
          id === copyId || prints === null ? [] : [{ id, title, openedAt: opened_at, fingerprints: prints }],
        ),
    ),
  );
}

/** Keeps a judgement; it stands for the one of the same step, and its time is later than that one's. */
export function keepJudgement(
  library: WritingLibrary,
  copyId: ReviewCopyId,
  judgement: Judgement,
): KeptCopy<Record<string, never>> {
  return library.write<Record<string, never>, LibraryFailure | NoSuchCopy>((connection) => {
    const copy = connection.first(COPY_BY_ID, copyId);
    if (copy === undefined || judgement.step > copy.steps) return failed({ kind: "noSuchCopy" });
    const before = connection.first(JUDGEMENT, copy.key, judgement.step)?.judgement;
    const updatedAt = Math.max(judgement.updatedAt, (before?.updatedAt ?? 0) + 1);
    connection.run(
      "INSERT INTO review_judgements (copy, step, judgement) VALUES (?, ?, ?) ON CONFLICT (copy, step) DO UPDATE SET judgement = excluded.judgement",
      copy.key,
      judgement.step,
      JSON.stringify({ ...judgement, isRead: judgement.isRead || judgement.step === WHOLE_BATCH, updatedAt }),
    );
    return success({});
  });
}

/** Changes a copy in one transaction; `write` gets its key. Nothing is written where there is no such copy. */
export function writeCopy(
  library: WritingLibrary,
  copyId: ReviewCopyId,
  write: (connection: WritingConnection, key: number) => void,
): KeptCopy<Record<string, never>> {
  return library.write<Record<string, never>, LibraryFailure | NoSuchCopy>((connection) => {
    const key = copyKey(connection, copyId);
    if (!key.ok) return key;
    write(connection, key.value);
    return success({});
  });
}

/** Remembers where the reviewer was. */
export function keepCopyPlace(
  library: WritingLibrary,
  copyId: ReviewCopyId,
  place: CopyPlace,
): KeptCopy<Record<string, never>> {
  return writeCopy(library, copyId, (connection, key) => {
    connection.run("UPDATE review_copies SET place = ? WHERE key = ?", JSON.stringify(place), key);
  });
}

/** The copy that an answer with these fingerprints was written to last; null where none was. */
export function copyAnswered(
  library: ReadingLibrary,
  prints: readonly string[],
): Outcome<ReviewCopyId | null, LibraryFailure> {
  return library.read<ReviewCopyId | null, LibraryFailure>((connection) =>
    success(connection.first(ANSWERED, JSON.stringify(prints))?.id ?? null),
  );
}

/** Adds a remark, or replaces the one of the same id. */
export function keepCopyRemark(
  library: WritingLibrary,
  copyId: ReviewCopyId,
  remark: Remark,
): KeptCopy<Record<string, never>> {
  return writeCopy(library, copyId, (connection, key) => {
    const before = connection.first(REMARK, key, remark.id)?.remark;
    const kept =
      before === undefined || prevails(remark, before) ? remark : { ...remark, updatedAt: before.updatedAt + 1 };
    connection.run(
      "INSERT INTO review_remarks (copy, id, remark, is_sent, is_withdrawn) VALUES (?, ?, ?, 0, 0) ON CONFLICT (id) DO UPDATE SET remark = excluded.remark, is_withdrawn = 0 WHERE copy = excluded.copy",
      key,
      remark.id,
      JSON.stringify(kept),
    );
  });
}

/** Takes a remark back: one that has left in an answer stays as withdrawn, any other goes. */
export function withdrawCopyRemark(
  library: WritingLibrary,
  copyId: ReviewCopyId,
  remarkId: RemarkId,
): KeptCopy<Record<string, never>> {
  return writeCopy(library, copyId, (connection, key) => {
    const before = connection.first(REMARK, key, remarkId)?.remark;
    if (before === undefined) return;
    // From here on its time is that of its withdrawal, which no earlier wording outlasts.
    const updatedAt = Math.max(library.clock().utcMs, before.updatedAt + 1);
    connection.run(
      "UPDATE review_remarks SET is_withdrawn = 1, remark = ? WHERE copy = ? AND id = ? AND is_sent = 1",
      JSON.stringify({ ...before, updatedAt }),
      key,
      remarkId,
    );
    connection.run("DELETE FROM review_remarks WHERE copy = ? AND id = ? AND is_sent = 0", key, remarkId);
  });
}

/**
 * Puts a name under every remark of a copy. One that has left under another name becomes a later one, so that the new name
 * stands wherever both arrive.
 */
export function signRemarks(
  library: WritingLibrary,
  copyId: ReviewCopyId,
  reviewer: string,
): KeptCopy<Record<string, never>> {
  return writeCopy(library, copyId, (connection, key) => {
    for (const { remark: text, is_sent, is_withdrawn } of connection.all(REMARKS, key)) {
      const remark = Remark.parse(JSON.parse(text));
      if (is_withdrawn === 1 || remark.reviewer === reviewer) continue;
      const signed: Remark = { ...remark, reviewer, updatedAt: remark.updatedAt + is_sent };
      connection.run(
        "UPDATE review_remarks SET remark = ? WHERE copy = ? AND id = ?",
        JSON.stringify(signed),
        key,
        remark.id,
      );
    }
  });
}

/** Notes that every remark has left in an answer, signed with `reviewer`. */
export function markSent(
  library: WritingLibrary,
  copyId: ReviewCopyId,
  reviewer: string,
): KeptCopy<Record<string, never>> {
  return writeCopy(library, copyId, (connection, key) => {
    connection.run("UPDATE review_remarks SET is_sent = 1 WHERE copy = ?", key);
    connection.run(
      "UPDATE review_copies SET reviewer = ?, sent_at = ? WHERE key = ?",
      reviewer,
      library.clock().utcMs,
      key,
    );
  });
}

/** The row of a copy. */
export function copyKey(connection: ReadingConnection, copyId: ReviewCopyId): Outcome<number, NoSuchCopy> {
  const copy = connection.first(COPY_BY_ID, copyId);
  return copy === undefined ? failed({ kind: "noSuchCopy" }) : success(copy.key);
}
