import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { plainFailure, type Failure, type Refusal } from "../../../shared/contract/failure.ts";
import { exportProblems, longestValidBeginning } from "../../../shared/domain/bounty/check-run.ts";
import { isAccepted, type Problem } from "../../../shared/domain/bounty/problem.ts";
import { writeBounty } from "../../../shared/domain/bounty/write.ts";
import { checkLeaving } from "../../../shared/domain/exchange/check.ts";
import type { ExportFormat } from "../../../shared/domain/exchange/formats.ts";
import type { ReleaseRecord } from "../../../shared/domain/exchange/release.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fromStorage, storageFailure } from "../context.ts";
import type { LentPath } from "../handles.ts";
import type { Job } from "../jobs.ts";
import { listRuns } from "../runs/list.ts";
import { loadRun } from "../runs/load.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { fileNames } from "./file-names.ts";
import { alone, type FileToWrite, type WrittenFile } from "./stage-files.ts";
import { refuseTarget, writeFolder, writeOneFile } from "./write-files.ts";

/** A run on its way out: its head and its steps, as stored. */
type LeavingRun = {
  readonly title: string;
  readonly authors: readonly { name: string; role: "administrator" | "dm" | "player" }[];
  readonly steps: readonly Step[];
};

/** What an export is asked for; `beginning` cuts a run that is not valid to its longest valid beginning. */
export type ExportWish = {
  readonly target: LentPath;
  readonly overwrite: boolean;
  readonly beginning: boolean;
  readonly folder: boolean;
};

/** The ids behind a choice of runs, in the library's order for `all`. */
export function chosenRuns(
  library: ReadingLibrary,
  runs: "all" | readonly RunId[],
): Outcome<readonly RunId[], Failure> {
  if (runs !== "all") return success(runs);
  const listed = listRuns(library);
  return listed.ok ? success(listed.value.map((run) => run.id)) : failed(storageFailure(listed.failure));
}

/**
 * Writes runs as bounty files. Every run is judged before the first byte is written, and each is loaded only while it is
 * judged or written, so that the memory is that of the largest run.
 */
export async function exportRuns(
  library: ReadingLibrary,
  runs: readonly RunId[],
  wish: ExportWish,
  job: Job,
): Promise<Outcome<ReplyOf<"exchange.export">, Failure>> {
  if (runs.length === 0) return failed(plainFailure("nothingToExport", "There is no run to export."));
  const refused = refuseTarget(wish.target, wish.overwrite, wish.folder ? "folder" : "file");
  if (refused !== null) return failed(refused);
  const refusals: Refusal[] = [];
  const titles: string[] = [];
  const notes: Problem[][] = [];
  // A single run is kept from judging to writing; of several only one is in memory at a time.
  let single: LeavingRun | null = null;
  for (const runId of runs) {
    const run = leavingRun(library, runId, wish.beginning);
    if (!run.ok) return run;
    const problems = exportProblems(run.value, run.value.steps);
    if (!isAccepted(problems)) refusals.push({ file: run.value.title, problems });
    titles.push(run.value.title);
    notes.push(problems);
    if (runs.length === 1) single = run.value;
    job.tell(titles.length, runs.length * 2, run.value.title);
    if (job.cancelled()) return failed(plainFailure("cancelled", "The export was cancelled. Nothing was written."));
    await job.giveWay();
  }
  if (refusals.length > 0) {
    const names = refusals.map((refusal) => `“${refusal.file ?? ""}”`).join(", ");
    return failed({
      kind: "refused",
      message: `Nothing was written: ${names} would not be a valid file yet.`,
      refusals,
    });
  }
  const files = fileNames(titles, ".json").map((name, index) => ({
    name,
    chunks: single === null ? chunks(library, runs[index], wish.beginning) : writeBounty(single, single.steps),
  }));
  const written = await write(files, wish, job);
  if (!written.ok) return written;
  return success({
    files: written.value.flatMap((file, index) => {
      const runId = runs[index];
      return runId === undefined
        ? []
        : [{ file: file.name, runId, bytes: file.bytes, sha256: file.sha256, problems: notes[index] ?? [] }];
    }),
  });
}

async function write(
  files: readonly FileToWrite[],
  wish: ExportWish,
  job: Job,
): Promise<Outcome<WrittenFile[], Failure>> {
  const [only] = files;
  if (wish.folder || only === undefined) return writeFolder(wish.target, files.map(alone), wish.overwrite, job);
  const one = await writeOneFile(wish.target, { ...only, name: wish.target.name }, wish.overwrite, job);
  return one.ok ? success([one.value]) : one;
}

/** Thrown out of a file's chunks when the run cannot be read any more; `write-files` has nothing to do with libraries. */
class RunGone extends Error {}

function* chunks(library: ReadingLibrary, runId: RunId | undefined, beginning: boolean): Generator<string> {
  if (runId === undefined) return;
  const run = leavingRun(library, runId, beginning);
  if (!run.ok) throw new RunGone(run.failure.message);
  yield* writeBounty(run.value, run.value.steps);
}

function leavingRun(library: ReadingLibrary, runId: RunId, beginning: boolean): Outcome<LeavingRun, Failure> {
  const loaded = fromStorage(loadRun(library, runId));
  if (!loaded.ok) return loaded;
  const { title, authors } = loaded.value.details;
  const steps = loaded.value.steps.map(({ id, content }) => ({ id, ...content }));
  const head = { title, authors };
  return success({ ...head, steps: beginning ? (longestValidBeginning(head, steps) ?? []) : steps });
}

/** What an export would say of each run, without writing. */
export async function exportCheck(
  library: ReadingLibrary,
  runs: readonly RunId[],
  { format, release }: { readonly format: ExportFormat; readonly release: ReleaseRecord | null },
  job: Job,
): Promise<Outcome<ReplyOf<"exchange.exportCheck">, Failure>> {
  const checked: ReplyOf<"exchange.exportCheck">["runs"] = [];
  for (const runId of runs) {
    const loaded = fromStorage(loadRun(library, runId));
    if (!loaded.ok) return loaded;
    const { details } = loaded.value;
    const steps = loaded.value.steps.map(({ id, content }) => ({ id, ...content }));
    const problems = exportProblems(details, steps);
    const findings = checkLeaving({ ...details, runId, steps }, format, release);
    const beginning = isAccepted(problems) ? steps : longestValidBeginning(details, steps);
    checked.push({
      runId,
      ok: findings.every(({ severity }) => severity !== "blocker"),
      problems,
      findings,
      beginning: beginning === null || beginning.length === 0 ? null : beginning.length,
    });
    await job.giveWay();
  }
  return success({ runs: checked });
}
