import { z } from "zod";

import { Connection } from "../storage/connection.ts";
import { MIGRATIONS } from "../storage/migrations/list.ts";
import { migrate } from "../storage/tables.ts";
import { isBlobKind, isIntegerKind, isTextKind, type Value } from "./pages.ts";

/*
 * What rows look like, from the tables as the migrations make them. A row that stands in a page by itself names neither its
 * table nor its columns: how many there are, and of which kinds, leaves only a few tables that it can be of.
 */

/** One table: its columns in their order, and whether its rows have a number beside them (no WITHOUT ROWID). */
export type TableShape = {
  readonly name: string;
  readonly hasKey: boolean;
  readonly columns: readonly ColumnShape[];
  /** The columns of its primary key. */
  readonly primary: readonly string[];
};

/** A column. `isKey`: it is the row's number, of which the row itself holds nothing. */
type ColumnShape = {
  readonly name: string;
  readonly type: string;
  readonly isKey: boolean;
  readonly mayBeNull: boolean;
  /** Rows from before the column was added do not have it. */
  readonly mayBeAbsent: boolean;
};

const Table = z.object({ name: z.string(), wr: z.int() });
const TABLES = { sql: "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'", row: Table };
const Column = z.object({
  name: z.string(),
  type: z.string(),
  notnull: z.int(),
  pk: z.int(),
  dflt_value: z.string().nullable(),
});
const COLUMNS = { sql: 'SELECT name, type, "notnull", pk, dflt_value FROM pragma_table_info(?)', row: Column };

/** The tables of this release by their names, without those of SQLite's own and of the search index. */
export function tableShapes(): ReadonlyMap<string, TableShape> {
  const made = new Connection(":memory:", "write");
  try {
    migrate(made, MIGRATIONS);
    const tables = made.all(TABLES).filter(({ name }) => !name.startsWith("sqlite_"));
    return new Map(
      tables.map(({ name, wr }) => {
        const hasKey = wr === 0;
        const described = made.all(COLUMNS, name);
        const columns = described.map((column) => ({
          name: column.name,
          type: column.type,
          isKey: hasKey && column.pk === 1 && column.type === "INTEGER",
          mayBeNull: column.notnull === 0 && column.pk === 0,
          mayBeAbsent: column.pk === 0 && (column.notnull === 0 || column.dflt_value !== null),
        }));
        const primary = described.filter(({ pk }) => pk > 0).map((column) => column.name);
        return [name, { name, hasKey, columns, primary }];
      }),
    );
  } finally {
    made.close();
  }
}

/** Whether a row of these kinds of columns can be one of the table. */
export function fits({ hasKey, columns }: TableShape, kinds: readonly number[], rowHasKey: boolean): boolean {
  return (
    hasKey === rowHasKey &&
    kinds.length <= columns.length &&
    columns.every((column, index) => {
      const kind = kinds[index];
      return kind === undefined ? column.mayBeAbsent : fitsColumn(column, kind);
    })
  );
}

function fitsColumn({ type, isKey, mayBeNull }: ColumnShape, kind: number): boolean {
  if (kind === 0) return isKey || mayBeNull;
  if (isKey) return false;
  if (type === "INTEGER") return isIntegerKind(kind);
  return type === "TEXT" ? isTextKind(kind) : isBlobKind(kind);
}

/** The columns of a row of this table by their names; its number stands in the column that is one. */
export function named({ columns }: TableShape, key: number | null, values: readonly Value[]): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ name, isKey }, index) => [name, isKey ? key : values[index]]));
}
