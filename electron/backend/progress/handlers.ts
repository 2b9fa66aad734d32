import type { FileStatistics, progressMethods, RunStatistics } from "../../../shared/contract/progress-methods.ts";
import { plainFailure } from "../../../shared/contract/failure.ts";
import type { Problem } from "../../../shared/domain/bounty/problem.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { fromStorage, readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { counted, shareOf, totalOf } from "../counted.ts";
import { lentFiles } from "../exchange/handlers.ts";
import { judgeFiles, runsOf } from "../exchange/import-runs.ts";
import type { LentPath } from "../handles.ts";
import { listRuns } from "../runs/list.ts";
import { keepExamination } from "./examinations.ts";
import { exportReport } from "./export-report.ts";
import { keepGoal } from "./goals.ts";
import { overview } from "./overview.ts";
import { keepTerms, readPay } from "./pay.ts";
import { runProgress, todayOf } from "./run-progress.ts";

/** What a progress file says of its run; null for every other file. */
async function progressFile(crew: BackendContext["crew"], file: LentPath): Promise<RunStatistics | null> {
  if (!/\.runpkg$/iu.test(file.path)) return null;
  const read = await crew.reportFile(file);
  if (!read.ok || read.value.kind !== "run") return null;
  const { title, steps, words } = read.value.report;
  // A target of nothing is none.
  const targetWords = read.value.report.targetWords === 0 ? null : read.value.report.targetWords;
  const sums = counted(words);
  return { title, steps, ...sums, targetWords, share: shareOf(sums.words, targetWords) };
}

/** Counts over the library and over plain files, an author's view, a lead's, and pay. */
export function progressHandlers(context: BackendContext): Handlers<keyof typeof progressMethods> {
  return {
    "progress.runs": ({ runs }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const listed = fromStorage(listRuns(library.value));
      if (!listed.ok) return listed;
      const wanted = runs === "all" ? null : new Set(runs);
      const rows = listed.value.filter((row) => wanted === null || wanted.has(row.id));
      if (wanted !== null && rows.length < wanted.size) {
        return failed(plainFailure("noSuchRun", "One of these runs is not in this library any more."));
      }
      const runRows = rows.map(({ id, title, steps, words, storyWords, thoughtWords, byType, targetWords }) => ({
        id,
        title,
        steps,
        words,
        storyWords,
        thoughtWords,
        byType,
        targetWords,
        share: shareOf(words, targetWords),
      }));
      return success({ runs: runRows, total: totalOf(runRows) });
    },
    "progress.run": ({ runId, dayStartsAt }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      return fromStorage(runProgress(library.value, runId, dayStartsAt, context.clock()));
    },
    "progress.today": ({ runId, dayStartsAt }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      return fromStorage(todayOf(library.value, runId, dayStartsAt, context.clock()));
    },
    "progress.keepGoal": ({ runId, goal }) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const kept = fromStorage(keepGoal(library.value, runId, goal));
      return kept.ok ? success({}) : kept;
    },
    "progress.files": async ({ files, jobId }, caller) => {
      const lent = lentFiles(context, caller, files);
      if (!lent.ok) return lent;
      const judged = await context.jobs.run(caller, jobId, (job) => judgeFiles(context.crew, lent.value, job));
      if (!judged.ok) return judged;
      const runs: FileStatistics[] = [];
      const refused: { file: string; problems: Problem[] }[] = [];
      for (const one of judged.value) {
        const { name } = one.file;
        const told = one.ok ? null : await progressFile(context.crew, one.file);
        if (told !== null) runs.push({ file: name, ...told });
        else if (one.ok) {
          // A plain file carries no target of its own.
          for (const run of runsOf(one)) runs.push({ file: name, ...run, targetWords: null, share: null });
        } else refused.push({ file: name, problems: [...one.problems] });
      }
      return success({ runs, refused, total: totalOf(runs) });
    },
    "progress.overview": async ({ folder, jobId, ...wish }, caller) => {
      const place = folder === null ? success(null) : context.lent.find(caller, folder);
      if (!place.ok) return place;
      return context.jobs.run(caller, jobId, (job) => overview(context, wish, place.value, job));
    },
    "progress.examine": async ({ runId }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const examined = await context.crew.examineRun({ kind: "examineRun", library: library.value.path, runId });
      if (!examined.ok) return examined;
      const writing = writingLibrary(context);
      if (writing.ok) keepExamination(writing.value, runId, examined.value);
      return success(examined.value.examination);
    },
    "progress.pay": () => {
      const library = readingLibrary(context);
      return library.ok ? fromStorage(readPay(library.value)) : library;
    },
    "progress.keepPay": ({ runs }) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const kept = fromStorage(keepTerms(library.value, runs));
      return kept.ok ? success({}) : kept;
    },
    "progress.export": async ({ runId, dayStartsAt, target, overwrite }, caller) => {
      const place = context.lent.find(caller, target);
      if (!place.ok) return place;
      return context.jobs.run(caller, undefined, (job) =>
        exportReport(context, runId, dayStartsAt, { target: place.value, overwrite }, job),
      );
    },
  };
}
