import type { Migration } from "./migration.ts";

/* A bible may hold refusals too: what the text seems to say and the author has refused. A check of a table cannot be changed, so the table is made anew. */
const TABLES = `
CREATE TABLE bible_parts_wider (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key),
  part TEXT NOT NULL CHECK (part IN ('entity', 'way', 'step', 'thread', 'rule', 'notName', 'refusal', 'severity')),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_offset INTEGER NOT NULL,
  UNIQUE (run, part, name)
) STRICT;

INSERT INTO bible_parts_wider SELECT key, run, part, name, value, changed_at, changed_offset FROM bible_parts;
DROP TABLE bible_parts;
ALTER TABLE bible_parts_wider RENAME TO bible_parts;
`;

/** Version 10: refused proposals. */
export const refusedProposals: Migration = { version: 10, up: (connection) => connection.script(TABLES) };
