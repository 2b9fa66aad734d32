import Database from "better-sqlite3";
import { z } from "zod";

import { Connection } from "./connection.ts";
import { failureOf, type LibraryFailure } from "./failures.ts";
import { MIGRATIONS } from "./migrations/list.ts";
import { migrate } from "./tables.ts";

/*
 * A byte that goes wrong in a table's definition makes right statements wrong: SQLite then says what it says to a programmer
 * ("no such column", "malformed directive"), under the code that it has for mistakes. So a mistake is looked into once
 * more: where the definitions in the file are not those that the migrations write, the file is damaged.
 */

/** As `failureOf`, and "damaged" where a statement failed because the tables of the library at `path` are not as written. */
export function failureWith(error: unknown, path: string): LibraryFailure | null {
  const failure = failureOf(error, path);
  if (failure !== null || !(error instanceof Database.SqliteError) || error.code !== "SQLITE_ERROR") return failure;
  try {
    const wrong = wrongDefinition(path);
    return wrong === null
      ? null
      : { kind: "damaged", path, detail: `the definition of ${wrong} is not what was written` };
  } catch (worse) {
    return failureOf(worse, path);
  }
}

const Definition = z.object({ name: z.string(), sql: z.string().nullable() });
const DEFINITIONS = "SELECT name, sql FROM sqlite_schema ORDER BY name";

/** A table or index whose definition is missing, too many or different; null when all are as the migrations make them. */
function wrongDefinition(path: string): string | null {
  const file = new Database(path, { readonly: true, fileMustExist: true });
  const made = new Connection(":memory:", "write");
  try {
    const version = z.int().parse(file.pragma("user_version", { simple: true }));
    migrate(
      made,
      MIGRATIONS.filter((migration) => migration.version <= version),
    );
    const expected = new Map(made.all({ sql: DEFINITIONS, row: Definition }).map(({ name, sql }) => [name, sql]));
    for (const row of file.prepare(DEFINITIONS).iterate()) {
      const { name, sql } = Definition.parse(row);
      if (expected.get(name) !== sql) return name;
      expected.delete(name);
    }
    return expected.keys().next().value ?? null;
  } finally {
    made.close();
    file.close();
  }
}
