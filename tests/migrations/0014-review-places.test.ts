import { join } from "node:path";

import { expect, it } from "vitest";

import { keepBegun, loadBegun } from "../../electron/backend/review/begun-remarks.ts";
import { keepCopyPlace, openCopy } from "../../electron/backend/review/copies.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { reviewPlaces } from "../../electron/backend/storage/migrations/0014-review-places.ts";
import { MIGRATIONS } from "../../electron/backend/storage/migrations/list.ts";
import { writeBounty } from "../../shared/domain/bounty/write.ts";
import { newReviewCopyId } from "../../shared/domain/ids.ts";
import { anchorOfStep } from "../../shared/domain/review/anchor.ts";
import { success } from "../../shared/lib/outcome.ts";
import { begunAt } from "../../shared/domain/review/begun.ts";
import { generateRun } from "../support/generate-run.ts";
import { openWriting, temporaryFolder, valueOf, writerAt } from "../support/library.ts";

it("[R18][R31] a library of the version before keeps its copies, and the place and the begun remarks from then on", () => {
  const path = join(temporaryFolder(), "library");
  const before = MIGRATIONS.slice(0, reviewPlaces.version - 1);
  const old = valueOf(openLibraryForWriting(writerAt(path, { migrations: before })));
  const copyId = newReviewCopyId();
  const file = [...writeBounty({ title: "T", authors: [] }, generateRun({ seed: 4, steps: 6 }).steps)].join("");
  valueOf(
    old.write((connection) =>
      success(
        connection.run(
          "INSERT INTO review_copies (id, sha256, file, title, authors, steps, reviewer, opened_at, opened_offset) VALUES (?, 'x', ?, 'T', '[]', 6, 'Rita', 1, 0)",
          copyId,
          file,
        ),
      ),
    ),
  );
  valueOf(old.close());
  const library = openWriting(path);
  expect(valueOf(openCopy(library, copyId))).toMatchObject({ place: null, sentAt: null, reviewer: "Rita" });
  const place = { step: 3, section: "prompt", offset: 1, scrollTop: 24 } as const;
  const anchor = anchorOfStep(3);
  const begun = { at: begunAt(anchor), anchor, text: "Wh", suggestion: null };
  valueOf(keepCopyPlace(library, copyId, place));
  valueOf(keepBegun(library, copyId, begun));
  expect(valueOf(openCopy(library, copyId)).place).toEqual(place);
  expect(valueOf(loadBegun(library, copyId))).toEqual([begun]);
});
