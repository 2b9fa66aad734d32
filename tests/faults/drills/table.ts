/** A line of a drill's table, by column. */
export type Row = Readonly<Record<string, string | number>>;

/** Lays rows out under their columns' names; all rows have the same columns. */
export function table(title: string, rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? "")))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const laidOut = lines.map((line) =>
    line
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return `${title}\n${laidOut.map((line) => `  ${line}\n`).join("")}`;
}
