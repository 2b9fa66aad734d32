import type { z } from "zod";

import type { Row } from "./fact.ts";
import type { TableShape } from "./shapes.ts";

/** The rows of one table as they are found, each once. */
export class FoundRows<R extends Row> {
  readonly shape: TableShape;
  readonly #schema: z.ZodType<R>;
  readonly #found = new Map<string, R>();
  #isWhole = false;

  constructor(schema: z.ZodType<R>, shape: TableShape) {
    this.#schema = schema;
    this.shape = shape;
  }

  /** A row that SQLite answered. */
  take(row: unknown): void {
    this.#keep(row, true);
  }

  /** SQLite has answered the table whole: what else lies in pages was taken out of it. */
  end(): void {
    this.#isWhole = true;
  }

  /** A row out of a page; answers whether it is one of this table. */
  takeRaw(row: unknown): boolean {
    return this.#keep(row, false);
  }

  rows(): R[] {
    return [...this.#found.values()];
  }

  #keep(row: unknown, isSure: boolean): boolean {
    const parsed = this.#schema.safeParse(row);
    if (!parsed.success) return false;
    const identity = JSON.stringify(this.shape.primary.map((column) => parsed.data[column]));
    // Copies of a page come with the likeliest first.
    if (isSure || !(this.#isWhole || this.#found.has(identity))) this.#found.set(identity, parsed.data);
    return true;
  }
}
