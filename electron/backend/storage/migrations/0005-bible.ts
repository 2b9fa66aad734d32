import type { Migration } from "./migration.ts";

/*
 * What the author has confirmed of a run's world, part by part (shared/domain/bible), and the findings that stood when a
 * baseline was taken. Both are the author's data, not caches. `bible_rev` counts the changes of a run's bible.
 */
const TABLES = `
CREATE TABLE bible_parts (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key),
  part TEXT NOT NULL CHECK (part IN ('entity', 'way', 'step', 'thread', 'rule', 'notName', 'severity')),
  -- What tells it from others of its kind: an id, a step's id, a name.
  name TEXT NOT NULL,
  -- JSON of the part's value.
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_offset INTEGER NOT NULL,
  UNIQUE (run, part, name)
) STRICT;

CREATE TABLE bible_revs (
  run INTEGER PRIMARY KEY REFERENCES runs (key),
  rev INTEGER NOT NULL CHECK (rev >= 1)
) STRICT;

-- What was found on the day the baseline was taken and is left out since then.
CREATE TABLE baselines (
  run INTEGER PRIMARY KEY REFERENCES runs (key),
  -- JSON list of Anchor.
  anchors TEXT NOT NULL,
  at INTEGER NOT NULL,
  at_offset INTEGER NOT NULL
) STRICT;
`;

/** Version 5: the story bible, and baselines of findings. */
export const bible: Migration = { version: 5, up: (connection) => connection.script(TABLES) };
