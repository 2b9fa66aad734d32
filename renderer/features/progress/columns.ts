import { changeOf, findingsPer100, type LeadRow, shareOfRow, storyShareOf } from "./rows.ts";

/** The columns of the lead's table; one can sort by each. */
export const COLUMNS = [
  "title",
  "steps",
  "words",
  "story",
  "share",
  "perWeek",
  "finish",
  "lastDay",
  "change",
  "findings",
  "waiting",
] as const;
export type Column = (typeof COLUMNS)[number];
export type Sort = { readonly column: Column; readonly descending: boolean };

const byTitle = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/**
 * What a column sorts by, the weightiest number first; null where it shows nothing. The review's column begins with who has
 * waited longest for an answer, then counts open comments, then batches.
 */
function valuesIn(row: LeadRow, column: Exclude<Column, "title">): readonly number[] | null {
  switch (column) {
    case "steps":
    case "words":
      return [row[column]];
    case "perWeek":
    case "lastDay":
      return alone(row[column]);
    case "story":
      return alone(storyShareOf(row));
    case "share":
      return [shareOfRow(row)];
    case "finish":
      return alone(row.finish?.likely ?? null);
    case "change":
      return alone(changeOf(row));
    case "findings":
      return row.examined === null && row.warnings === null
        ? null
        : [findingsPer100(row) ?? -1, row.examined?.problems ?? 0, row.warnings ?? 0];
    case "waiting": {
      const batches = Object.values(row.batches).reduce((sum, count) => sum + count, 0);
      const remarks = row.openRemarks ?? 0;
      return row.waitingSince === null && remarks === 0 && batches === 0
        ? null
        : [row.waitingSince === null ? -Infinity : -row.waitingSince, remarks, batches];
    }
  }
}

function alone(value: number | null): readonly number[] | null {
  return value === null ? null : [value];
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1;
}

/** The rows in the asked order; equals keep theirs, and what is not known comes last, whichever way it goes. */
export function sortRows(rows: readonly LeadRow[], { column, descending }: Sort): LeadRow[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((left, right) => {
    if (column === "title") return sign * byTitle.compare(left.title, right.title);
    const [one, other] = [valuesIn(left, column), valuesIn(right, column)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * compare(one, other);
  });
}

/** What a click on a column's head asks for: names and dates up first, amounts down first; the same one again turns it round. */
export function nextSort(sort: Sort, column: Column): Sort {
  if (sort.column === column) return { column, descending: !sort.descending };
  const goesUp = column === "title" || column === "finish" || column === "lastDay";
  return { column, descending: !goesUp };
}

/** The columns in which some row shows something: of bounty files nobody knows a day, and an empty column says nothing. */
export function columnsOf(rows: readonly LeadRow[]): Column[] {
  return COLUMNS.filter((column) => column === "title" || rows.some((row) => valuesIn(row, column) !== null));
}
