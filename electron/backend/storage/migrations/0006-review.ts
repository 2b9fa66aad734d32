import type { Migration } from "./migration.ts";

/*
 * Rounds of review: what a reviewer judged, what came back of it, batches of steps with the dates of their states, and the
 * lead's guide in every version that this library has known.
 */
const TABLES = `
-- "bounty": the text of a bounty file. "steps": JSON of a title, authors and steps, from a package.
ALTER TABLE review_copies ADD COLUMN form TEXT NOT NULL DEFAULT 'bounty' CHECK (form IN ('bounty', 'steps'));
-- CACHE: JSON, the fingerprint of each step; null for a copy of an older release.
ALTER TABLE review_copies ADD COLUMN fingerprints TEXT;
-- JSON of what came along in a package beside the steps; null for a plain file.
ALTER TABLE review_copies ADD COLUMN request TEXT;

CREATE TABLE review_judgements (
  copy INTEGER NOT NULL REFERENCES review_copies (key),
  -- 1-based; 0 is the whole batch.
  step INTEGER NOT NULL,
  -- JSON of Judgement.
  judgement TEXT NOT NULL,
  PRIMARY KEY (copy, step)
) STRICT, WITHOUT ROWID;

-- What came back. reviewer is the id of the person of the reviewer's library, or the name where an older release gave none.
CREATE TABLE run_judgements (
  run INTEGER NOT NULL REFERENCES runs (key),
  answer INTEGER NOT NULL REFERENCES run_answers (key),
  reviewer TEXT NOT NULL,
  step INTEGER NOT NULL,
  name TEXT NOT NULL,
  judgement TEXT NOT NULL,
  PRIMARY KEY (run, answer, reviewer, step)
) STRICT, WITHOUT ROWID;

-- Remarks that were taken back, and when: also of those that have not come yet.
CREATE TABLE run_withdrawals (
  run INTEGER NOT NULL REFERENCES runs (key),
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (run, id)
) STRICT, WITHOUT ROWID;
INSERT INTO run_withdrawals (run, id, at)
  SELECT run, id, coalesce(CASE WHEN json_valid(remark) THEN json_extract(remark, '$.updatedAt') END, 0) FROM run_remarks WHERE is_withdrawn = 1;

CREATE TABLE review_batches (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  run INTEGER NOT NULL REFERENCES runs (key),
  -- JSON: the ids of its steps when it was made.
  steps TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_offset INTEGER NOT NULL
) STRICT;
CREATE INDEX review_batches_of_run ON review_batches (run);
CREATE TABLE review_batch_states (
  key INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES review_batches (key),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'needsWork', 'accepted', 'paid')),
  at INTEGER NOT NULL,
  at_offset INTEGER NOT NULL
) STRICT;
CREATE INDEX review_batch_states_of_batch ON review_batch_states (batch);

CREATE TABLE guides (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  -- JSON of Guide.
  guide TEXT NOT NULL,
  -- 1: written in this library; 0: came along with a run.
  is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
  -- When this library learned of it.
  kept_at INTEGER NOT NULL,
  kept_offset INTEGER NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
`;

/** Version 6: rounds of review and the guide. */
export const reviewRounds: Migration = { version: 6, up: (connection) => connection.script(TABLES) };
