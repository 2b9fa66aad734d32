import type { progressMethods } from "../../../shared/contract/progress-methods.ts";
import { plainFailure } from "../../../shared/contract/failure.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { fromStorage, readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { shareOf, totalOf } from "../counted.ts";
import { lentFiles } from "../exchange/handlers.ts";
import { judgeFiles, runsOf } from "../exchange/import-runs.ts";
import { listRuns } from "../runs/list.ts";
import { exportReport } from "./export-report.ts";
import { keepGoal } from "./goals.ts";
import { overview } from "./overview.ts";
import { keepTerms, readPay } from "./pay.ts";
import { runProgress, todayOf } from "./run-progress.ts";

/** Counts over the library and over plain files. */
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
      const counted = rows.map(({ id, title, steps, words, storyWords, thoughtWords, byType, targetWords }) => ({
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
      return success({ runs: counted, total: totalOf(counted) });
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
      const runs = judged.value.flatMap((one) =>
        // A plain file carries no target of its own.
        runsOf(one).map((run) => ({ file: one.file.name, ...run, targetWords: null, share: null })),
      );
      const refused = judged.value
        .filter(({ ok }) => !ok)
        .map(({ file, problems }) => ({ file: file.name, problems: [...problems] }));
      return success({ runs, refused, total: totalOf(runs) });
    },
    "progress.overview": async ({ folder, jobId, ...wish }, caller) => {
      const place = folder === null ? success(null) : context.lent.find(caller, folder);
      if (!place.ok) return place;
      return context.jobs.run(caller, jobId, (job) => overview(context, wish, place.value, job));
    },
    "progress.pay": () => {
      const library = readingLibrary(context);
      return library.ok ? fromStorage(readPay(library.value)) : library;
    },
    "progress.keepPay": ({ runId, terms }) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const kept = fromStorage(keepTerms(library.value, runId, terms));
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
