import type { Migration } from "./migration.ts";

/* Progress, continued: what was found in each run, for the lead's table; and steps by the day of writing, for a goal in steps. */
const TABLES = `
-- CACHE: how many findings and problems of its format a run has; 'stamp' says which state of the run was looked at.
CREATE TABLE run_examinations (
  run INTEGER PRIMARY KEY,
  stamp TEXT NOT NULL,
  -- JSON of Examination.
  examination TEXT NOT NULL
) STRICT;

CREATE INDEX sections_first_written ON sections (first_written_at) WHERE first_written_at IS NOT NULL;
`;

/** Version 12: examinations of runs. */
export const examinations: Migration = { version: 12, up: (connection) => connection.script(TABLES) };
