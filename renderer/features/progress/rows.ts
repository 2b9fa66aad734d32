import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { shareOfTopFifth, median, STORY_GUIDE } from "../../../shared/domain/progress/measures.ts";
import { project, type Projection, weeksBefore } from "../../../shared/domain/progress/pace.ts";

export type Overview = ReplyOf<"progress.overview">;
/** A line of the lead's table: a run of the library, of the folder, or of both. */
export type LeadRow = Overview["rows"][number];

/** Words over the target, which is never 0. */
export function shareOfRow({ words, target }: Pick<LeadRow, "words" | "target">): number {
  return words / target;
}

/** By how many words a run has grown since the last day on which it was looked at; null when it was not. */
export function changeOf({ words, lookedAt }: Pick<LeadRow, "words" | "lookedAt">): number | null {
  return lookedAt === null ? null : words - lookedAt.words;
}

/** The story's share of all words; null without words. */
export function storyShareOf({ words, storyWords }: Pick<LeadRow, "words" | "storyWords">): number | null {
  return words === 0 ? null : storyWords / words;
}

/** Whether the story's share is outside of what is usual (`STORY_GUIDE`), as it is said in whole per cent. */
export function unusualStory(share: number): "more" | "less" | null {
  const said = Math.floor(share * 100);
  if (said < Math.floor(STORY_GUIDE.least * 100)) return "less";
  return said > Math.floor(STORY_GUIDE.most * 100) ? "more" : null;
}

/** Findings that nobody has judged, for every 100 steps; null where this state of the run was not looked through. */
export function findingsPer100({
  examined,
  isAhead,
  steps,
}: Pick<LeadRow, "examined" | "isAhead" | "steps">): number | null {
  if (examined === null || isAhead || steps === 0) return null;
  return ((examined.errors + examined.warnings + examined.hints) / steps) * 100;
}

const DAY_MS = 86_400_000;

/** Finished by its author's word or by its words. */
function isDone(row: LeadRow): boolean {
  return row.status === "finished" || row.status === "submitted" || row.words >= row.target;
}

/** True where nothing tells whether a run is stuck: it is not done, and no day of writing or of handing in is known. */
export function isUndated(row: LeadRow): boolean {
  return !isDone(row) && row.lastDay === null && row.waitingSince === null;
}

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
  if (isDone(row) || row.lastDay === null) return null;
  const days = today - row.lastDay;
  return days >= afterDays ? { kind: "idle", days } : null;
}

const byTitle = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

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
