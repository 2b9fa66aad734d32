/** What a cell may hold; null is an empty one. */
export type CsvValue = string | number | null;

/**
 * One cell. A leading `=`, `+`, `-`, `@` or tab would make a spreadsheet run a text as a formula; an apostrophe before it
 * keeps it text. Numbers are numbers.
 */
function csvCell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of comma-separated values, without its end. */
export function csvLine(cells: readonly CsvValue[]): string {
  return cells.map(csvCell).join(",");
}

/** A whole file: a head and rows, lines ended as RFC 4180 says. */
export function csvText(head: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [head, ...rows].map((cells) => `${csvLine(cells)}\r\n`).join("");
}
