import { createHash } from "node:crypto";

import { z } from "zod";

import type { ReviewCopyRow } from "../../../shared/contract/review-methods.ts";
import { Remark } from "../../../shared/contract/review-methods.ts";
import type { Problem } from "../../../shared/domain/bounty/problem.ts";
import { type BountyReading, readBounty } from "../../../shared/domain/bounty/read.ts";
import { newReviewCopyId, type RemarkId, ReviewCopyId } from "../../../shared/domain/ids.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";

/*
 * Runs that were sent for review. A copy is kept as the text of the file that came, and read again at each opening: its
 * steps need no lasting ids, since remarks are anchored by step number and quote (shared/domain/review/anchor.ts).
 */

/** No copy of this id is kept. */
export type NoSuchCopy = { readonly kind: "noSuchCopy" };
type Kept<T> = Outcome<T, LibraryFailure | NoSuchCopy>;

/** A file as it is read for review: its steps, and what the format says against it. */
export type ReadCopy = { readonly reading: BountyReading; readonly steps: readonly Step[] };

/** Faults after which the text of a file is not known as a whole; with any other the run can be read, and its problems shown beside it. */
const UNREADABLE = new Set<Problem["rule"]>(["json", "encoding", "limit"]);

/** Reads a file's bytes for review. Null problems mean that it can be shown; otherwise the errors that keep it from being read. */
export function readCopy(bytes: Uint8Array): ReadCopy & { readonly refused: Problem[] | null } {
  const chunks = [bytes];
  const steps: Step[] = [];
  const reading = readBounty({ next: () => chunks.pop() ?? null }, { step: (step) => steps.push(step) });
  const errors = reading.problems.filter((problem) => problem.severity === "error");
  const unreadable = steps.length === 0 || errors.some((problem) => UNREADABLE.has(problem.rule));
  return { reading, steps, refused: unreadable ? errors : null };
}

const COPY = z.object({
  key: z.number(),
  id: ReviewCopyId,
  title: z.string(),
  authors: z.string(),
  steps: z.number(),
  reviewer: z.string().nullable(),
  opened_at: z.number(),
  remarks: z.number(),
});
const COLUMNS =
  "key, id, title, authors, steps, reviewer, opened_at, (SELECT count(*) FROM review_remarks WHERE copy = review_copies.key AND is_withdrawn = 0) AS remarks";
const COPIES: Query<z.infer<typeof COPY>> = {
  sql: `SELECT ${COLUMNS} FROM review_copies ORDER BY opened_at DESC, key DESC`,
  row: COPY,
};
const COPY_BY_ID: Query<z.infer<typeof COPY>> = { sql: `SELECT ${COLUMNS} FROM review_copies WHERE id = ?`, row: COPY };
const COPY_BY_HASH: Query<{ id: ReviewCopyId }> = {
  sql: "SELECT id FROM review_copies WHERE sha256 = ?",
  row: z.object({ id: ReviewCopyId }),
};
const FILE_OF_COPY: Query<{ file: string }> = {
  sql: "SELECT file FROM review_copies WHERE id = ?",
  row: z.object({ file: z.string() }),
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
  reading: BountyReading,
): Outcome<ReviewCopyId, LibraryFailure> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
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
      "INSERT INTO review_copies (id, sha256, file, title, authors, steps, reviewer, opened_at, opened_offset) VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?)",
      id,
      sha256,
      Buffer.from(bytes).toString("utf8"),
      reading.title,
      JSON.stringify(reading.authors),
      reading.steps,
      utcMs,
      offsetMinutes,
    );
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
        openedAt: row.opened_at,
      })),
    ),
  );
}

/** A copy as the reviewer sees it. `withdrawn` are remarks that went out in an answer and were taken back since. */
export type OpenCopy = {
  readonly file: Uint8Array;
  readonly remarks: readonly Remark[];
  readonly withdrawn: readonly RemarkId[];
  /** The name that the last answer was signed with, else the library's person. */
  readonly reviewer: string;
};

/** Reads one copy with its remarks, in the order they were made. */
export function openCopy(library: ReadingLibrary, copyId: ReviewCopyId): Kept<OpenCopy> {
  return library.read<OpenCopy, LibraryFailure | NoSuchCopy>((connection) => {
    const copy = connection.first(COPY_BY_ID, copyId);
    const file = connection.first(FILE_OF_COPY, copyId);
    if (copy === undefined || file === undefined) return failed({ kind: "noSuchCopy" });
    const rows = connection
      .all(REMARKS, copy.key)
      .map((row) => ({ ...row, remark: Remark.parse(JSON.parse(row.remark)) }));
    return success({
      file: Buffer.from(file.file, "utf8"),
      remarks: rows.filter((row) => row.is_withdrawn === 0).map((row) => row.remark),
      withdrawn: rows.filter((row) => row.is_withdrawn === 1 && row.is_sent === 1).map((row) => row.remark.id),
      reviewer: copy.reviewer ?? connection.first(MY_NAME)?.name ?? "",
    });
  });
}

/** Adds a remark, or replaces the one of the same id. */
export function keepCopyRemark(
  library: WritingLibrary,
  copyId: ReviewCopyId,
  remark: Remark,
): Kept<Record<string, never>> {
  return library.write<Record<string, never>, LibraryFailure | NoSuchCopy>((connection) => {
    const key = copyKey(connection, copyId);
    if (!key.ok) return key;
    connection.run(
      "INSERT INTO review_remarks (copy, id, remark, is_sent, is_withdrawn) VALUES (?, ?, ?, 0, 0) ON CONFLICT (id) DO UPDATE SET remark = excluded.remark, is_withdrawn = 0 WHERE copy = excluded.copy",
      key.value,
      remark.id,
      JSON.stringify(remark),
    );
    return success({});
  });
}

/** Takes a remark back: one that has left in an answer stays as withdrawn, any other goes. */
export function withdrawCopyRemark(
  library: WritingLibrary,
  copyId: ReviewCopyId,
  remarkId: RemarkId,
): Kept<Record<string, never>> {
  return library.write<Record<string, never>, LibraryFailure | NoSuchCopy>((connection) => {
    const key = copyKey(connection, copyId);
    if (!key.ok) return key;
    connection.run(
      "UPDATE review_remarks SET is_withdrawn = 1 WHERE copy = ? AND id = ? AND is_sent = 1",
      key.value,
      remarkId,
    );
    connection.run("DELETE FROM review_remarks WHERE copy = ? AND id = ? AND is_sent = 0", key.value, remarkId);
    return success({});
  });
}

/** Notes that every remark has left in an answer, signed with `reviewer`. */
export function markSent(library: WritingLibrary, copyId: ReviewCopyId, reviewer: string): Kept<Record<string, never>> {
  return library.write<Record<string, never>, LibraryFailure | NoSuchCopy>((connection) => {
    const key = copyKey(connection, copyId);
    if (!key.ok) return key;
    connection.run("UPDATE review_remarks SET is_sent = 1 WHERE copy = ?", key.value);
    connection.run("UPDATE review_copies SET reviewer = ? WHERE key = ?", reviewer, key.value);
    return success({});
  });
}

function copyKey(connection: ReadingConnection, copyId: ReviewCopyId): Outcome<number, NoSuchCopy> {
  const copy = connection.first(COPY_BY_ID, copyId);
  return copy === undefined ? failed({ kind: "noSuchCopy" }) : success(copy.key);
}
