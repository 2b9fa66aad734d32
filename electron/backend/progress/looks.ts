import { z } from "zod";

import type { LeadRow } from "../../../shared/contract/progress-methods.ts";
import { success } from "../../../shared/lib/outcome.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import type { WritingLibrary } from "../storage/library.ts";

/*
 * What the lead saw last. Looking twice on a day does not wipe out what the first look showed: what is compared with is
 * the last look of an earlier day.
 */

const Look = z.object({
  identity: z.string(),
  day: z.int(),
  words: z.int(),
  steps: z.int(),
  day_before: z.int().nullable(),
  words_before: z.int().nullable(),
  steps_before: z.int().nullable(),
});
const LOOKS: Query<z.infer<typeof Look>> = {
  sql: "SELECT identity, day, words, steps, day_before, words_before, steps_before FROM looks",
  row: Look,
};

/** What was seen of each run on the last day of looking before `today`, by the key of its row. */
export function looksBefore(
  connection: ReadingConnection,
  today: number,
): Map<string, NonNullable<LeadRow["lookedAt"]>> {
  const looks = new Map<string, NonNullable<LeadRow["lookedAt"]>>();
  for (const look of connection.all(LOOKS)) {
    const { identity, day, words, steps, day_before, words_before, steps_before } = look;
    if (day < today) looks.set(identity, { day, words, steps });
    else if (day_before !== null && words_before !== null && steps_before !== null) {
      looks.set(identity, { day: day_before, words: words_before, steps: steps_before });
    }
  }
  return looks;
}

/** Remembers a look. A look that cannot be written costs the next one its comparison and nothing else. */
export function rememberLook(library: WritingLibrary, today: number, rows: readonly LeadRow[]): void {
  library.write<null, never>((connection) => {
    for (const { key, words, steps } of rows) {
      connection.run(
        `INSERT INTO looks (identity, day, words, steps) VALUES (?, ?, ?, ?)
         ON CONFLICT (identity) DO UPDATE SET
           day_before = CASE WHEN day < excluded.day THEN day ELSE day_before END,
           words_before = CASE WHEN day < excluded.day THEN words ELSE words_before END,
           steps_before = CASE WHEN day < excluded.day THEN steps ELSE steps_before END,
           day = max(day, excluded.day), words = excluded.words, steps = excluded.steps`,
        key,
        today,
        words,
        steps,
      );
    }
    return success(null);
  });
}
