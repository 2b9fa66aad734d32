import type { CsvValue } from "../../../shared/lib/csv.ts";
import {
  BATCH_STATES,
  changeOf,
  findingsPer100,
  type LeadRow,
  type Overview,
  shareOfRow,
  storyShareOf,
} from "./rows.ts";

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/**
 * The lead's table as rows of a file, everything that is known in a column of its own; days and dates as texts. Files that
 * are no run follow, with their first problem.
 */
export function csvRows(
  rows: readonly LeadRow[],
  refused: Overview["refused"],
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
    ["storyShare", (row) => rounded(storyShareOf(row), 4)],
    ["share", (row) => rounded(shareOfRow(row), 4)],
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
    ["findings.per100Steps", (row) => rounded(findingsPer100(row), 2)],
    ["findings.errors", (row) => row.examined?.errors ?? null],
    ["findings.warnings", (row) => row.examined?.warnings ?? null],
    ["findings.hints", (row) => row.examined?.hints ?? null],
    ["format.errors", (row) => row.examined?.problems ?? null],
    ["format.remarks", (row) => row.warnings],
  ];
  return {
    head: [...columns.map(([name]) => name), "refused"],
    rows: [
      ...rows.map((row) => [...columns.map(([, cell]) => cell(row)), null]),
      ...refused.map(({ file, problems: [first] }) => [
        ...columns.map(([name]) => (name === "files" ? file : null)),
        first?.message ?? "",
      ]),
    ],
  };
}
