import type { StepRow } from "../../../../shared/domain/exchange/row.ts";

/** Rows as JSON Lines, UTF-8. */
export function* jsonLines(rows: Iterable<StepRow>): Generator<string> {
  for (const row of rows) yield jsonLine(row);
}

/** One row as one line: one object, `\n` after it. Halves of surrogate pairs are escaped by JSON itself. */
export function jsonLine(row: StepRow): string {
  return `${JSON.stringify(row)}\n`;
}
