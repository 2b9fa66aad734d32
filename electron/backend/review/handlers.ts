import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { reviewMethods } from "../../../shared/contract/review-methods.ts";
import { withoutIds } from "../../../shared/domain/consistency/results.ts";
import type { Guide } from "../../../shared/domain/review/guide.ts";
import { alignSteps, isSameStep } from "../../../shared/domain/review/alignment.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import {
  fromStorage,
  readingLibrary,
  storageFailure,
  writingLibrary,
  type BackendContext,
  type Handlers,
} from "../context.ts";
import { writeOneFile } from "../exchange/write-files.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { writeAnswer } from "./answer.ts";
import { loadRemarks, resolveRemark, takeAnswer } from "./answers.ts";
import { keepBegun, loadBegun } from "./begun-remarks.ts";
import {
  keepCopyPlace,
  keepCopyRemark,
  keepJudgement,
  listCopies,
  markSent,
  signRemarks,
  openCopy,
  otherCopies,
  withdrawCopyRemark,
  type NoSuchCopy,
} from "./copies.ts";
import { compareSteps, earlierCopies } from "./compare.ts";
import { fingerprints } from "./fingerprint.ts";
import { loadGuides, versionBefore } from "./guides.ts";
import { openSent, openSentFolder } from "./open-sent.ts";
import { placeRemarks } from "./place-remarks.ts";
import type { ReviewRequest } from "./request.ts";
import { answerIn, runMeant, stepsOfRun } from "./run-meant.ts";

/** Reading a run that was sent, answering it, and taking the answer in. */
export function reviewHandlers(context: BackendContext): Handlers<keyof typeof reviewMethods> {
  return {
    "review.openFile": ({ file }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const lent = context.lent.find(caller, file);
      if (!lent.ok) return lent;
      const kept = openSent(library.value, lent.value);
      return kept.ok ? success({ copyId: kept.value }) : kept;
    },
    "review.openFolder": ({ folder }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const lent = context.lent.find(caller, folder);
      return lent.ok ? openSentFolder(library.value, lent.value) : lent;
    },
    "review.list": () => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const copies = fromStorage(listCopies(library.value));
      return copies.ok ? success({ copies: copies.value }) : copies;
    },
    "review.copy": ({ copyId }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const kept = fromCopies(openCopy(library.value, copyId));
      if (!kept.ok) return kept;
      const others = fromStorage(otherCopies(library.value, copyId));
      if (!others.ok) return others;
      const guides = fromStorage(loadGuides(library.value));
      if (!guides.ok) return guides;
      const begun = fromCopies(loadBegun(library.value, copyId));
      if (!begun.ok) return begun;
      const { run, request, remarks, judgements, reviewer, place, sentAt } = kept.value;
      const guide = request === null ? guides.value.guide : request.guide;
      const known = [...(guides.value.guide === null ? [] : [guides.value.guide]), ...guides.value.earlier];
      return success({
        copyId,
        title: run.title,
        authors: [...run.authors],
        steps: [...run.steps],
        problems: [...run.problems],
        remarks: [...remarks],
        reviewer,
        range: request?.range ?? null,
        judgements: [...judgements],
        guide,
        guideBefore: versionBefore(known, guide),
        threads: request?.threads ?? [],
        earlier: earlierCopies(kept.value, others.value),
        place,
        begun: begun.value,
        sentAt,
      });
    },
    "review.compare": ({ copyId, with: other }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const copy = fromCopies(openCopy(library.value, copyId));
      if (!copy.ok) return copy;
      const before = fromCopies(openCopy(library.value, other));
      return before.ok ? success(compareSteps(copy.value.fingerprints, before.value.fingerprints)) : before;
    },
    "review.judge": ({ copyId, judgement }) => {
      const library = writingLibrary(context);
      return library.ok ? fromCopies(keepJudgement(library.value, copyId, judgement)) : library;
    },
    "review.check": async ({ copyId }) => {
      const began = performance.now();
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const kept = fromCopies(openCopy(library.value, copyId));
      if (!kept.ok) return kept;
      const checked = await context.crew.check({
        kind: "checkSteps",
        steps: kept.value.run.steps,
        verdicts: [],
      });
      return checked.ok ? success({ ...withoutIds(checked.value.results), ms: performance.now() - began }) : checked;
    },
    "review.keepPlace": ({ copyId, place }) => {
      const library = writingLibrary(context);
      return library.ok ? fromCopies(keepCopyPlace(library.value, copyId, place)) : library;
    },
    "review.keepBegun": ({ copyId, begun }) => {
      const library = writingLibrary(context);
      return library.ok ? fromCopies(keepBegun(library.value, copyId, begun)) : library;
    },
    "review.keepRemark": ({ copyId, remark }) => {
      const library = writingLibrary(context);
      return library.ok ? fromCopies(keepCopyRemark(library.value, copyId, remark)) : library;
    },
    "review.removeRemark": ({ copyId, remarkId }) => {
      const library = writingLibrary(context);
      return library.ok ? fromCopies(withdrawCopyRemark(library.value, copyId, remarkId)) : library;
    },
    "review.exportAnswer": async ({ copyId, reviewer, target, overwrite }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const place = context.lent.find(caller, target);
      if (!place.ok) return place;
      const signed = fromCopies(signRemarks(library.value, copyId, reviewer));
      if (!signed.ok) return signed;
      const kept = fromCopies(openCopy(library.value, copyId));
      if (!kept.ok) return kept;
      const { run, request, fingerprints: prints } = kept.value;
      const by = library.value.me;
      const remarks = kept.value.remarks.map((remark) => ({ ...remark, by }));
      const judgements = [...kept.value.judgements];
      const guide = guideOf(library.value, request);
      if (!guide.ok) return guide;
      const bytes = writeAnswer({
        version: 1,
        run: { title: run.title, fingerprints: [...prints], runId: request?.run.runId ?? null },
        reviewer,
        reviewerId: by,
        guide: guide.value,
        remarks,
        judgements,
        withdrawn: [...kept.value.withdrawn],
      });
      const written = await context.jobs.run(caller, undefined, (job) =>
        writeOneFile(place.value, { name: place.value.name, chunks: [bytes] }, overwrite, job),
      );
      if (!written.ok) return written;
      const marked = fromCopies(markSent(library.value, copyId, reviewer));
      if (!marked.ok) return marked;
      const { name: file, bytes: size, sha256 } = written.value;
      return success({ file, bytes: size, sha256, remarks: remarks.length, judgements: judgements.length });
    },
    "review.importAnswer": ({ file, runId }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const lent = context.lent.find(caller, file);
      if (!lent.ok) return lent;
      const answer = answerIn(lent.value);
      if (!answer.ok) return answer;
      const meant = runMeant(library.value, answer.value, runId ?? null);
      if (!meant.ok) return meant;
      const taken = fromStorage(takeAnswer(library.value, meant.value.runId, answer.value));
      if (!taken.ok) return taken;
      context.tellReaders(meant.value.runId, caller, "remarks.changed", { runId: meant.value.runId });
      const { steps, prints } = meant.value;
      const alignment = alignSteps(answer.value.run.fingerprints, prints);
      const placed = placeRemarks(
        meant.value.runId,
        steps,
        answer.value.remarks.map((remark) => ({ remark, resolved: false, alignment })),
      );
      return success({
        runId: meant.value.runId,
        reviewer: answer.value.reviewer,
        ...taken.value,
        changed: placed.filter((remark) => remark.holds === "changed").length,
        sameState:
          answer.value.run.fingerprints.length === prints.length &&
          answer.value.run.fingerprints.every((print, index) => isSameStep(print, prints[index])),
      });
    },
    "review.remarks": ({ runId }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const run = stepsOfRun(library.value, runId);
      if (!run.ok) return run;
      const kept = fromStorage(loadRemarks(library.value, runId, fingerprints(run.value)));
      return kept.ok ? success({ remarks: placeRemarks(runId, run.value, kept.value, library.value.me) }) : kept;
    },
    "review.resolve": ({ runId, remarkId, resolved }) => {
      const library = writingLibrary(context);
      return library.ok ? fromStorage(resolveRemark(library.value, runId, remarkId, resolved)) : library;
    },
  };
}

/** By which guide a copy was judged: the one that came along, else the library's. */
function guideOf(
  library: ReadingLibrary,
  request: ReviewRequest | null,
): Outcome<Pick<Guide, "id" | "version"> | null, Failure> {
  const guides = fromStorage(loadGuides(library));
  if (!guides.ok) return guides;
  const guide = request === null ? guides.value.guide : request.guide;
  return success(guide === null ? null : { id: guide.id, version: guide.version });
}

function fromCopies<T>(outcome: Outcome<T, LibraryFailure | NoSuchCopy>): Outcome<T, Failure> {
  if (outcome.ok) return outcome;
  return failed(
    outcome.failure.kind === "noSuchCopy"
      ? plainFailure("noSuchCopy", "That copy is not in this library any more.")
      : storageFailure(outcome.failure),
  );
}
