import type { Migration } from "./migration.ts";

/*
 * Words that the author has accepted for one run: its names, its coinages, its dialect. They are the author's data, not
 * a cache.
 */
const TABLES = `
CREATE TABLE run_words (
  run INTEGER NOT NULL REFERENCES runs (key),
  word TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  added_offset INTEGER NOT NULL,
  PRIMARY KEY (run, word)
) STRICT, WITHOUT ROWID;
`;

/** Version 4: a run's own words. */
export const runWords: Migration = { version: 4, up: (connection) => connection.script(TABLES) };
