import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { CheckedImport, ImportFormat, ImportWish, KnownRun } from "../../../shared/contract/exchange-methods.ts";
import { plainFailure, type Failure, type Refusal } from "../../../shared/contract/failure.ts";
import type { CountedWords } from "../../../shared/contract/words.ts";
import type { ImportNote } from "../../../shared/domain/exchange/assemble.ts";
import type { FoundConvention } from "../../../shared/domain/conventions.ts";
import { DEFAULT_MAPPING } from "../../../shared/domain/exchange/mapping.ts";
import { isAccepted, type Problem } from "../../../shared/domain/bounty/problem.ts";
import type { RunAuthor } from "../../../shared/domain/run.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fromStorage, storageFailure } from "../context.ts";
import { counted } from "../counted.ts";
import type { LentPath } from "../handles.ts";
import type { Job } from "../jobs.ts";
import type { Crew } from "../reading/crew.ts";
import type { JudgedFile } from "../reading/tasks.ts";
import { beginArrival, type Arrival } from "../runs/arrive.ts";
import { readRunRows } from "../runs/list.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";
import { type Coming, comingOf } from "./formats/arriving.ts";
import { type ArrivedRun, IncomingArrival } from "./formats/incoming-arrival.ts";
import { sniffFile } from "./formats/sniff.ts";
import type { RunSummary, SeenSection } from "./formats/summary.ts";
import { type ComparedRun, knownRun, runsToKnow } from "./known-run.ts";

/*
 * Files on their way in. A bounty file goes the way that was made for it, judged and read as a stream in its own format; every
 * other format goes through pieces (formats/incoming.ts). Both end in the same arrival, so an import of files of several kinds
 * is one act.
 */

/** An import of so many steps is backed up before. */
const LARGE_IMPORT_STEPS = 100;

type Imported = ReplyOf<"exchange.import">;

/** A file that was looked at. `bounty` is how a plain bounty file was judged; null for every other way. */
export type Judged = {
  readonly file: LentPath;
  readonly format: ImportFormat;
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly bounty: JudgedFile | null;
  readonly runs: readonly RunSummary[];
  readonly unclear: readonly ImportNote[];
  readonly leftOut: readonly ImportNote[];
  readonly found: readonly FoundConvention[];
  readonly repairs: number;
};

/** Reads every file by its format's rules; a file that cannot be opened ends it. */
export async function judgeFiles(
  crew: Crew,
  files: readonly LentPath[],
  job: Job,
  wish: ImportWish = {},
): Promise<Outcome<Judged[], Failure>> {
  const judged: Judged[] = [];
  for (const file of files) {
    const one = await judgeOne(crew, file, wish);
    if (!one.ok) return one;
    judged.push(one.value);
    job.tell(judged.length, files.length, file.name);
    if (job.cancelled()) return failed(plainFailure("cancelled", "Stopped. Nothing was changed."));
  }
  return success(judged);
}

async function judgeOne(crew: Crew, file: LentPath, wish: ImportWish): Promise<Outcome<Judged, Failure>> {
  const format = await sniffFile(file);
  if (!format.ok) return format;
  if (format.value === "bounty" && wish.repair !== true) {
    const reading = await crew.judgeFile(file);
    if (!reading.ok) return reading;
    const { ok, problems } = reading.value;
    return success({ file, format: "bounty", ok, problems, bounty: reading.value, ...NOTHING });
  }
  const reading = await crew.judgeIncoming(file, wish);
  if (!reading.ok) return reading;
  const ok = isAccepted(reading.value.problems);
  return success({ ...reading.value, file, ok, bounty: null });
}

const NOTHING = { runs: [], unclear: [], leftOut: [], found: [], repairs: 0 };

/** A dry run: what an import of these files would bring to the library (null: to a new one). */
export async function checkImport(
  library: ReadingLibrary | null,
  crew: Crew,
  files: readonly LentPath[],
  wish: ImportWish,
  job: Job,
): Promise<Outcome<CheckedImport[], Failure>> {
  const judged = await judgeFiles(crew, files, job, wish);
  if (!judged.ok) return judged;
  const comings = comingsOf(library, judged.value);
  if (!comings.ok) return comings;
  const known = await knownOf(library, judged.value, job);
  if (!known.ok) return known;
  const checked: CheckedImport[] = [];
  for (const [index, one] of judged.value.entries()) {
    const isSuspect = one.bounty !== null && one.problems.some(looksDamaged);
    const damage = isSuspect ? await repairsIn(crew, one.file) : success(one.repairs);
    if (!damage.ok) return damage;
    checked.push({
      file: one.file.name,
      format: one.format,
      ok: one.ok,
      problems: [...one.problems],
      runs: runsOf(one).map((run, at) => ({
        ...run,
        arriving: comings.value[index]?.[at]?.arriving ?? "new",
        known: known.value[index]?.[at] ?? null,
      })),
      unclear: [...one.unclear],
      leftOut: [...one.leftOut],
      found: [...one.found],
      beginning: MAPPED.has(one.format) ? one.runs.slice(0, 1).flatMap((run) => run.beginning.map(shownSection)) : [],
      repairs: damage.value,
      mapping: MAPPED.has(one.format) ? (wish.mapping ?? DEFAULT_MAPPING) : null,
    });
  }
  return success(checked);
}

const shownSection = ({ parts, ...section }: SeenSection): CheckedImport["beginning"][number] => ({
  ...section,
  parts: parts.map((part) => ({ ...part })),
});

/** Formats whose reading is a question of habits. */
const MAPPED: ReadonlySet<ImportFormat> = new Set(["markdown", "html", "docx", "chat"]);

/** What a cut thought or a doubled tag shows itself by; only then is a file read once more for what could be mended. */
function looksDamaged({ rule, severity }: Problem): boolean {
  return rule === "T" || (rule === "shape" && severity === "warning");
}

async function repairsIn(crew: Crew, file: LentPath): Promise<Outcome<number, Failure>> {
  const reading = await crew.judgeIncoming(file, {});
  return reading.ok ? success(reading.value.repairs) : reading;
}

type Counted = { readonly title: string; readonly steps: number } & CountedWords;

/** The runs of a file with their counts; none of a refused one. */
export function runsOf({ bounty, ok, runs }: Judged): Counted[] {
  if (!ok) return [];
  if (bounty !== null) return [{ title: bounty.title, steps: bounty.steps, ...bounty.words }];
  return runs.map(({ run, steps, words }) => ({ title: run.title, steps, ...counted(words) }));
}

/** What each run of each file is to the library. */
function comingsOf(library: ReadingLibrary | null, judged: readonly Judged[]): Outcome<Coming[][], Failure> {
  const earlier = new Set<string>();
  const comings: Coming[][] = [];
  for (const { bounty, runs } of judged) {
    const ofFile: Coming[] = bounty === null ? [] : [{ arriving: "new", here: null }];
    for (const summary of runs) {
      const coming = comingOf(library, summary, earlier);
      if (!coming.ok) return failed(storageFailure(coming.failure));
      ofFile.push(coming.value);
      if (coming.value.arriving !== "new" || summary.run.id === null) continue;
      earlier.add(summary.run.id);
      for (const id of summary.stepIds) earlier.add(id);
    }
    comings.push(ofFile);
  }
  return success(comings);
}

/** Which run of the library each run of each file is about, where no id tells. */
async function knownOf(
  library: ReadingLibrary | null,
  judged: readonly Judged[],
  job: Job,
): Promise<Outcome<(KnownRun | null)[][], Failure>> {
  const compared = judged.map(comparedRuns);
  if (library === null || compared.flat().every((one) => one === null)) return success([]);
  const here = runsToKnow(library);
  if (!here.ok) return failed(storageFailure(here.failure));
  const known: (KnownRun | null)[][] = [];
  for (const runs of compared) {
    const ofFile: (KnownRun | null)[] = [];
    for (const run of runs) {
      const found = run === null ? success(null) : fromStorage(await knownRun(library, here.value, run, job));
      if (!found.ok) return found;
      ofFile.push(found.value);
      if (job.cancelled()) return failed(plainFailure("cancelled", "Stopped. Nothing was changed."));
    }
    known.push(ofFile);
  }
  return success(known);
}

/** What is compared of each run of a file; null for one that has an id. */
function comparedRuns({ ok, bounty, runs }: Judged): (ComparedRun | null)[] {
  if (!ok) return [];
  if (bounty !== null) return [bounty];
  return runs.map(({ run, prints }) => {
    if (run.id !== null) return null;
    return { title: run.title, authors: run.authors.map(({ name }) => name), prints };
  });
}

/**
 * Takes files into the library, all of them or none. Every file is judged before the first row is written; then
 * the runs arrive in short transactions that saves can go between, and become visible together in the last one. What
 * an import leaves behind when it is killed is swept at the next start. Each run that brings no history of its own has a
 * snapshot of how it came.
 * `beforeMuch` is waited for before a large import begins.
 */
export async function importRuns(
  library: WritingLibrary,
  crew: Crew,
  files: readonly LentPath[],
  job: Job,
  wish: ImportWish,
  beforeMuch: () => Promise<void> = () => Promise.resolve(),
): Promise<Outcome<Imported, Failure>> {
  const judged = await judgeFiles(crew, files, job, wish);
  if (!judged.ok) return judged;
  const refusals = judged.value.filter(({ ok }) => !ok);
  if (refusals.length > 0) return failed(refusedImport(refusals));
  const comings = comingsOf(library, judged.value);
  if (!comings.ok) return comings;

  const steps = judged.value.flatMap(runsOf).reduce((sum, run) => sum + run.steps, 0);
  if (steps >= LARGE_IMPORT_STEPS) await beforeMuch();
  const arrival = beginArrival(library);
  const arrived = await arriveAll(crew, arrival, judged.value, comings.value, wish, job);
  if (!arrived.ok) {
    const abandoned = arrival.abandon();
    // What could not be taken away now is taken away at the next start; the reason for the failure matters more.
    return abandoned.ok ? arrived : failed(arrived.failure);
  }
  const finished = arrival.finish({ keepsHowItCame: true });
  if (!finished.ok) return failed(storageFailure(finished.failure));
  const rows = library.read<ReturnType<typeof readRunRows>, never>((connection) => success(readRunRows(connection)));
  if (!rows.ok) return failed(storageFailure(rows.failure));
  const byId = new Map(rows.value.map((row) => [row.id, row]));
  return success({
    runs: arrived.value.flatMap(({ id, coming, problems }) => {
      const row = byId.get(id);
      return row === undefined
        ? []
        : [
            {
              id,
              title: row.title,
              steps: row.steps,
              words: row.words,
              arriving: coming.arriving,
              problems: [...problems],
            },
          ];
    }),
  });
}

function refusedImport(refused: readonly Judged[]): Failure {
  const names = refused.map(({ file }) => `“${file.name}”`).join(", ");
  const refusals: Refusal[] = refused.map(({ file, problems }) => ({ file: file.name, problems: [...problems] }));
  return { kind: "refused", message: `Nothing was imported: ${names} cannot be read as a run.`, refusals };
}

type Arrived = ArrivedRun & { readonly problems: readonly Problem[] };

async function arriveAll(
  crew: Crew,
  arrival: Arrival,
  judged: readonly Judged[],
  comings: readonly (readonly Coming[])[],
  wish: ImportWish,
  job: Job,
): Promise<Outcome<Arrived[], Failure>> {
  const total = judged.reduce((sum, one) => sum + runsOf(one).reduce((steps, run) => steps + run.steps, 0), 0);
  const progress = { done: 0, total };
  const arrived: Arrived[] = [];
  for (const [index, one] of judged.entries()) {
    const runs =
      one.bounty === null
        ? await arriveIncoming(crew, arrival, one, comings[index] ?? [], wish, progress, job)
        : await arriveBounty(crew, arrival, one.file, one.bounty, progress, job);
    if (!runs.ok) return runs;
    arrived.push(...runs.value.map((run) => ({ ...run, problems: one.problems })));
  }
  return success(arrived);
}

type Progress = { done: number; readonly total: number };

const CANCELLED = plainFailure("cancelled", "The import was cancelled. Nothing was changed.");
/** Judged and then read a moment later: a file that changed in between must not come in unjudged. */
const changed = (file: LentPath): Failure =>
  plainFailure("io", `“${file.name}” changed while it was imported. Nothing was changed; try again.`);

async function arriveBounty(
  crew: Crew,
  arrival: Arrival,
  file: LentPath,
  reading: JudgedFile,
  progress: Progress,
  job: Job,
): Promise<Outcome<ArrivedRun[], Failure>> {
  const authors: RunAuthor[] = reading.authors.map((name) => ({ name, role: "dm" }));
  const run = arrival.startRun({ title: reading.title, authors });
  if (!run.ok) return failed(storageFailure(run.failure));
  let failure: Failure | null = null;
  const read = await crew.readRun(file, (steps) => {
    const appended = arrival.append(run.value, steps);
    if (!appended.ok) failure = storageFailure(appended.failure);
    else if (job.cancelled()) failure = CANCELLED;
    progress.done += steps.length;
    job.tell(progress.done, progress.total, file.name);
    return failure === null;
  });
  if (failure !== null) return failed(failure);
  if (!read.ok) return read;
  if (!read.value.ok || read.value.steps !== reading.steps) return failed(changed(file));
  return success([{ id: run.value, coming: { arriving: "new", here: null } }]);
}

async function arriveIncoming(
  crew: Crew,
  arrival: Arrival,
  { file, runs }: Judged,
  comings: readonly Coming[],
  wish: ImportWish,
  progress: Progress,
  job: Job,
): Promise<Outcome<ArrivedRun[], Failure>> {
  const taking = new IncomingArrival(arrival, comings);
  const read = await crew.readIncoming(file, wish, (piece) => {
    if (piece.kind === "steps") progress.done += piece.steps.length;
    job.tell(progress.done, progress.total, file.name);
    if (job.cancelled()) taking.failure = CANCELLED;
    return taking.failure === null && taking.take(piece);
  });
  if (taking.failure !== null) return failed(taking.failure);
  if (!read.ok) return read;
  const same = (one: RunSummary, index: number): boolean => runs[index]?.digests.whole === one.digests.whole;
  if (!isAccepted(read.value.problems) || read.value.runs.length !== runs.length || !read.value.runs.every(same)) {
    // Ids that are made while reading are in no digest, so a file that stayed the same gives the same ones.
    return failed(changed(file));
  }
  return success(taking.runs);
}
