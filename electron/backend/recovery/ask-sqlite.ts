import { constants, copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

import Database from "better-sqlite3";
import { z } from "zod";

import type { TableShape } from "./shapes.ts";

/* What SQLite itself still answers of a damaged library: on a copy, table by table, and where that fails in parts. */

/** One table that is asked for. */
export type Asked = {
  readonly shape: TableShape;
  /** Is given every row that SQLite answers, some of them perhaps twice. */
  take(row: unknown): void;
  /** Is told when these were all of them: every page of the table is as it should be. */
  end?(): void;
};

/** A larger key is damage: no library has so many rows. */
export const LARGEST_KEY = 10_000_000;

/** Keys asked for at once; where that fails, one by one. */
const KEYS_AT_ONCE = 64;

/** Asks SQLite on a copy of `path` and its -wal, as far as it answers. Throws what the file system answers. */
export function askSqlite(
  path: string,
  tables: readonly { readonly reader: Asked; readonly largestKey: number }[],
): void {
  // Beside the file: a disk that holds the library has room for it more likely than the one for temporary files.
  const folder = mkdtempSync(join(dirname(path), ".salvage-"));
  try {
    const copy = join(folder, "library");
    for (const suffix of ["", "-wal"]) {
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix, constants.COPYFILE_FICLONE);
    }
    let database: Database.Database | null = null;
    try {
      database = new Database(copy, { fileMustExist: true });
      database.pragma("trusted_schema = OFF");
      for (const { reader, largestKey } of tables) askTable(database, reader, largestKey);
    } catch (error) {
      // The file is not even a database any more: what pages hold is all there is.
      if (!isRefusal(error)) throw error;
    } finally {
      database?.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Numbers too large for JavaScript come from damage as well. */
const isRefusal = (error: unknown): boolean => error instanceof Database.SqliteError || error instanceof RangeError;

/** Runs `ask`; false where SQLite refuses, having answered a part or nothing. */
function attempt(ask: () => void): boolean {
  try {
    ask();
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

const Checked = z.array(z.object({ quick_check: z.string() }));

/** Whether every page of a table and its indexes is as SQLite left it. */
function isSound(database: Database.Database, table: string): boolean {
  let complaints: z.infer<typeof Checked> = [];
  const isAnswered = attempt(() => {
    complaints = Checked.parse(database.pragma(`quick_check('${table}')`));
  });
  return isAnswered && complaints.every(({ quick_check }) => quick_check === "ok");
}

function askTable(database: Database.Database, reader: Asked, largestKey: number): void {
  const { name, hasKey, primary } = reader.shape;
  const askAll = (order: "ASC" | "DESC"): boolean =>
    attempt(() => {
      const columns = primary.map((column) => `${column} ${order}`).join(", ");
      for (const row of database.prepare(`SELECT * FROM ${name} ORDER BY ${columns}`).iterate()) reader.take(row);
    });
  if (isSound(database, name) && askAll("ASC")) reader.end?.();
  else if (hasKey) attempt(() => askRanges(database, reader, largestKey));
  else {
    // From both ends up to where it is damaged.
    askAll("ASC");
    askAll("DESC");
  }
}

function askRanges(database: Database.Database, reader: Asked, largestKey: number): void {
  const between = database.prepare(`SELECT * FROM ${reader.shape.name} WHERE rowid BETWEEN ? AND ?`);
  const ask = (first: number, last: number): boolean =>
    attempt(() => {
      for (const row of between.all(first, last)) reader.take(row);
    });
  for (let first = 0; first <= largestKey; first += KEYS_AT_ONCE) {
    if (ask(first, first + KEYS_AT_ONCE - 1)) continue;
    for (let key = first; key < first + KEYS_AT_ONCE; key += 1) ask(key, key);
  }
}
