import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

import type { z } from "zod";

import type { CheckedImport, ExportOptions, ImportWish } from "../../../shared/contract/exchange-methods.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { ExportFormat } from "../../../shared/domain/exchange/formats.ts";
import { ImportMapping } from "../../../shared/domain/exchange/mapping.ts";
import { ReleaseRecord } from "../../../shared/domain/exchange/release.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fileFailure } from "../../backend/file-failure.ts";
import { JsonColumn as JsonText } from "../../backend/runs/json-column.ts";
import { CALLER, cancelledBySignal, lend, namedFiles, withSession } from "./context.ts";
import { EXIT, type ExitCode } from "./exit.ts";
import { chooseRun, chooseRuns, printCheck } from "./file-commands.ts";
import { problemLines, type Printer } from "./printer.ts";

/** What `import` is asked for on the command line. */
export type ImportArguments = {
  readonly library: string;
  readonly dryRun: boolean;
  readonly repair: boolean;
  readonly mapping?: string;
};

/**
 * `import FILE… --library LIB`: all files or none. They are read and judged before the library is opened, so a refused
 * file neither makes a library nor waits for its lock. With `--dry-run` that is all that happens.
 */
export async function importFiles(
  printer: Printer,
  given: readonly string[],
  { library, dryRun, repair, mapping }: ImportArguments,
): Promise<ExitCode> {
  const files = namedFiles(given);
  const named = mapping === undefined ? success(undefined) : readRecord(mapping, ImportMapping, "mapping");
  if (!named.ok) return printer.refuse(named.failure);
  const wish: ImportWish = { ...(named.value !== undefined && { mapping: named.value }), ...(repair && { repair }) };
  const isThere = dryRun && existsSync(resolve(library));
  const judged = await withSession(isThere ? { kind: "read", path: library } : { kind: "none" }, (session) =>
    session.call("exchange.importCheck", { files: lend(session, files), wish }),
  );
  if (!judged.ok) return printer.refuse(judged.failure);
  const bad = judged.value.files.filter((file) => !file.ok);
  if (dryRun) {
    printer.answer(judged.value, judged.value.files.flatMap(dryRunLines));
    return bad.length === 0 ? EXIT.done : EXIT.problems;
  }
  if (bad.length > 0) {
    const message = `Nothing was imported: ${bad.map((file) => `“${file.file}”`).join(", ")} cannot be read as a run.`;
    return printer.refuse({
      kind: "refused",
      message,
      refusals: bad.map(({ file, problems }) => ({ file, problems })),
    });
  }
  const answer = await withSession({ kind: "write", path: library }, (session) =>
    session.call("exchange.import", { files: lend(session, files), wish }),
  );
  if (!answer.ok) return printer.refuse(answer.failure);
  for (const run of answer.value.runs) for (const line of problemLines(null, run.problems)) printer.say(line);
  for (const file of judged.value.files) for (const line of noteLines(file)) printer.say(line);
  const runs = answer.value.runs.map(({ id, title, steps, words }) => ({ id, title, steps, words }));
  printer.answer(
    { runs },
    runs.map((run) => `${run.id}  ${run.steps} steps, ${run.words} words  ${run.title}`),
  );
  return EXIT.done;
}

function dryRunLines(file: CheckedImport): string[] {
  return [
    `${file.ok ? "would come in" : "REFUSED      "}  ${file.file} (${file.format})`,
    ...file.runs.map((run) => `    ${run.arriving}: ${run.steps} steps, ${run.words} words  ${run.title}`),
    ...problemLines(null, file.problems),
    ...noteLines(file),
  ];
}

function noteLines({ unclear, leftOut, repairs }: CheckedImport): string[] {
  return [
    ...unclear.map(({ place, what }) => `  unclear: ${place}: ${what}`),
    ...leftOut.map(({ place, what }) => `  left out: ${place}: ${what}`),
    ...(repairs === 0
      ? []
      : [`  ${repairs} places look as if Visible Thoughts Writer had damaged them; --repair mends them.`]),
  ];
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
  const release =
    options.release === undefined ? success(undefined) : readRecord(options.release, ReleaseRecord, "release record");
  if (!release.ok) return printer.refuse(release.failure);
  const answer = await withSession({ kind: "read", path: options.library }, async (session) => {
    const runs = await chooseRuns(session, run);
    if (!runs.ok) return runs;
    const target = session.backend.lendTarget(CALLER, resolve(options.out));
    return cancelledBySignal(session, (jobId) =>
      session.call("exchange.export", {
        runs: runs.value,
        format: options.format,
        options: exportOptions(options, release.value),
        target,
        overwrite: options.overwrite,
        jobId,
      }),
    );
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

/** The largest file of settings: names and sentences. */
const MAX_RECORD_BYTES = 1024 * 1024;

/** A small JSON file of the person's own: a release record, a mapping. `what` names it in a refusal. */
function readRecord<T>(given: string, schema: z.ZodType<T>, what: string): Outcome<T, Failure> {
  const path = resolve(given);
  let text: string;
  try {
    if (statSync(path).size > MAX_RECORD_BYTES) {
      return failed(plainFailure("tooLarge", `“${given}” is too large for a ${what}.`));
    }
    text = readFileSync(path, "utf8");
  } catch (error) {
    return failed(fileFailure(error, given));
  }
  const json = JsonText.safeParse(text);
  const record = json.success ? schema.safeParse(json.data) : json;
  return record.success ? success(record.data) : failed(refusedRecord(given, what, record.error.issues));
}

function refusedRecord(
  file: string,
  what: string,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Failure {
  const problems = issues.map(({ path, message }) => ({
    rule: "shape" as const,
    severity: "error" as const,
    pointer: path.map((part) => `/${String(part)}`).join(""),
    message: `${path.length === 0 ? "The whole" : path.map(String).join(".")}: ${message}.`,
    step: null,
    repair: null,
  }));
  return { kind: "refused", message: `“${file}” is no ${what}.`, refusals: [{ file, problems }] };
}

/** `check RUN --library LIB`. */
export async function checkRun(printer: Printer, run: string, library: string): Promise<ExitCode> {
  const answer = await withSession({ kind: "read", path: library }, async (session) => {
    const runId = await chooseRun(session, run);
    return runId.ok ? session.call("consistency.checkRun", { runId: runId.value }) : runId;
  });
  if (!answer.ok) return printCheck(printer, answer);
  const { marks: _marks, baseline: _baseline, follows: _follows, ...checked } = answer.value;
  return printCheck(printer, success(checked));
}
