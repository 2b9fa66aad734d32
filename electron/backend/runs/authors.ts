import { z } from "zod";

import { newPersonId } from "../../../shared/domain/ids.ts";
import { AuthorRole, type RunAuthor } from "../../../shared/domain/run.ts";
import type { Query, ReadingConnection, WritingConnection } from "../storage/connection.ts";

/*
 * An author is a person of the library in a role of one run. A name that comes with a file or from the details is the
 * person of that name; the library's own person counts among them.
 */

const PERSON_BY_NAME: Query<{ key: number }> = {
  sql: "SELECT key FROM people WHERE name = ? ORDER BY is_me DESC, key LIMIT 1",
  row: z.object({ key: z.int() }),
};

/** Replaces the authors of a run by these, in this order. */
export function writeAuthors(connection: WritingConnection, runKey: number, authors: readonly RunAuthor[]): void {
  connection.run("DELETE FROM run_authors WHERE run = ?", runKey);
  authors.forEach(({ name, role }, position) => {
    connection.run(
      "INSERT INTO run_authors (run, position, person, role) VALUES (?, ?, ?, ?)",
      runKey,
      position,
      personKey(connection, name.toWellFormed()),
      role,
    );
  });
}

function personKey(connection: WritingConnection, name: string): number {
  const known = connection.first(PERSON_BY_NAME, name);
  if (known !== undefined) return known.key;
  return connection.run("INSERT INTO people (id, name, is_me) VALUES (?, ?, 0)", newPersonId(), name).lastKey;
}

const AUTHOR = z.object({ run: z.int(), name: z.string(), role: AuthorRole });
const SELECT_AUTHORS = "SELECT run, name, role FROM run_authors JOIN people ON people.key = run_authors.person";
const AUTHORS_OF_RUN: Query<z.infer<typeof AUTHOR>> = {
  sql: `${SELECT_AUTHORS} WHERE run = ? ORDER BY position`,
  row: AUTHOR,
};
const AUTHORS_OF_ALL: Query<z.infer<typeof AUTHOR>> = { sql: `${SELECT_AUTHORS} ORDER BY run, position`, row: AUTHOR };

/** The authors of one run, in their order. */
export function readAuthors(connection: ReadingConnection, runKey: number): RunAuthor[] {
  return connection.all(AUTHORS_OF_RUN, runKey).map(({ name, role }) => ({ name, role }));
}

/** The authors of every run that has any, by the run's key. */
export function readAllAuthors(connection: ReadingConnection): Map<number, RunAuthor[]> {
  const authors = new Map<number, RunAuthor[]>();
  for (const { run, name, role } of connection.all(AUTHORS_OF_ALL)) {
    const known = authors.get(run);
    if (known === undefined) authors.set(run, [{ name, role }]);
    else known.push({ name, role });
  }
  return authors;
}
