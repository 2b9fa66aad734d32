import Database from "better-sqlite3";

import { contentOf } from "../../../shared/domain/step.ts";
import { generateRun } from "../../support/generate-run.ts";
import { countedIds } from "../../support/rng.ts";

const STEPS = 8;
const WORDS = 900;

/**
 * Puts a run into tables of the first release, in plain SQL: what the program itself writes today may need tables that
 * came later. The caches stay empty; no migration and no drill reads them.
 */
export function fillFirstTables(path: string): void {
  const database = new Database(path);
  try {
    const ids = countedIds(77);
    const run = generateRun({ seed: 77, steps: STEPS, words: WORDS, ids });
    database.exec("BEGIN");
    database
      .prepare(
        `INSERT INTO runs (key, id, origin, made_at, made_offset, changed_at, changed_offset, order_rev, details_rev,
           status, consent, title, tags, description, notes)
         VALUES (1, ?, 'written', 0, 0, 0, 0, 1, 1, 'draft', 0, 'Of the first release', '[]', '', '')`,
      )
      .run(run.id);
    database
      .prepare(
        `INSERT INTO run_totals (run, steps, story, watsonian, doylist, meta, comment, stored)
         VALUES (1, ?, 0, 0, 0, 0, 0, 0)`,
      )
      .run(STEPS);
    const insert = database.prepare(
      "INSERT INTO steps (id, run, position, rev, is_blank, content) VALUES (?, 1, ?, 1, 0, ?)",
    );
    run.steps.forEach((step, index) => insert.run(step.id, 1_024 * (index + 1), JSON.stringify(contentOf(step))));
    database.exec("COMMIT");
  } finally {
    database.close();
  }
}
