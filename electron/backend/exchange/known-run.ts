import type { KnownRun } from "../../../shared/contract/exchange-methods.ts";
import { isSameRun, KNOWN_BY_STEPS, type RunReport } from "../../../shared/domain/progress/report.ts";
import { success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { Job } from "../jobs.ts";
import { libraryReports } from "../progress/library-reports.ts";
import type { RunFailure } from "../runs/failures.ts";
import { eachStep } from "../runs/load.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { StepPrints } from "./formats/step-prints.ts";

/*
 * A file without ids always brings a new run, but it may be about a run that is here: a lead brings the same folder every
 * week. Which runs can be meant is told as Progress tells it, by hashes of the first steps, or by title and authors; only
 * those few are then read whole, and compared step by step by their hashes.
 */

/** So many runs are read whole for one that comes in: those nearest to it in length, the latest first. */
const MOST_COMPARED = 4;
/** Of the shorter of two runs so many steps must stand in the other for them to be states of one run. */
const SHARE_OF_ONE_RUN = 0.5;

/** What is compared of a run that comes in; `prints` is a hash of each of its steps. */
export type ComparedRun = {
  readonly title: string;
  readonly authors: readonly string[];
  readonly prints: readonly string[];
};

/** Every run in sight with what it may be known again by. */
export function runsToKnow(library: ReadingLibrary): Outcome<RunReport[], LibraryFailure> {
  // Nothing here depends on the hour at which a day starts.
  return library.read<RunReport[], never>((connection) => success(libraryReports(connection, 0, true)));
}

/** The run here that one coming in without an id is about; null when there is none. */
export async function knownRun(
  library: ReadingLibrary,
  here: readonly RunReport[],
  coming: ComparedRun,
  job: Job,
): Promise<Outcome<KnownRun | null, RunFailure>> {
  const alike = here
    .filter((report) => mayBe(report, coming))
    .toSorted((one, other) => apart(one, coming) - apart(other, coming) || other.at - one.at)
    .slice(0, MOST_COMPARED);
  let best: { readonly known: KnownRun; readonly shared: number } | null = null;
  for (const { runId, title } of alike) {
    if (runId === null) continue;
    const prints = new StepPrints();
    const read = eachStep(library, runId, (step) => prints.add(step));
    // A save may go between two runs that are read; one that went to the bin meanwhile is not here any more.
    await job.giveWay();
    if (!read.ok && read.failure.kind === "noSuchRun") continue;
    if (!read.ok) return read;
    const compared = comparison(prints.end(), coming.prints);
    if (compared === null) continue;
    const { shared, ...state } = compared;
    if (state.as === "same") return success({ runId, title, ...state });
    if (best === null || shared > best.shared) best = { known: { runId, title, ...state }, shared };
  }
  return success(best?.known ?? null);
}

function mayBe(report: RunReport, { title, authors, prints }: ComparedRun): boolean {
  if (isSameRun(report, { runId: null, firstSteps: prints.slice(0, KNOWN_BY_STEPS) })) return true;
  return report.title === title.toWellFormed() && namesOf(report.authors) === namesOf(authors);
}

function namesOf(authors: readonly string[]): string {
  return JSON.stringify(authors.map((name) => name.toWellFormed()).toSorted());
}

/** By how many steps a run here is longer or shorter. */
function apart({ steps }: RunReport, { prints }: ComparedRun): number {
  return Math.abs(steps - prints.length);
}

/** How many steps stand in both, wherever they stand. */
function sharedSteps(here: readonly string[], coming: readonly string[]): number {
  const left = new Map<string, number>();
  for (const print of here) left.set(print, (left.get(print) ?? 0) + 1);
  let shared = 0;
  for (const print of coming) {
    const count = left.get(print) ?? 0;
    if (count === 0) continue;
    left.set(print, count - 1);
    shared += 1;
  }
  return shared;
}

/** What a run that comes in is to one that is here; null when they have too little in common. */
function comparison(
  here: readonly string[],
  coming: readonly string[],
): (Pick<KnownRun, "as" | "steps"> & { readonly shared: number }) | null {
  const shared = sharedSteps(here, coming);
  const shorter = Math.min(here.length, coming.length);
  if (shorter === 0 || shared < shorter * SHARE_OF_ONE_RUN) return null;
  const more = coming.length - here.length;
  if (more !== 0) return { as: more > 0 ? "newer" : "older", steps: Math.abs(more), shared };
  if (here.every((print, index) => print === coming[index])) return { as: "same", steps: 0, shared };
  return { as: "other", steps: here.length - shared, shared };
}
