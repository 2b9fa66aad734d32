import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

import type { ExportOptions } from "../../../shared/contract/exchange-methods.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { ExportFormat } from "../../../shared/domain/exchange/formats.ts";
import { ReleaseRecord } from "../../../shared/domain/exchange/release.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fileFailure } from "../../backend/file-failure.ts";
import { JsonColumn as JsonText } from "../../backend/runs/json-column.ts";
import { CALLER, lend, namedFiles, withSession } from "./context.ts";
import { EXIT, type ExitCode } from "./exit.ts";
import { chooseRun, chooseRuns, printCheck } from "./file-commands.ts";
import { problemLines, type Printer } from "./printer.ts";

/**
 * `import FILE… --library LIB`: all files or none. They are read and judged before the library is opened, so a refused
 * file neither makes a library nor waits for its lock.
 */
export async function importFiles(printer: Printer, given: readonly string[], library: string): Promise<ExitCode> {
  const files = namedFiles(given);
  const judged = await withSession({ kind: "none" }, (session) =>
    session.call("exchange.validate", { files: lend(session, files) }),
  );
  if (!judged.ok) return printer.refuse(judged.failure);
  const bad = judged.value.files.filter((file) => !file.ok);
  if (bad.length > 0) {
    const message = `Nothing was imported: ${bad.map((file) => `“${file.file}”`).join(", ")} cannot be read as a run.`;
    return printer.refuse({
      kind: "refused",
      message,
      refusals: bad.map(({ file, problems }) => ({ file, problems })),
    });
  }
  const answer = await withSession({ kind: "write", path: library }, (session) =>
    session.call("exchange.import", { files: lend(session, files) }),
  );
  if (!answer.ok) return printer.refuse(answer.failure);
  for (const run of answer.value.runs) for (const line of problemLines(null, run.problems)) printer.say(line);
  const runs = answer.value.runs.map(({ id, title, steps, words }) => ({ id, title, steps, words }));
  printer.answer(
    { runs },
    runs.map((run) => `${run.id}  ${run.steps} steps, ${run.words} words  ${run.title}`),
  );
  return EXIT.done;
}

/** `list --library LIB`. */
export async function list(printer: Printer, library: string): Promise<ExitCode> {
  const answer = await withSession({ kind: "read", path: library }, (session) => session.call("run.list", {}));
  if (!answer.ok) return printer.refuse(answer.failure);
  const runs = answer.value.runs.map(({ id, title, steps, words, storyWords, thoughtWords, updatedAt }) => ({
    id,
    title,
    steps,
    words,
    storyWords,
    thoughtWords,
    updatedAt,
  }));
  printer.answer(
    { runs },
    runs.map((run) => `${run.id}  ${run.steps} steps, ${run.words} words (${run.storyWords} story)  ${run.title}`),
  );
  return EXIT.done;
}

/** What `export` is asked for on the command line. */
export type ExportArguments = {
  readonly library: string;
  readonly out: string;
  readonly overwrite: boolean;
  readonly format: ExportFormat;
  readonly release?: string;
  readonly times?: boolean;
  readonly contextTurns?: number;
  readonly memoryWords?: number;
  readonly validation?: number;
  readonly test?: number;
};

/**
 * `export RUN|all --library LIB --format F --out FILE|DIR`: one run to a file, `all` to a folder; all or nothing. `chat` and
 * `dataset` are folders in any case.
 */
export async function exportRuns(printer: Printer, run: string, options: ExportArguments): Promise<ExitCode> {
  const release = options.release === undefined ? success(undefined) : readRelease(options.release);
  if (!release.ok) return printer.refuse(release.failure);
  const answer = await withSession({ kind: "read", path: options.library }, async (session) => {
    const runs = await chooseRuns(session, run);
    if (!runs.ok) return runs;
    const target = session.backend.lendTarget(CALLER, resolve(options.out));
    return session.call("exchange.export", {
      runs: runs.value,
      format: options.format,
      options: exportOptions(options, release.value),
      target,
      overwrite: options.overwrite,
    });
  });
  if (!answer.ok) return printer.refuse(answer.failure);
  for (const file of answer.value.files) for (const line of problemLines(file.file, file.problems)) printer.say(line);
  const files = answer.value.files.map(({ file, runId, bytes, sha256 }) => ({ file, runId, bytes, sha256 }));
  printer.answer(
    { files },
    files.map((file) => `${file.file}  ${file.bytes} bytes  sha256 ${file.sha256}`),
  );
  return EXIT.done;
}

function exportOptions(
  { times, contextTurns, memoryWords, validation, test }: ExportArguments,
  release: ReleaseRecord | undefined,
): ExportOptions {
  const split = { validation: validation ?? 0, test: test ?? 0 };
  return {
    ...(times === true && { times }),
    ...(contextTurns !== undefined && { contextTurns }),
    ...(memoryWords !== undefined && { memoryWords }),
    ...(release !== undefined && { release }),
    ...(split.validation + split.test > 0 && { split }),
  };
}

/** The largest release record: names and sentences. */
const MAX_RELEASE_BYTES = 1024 * 1024;

/** The release record of `--release FILE`. */
function readRelease(given: string): Outcome<ReleaseRecord, Failure> {
  const path = resolve(given);
  let text: string;
  try {
    if (statSync(path).size > MAX_RELEASE_BYTES)
      return failed(plainFailure("tooLarge", `“${given}” is too large for a release record.`));
    text = readFileSync(path, "utf8");
  } catch (error) {
    return failed(fileFailure(error, given));
  }
  const record = JsonText.pipe(ReleaseRecord).safeParse(text);
  return record.success ? success(record.data) : failed(refusedRelease(given, record.error.issues));
}

function refusedRelease(
  file: string,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Failure {
  const problems = issues.map(({ path, message }) => ({
    rule: "shape" as const,
    severity: "error" as const,
    pointer: path.map((part) => `/${String(part)}`).join(""),
    message: `${path.length === 0 ? "The record" : path.map(String).join(".")}: ${message}.`,
    step: null,
    repair: null,
  }));
  return { kind: "refused", message: `“${file}” is no release record.`, refusals: [{ file, problems }] };
}

/** `check RUN --library LIB`. */
export async function checkRun(printer: Printer, run: string, library: string): Promise<ExitCode> {
  const answer = await withSession({ kind: "read", path: library }, async (session) => {
    const runId = await chooseRun(session, run);
    return runId.ok ? session.call("consistency.checkRun", { runId: runId.value }) : runId;
  });
  if (!answer.ok) return printCheck(printer, answer);
  const { marks: _marks, ...checked } = answer.value;
  return printCheck(printer, success(checked));
}
