import type { Migration } from "./migration.ts";

/*
 * What a section was before it is what it is (docs/durability.md, History). A burst of writing is one row of `versions`;
 * the running one holds no content, since the step itself does: it is filled in when the next burst begins. Versions
 * are thinned with age (history/thin.ts); the newest and the first of a section never go, so keys always rise.
 *
 * `section` counts as SECTION_NAMES does; 6 stands for the step's names (chapter and bookmark). `kind` counts as ACT_KINDS
 * does and is null for a section as it stood before its history began.
 */
const TABLES = `
CREATE TABLE versions (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key),
  step INTEGER NOT NULL REFERENCES steps (key),
  section INTEGER NOT NULL CHECK (section BETWEEN 0 AND 6),
  kind INTEGER CHECK (kind BETWEEN 0 AND 7),
  -- 1: an act of its own (a restore, a replace-all) that no later writing is taken into.
  stands_alone INTEGER NOT NULL CHECK (stands_alone IN (0, 1)),
  -- Null where it is not known: before the history began.
  batch INTEGER,
  person INTEGER,
  device INTEGER,
  began_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_offset INTEGER NOT NULL,
  words INTEGER NOT NULL,
  -- The version of the same section that content is written against; null: against nothing (history/packing.ts).
  base INTEGER,
  -- The section as JSON, deflated; null while it is what the step holds.
  content BLOB
) STRICT;
CREATE INDEX versions_of_section ON versions (step, section);
CREATE INDEX versions_of_run ON versions (run);

-- A whole run at one moment, by reference: the order of its steps, and the last version that was there.
CREATE TABLE snapshots (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key),
  why TEXT NOT NULL CHECK (why IN ('named', 'import', 'replaceAll', 'restore', 'migration')),
  -- What the person called it; empty for the automatic ones.
  name TEXT NOT NULL,
  last_version INTEGER NOT NULL,
  steps INTEGER NOT NULL,
  words INTEGER NOT NULL,
  at INTEGER NOT NULL,
  at_offset INTEGER NOT NULL,
  -- JSON list of the keys of the steps in reading order, deflated.
  step_keys BLOB NOT NULL
) STRICT;
CREATE INDEX snapshots_of_run ON snapshots (run);
`;

/** Version 3: the history of every section, and snapshots of runs. */
export const history: Migration = { version: 3, up: (connection) => connection.script(TABLES) };
