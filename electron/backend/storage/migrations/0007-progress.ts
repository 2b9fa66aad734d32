import type { Migration } from "./migration.ts";

/*
 * Progress: sums over the writing log that are kept as it grows, an author's goals, what is paid for a run, and what a
 * lead saw last.
 *
 * The sums follow from the log by triggers, so that no writer can forget them, and cost a save two rows. Hours are those
 * of the wall's clock where the words were written, counted since 1970; a day is made of them when it is asked for, since
 * the author says at which hour it begins. `kind` counts as ACT_KINDS does.
 */
const SUMS_OF_NEW = `
  INSERT INTO writing_hours (run, hour, kind, added, removed, active_ms)
  VALUES (NEW.run, (NEW.at + NEW.at_offset * 60000 - ((NEW.at + NEW.at_offset * 60000) % 3600000 + 3600000) % 3600000) / 3600000,
    NEW.kind, NEW.added, NEW.removed, NEW.active_ms)
  ON CONFLICT (run, hour, kind) DO UPDATE SET added = added + excluded.added, removed = removed + excluded.removed,
    active_ms = active_ms + excluded.active_ms;
  INSERT INTO writing_steps (step, run, active_ms) SELECT NEW.step, NEW.run, NEW.active_ms WHERE NEW.active_ms > 0
  ON CONFLICT (step) DO UPDATE SET active_ms = active_ms + excluded.active_ms;`;

const TABLES = `
-- CACHE: sums over writing_log.
CREATE TABLE writing_hours (
  run INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 7),
  added INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  active_ms INTEGER NOT NULL,
  PRIMARY KEY (run, hour, kind)
) STRICT, WITHOUT ROWID;

-- CACHE: sums over writing_log, of the steps that time was spent on.
CREATE TABLE writing_steps (
  step INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  active_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX writing_steps_of_run ON writing_steps (run);

CREATE TRIGGER writing_log_sums AFTER INSERT ON writing_log
BEGIN ${SUMS_OF_NEW}
END;

INSERT INTO writing_hours (run, hour, kind, added, removed, active_ms)
SELECT run, (at + at_offset * 60000 - ((at + at_offset * 60000) % 3600000 + 3600000) % 3600000) / 3600000 AS hour, kind,
  sum(added), sum(removed), sum(active_ms)
FROM writing_log GROUP BY run, hour, kind;
INSERT INTO writing_steps (step, run, active_ms)
SELECT step, run, sum(active_ms) FROM writing_log GROUP BY step, run HAVING sum(active_ms) > 0;

CREATE TABLE run_goals (
  run INTEGER PRIMARY KEY REFERENCES runs (key),
  -- JSON of Goal.
  goal TEXT NOT NULL
) STRICT;

-- What is paid for a run from a moment on; terms are never changed, later ones come beside them.
CREATE TABLE pay_terms (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (key),
  -- JSON of PayTerms.
  terms TEXT NOT NULL,
  at INTEGER NOT NULL,
  at_offset INTEGER NOT NULL
) STRICT;
CREATE INDEX pay_terms_of_run ON pay_terms (run);

-- What a lead saw of a run, by what it is known again: on the last day of looking, and on the one before.
CREATE TABLE looks (
  identity TEXT PRIMARY KEY,
  day INTEGER NOT NULL,
  words INTEGER NOT NULL,
  steps INTEGER NOT NULL,
  -- Null on the first day.
  day_before INTEGER,
  words_before INTEGER,
  steps_before INTEGER
) STRICT, WITHOUT ROWID;
`;

/** Version 7: sums over the writing log, goals, pay and looks. */
export const progress: Migration = { version: 7, up: (connection) => connection.script(TABLES) };
