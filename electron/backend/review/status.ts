import { z } from "zod";

import type { RunReviewer, JudgedStep, StepJudgement } from "../../../shared/contract/review-round-methods.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { alignSteps, isSameStep } from "../../../shared/domain/review/alignment.ts";
import { Judgement, WHOLE_BATCH } from "../../../shared/domain/review/judgement.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { JsonColumn } from "../runs/json-column.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { Query } from "../storage/connection.ts";
import type { ReadingLibrary } from "../storage/library.ts";

/** A judgement beside the step of the present run that it is about. */
export type PlacedJudgement = {
  /** Of the reviewer: two of one name differ in it. */
  readonly key: string;
  readonly name: string;
  readonly judgement: Judgement;
  /** Index in the present run; null when the step is gone, or for the whole batch. */
  readonly place: number | null;
  /** The state of the step that was judged; null for the whole batch. */
  readonly print: string | null;
};

const JUDGED: Query<{ answer: number; reviewer: string; name: string; judgement: Judgement }> = {
  sql: "SELECT answer, reviewer, name, judgement FROM run_judgements WHERE run = ?",
  row: z.object({
    answer: z.int(),
    reviewer: z.string(),
    name: z.string(),
    judgement: JsonColumn.pipe(Judgement),
  }),
};
const ANSWERS: Query<{ key: number; fingerprints: string[] }> = {
  sql: "SELECT key, fingerprints FROM run_answers WHERE run = ?",
  row: z.object({ key: z.int(), fingerprints: JsonColumn.pipe(z.array(z.string())) }),
};

/** Every judgement on a run, placed in the run as it is now (`prints`); in an order that follows from them alone. */
export function loadJudgements(
  library: ReadingLibrary,
  runId: RunId,
  prints: readonly string[],
): Outcome<PlacedJudgement[], RunFailure> {
  return library.read<PlacedJudgement[], RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const answers = new Map(
      connection
        .all(ANSWERS, run.key)
        .map(({ key, fingerprints }) => [key, { fingerprints, alignment: alignSteps(fingerprints, prints) }]),
    );
    const placed = connection.all(JUDGED, run.key).map(({ answer, reviewer, name, judgement }): PlacedJudgement => {
      const index = judgement.step - 1;
      const isWhole = judgement.step === WHOLE_BATCH;
      return {
        key: reviewer,
        name,
        judgement,
        place: isWhole ? null : (answers.get(answer)?.alignment.places[index] ?? null),
        print: isWhole ? null : (answers.get(answer)?.fingerprints[index] ?? null),
      };
    });
    return success(placed.toSorted(byReviewerAndTime));
  });
}

function byReviewerAndTime(one: PlacedJudgement, other: PlacedJudgement): number {
  return (
    compareTexts(one.name, other.name) ||
    compareTexts(one.key, other.key) ||
    one.judgement.step - other.judgement.step ||
    one.judgement.updatedAt - other.judgement.updatedAt ||
    compareTexts(one.print ?? "", other.print ?? "") ||
    // Two words on a whole batch that was sent in two states may differ in nothing else.
    compareTexts(JSON.stringify(one.judgement), JSON.stringify(other.judgement))
  );
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The reviewers in the order of their names; those of one name are numbered. */
export function reviewersOf(placed: readonly PlacedJudgement[], prints: readonly string[]): RunReviewer[] {
  const names = new Map<string, string>();
  // The name that was signed last.
  for (const { key, name } of placed.toSorted((one, other) => one.judgement.updatedAt - other.judgement.updatedAt))
    names.set(key, name);
  const taken = new Map<string, number>();
  return [...names]
    .toSorted(([key, name], [other, otherName]) => compareTexts(name, otherName) || compareTexts(key, other))
    .map(([key, name]) => {
      const same = (taken.get(name) ?? 0) + 1;
      taken.set(name, same);
      const read = placed.filter((each) => each.key === key && each.judgement.isRead && each.place !== null);
      const present = new Set(
        read.flatMap(({ place, print }) => (isSameStep(print, prints[place ?? -1]) ? [place] : [])),
      );
      const before = new Set(read.flatMap(({ place }) => (present.has(place) ? [] : [place])));
      return { key, name: same === 1 ? name : `${name} (${same})`, read: present.size, readBefore: before.size };
    });
}

/** What stands on each step: of each reviewer the latest word. */
export function judgedSteps(
  placed: readonly PlacedJudgement[],
  steps: readonly Step[],
  prints: readonly string[],
): JudgedStep[] {
  const byStep = new Map<number, Map<string, PlacedJudgement>>();
  for (const each of placed) {
    if (each.place === null || isMute(each.judgement)) continue;
    const latest = byStep.get(each.place) ?? new Map<string, PlacedJudgement>();
    const before = latest.get(each.key);
    if (before === undefined || before.judgement.updatedAt <= each.judgement.updatedAt) latest.set(each.key, each);
    byStep.set(each.place, latest);
  }
  return [...byStep]
    .toSorted(([one], [other]) => one - other)
    .flatMap(([place, latest]) => {
      const step = steps[place];
      if (step === undefined) return [];
      const judgements = [...latest.values()].map((each) => wordOf(each, !isSameStep(each.print, prints[place])));
      return [{ stepId: step.id, step: place + 1, judgements }];
    });
}

/** The latest word of each reviewer on everything that was sent. */
export function wholeJudgements(placed: readonly PlacedJudgement[]): StepJudgement[] {
  const latest = new Map<string, PlacedJudgement>();
  for (const each of placed) {
    if (each.judgement.step !== WHOLE_BATCH) continue;
    const before = latest.get(each.key);
    if (before === undefined || before.judgement.updatedAt <= each.judgement.updatedAt) latest.set(each.key, each);
  }
  return [...latest.values()].map((each) => wordOf(each, false));
}

function wordOf({ key, judgement }: PlacedJudgement, isChangedSince: boolean): StepJudgement {
  const { word, ratings, reason, updatedAt } = judgement;
  return { reviewer: key, word, ratings, reason, at: updatedAt, isChangedSince };
}

/** Read, and nothing said. */
function isMute({ word, ratings, reason }: Judgement): boolean {
  return word === null && ratings.length === 0 && reason === "";
}
