import type { Migration } from "./migration.ts";

/* What a player in the hot seat has written and not handed over yet. */
const TABLES = `
CREATE TABLE seat_drafts (
  run INTEGER PRIMARY KEY REFERENCES runs (key),
  -- JSON of PlayersAction.
  action TEXT NOT NULL
) STRICT;
`;

/** Version 11: the hot seat's drafts. */
export const seatDrafts: Migration = { version: 11, up: (connection) => connection.script(TABLES) };
