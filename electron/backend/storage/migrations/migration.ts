import type { Connection } from "../connection.ts";

/** One step from a version of the tables to the next. Once released a migration never changes. */
export type Migration = {
  /** The version it leads to; versions follow on each other from 1. */
  readonly version: number;
  /** Runs inside a transaction of its own. */
  readonly up: (connection: Pick<Connection, "script">) => void;
};
