import type { Failure } from "../../../shared/contract/failure.ts";
import { exportProblems } from "../../../shared/domain/bounty/check-run.ts";
import type { BountyHead } from "../../../shared/domain/bounty/write.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import type { Examination } from "../../../shared/domain/progress/report.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { newsOf } from "../consistency/ask-run.ts";
import { storageFailure } from "../context.ts";
import { KeptEngines, type RunNews } from "../reading/kept-engines.ts";
import { readDetails } from "../runs/details.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import { openLibraryForReading, type ReadingLibrary } from "../storage/library.ts";
import { stampOf } from "./examinations.ts";

/*
 * What a lead is told of a run beside its numbers: how many findings wait for a word, and whether it could leave as a valid
 * file. It takes most of a second for a run of full length, so it runs in the reading worker, which reads the library on a
 * connection of its own: no save waits for it, and no step crosses from the other thread.
 */

/** A run to be examined. Plain data: it crosses to the worker. `library`: its file. */
export type ExamineTask = { readonly kind: "examineRun"; readonly library: string; readonly runId: RunId };
/** What was found, and in which state of the run. */
export type Examined = { readonly stamp: string; readonly examination: Examination };

/** Examines a run as the library has it now. */
export function examineRun({ library: path, runId }: ExamineTask): Outcome<Examined, Failure> {
  const library = openLibraryForReading({ path });
  if (!library.ok) return failed(storageFailure(library.failure));
  try {
    const read = readAll(library.value, runId);
    if (!read.ok) return failed(storageFailure(read.failure));
    const { stamp, head, news } = read.value;
    return success({ stamp, examination: { ...findingsOf(news), problems: problemsOf(head, news) } });
  } finally {
    library.value.close();
  }
}

type Read = { readonly stamp: string; readonly head: BountyHead; readonly news: RunNews };

/** Everything in one snapshot, so that the stamp is that of what is examined. */
function readAll(library: ReadingLibrary, runId: RunId): Outcome<Read, Parameters<typeof storageFailure>[0]> {
  return library.read<Read, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    const told = newsOf(connection, runId, null);
    if (run === undefined || !told.ok) return failed(NO_SUCH_RUN);
    const { title, authors } = readDetails(connection, run.key);
    return success({ stamp: stampOf(connection, run.key), head: { title, authors }, news: told.value.news });
  });
}

/** Findings that no verdict covers, by severity. */
function findingsOf(news: RunNews): Omit<Examination, "problems"> {
  const answer = new KeptEngines().ask(news, { kind: "check" });
  if (answer.kind !== "check") throw new Error("An engine that was told everything answers a check");
  const { findings } = answer.results;
  const count = (severity: (typeof findings)[number]["severity"]): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return { errors: count("error"), warnings: count("warning"), hints: count("hint") };
}

function problemsOf(head: BountyHead, { steps }: RunNews): number {
  return exportProblems(head, steps).filter(({ severity }) => severity === "error").length;
}
