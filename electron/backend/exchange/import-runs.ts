import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { plainFailure, type Failure, type Refusal } from "../../../shared/contract/failure.ts";
import type { RunAuthor } from "../../../shared/domain/run.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { storageFailure } from "../context.ts";
import type { LentPath } from "../handles.ts";
import type { Job } from "../jobs.ts";
import type { Crew } from "../reading/crew.ts";
import type { JudgedFile } from "../reading/tasks.ts";
import { beginArrival, type Arrival } from "../runs/arrive.ts";
import type { WritingLibrary } from "../storage/library.ts";

/** An import of so many steps is backed up before. */
const LARGE_IMPORT_STEPS = 100;

type Imported = ReplyOf<"exchange.import">;

/**
 * Takes bounty files into the library, all of them or none. Every file is judged before the first row is written; then
 * the runs arrive in short transactions that saves can go between, and become visible together in the last one. What
 * an import leaves behind when it is killed is swept at the next start. Each run has a snapshot of how it came.
 * `beforeMuch` is waited for before a large import begins.
 */
export async function importRuns(
  library: WritingLibrary,
  crew: Crew,
  files: readonly LentPath[],
  job: Job,
  beforeMuch: () => Promise<void> = () => Promise.resolve(),
): Promise<Outcome<Imported, Failure>> {
  const judged = await judgeFiles(crew, files, job);
  if (!judged.ok) return judged;
  const refusals = judged.value.filter(({ reading }) => !reading.ok);
  if (refusals.length > 0) return failed(refusedImport(refusals));

  const steps = judged.value.reduce((sum, { reading }) => sum + reading.steps, 0);
  if (steps >= LARGE_IMPORT_STEPS) await beforeMuch();
  const arrival = beginArrival(library);
  const arrived = await arriveAll(crew, arrival, judged.value, job);
  if (!arrived.ok) {
    const abandoned = arrival.abandon();
    // What could not be taken away now is taken away at the next start; the reason for the failure matters more.
    return abandoned.ok ? arrived : failed(arrived.failure);
  }
  const finished = arrival.finish({ keepsHowItCame: true });
  if (!finished.ok) return failed(storageFailure(finished.failure));
  return success({
    runs: finished.value.map((row, index) => ({
      id: row.id,
      title: row.title,
      steps: row.steps,
      words: row.words,
      problems: [...(judged.value[index]?.reading.problems ?? [])],
    })),
  });
}

type Judged = { readonly file: LentPath; readonly reading: JudgedFile };

/** Reads every file by the format's rules; a file that cannot be opened ends it. */
export async function judgeFiles(
  crew: Crew,
  files: readonly LentPath[],
  job: Job,
): Promise<Outcome<Judged[], Failure>> {
  const judged: Judged[] = [];
  for (const file of files) {
    const reading = await crew.judgeFile(file);
    if (!reading.ok) return reading;
    judged.push({ file, reading: reading.value });
    job.tell(judged.length, files.length, file.name);
    if (job.cancelled()) return failed(plainFailure("cancelled", "Stopped. Nothing was changed."));
  }
  return success(judged);
}

function refusedImport(refused: readonly Judged[]): Failure {
  const names = refused.map(({ file }) => `“${file.name}”`).join(", ");
  const refusals: Refusal[] = refused.map(({ file, reading }) => ({
    file: file.name,
    problems: [...reading.problems],
  }));
  return { kind: "refused", message: `Nothing was imported: ${names} cannot be read as a run.`, refusals };
}

async function arriveAll(
  crew: Crew,
  arrival: Arrival,
  judged: readonly Judged[],
  job: Job,
): Promise<Outcome<null, Failure>> {
  const total = judged.reduce((sum, { reading }) => sum + reading.steps, 0);
  let done = 0;
  for (const { file, reading } of judged) {
    const authors: RunAuthor[] = reading.authors.map((name) => ({ name, role: "dm" }));
    const run = arrival.startRun({ title: reading.title, authors });
    if (!run.ok) return failed(storageFailure(run.failure));
    let failure: Failure | null = null;
    const read = await crew.readRun(file, (steps) => {
      const appended = arrival.append(run.value, steps);
      if (!appended.ok) failure = storageFailure(appended.failure);
      else if (job.cancelled()) failure = plainFailure("cancelled", "The import was cancelled. Nothing was changed.");
      done += steps.length;
      job.tell(done, total, file.name);
      return failure === null;
    });
    if (failure !== null) return failed(failure);
    if (!read.ok) return read;
    // Judged and then read a moment later: a file that changed in between must not come in unjudged.
    if (!read.value.ok || read.value.steps !== reading.steps) {
      return failed(
        plainFailure("io", `“${file.name}” changed while it was imported. Nothing was changed; try again.`),
      );
    }
  }
  return success(null);
}
