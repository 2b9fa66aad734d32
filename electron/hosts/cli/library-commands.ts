import { resolve } from "node:path";

import { success } from "../../../shared/lib/outcome.ts";
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

/** `export RUN|all --library LIB --format bounty --out FILE|DIR`: one run to a file, `all` to a folder; all or nothing. */
export async function exportRuns(
  printer: Printer,
  run: string,
  options: { library: string; out: string; overwrite: boolean },
): Promise<ExitCode> {
  const answer = await withSession({ kind: "read", path: options.library }, async (session) => {
    const runs = await chooseRuns(session, run);
    if (!runs.ok) return runs;
    const target = session.backend.lendTarget(CALLER, resolve(options.out));
    return session.call("exchange.export", {
      runs: runs.value,
      format: "bounty",
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
