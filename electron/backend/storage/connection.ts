import Database from "better-sqlite3";
import type { z } from "zod";

import { DamagedRow } from "./failures.ts";

/**
 * A statement that answers rows, with the schema of one row: rows are parsed as they come from the file, so that a
 * damaged or foreign one is found at the border ("damaged") and never wanders on.
 */
export type Query<Row> = {
  readonly sql: string;
  readonly row: z.ZodType<Row>;
  /** True where integers may pass 2^53 (search rows): all integers then come as `bigint`. */
  readonly bigints?: boolean;
};

export type Parameter = string | number | bigint | null | Uint8Array;

/** A connection that reads. */
export type ReadingConnection = Pick<Connection, "all" | "first" | "each">;
/** A connection that writes; only inside `WritingLibrary.write`. */
export type WritingConnection = Pick<Connection, "all" | "first" | "each" | "run" | "isInTransaction">;

/** How long a connection waits for another one's short lock (a recovery, a checkpoint), in milliseconds. */
const BUSY_TIMEOUT_MS = 3_000;
/** Pages kept in memory, in KiB (SQLite takes a negative number as a size): a few runs and the upper levels of the index. */
const CACHE_KIB = 32_768;
/** The same for a connection that only reads: a command reads a run once or twice, and with others between. */
const READING_CACHE_KIB = 8_192;
/** Pages in the -wal after which it is copied into the file. 4 MB: some 70 saves. */
const CHECKPOINT_AFTER_PAGES = 1_000;
/** Size to which the -wal is cut after a large import, in bytes. */
const WAL_LIMIT_BYTES = 16 * 1024 * 1024;

/**
 * What every connection is set to, said outright: defaults differ between builds, and in WAL mode this build's
 * `synchronous` falls to NORMAL, which may lose the last commits when the power goes.
 */
const SHARED_PRAGMAS = {
  busy_timeout: BUSY_TIMEOUT_MS,
  foreign_keys: 1,
  mmap_size: 0,
  temp_store: 2,
  trusted_schema: 0,
} as const;
const READING_PRAGMAS = { ...SHARED_PRAGMAS, cache_size: -READING_CACHE_KIB } as const;
const WRITING_PRAGMAS = {
  ...SHARED_PRAGMAS,
  cache_size: -CACHE_KIB,
  synchronous: 2,
  // macOS alone has a second, honest fsync; elsewhere these two do nothing.
  fullfsync: 1,
  checkpoint_fullfsync: 1,
  wal_autocheckpoint: CHECKPOINT_AFTER_PAGES,
  journal_size_limit: WAL_LIMIT_BYTES,
} as const;

/** One connection to a library, with its statements prepared once. */
export class Connection {
  readonly #database: Database.Database;
  readonly #mode: "read" | "write";
  readonly #statements = new Map<string, Database.Statement>();

  /** Opens the file, which must be there. Throws SQLite's errors. */
  constructor(path: string, mode: "read" | "write") {
    this.#mode = mode;
    this.#database = new Database(path, {
      readonly: mode === "read",
      fileMustExist: true,
      timeout: BUSY_TIMEOUT_MS,
    });
    try {
      if (mode === "write") this.#database.pragma("journal_mode = WAL");
      for (const [name, value] of Object.entries(this.#pragmas())) this.#database.pragma(`${name} = ${String(value)}`);
      // The first real read: opening alone touches nothing and would leave every failure to a later statement.
      this.#database.pragma("schema_version");
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** All rows. */
  all<Row>(query: Query<Row>, ...parameters: readonly Parameter[]): Row[] {
    return this.#prepared(query.sql, query.bigints)
      .all(...parameters)
      .map((row) => parsed(query, row));
  }

  /** The first row, or undefined. */
  first<Row>(query: Query<Row>, ...parameters: readonly Parameter[]): Row | undefined {
    const row = this.#prepared(query.sql, query.bigints).get(...parameters);
    return row === undefined ? undefined : parsed(query, row);
  }

  /** Rows one by one, so that a whole run need not be in memory. Until the last one nothing may be written here. */
  *each<Row>(query: Query<Row>, ...parameters: readonly Parameter[]): Generator<Row> {
    for (const row of this.#prepared(query.sql, query.bigints).iterate(...parameters)) yield parsed(query, row);
  }

  /** Runs a statement that changes something; answers how many rows it changed and the key of the last one inserted. */
  run(sql: string, ...parameters: readonly Parameter[]): { changes: number; lastKey: number } {
    const { changes, lastInsertRowid } = this.#prepared(sql).run(...parameters);
    return { changes, lastKey: Number(lastInsertRowid) };
  }

  /** Runs several statements without parameters: transactions, tables. */
  script(sql: string): void {
    this.#database.exec(sql);
  }

  isInTransaction(): boolean {
    return this.#database.inTransaction;
  }

  /** The value of a pragma as SQLite has it. */
  pragma(name: string): unknown {
    return this.#database.pragma(name, { simple: true });
  }

  /** The settings that are not as they must be, by name; a list for a test and for the check after the first write. */
  wrongSettings(): string[] {
    const expected = { ...this.#pragmas(), ...(this.#mode === "write" && { journal_mode: "wal" }) };
    return Object.entries(expected)
      .filter(([name, value]) => this.pragma(name) !== value)
      .map(([name]) => name);
  }

  /** Closes the file; the last connection that writes copies the -wal into it and takes it away. */
  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #pragmas(): Readonly<Record<string, number>> {
    return this.#mode === "write" ? WRITING_PRAGMAS : READING_PRAGMAS;
  }

  #prepared(sql: string, bigints = false): Database.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    if (bigints) statement.safeIntegers();
    this.#statements.set(sql, statement);
    return statement;
  }
}

function parsed<Row>(query: Query<Row>, row: unknown): Row {
  const result = query.row.safeParse(row);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new DamagedRow(
    `a row of "${query.sql.slice(0, 60)}…" does not fit: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
  );
}
