import { z } from "zod";

import type { SalvagedKind } from "../../../shared/contract/recovery-methods.ts";
import { JsonColumn } from "../runs/json-column.ts";
import type { Parameter } from "../storage/connection.ts";

/** A row as it is stored, by the names of its columns. */
export type Row = Readonly<Record<string, Parameter>>;

/**
 * Which of two rows about one thing stands: the one that is there, or the one of the greater number (a time, mostly). Of
 * equal ones it is that of the later library.
 */
export type Stands = "there" | ((row: Row) => number);

/** A table of facts. */
export type Fact = {
  /** Rows of it by the names of their columns; what the program could not read is no row. */
  readonly row: z.ZodType<Row>;
  /** What the person is told that came back; null where it goes without saying. */
  readonly kind: SalvagedKind | null;
  /** Columns that hold the number of a row of another table. */
  readonly refers: Readonly<Record<string, ReferredTable>>;
};

/** A table of facts whose rows come in one by one (recovery/merge-facts.ts). */
export type PlainFact = Fact & {
  /** The columns by which a row is known again. */
  readonly known: readonly string[];
  readonly stands: Stands;
  /** Columns that hold this in a row that comes in. */
  readonly arrives?: Row;
};

/** Tables that rows of others name by number. */
export type ReferredTable =
  | "people"
  | "devices"
  | "projects"
  | "runs"
  | "steps"
  | "review_copies"
  | "run_answers"
  | "review_batches";

/** Columns as many tables have them. */
export const int = z.int();
export const flag = z.int().min(0).max(1);
export const moment = { at: int, at_offset: int };
export const section = z.int().min(0).max(5);
/** A column of JSON as its text, where it holds what it must. */
export const json = (schema: z.ZodType): z.ZodType<string> =>
  z.string().refine((text) => JsonColumn.pipe(schema).safeParse(text).success, "not what the column holds");
/** When what a column of JSON holds was changed. */
export const changeOf =
  (column: string) =>
  (row: Row): number =>
    Changed.parse(row[column]).updatedAt;
const Changed = JsonColumn.pipe(z.object({ updatedAt: z.int() }));
export const timeOf =
  (...columns: readonly string[]) =>
  (row: Row): number =>
    columns.reduce((sum, column) => sum + z.int().parse(row[column]), 0);

/** No time is kept. */
export const sameTime = (): number => 0;
