import { join } from "node:path";

import { expect, it } from "vitest";

import { loadRemarks } from "../../electron/backend/review/answers.ts";
import { openCopy } from "../../electron/backend/review/copies.ts";
import { fingerprints } from "../../electron/backend/review/fingerprint.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { MIGRATIONS } from "../../electron/backend/storage/migrations/list.ts";
import { writeBounty } from "../../shared/domain/bounty/write.ts";
import { newRemarkId, newReviewCopyId } from "../../shared/domain/ids.ts";
import { anchorOfStep } from "../../shared/domain/review/anchor.ts";
import { success } from "../../shared/lib/outcome.ts";
import { generateRun } from "../support/generate-run.ts";
import { bringIn, openWriting, temporaryFolder, valueOf, writerAt } from "../support/library.ts";

it("[R18] a library of version 5 keeps its copies, remarks and answers, and what was taken back stays away", () => {
  const path = join(temporaryFolder(), "library");
  const old = valueOf(openLibraryForWriting(writerAt(path, { migrations: MIGRATIONS.slice(0, 5) })));
  const run = generateRun({ seed: 4, steps: 6 });
  const runId = bringIn(old, run);
  const copyId = newReviewCopyId();
  const [stays, goes] = [newRemarkId(), newRemarkId()];
  // As that release wrote them: a remark had no person, no reply and no suggestion, a fingerprint no sections.
  const remark = (id: string): string =>
    JSON.stringify({ id, reviewer: "R", anchor: anchorOfStep(2), text: "Why?", createdAt: 1, updatedAt: 7 });
  const prints = fingerprints(run.steps).map((print) => print.slice(0, 16));
  valueOf(
    old.write((connection) => {
      connection.run(
        "INSERT INTO review_copies (id, sha256, file, title, authors, steps, reviewer, opened_at, opened_offset) VALUES (?, 'x', ?, 'T', '[]', 6, NULL, 1, 0)",
        copyId,
        [...writeBounty({ title: "T", authors: [] }, run.steps)].join(""),
      );
      connection.run(
        "INSERT INTO review_remarks (copy, id, remark, is_sent, is_withdrawn) VALUES (1, ?, ?, 1, 0)",
        stays,
        remark(stays),
      );
      connection.run(
        "INSERT INTO run_answers (run, fingerprints, taken_at, taken_offset) VALUES (1, ?, 1, 0)",
        JSON.stringify(prints),
      );
      for (const [id, withdrawn] of [
        [stays, 0],
        [goes, 1],
      ] as const)
        connection.run(
          "INSERT INTO run_remarks (run, answer, id, remark, is_resolved, is_withdrawn) VALUES (1, 1, ?, ?, 0, ?)",
          id,
          remark(id),
          withdrawn,
        );
      return success(null);
    }),
  );
  valueOf(old.close());

  const library = openWriting(path);
  const copy = valueOf(openCopy(library, copyId));
  expect(copy.remarks).toMatchObject([{ id: stays, by: null, replyTo: null, suggestion: null }]);
  expect(copy).toMatchObject({ judgements: [], request: null });
  expect(copy.run.steps).toHaveLength(6);
  const kept = valueOf(loadRemarks(library, runId, fingerprints(run.steps)));
  expect(kept.map((each) => each.remark.id)).toEqual([stays]);
  expect(kept[0]?.alignment.places).toEqual([0, 1, 2, 3, 4, 5]);
});
