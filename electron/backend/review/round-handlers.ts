import { plainFailure } from "../../../shared/contract/failure.ts";
import type { reviewRoundMethods } from "../../../shared/contract/review-round-methods.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { fromStorage, readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { writeOneFile } from "../exchange/write-files.ts";
import { loadDetails } from "../runs/details.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";
import { agreementOn } from "./agreement.ts";
import { keepOwnRemark, loadRemarks, removeOwnRemark } from "./answers.ts";
import { batchOf, putBatch, readBatches } from "./batches.ts";
import { fingerprints } from "./fingerprint.ts";
import { keepGuide, loadGuides } from "./guides.ts";
import { placeRemarks } from "./place-remarks.ts";
import { readersSteps, writeRequest } from "./request.ts";
import { stepsOfRun } from "./run-meant.ts";
import { judgedSteps, loadJudgements, reviewersOf, wholeJudgements } from "./status.ts";
import { travelling } from "./travelling.ts";

const noSuchStep = plainFailure("noSuchStep", "The run does not have these steps any more.");

/** Rounds of review in the author's and the lead's library. */
export function reviewRoundHandlers(context: BackendContext): Handlers<keyof typeof reviewRoundMethods> {
  return {
    "review.exportRequest": async ({ runId, range, withRemarks, target, overwrite }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const place = context.lent.find(caller, target);
      if (!place.ok) return place;
      const details = fromStorage(loadDetails(library.value, runId));
      if (!details.ok) return details;
      const run = stepsOfRun(library.value, runId);
      if (!run.ok) return run;
      const prints = fingerprints(run.value);
      if (prints.length === 0)
        return failed(plainFailure("nothingToExport", "There is nothing in this run to be read yet."));
      if (range.to > prints.length) return failed(noSuchStep);
      const steps = [...readersSteps(run.value)].slice(0, prints.length);
      const guides = fromStorage(loadGuides(library.value));
      if (!guides.ok) return guides;
      const kept = fromStorage(loadRemarks(library.value, runId, prints));
      if (!kept.ok) return kept;
      const threads = withRemarks ? travelling(placeRemarks(runId, run.value, kept.value), steps) : [];
      const { title, authors } = details.value.details;
      const head = { runId, title, authors: authors.map(({ name }) => name) };
      const bytes = writeRequest({ version: 1, run: head, range, guide: guides.value.guide, threads }, steps);
      const written = await context.jobs.run(caller, undefined, (job) =>
        writeOneFile(place.value, { name: place.value.name, chunks: [bytes] }, overwrite, job),
      );
      if (!written.ok) return written;
      const batchId = fromStorage(
        inRun(library.value, runId, (connection, runKey) => {
          const now = library.value.clock();
          const id = batchOf(
            connection,
            runKey,
            run.value.map((step) => step.id),
            range,
            now,
          );
          putBatch(connection, runKey, id, "submitted", now);
          return id;
        }),
      );
      if (!batchId.ok) return batchId;
      context.tellReaders(runId, caller, "remarks.changed", { runId });
      const { name: file, bytes: size, sha256 } = written.value;
      return success({ file, bytes: size, sha256, batchId: batchId.value });
    },
    "review.status": ({ runId }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const judged = judgementsOf(library.value, runId);
      if (!judged.ok) return judged;
      const { steps, prints, placed } = judged.value;
      const order = steps.map((step) => step.id);
      const batches = fromStorage(
        library.value.read((connection) => {
          const run = visibleRun(connection, runId);
          return run === undefined ? failed(NO_SUCH_RUN) : success(readBatches(connection, run.key, order));
        }),
      );
      if (!batches.ok) return batches;
      return success({
        reviewers: reviewersOf(placed, prints),
        steps: judgedSteps(placed, steps, prints),
        whole: wholeJudgements(placed),
        batches: batches.value,
      });
    },
    "review.agreement": ({ runId }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const judged = judgementsOf(library.value, runId);
      if (!judged.ok) return judged;
      const guides = fromStorage(loadGuides(library.value));
      if (!guides.ok) return guides;
      const { steps, prints, placed } = judged.value;
      return success({ reviewers: reviewersOf(placed, prints), ...agreementOn(placed, steps, guides.value.guide) });
    },
    "review.keepOwn": ({ runId, remark }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const run = stepsOfRun(library.value, runId);
      if (!run.ok) return run;
      const kept = fromStorage(keepOwnRemark(library.value, runId, remark, fingerprints(run.value)));
      if (kept.ok) context.tellReaders(runId, caller, "remarks.changed", { runId });
      return kept;
    },
    "review.removeOwn": ({ runId, remarkId }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const removed = fromStorage(removeOwnRemark(library.value, runId, remarkId));
      if (removed.ok) context.tellReaders(runId, caller, "remarks.changed", { runId });
      return removed;
    },
    "review.setBatch": ({ runId, batchId, range, state }) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const run = stepsOfRun(library.value, runId);
      if (!run.ok) return run;
      if (batchId === null && (range === null || range.to > run.value.length)) return failed(noSuchStep);
      const put = fromStorage(
        inRun(library.value, runId, (connection, runKey) => {
          const now = library.value.clock();
          const order = run.value.map((step) => step.id);
          const id = batchId ?? batchOf(connection, runKey, order, range ?? { from: 1, to: 1 }, now);
          return putBatch(connection, runKey, id, state, now) ? id : null;
        }),
      );
      if (!put.ok) return put;
      return put.value === null ? failed(noSuchStep) : success({ batchId: put.value });
    },
    "review.guide": () => {
      const library = readingLibrary(context);
      return library.ok ? fromStorage(loadGuides(library.value)) : library;
    },
    "review.keepGuide": (text) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const kept = fromStorage(keepGuide(library.value, text));
      return kept.ok ? success({ guide: kept.value }) : kept;
    },
  };
}

/** A run as it stands with every judgement on it. */
function judgementsOf(library: ReadingLibrary, runId: RunId) {
  const run = stepsOfRun(library, runId);
  if (!run.ok) return run;
  const prints = fingerprints(run.value);
  const placed = fromStorage(loadJudgements(library, runId, prints));
  return placed.ok ? success({ steps: run.value, prints, placed: placed.value }) : placed;
}

/** Does something to a run in one transaction. */
function inRun<T>(
  library: WritingLibrary,
  runId: RunId,
  act: (connection: Parameters<Parameters<WritingLibrary["write"]>[0]>[0], runKey: number) => T,
): ReturnType<typeof library.write<T, RunFailure>> {
  return library.write<T, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    return run === undefined ? failed(NO_SUCH_RUN) : success(act(connection, run.key));
  });
}
