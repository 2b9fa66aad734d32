import { z } from "zod";

import { MAX_RUN_WORDS } from "../../../shared/contract/spelling-methods.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";

/** A run would have more words of its own than it may. */
type TooManyWords = { readonly kind: "tooManyWords" };

const WORDS: Query<{ word: string }> = {
  sql: "SELECT word FROM run_words WHERE run = ? ORDER BY word",
  row: z.object({ word: z.string() }),
};

function wordsOf(connection: ReadingConnection, runKey: number): string[] {
  return connection.all(WORDS, runKey).map(({ word }) => word);
}

/** The words that a run has of its own, sorted by code unit. */
export function loadWords(library: ReadingLibrary, runId: RunId): Outcome<string[], RunFailure> {
  return library.read<string[], RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    return run === undefined ? failed(NO_SUCH_RUN) : success(wordsOf(connection, run.key));
  });
}

/** Accepts words and takes others back, in one transaction; answers what the run then has. Never counts as an edit. */
export function changeWords(
  library: WritingLibrary,
  runId: RunId,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Outcome<string[], RunFailure | TooManyWords> {
  return library.write<string[], RunFailure | TooManyWords>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const { utcMs, offsetMinutes } = library.clock();
    for (const word of remove) connection.run("DELETE FROM run_words WHERE run = ? AND word = ?", run.key, word);
    for (const word of add) {
      connection.run(
        "INSERT OR IGNORE INTO run_words (run, word, added_at, added_offset) VALUES (?, ?, ?, ?)",
        run.key,
        word,
        utcMs,
        offsetMinutes,
      );
    }
    const words = wordsOf(connection, run.key);
    return words.length > MAX_RUN_WORDS ? failed({ kind: "tooManyWords" }) : success(words);
  });
}
