import { z } from "zod";

import type { ReviewCopyId } from "../../../shared/domain/ids.ts";
import { begunKey, BegunRemark, isBegun } from "../../../shared/domain/review/begun.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { JsonColumn } from "../runs/json-column.ts";
import type { Query } from "../storage/connection.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";
import { copyKey, writeCopy, type KeptCopy, type NoSuchCopy } from "./copies.ts";

/* Remarks that a reviewer has begun and neither kept nor given up: no word of them is lost. They are in no answer. */

const BEGUN: Query<{ begun: BegunRemark }> = {
  sql: "SELECT begun FROM review_begun WHERE copy = ? ORDER BY at",
  row: z.object({ begun: JsonColumn.pipe(BegunRemark) }),
};

/** What was begun on a copy. */
export function loadBegun(library: ReadingLibrary, copyId: ReviewCopyId): KeptCopy<BegunRemark[]> {
  return library.read<BegunRemark[], LibraryFailure | NoSuchCopy>((connection) => {
    const copy = copyKey(connection, copyId);
    return copy.ok ? success(connection.all(BEGUN, copy.value).map(({ begun }) => begun)) : copy;
  });
}

/** Keeps what is written of a remark so far; nothing written ends it. */
export function keepBegun(
  library: WritingLibrary,
  copyId: ReviewCopyId,
  begun: BegunRemark,
): KeptCopy<Record<string, never>> {
  return writeCopy(library, copyId, (connection, key) => {
    const at = begunKey(begun.at);
    if (isBegun(begun)) {
      const text = JSON.stringify(begun);
      connection.run("INSERT OR REPLACE INTO review_begun (copy, at, begun) VALUES (?, ?, ?)", key, at, text);
    } else connection.run("DELETE FROM review_begun WHERE copy = ? AND at = ?", key, at);
  });
}
