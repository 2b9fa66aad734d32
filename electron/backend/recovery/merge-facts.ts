import { z } from "zod";

import type { SalvagedKind, Tally } from "../../../shared/contract/recovery-methods.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import type { PlainFact, ReferredTable, Row } from "./fact.ts";
import type { TableShape } from "./shapes.ts";

/*
 * Rows of facts as they come into a library that has some of them already, perhaps under other numbers. A row whose
 * neighbours (its run, its step, its person) did not come in has no place and stays in the damaged file.
 */

/** Which row of the library stands for which row of the damaged file, table by table. */
export class Keys {
  readonly #here = new Map<ReferredTable, Map<number, number>>();

  put(table: ReferredTable, found: number, here: number): void {
    const known = this.#here.get(table) ?? new Map<number, number>();
    this.#here.set(table, known.set(found, here));
  }

  of(table: ReferredTable, found: number): number | null {
    return this.#here.get(table)?.get(found) ?? null;
  }

  /** As `of`, for a column that may say nothing. */
  ofMaybe(table: ReferredTable, found: number | null): number | null {
    return found === null ? null : this.of(table, found);
  }
}

/** What is counted of each kind, for the person to be told. */
export class Tallies {
  readonly #counts = new Map<SalvagedKind, { found: number; brought: number }>();

  add(kind: SalvagedKind | null, found: number, brought: number): void {
    if (kind === null || found === 0) return;
    const known = this.#counts.get(kind) ?? { found: 0, brought: 0 };
    this.#counts.set(kind, { found: known.found + found, brought: known.brought + brought });
  }

  told(): Tally[] {
    return [...this.#counts].map(([kind, counts]) => ({ kind, ...counts }));
  }
}

/** What every merging of facts needs. */
export type Merging = {
  readonly connection: WritingConnection;
  readonly keys: Keys;
  readonly tallies: Tallies;
  /** Whether the damaged file is a later state of this very library: then its word goes where no time tells. */
  readonly isSuccessor: boolean;
};

const REFERRED: ReadonlySet<string> = new Set<ReferredTable>([
  "people",
  "devices",
  "projects",
  "review_copies",
  "run_answers",
  "review_batches",
]);
const isReferred = (table: string): table is ReferredTable => REFERRED.has(table);

/** Brings in the rows of one table; answers how many came in or are now as they were found. */
export function mergeRows(merging: Merging, fact: PlainFact, shape: TableShape, found: readonly Row[]): number {
  const { keys, tallies } = merging;
  const table: Table = { name: shape.name, columns: columnsBesideKey(shape), fact };
  let brought = 0;
  for (const row of found) {
    const fitted = withKeysHere(keys, fact, row);
    if (fitted === null) continue;
    const { key, hasChanged } = mergeRow(merging, table, fitted);
    if (hasChanged) brought += 1;
    if (isReferred(shape.name)) keys.put(shape.name, z.int().parse(row["key"]), key);
  }
  tallies.add(fact.kind, found.length, brought);
  return brought;
}

type Table = { readonly name: string; readonly columns: readonly string[]; readonly fact: PlainFact };

/** Numbers of rows are the library's own; where the number is that of another row (its run), it is a column as any other. */
function columnsBesideKey({ columns }: TableShape): string[] {
  return columns.map(({ name }) => name).filter((name) => name !== "key");
}

/** The row with the library's own numbers of what it refers to; null where one of these is not there. */
function withKeysHere(keys: Keys, { refers }: PlainFact, row: Row): Row | null {
  const here: Record<string, Row[string]> = { ...row };
  for (const [column, table] of Object.entries(refers)) {
    const key = keys.of(table, z.int().parse(row[column]));
    if (key === null) return null;
    here[column] = key;
  }
  return here;
}

const Stored = z.record(z.string(), z.union([z.string(), z.number(), z.instanceof(Uint8Array), z.null()]));

function mergeRow(
  { connection, isSuccessor }: Merging,
  { name, columns, fact }: Table,
  row: Row,
): { key: number; hasChanged: boolean } {
  const isKnown = fact.known.map((column) => `${column} = ?`).join(" AND ");
  const query: Query<Row> = { sql: `SELECT * FROM ${name} WHERE ${isKnown}`, row: Stored };
  const identity = fact.known.map((column) => row[column] ?? null);
  const here = connection.first(query, ...identity);
  if (here === undefined) {
    const coming: Row = { ...row, ...fact.arrives };
    const { lastKey } = connection.run(
      `INSERT INTO ${name} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
      ...columns.map((column) => coming[column] ?? null),
    );
    return { key: lastKey, hasChanged: true };
  }
  const standing = standingRow(fact, row, here, isSuccessor);
  const changed = columns.filter((column) => !fact.known.includes(column) && standing[column] !== here[column]);
  if (changed.length > 0) {
    connection.run(
      `UPDATE ${name} SET ${changed.map((column) => `${column} = ?`).join(", ")} WHERE ${isKnown}`,
      ...changed.map((column) => standing[column] ?? null),
      ...identity,
    );
  }
  return { key: z.int().catch(0).parse(here["key"]), hasChanged: changed.length > 0 };
}

/** What is to stand of two rows about one thing. */
function standingRow({ stands }: PlainFact, found: Row, here: Row, isSuccessor: boolean): Row {
  if (stands === "there") return here;
  const between = stands(found) - stands(here);
  return between > 0 || (between === 0 && isSuccessor) ? found : here;
}
