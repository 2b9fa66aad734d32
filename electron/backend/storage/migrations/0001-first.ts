import type { Migration } from "./migration.ts";

/*
 * The first tables (document model, section 6).
 *
 * Facts and caches are told apart: what is marked CACHE can be made again from the contents of the steps
 * (runs/rebuild.ts) and is never read to find out what an author wrote. Times are UTC milliseconds (`..._at`) with the
 * offset of the wall's clock in minutes (`..._offset`); order comes from keys and sequence numbers. `key` columns are
 * short numbers for rows of this file only; `id` columns are the UUIDs that travel.
 *
 * A step's `position` leaves gaps, so that a step between two others costs one row. Together with the run's key it is
 * part of the number of a search row (search/rowid.ts): keys of runs stay below 2^20, positions below 2^28.
 *
 * The writing log is only ever added to: who wrote what when, and how words came, cannot be made up later. It has no
 * foreign keys, since it outlives what it speaks of. `section` counts as SECTION_NAMES does and is null for a whole step;
 * `kind` counts as ACT_KINDS does.
 */
const TABLES = `
CREATE TABLE library (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_offset INTEGER NOT NULL,
  -- 1 while a writer has it open; found as 1 at opening it says that the last writer did not close it.
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
) STRICT;

CREATE TABLE people (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  is_me INTEGER NOT NULL CHECK (is_me IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX people_me ON people (is_me) WHERE is_me = 1;
CREATE INDEX people_by_name ON people (name);

CREATE TABLE devices (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  first_seen_at INTEGER NOT NULL,
  first_seen_offset INTEGER NOT NULL
) STRICT;

CREATE TABLE projects (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_offset INTEGER NOT NULL
) STRICT;

CREATE TABLE runs (
  key INTEGER PRIMARY KEY CHECK (key BETWEEN 1 AND 1048575),
  id TEXT NOT NULL UNIQUE,
  project INTEGER REFERENCES projects (key),
  origin TEXT NOT NULL CHECK (origin IN ('written', 'imported')),
  made_at INTEGER NOT NULL,
  made_offset INTEGER NOT NULL,
  -- The last change to its steps or details.
  changed_at INTEGER NOT NULL,
  changed_offset INTEGER NOT NULL,
  order_rev INTEGER NOT NULL,
  details_rev INTEGER NOT NULL,
  -- The import that it is still arriving with; visible to nobody until null.
  arriving TEXT,
  deleted_at INTEGER,
  status TEXT NOT NULL CHECK (status IN ('draft', 'writing', 'finished', 'submitted')),
  target_words INTEGER,
  target_steps INTEGER,
  words_a_step INTEGER,
  licence TEXT,
  consent INTEGER NOT NULL CHECK (consent IN (0, 1)),
  title TEXT NOT NULL,
  -- JSON: a list of texts.
  tags TEXT NOT NULL,
  -- JSON: where the author was; null until told.
  place TEXT,
  description TEXT NOT NULL,
  notes TEXT NOT NULL
) STRICT;

CREATE TABLE run_authors (
  run INTEGER NOT NULL REFERENCES runs (key),
  position INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES people (key),
  role TEXT NOT NULL CHECK (role IN ('administrator', 'dm', 'player')),
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE steps (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  run INTEGER NOT NULL REFERENCES runs (key),
  -- Below zero only inside a transaction that moves steps.
  position INTEGER NOT NULL CHECK (abs(position) BETWEEN 1 AND 268435455),
  rev INTEGER NOT NULL CHECK (rev >= 1),
  -- When it went to the bin; position is then where it was.
  deleted_at INTEGER,
  -- CACHE: 1 when nothing is visible and no tag is set.
  is_blank INTEGER NOT NULL CHECK (is_blank IN (0, 1)),
  -- JSON of StepContent.
  content TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX steps_in_order ON steps (run, position) WHERE deleted_at IS NULL;
CREATE INDEX steps_in_bin ON steps (run, deleted_at) WHERE deleted_at IS NOT NULL;

-- How a section came to be. A row is there from the first text on, also when the text goes again.
CREATE TABLE sections (
  step INTEGER NOT NULL REFERENCES steps (key),
  section INTEGER NOT NULL CHECK (section BETWEEN 0 AND 5),
  -- The key of the batch that first wrote it, which gives the order of writing; null is unknown (imported).
  first_written INTEGER,
  first_written_at INTEGER,
  first_written_offset INTEGER,
  -- Changed after the next written section of the run stood there.
  changed_after_next INTEGER NOT NULL CHECK (changed_after_next IN (0, 1)),
  -- Words that came, by how they came, and words that went.
  typed INTEGER NOT NULL,
  pasted INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  imported INTEGER NOT NULL,
  moved INTEGER NOT NULL,
  restored INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  PRIMARY KEY (step, section)
) STRICT, WITHOUT ROWID;

-- CACHE: words of every section that holds text; counted where is_visible.
CREATE TABLE section_words (
  step INTEGER NOT NULL REFERENCES steps (key),
  section INTEGER NOT NULL CHECK (section BETWEEN 0 AND 5),
  is_visible INTEGER NOT NULL CHECK (is_visible IN (0, 1)),
  story INTEGER NOT NULL,
  watsonian INTEGER NOT NULL,
  doylist INTEGER NOT NULL,
  meta INTEGER NOT NULL,
  comment INTEGER NOT NULL,
  PRIMARY KEY (step, section)
) STRICT, WITHOUT ROWID;

-- CACHE: sums over section_words.
CREATE TABLE run_totals (
  run INTEGER PRIMARY KEY REFERENCES runs (key),
  -- All steps that are not in the bin.
  steps INTEGER NOT NULL,
  -- Visible words.
  story INTEGER NOT NULL,
  watsonian INTEGER NOT NULL,
  doylist INTEGER NOT NULL,
  meta INTEGER NOT NULL,
  comment INTEGER NOT NULL,
  -- All words, what is hidden included.
  stored INTEGER NOT NULL
) STRICT;

CREATE TABLE writing_log (
  sequence INTEGER PRIMARY KEY,
  -- The batch's key; null for an import.
  batch INTEGER,
  run INTEGER NOT NULL,
  step INTEGER NOT NULL,
  section INTEGER CHECK (section BETWEEN 0 AND 5),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 7),
  person INTEGER NOT NULL,
  device INTEGER NOT NULL,
  added INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  active_ms INTEGER NOT NULL,
  at INTEGER NOT NULL,
  at_offset INTEGER NOT NULL
) STRICT;
CREATE TRIGGER writing_log_stands BEFORE UPDATE ON writing_log
BEGIN SELECT RAISE(ABORT, 'the writing log is only ever added to'); END;
-- A run that never arrived was never written: its leftovers go with it.
CREATE TRIGGER writing_log_stays BEFORE DELETE ON writing_log
WHEN NOT EXISTS (SELECT 1 FROM runs WHERE key = OLD.run AND arriving IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'the writing log is only ever added to'); END;

-- Answers to batches, so that one that is sent again is answered as before. Old ones go (storage/library.ts).
CREATE TABLE batches (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  run INTEGER NOT NULL,
  -- JSON of SaveReply.
  answer TEXT NOT NULL
) STRICT;

-- CACHE: one row a visible thought and a visible story section (search/rowid.ts, search/rows.ts).
CREATE VIRTUAL TABLE search USING fts5 (
  text, facets,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2'
);
`;

/** Version 1: everything that cannot be made up later is kept from the first save on. */
export const first: Migration = { version: 1, up: (connection) => connection.script(TABLES) };
