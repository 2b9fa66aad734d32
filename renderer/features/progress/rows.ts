import type { RunStatistics } from "../../../shared/contract/progress-methods.ts";

/** A line of the lead's table: a run of the library or a file of the folder. */
export type ProgressRow = Pick<RunStatistics, "title" | "steps" | "words" | "storyWords" | "thoughtWords"> & {
  readonly key: string;
  /** The file's name, or null for a run of the library. */
  readonly file: string | null;
  /** Words over the target: its own where it has one, else the lead's. */
  readonly share: number;
  /** What `share` is of. */
  readonly target: number;
};

/** The columns one can sort by. */
export const SORT_COLUMNS = ["title", "steps", "storyWords", "thoughtWords", "words", "share"] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];
export type Sort = { readonly column: SortColumn; readonly descending: boolean };

/** One line from what was counted. A run without a target of its own is measured against the lead's. */
export function rowOf(counted: RunStatistics, key: string, file: string | null, runWords: number): ProgressRow {
  const target = counted.targetWords ?? runWords;
  const { title, steps, words, storyWords, thoughtWords } = counted;
  return { key, file, title, steps, words, storyWords, thoughtWords, target, share: words / target };
}

const byTitle = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** The rows in the asked order; equals keep theirs. */
export function sortRows(rows: readonly ProgressRow[], { column, descending }: Sort): ProgressRow[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted(
    (left, right) =>
      sign * (column === "title" ? byTitle.compare(left.title, right.title) : left[column] - right[column]),
  );
}

/** What a click on a column's head asks for: names up first, numbers down first; the same one again turns it round. */
export function nextSort(sort: Sort, column: SortColumn): Sort {
  if (sort.column === column) return { column, descending: !sort.descending };
  return { column, descending: column !== "title" };
}

/** What is summed over rows. */
type Total = Record<"steps" | "words" | "storyWords" | "thoughtWords" | "target", number>;

/** Sums over rows; all 0 without any. */
export function totalOf(rows: readonly ProgressRow[]): Total {
  const total = { steps: 0, words: 0, storyWords: 0, thoughtWords: 0, target: 0 };
  for (const row of rows) {
    total.steps += row.steps;
    total.words += row.words;
    total.storyWords += row.storyWords;
    total.thoughtWords += row.thoughtWords;
    total.target += row.target;
  }
  return total;
}
