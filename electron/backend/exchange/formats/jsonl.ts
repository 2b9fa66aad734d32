import type { StepRow } from "../../../../shared/domain/exchange/row.ts";

/** Rows as JSON Lines: one object a line, `\n` after each, UTF-8. Halves of surrogate pairs are escaped by JSON itself. */
export function* jsonLines(rows: Iterable<StepRow>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}
