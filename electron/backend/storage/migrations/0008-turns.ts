import type { Migration } from "./migration.ts";

/* Turns that a player was sent, with the action as far as it is written. */
const TABLES = `
CREATE TABLE turn_files (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL UNIQUE,
  -- JSON of Turn as it came.
  turn TEXT NOT NULL,
  -- JSON of PlayersAction.
  action TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_offset INTEGER NOT NULL
) STRICT;
`;

/** Version 8: turns. */
export const turns: Migration = { version: 8, up: (connection) => connection.script(TABLES) };
