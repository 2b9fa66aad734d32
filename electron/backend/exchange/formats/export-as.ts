import { plainFailure, type Failure } from "../../../../shared/contract/failure.ts";
import type { ReplyOf } from "../../../../shared/contract/contract.ts";
import type { ExportOptions } from "../../../../shared/contract/exchange-methods.ts";
import type { Problem } from "../../../../shared/domain/bounty/problem.ts";
import type { CardRun } from "../../../../shared/domain/exchange/card.ts";
import { CHAT_CONFIGS, type ChatConfig } from "../../../../shared/domain/exchange/chat.ts";
import { checkLeaving } from "../../../../shared/domain/exchange/check.ts";
import type { ExportFinding } from "../../../../shared/domain/exchange/finding.ts";
import { type ExportFormat, FILE_ENDINGS } from "../../../../shared/domain/exchange/formats.ts";
import { markdownOf, type ReadersRun } from "../../../../shared/domain/exchange/markdown.ts";
import type { RunId } from "../../../../shared/domain/ids.ts";
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import { failed, success, type Outcome } from "../../../../shared/lib/outcome.ts";
import { storageFailure } from "../../context.ts";
import type { LentPath } from "../../handles.ts";
import type { Job } from "../../jobs.ts";
import type { ReadingLibrary } from "../../storage/library.ts";
import { packRun, runPackage } from "../../package/pack-run.ts";
import { fileNames } from "../file-names.ts";
import { alone, type FilePiece, type FilesInStep, type FileToWrite, type WrittenFile } from "../stage-files.ts";
import { refuseTarget, writeFolder, writeOneFile } from "../write-files.ts";
import { chatLines, chatWish } from "./chat.ts";
import { cardRun, writeDataset } from "./dataset.ts";
import { jsonLines } from "./jsonl.ts";
import { loadLeavingRun, type LeavingRun } from "./leaving-run.ts";
import { parquetFile } from "./parquet.ts";
import { htmlFile, wordFile } from "./readers-copies.ts";
import { rowsOf, rowWish } from "./rows.ts";

/** What an export in one of our formats is asked for. */
export type FormatWish = {
  readonly format: Exclude<ExportFormat, "bounty">;
  readonly options: ExportOptions;
  readonly target: LentPath;
  readonly overwrite: boolean;
  /** True: a folder with a file for each run. */
  readonly folder: boolean;
};

/** Formats that hold one run a file. */
type RunFileFormat = Exclude<FormatWish["format"], "chat" | "dataset">;

/** Says whether runs may leave, without writing. */
export function findingsOf(run: LeavingRun, format: ExportFormat, options: ExportOptions): ExportFinding[] {
  const { details } = run;
  return checkLeaving({ ...details, runId: run.runId, steps: run.steps }, format, options.release ?? null);
}

/** Blockers in the form of a refusal. */
export function blockersAsProblems(findings: readonly ExportFinding[]): Problem[] {
  return findings
    .filter(({ severity }) => severity === "blocker")
    .map(({ rule, message, step }) => ({
      rule: PROBLEM_OF[rule] ?? "shape",
      severity: "error",
      pointer: "",
      message,
      step,
      repair: null,
    }));
}

/** The bounty format's name for what a blocker is about, where it has one. */
const PROBLEM_OF: Partial<Readonly<Record<ExportFinding["rule"], Problem["rule"]>>> = {
  empty: "7",
  tag: "T",
  structure: "6",
  characters: "character",
  limit: "limit",
  author: "empty",
  licence: "empty",
  consent: "empty",
  penName: "empty",
  release: "empty",
};

/**
 * Writes runs in a format, all or none. Every run is judged before the first byte is written; of several, each is loaded when
 * it is judged and again when it is written, so that the memory is that of the largest one.
 */
export async function exportAs(
  library: ReadingLibrary,
  runs: readonly RunId[],
  wish: FormatWish,
  job: Job,
): Promise<Outcome<ReplyOf<"exchange.export">, Failure>> {
  const isFolder = wish.folder || FILE_ENDINGS[wish.format] === null;
  const refused = refuseTarget(wish.target, wish.overwrite, isFolder ? "folder" : "file");
  if (refused !== null) return failed(refused);
  const judged = await judgeAll(library, runs, wish, job);
  if (!judged.ok) return judged;
  const { format } = wish;
  if (format === "dataset" || format === "chat") return exportShared(library, judged.value, wish, job);
  const ending = FILE_ENDINGS[format] ?? "";
  const names = fileNames(
    judged.value.map(({ title }) => title),
    ending,
  );
  const files = judged.value.map((run, index) => ({
    name: names[index] ?? "",
    chunks: chunksOf(library, run, { ...wish, format }, job),
  }));
  const written = await write(files, wish, job);
  if (!written.ok) return written;
  return success({
    files: written.value.map((file, index) => ({
      file: file.name,
      runId: runs[index] ?? null,
      bytes: file.bytes,
      sha256: file.sha256,
      problems: [],
    })),
  });
}

/** A run that may leave. `kept` is the run itself where it is the only one, and so need not be loaded again. */
type JudgedRun = {
  readonly runId: RunId;
  readonly title: string;
  readonly card: CardRun | null;
  readonly kept: LeavingRun | null;
};

/** The runs that may leave, or the refusal of those with blockers. */
async function judgeAll(
  library: ReadingLibrary,
  runs: readonly RunId[],
  { format, options }: FormatWish,
  job: Job,
): Promise<Outcome<JudgedRun[], Failure>> {
  const judged: JudgedRun[] = [];
  const refusals: { file: string; problems: Problem[] }[] = [];
  for (const runId of runs) {
    const run = leaving(library, runId);
    if (!run.ok) return run;
    const { title } = run.value.details;
    const problems = blockersAsProblems(findingsOf(run.value, format, options));
    if (problems.length > 0) refusals.push({ file: title, problems });
    const { release, split } = options;
    const card = format === "dataset" && release !== undefined ? cardRun(run.value, release, split) : null;
    judged.push({ runId, title, card, kept: runs.length === 1 ? run.value : null });
    job.tell(judged.length, runs.length * 2, title);
    if (job.cancelled()) return failed(plainFailure("cancelled", "The export was cancelled. Nothing was written."));
    await job.giveWay();
  }
  if (refusals.length === 0) return success(judged);
  const names = refusals.map(({ file }) => `“${file}”`).join(", ");
  return failed({ kind: "refused", message: `Nothing was written: ${names} cannot leave like this.`, refusals });
}

/** Formats whose files hold all runs together. */
async function exportShared(
  library: ReadingLibrary,
  judged: readonly JudgedRun[],
  { format, options, target, overwrite }: FormatWish,
  job: Job,
): Promise<Outcome<ReplyOf<"exchange.export">, Failure>> {
  const written =
    format === "dataset"
      ? await writeDataset(
          judged.flatMap((run) =>
            run.card === null ? [] : [{ runId: run.runId, card: run.card, load: () => loaded(library, run) }],
          ),
          options,
          { target, overwrite },
          job,
        )
      : await writeFolder(target, [chatsOf(library, judged, options)], overwrite, job);
  if (!written.ok) return written;
  return success({
    files: written.value.map(({ name, bytes, sha256 }) => ({ file: name, runId: null, bytes, sha256, problems: [] })),
  });
}

const chatFile = (config: ChatConfig): string => `${config}.jsonl`;

/** Both tellings of all runs, each run loaded once. */
function chatsOf(library: ReadingLibrary, runs: readonly JudgedRun[], options: ExportOptions): FilesInStep {
  function* pieces(): Generator<FilePiece> {
    for (const judged of runs) {
      const run = loaded(library, judged);
      for (const config of CHAT_CONFIGS)
        for (const chunk of chatLines(run, config, chatWish(options))) yield { name: chatFile(config), chunk };
    }
  }
  return { names: CHAT_CONFIGS.map(chatFile), pieces: pieces() };
}

async function write(
  files: readonly FileToWrite[],
  wish: FormatWish,
  job: Job,
): Promise<Outcome<WrittenFile[], Failure>> {
  const [only] = files;
  if (wish.folder || only === undefined) return writeFolder(wish.target, files.map(alone), wish.overwrite, job);
  const one = await writeOneFile(wish.target, { ...only, name: wish.target.name }, wish.overwrite, job);
  return one.ok ? success([one.value]) : one;
}

/** A run for an export; a run that has gone is a failure. */
export function leaving(library: ReadingLibrary, runId: RunId): Outcome<LeavingRun, Failure> {
  const run = loadLeavingRun(library, runId);
  return run.ok ? run : failed(storageFailure(run.failure));
}

/** Thrown out of a file's chunks when the run cannot be read any more: it went between judging and writing. */
class RunGone extends Error {}

/** A run that was there a moment ago. */
export function present(library: ReadingLibrary, runId: RunId): LeavingRun {
  const run = leaving(library, runId);
  if (!run.ok) throw new RunGone(run.failure.message);
  return run.value;
}

const loaded = (library: ReadingLibrary, { runId, kept }: JudgedRun): LeavingRun => kept ?? present(library, runId);

function* chunksOf(
  library: ReadingLibrary,
  judged: JudgedRun,
  { format, options }: FormatWish & { readonly format: RunFileFormat },
  job: Job,
): Generator<string | Uint8Array> {
  if (format === "package") {
    const parts = packRun(library, judged.runId);
    if (!parts.ok) throw new RunGone(storageFailure(parts.failure).message);
    yield* runPackage(parts.value);
    return;
  }
  const run = loaded(library, judged);
  job.tell(0, null, run.details.title);
  yield* fileOf(run, format, options);
}

const readersRun = ({ details, visible }: LeavingRun): ReadersRun => ({
  title: details.title,
  authors: details.authors,
  steps: visible,
});

/** One run as the file of a format. */
function fileOf(
  run: LeavingRun,
  format: Exclude<RunFileFormat, "package">,
  options: ExportOptions,
): Iterable<string | Uint8Array> {
  switch (format) {
    case "jsonl":
      return jsonLines(rowsOf(run, rowWish(options)));
    case "parquet":
      return parquetFile(rowsOf(run, rowWish(options)));
    case "markdown":
      return markdownOf(readersRun(run));
    case "html":
      return htmlFile(readersRun(run), "reader");
    case "player":
      return htmlFile(readersRun(run), "player");
    case "docx":
      return wordFile(readersRun(run));
    default:
      return assertNever(format);
  }
}
