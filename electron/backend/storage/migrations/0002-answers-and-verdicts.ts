import type { Migration } from "./migration.ts";

/*
 * What the walk through the app adds: the author's verdicts on findings, runs that were sent for review with the
 * remarks made on them, the answers that came back, and what reading a lead's folder gave.
 */
const TABLES = `
-- The author's word on a finding. finding_key is the key it was judged under; what it covers is decided by its content.
CREATE TABLE verdicts (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key),
  finding_key TEXT NOT NULL,
  -- JSON of Verdict.
  verdict TEXT NOT NULL,
  at INTEGER NOT NULL,
  at_offset INTEGER NOT NULL,
  UNIQUE (run, finding_key)
) STRICT;

-- A run that somebody sent, as the text that came: the reviewer reads it and changes nothing in it.
CREATE TABLE review_copies (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL,
  title TEXT NOT NULL,
  -- JSON: a list of names.
  authors TEXT NOT NULL,
  steps INTEGER NOT NULL,
  -- The name that the last answer was signed with; null before the first.
  reviewer TEXT,
  opened_at INTEGER NOT NULL,
  opened_offset INTEGER NOT NULL
) STRICT;

-- What the reviewer remarks on a copy. A remark taken back after an answer has left stays as withdrawn, so that the
-- next answer takes it back in the author's run too.
CREATE TABLE review_remarks (
  key INTEGER PRIMARY KEY,
  copy INTEGER NOT NULL REFERENCES review_copies (key),
  id TEXT NOT NULL UNIQUE,
  -- JSON of Remark.
  remark TEXT NOT NULL,
  is_sent INTEGER NOT NULL CHECK (is_sent IN (0, 1)),
  is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1))
) STRICT;
CREATE INDEX review_remarks_of_copy ON review_remarks (copy);

-- An answer that came back, by the steps of the copy that its reviewer read.
CREATE TABLE run_answers (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key),
  -- JSON: the fingerprint of each step of the copy.
  fingerprints TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  taken_offset INTEGER NOT NULL,
  UNIQUE (run, fingerprints)
) STRICT;

-- A reviewer's remark in the author's run. One that was taken back stays, unseen, so that an older answer that comes
-- late does not bring it back.
CREATE TABLE run_remarks (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key),
  answer INTEGER NOT NULL REFERENCES run_answers (key),
  id TEXT NOT NULL,
  remark TEXT NOT NULL,
  is_resolved INTEGER NOT NULL CHECK (is_resolved IN (0, 1)),
  is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1)),
  UNIQUE (run, id)
) STRICT;

-- CACHE: what reading a file of a lead's folder gave; folder is a hash of its path.
CREATE TABLE file_readings (
  folder TEXT NOT NULL,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL,
  -- JSON of FileReading.
  reading TEXT NOT NULL,
  PRIMARY KEY (folder, name)
) STRICT, WITHOUT ROWID;
`;

/** Version 2: verdicts, review and the lead's folders. */
export const answersAndVerdicts: Migration = { version: 2, up: (connection) => connection.script(TABLES) };
