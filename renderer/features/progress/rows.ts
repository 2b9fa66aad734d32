import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { shareOfTopFifth, median } from "../../../shared/domain/progress/measures.ts";
import { project, type Projection, weeksBefore } from "../../../shared/domain/progress/pace.ts";
import type { CsvValue } from "../../../shared/lib/csv.ts";

export type Overview = ReplyOf<"progress.overview">;
/** A line of the lead's table: a run of the library, of the folder, or of both. */
export type LeadRow = Overview["rows"][number];

/** The columns one can sort by. */
export const SORT_COLUMNS = [
  "title",
  "steps",
  "words",
  "share",
  "perWeek",
  "finish",
  "lastDay",
  "change",
  "waiting",
] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];
export type Sort = { readonly column: SortColumn; readonly descending: boolean };

/** Words over the target, which is never 0. */
export function shareOfRow({ words, target }: Pick<LeadRow, "words" | "target">): number {
  return words / target;
}

/** By how many words a run has grown since the last day on which it was looked at; null when it was not. */
export function changeOf({ words, lookedAt }: Pick<LeadRow, "words" | "lookedAt">): number | null {
  return lookedAt === null ? null : words - lookedAt.words;
}

const DAY_MS = 86_400_000;

/** Why a run needs the lead: nothing written for so many days, or a submission that waits for so many. Null when it goes well. */
export function stuckOf(
  row: LeadRow,
  today: number,
  now: number,
  afterDays: number,
): { readonly kind: "idle" | "waiting"; readonly days: number } | null {
  if (row.waitingSince !== null) {
    const waits = Math.floor((now - row.waitingSince) / DAY_MS);
    return waits >= afterDays ? { kind: "waiting", days: waits } : null;
  }
  const isDone = row.status === "finished" || row.status === "submitted" || row.words >= row.target;
  if (isDone || row.lastDay === null) return null;
  const days = today - row.lastDay;
  return days >= afterDays ? { kind: "idle", days } : null;
}

const byTitle = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** What a column sorts by; what is not known comes last, whichever way it goes. */
function valueIn(row: LeadRow, column: Exclude<SortColumn, "title">): number | null {
  switch (column) {
    case "steps":
    case "words":
    case "perWeek":
    case "lastDay":
      return row[column];
    case "share":
      return shareOfRow(row);
    case "finish":
      return row.finish?.likely ?? null;
    case "change":
      return changeOf(row);
    case "waiting":
      return row.waitingSince;
  }
}

/** The rows in the asked order; equals keep theirs. */
export function sortRows(rows: readonly LeadRow[], { column, descending }: Sort): LeadRow[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((left, right) => {
    if (column === "title") return sign * byTitle.compare(left.title, right.title);
    const [one, other] = [valueIn(left, column), valueIn(right, column)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
}

/** What a click on a column's head asks for: names and dates up first, amounts down first; the same one again turns it round. */
export function nextSort(sort: Sort, column: SortColumn): Sort {
  if (sort.column === column) return { column, descending: !sort.descending };
  const goesUp = column === "title" || column === "finish" || column === "lastDay" || column === "waiting";
  return { column, descending: !goesUp };
}

/** What is summed over rows. */
type Total = Record<"steps" | "words" | "storyWords" | "thoughtWords" | "target" | "done", number>;

/** Sums over rows; all 0 without any. */
export function totalOf(rows: readonly LeadRow[]): Total {
  const total = { steps: 0, words: 0, storyWords: 0, thoughtWords: 0, target: 0, done: 0 };
  for (const row of rows) {
    total.steps += row.steps;
    total.words += row.words;
    total.storyWords += row.storyWords;
    total.thoughtWords += row.thoughtWords;
    total.target += row.target;
    if (row.words >= row.target) total.done += 1;
  }
  return total;
}

/** What the runs of one project come to; `title` null for those that are in none. `perWeek` is the sum of their paces. */
export type ProjectTotal = {
  readonly title: string | null;
  readonly runs: number;
  readonly sums: Total;
  readonly perWeek: number;
};

/** The totals by project, by name; a project is known by its title, since files say no more. Runs in none come last. */
export function projectsOf(rows: readonly LeadRow[]): ProjectTotal[] {
  return [...Map.groupBy(rows, (row) => row.project)]
    .map(([title, own]) => ({
      title,
      runs: own.length,
      sums: totalOf(own),
      perWeek: own.reduce((sum, row) => sum + (row.perWeek ?? 0), 0),
    }))
    .toSorted((left, right) => {
      if (left.title === null || right.title === null)
        return Number(left.title === null) - Number(right.title === null);
      return byTitle.compare(left.title, right.title);
    });
}

/** What stands over the table: how all goes together. */
export type Team = {
  /** When all words that are wanted will be there; null where it cannot be said. */
  readonly projection: Projection | null;
  /** What the most productive fifth of the authors wrote of all; null without authors. */
  readonly topFifth: number | null;
  readonly authors: number;
  /** Half of the answers to a batch came sooner, in ms; null without answers. */
  readonly turnaroundMs: number | null;
  readonly batches: Readonly<Record<keyof LeadRow["batches"], number>>;
};

/** Sums up a team. A run of several authors counts for each in equal parts; one without a name for an author of its own. */
export function teamOf({ rows, days, today }: Overview, allWords: number): Team {
  const written = new Map<string, number>();
  for (const row of rows) {
    const names = row.authors.length === 0 ? [row.key] : row.authors;
    for (const name of names) written.set(name, (written.get(name) ?? 0) + row.words / names.length);
  }
  const words = rows.reduce((sum, row) => sum + row.words, 0);
  const turnarounds = rows.flatMap((row) => row.turnarounds);
  const batches = { draft: 0, submitted: 0, needsWork: 0, accepted: 0, paid: 0 };
  for (const row of rows) for (const state of BATCH_STATES) batches[state] += row.batches[state];
  return {
    projection: project(
      weeksBefore(today, new Map(days.map(({ day, grown }) => [day, grown]))),
      Math.max(0, allWords - words),
      today,
    ),
    topFifth: shareOfTopFifth([...written.values()]),
    authors: written.size,
    turnaroundMs: turnarounds.length === 0 ? null : median(turnarounds),
    batches,
  };
}

/** The states of a batch in the order in which it goes through them. */
export const BATCH_STATES = ["draft", "submitted", "needsWork", "accepted", "paid"] as const;

function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** The lead's table as rows of a file, everything that is known in a column of its own; days and dates as texts. */
export function csvRows(
  rows: readonly LeadRow[],
  dayText: (day: number) => string,
): { readonly head: readonly string[]; readonly rows: readonly (readonly CsvValue[])[] } {
  const date = (day: number | null): string | null => (day === null ? null : dayText(day));
  const columns: readonly (readonly [string, (row: LeadRow) => CsvValue])[] = [
    ["title", (row) => row.title],
    ["authors", (row) => row.authors.join("; ")],
    ["project", (row) => row.project],
    ["state", (row) => row.status],
    ["inLibrary", (row) => (row.inLibrary ? "yes" : "no")],
    ["files", (row) => row.files.map(({ file }) => file).join("; ")],
    ["steps", (row) => row.steps],
    ["words", (row) => row.words],
    ["storyWords", (row) => row.storyWords],
    ["thoughtWords", (row) => row.thoughtWords],
    ["targetWords", (row) => row.target],
    ["share", (row) => Math.round(shareOfRow(row) * 10_000) / 10_000],
    ["wordsAWeek", (row) => (row.perWeek === null ? null : Math.round(row.perWeek))],
    ["finish", (row) => date(row.finish?.likely ?? null)],
    ["finishEarliest", (row) => date(row.finish?.early ?? null)],
    ["finishLatest", (row) => date(row.finish?.late ?? null)],
    ["lastWritten", (row) => date(row.lastDay)],
    ["change", changeOf],
    ["changeSince", (row) => date(row.lookedAt?.day ?? null)],
    ["hoursAtWork", (row) => Math.round(row.activeMs / 36_000) / 100],
    ["waitingSince", (row) => moment(row.waitingSince)],
    ...BATCH_STATES.map((state) => [`batches.${state}`, (row: LeadRow) => row.batches[state]] as const),
    ["openComments", (row) => row.openRemarks],
    ["warnings", (row) => row.warnings],
    ["findings.errors", (row) => row.examined?.errors ?? null],
    ["findings.warnings", (row) => row.examined?.warnings ?? null],
    ["findings.hints", (row) => row.examined?.hints ?? null],
    ["formatProblems", (row) => row.examined?.problems ?? null],
  ];
  return {
    head: columns.map(([name]) => name),
    rows: rows.map((row) => columns.map(([, cell]) => cell(row))),
  };
}
