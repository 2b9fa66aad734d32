import type { Migration } from "./migration.ts";

/* Where a reviewer was in what was sent, what they had begun to write there, and when their answer was last written. */
const TABLES = `
-- JSON of CopyPlace; null until somebody was there.
ALTER TABLE review_copies ADD COLUMN place TEXT;
-- When the last answer was written (UTC ms); null before, and for answers of older releases.
ALTER TABLE review_copies ADD COLUMN sent_at INTEGER;
CREATE TABLE review_begun (
  copy INTEGER NOT NULL REFERENCES review_copies (key),
  -- begunKey of what it is written at.
  at TEXT NOT NULL,
  -- JSON of BegunRemark.
  begun TEXT NOT NULL,
  PRIMARY KEY (copy, at)
) STRICT, WITHOUT ROWID;
`;

/** Version 14: places in copies, and remarks that were begun. */
export const reviewPlaces: Migration = { version: 14, up: (connection) => connection.script(TABLES) };
