import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { reviewMethods } from "../../../shared/contract/review-methods.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { withoutIds } from "../../../shared/domain/consistency/results.ts";
import { alignSteps } from "../../../shared/domain/review/alignment.ts";
import type { Step } from "../../../shared/domain/step.ts";
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
import type { LentPath } from "../handles.ts";
import { listRuns } from "../runs/list.ts";
import { loadRun } from "../runs/load.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { MAX_BOUNTY_BYTES, readWhole } from "./read-whole.ts";
import { readAnswer, writeAnswer, type Answer } from "./answer.ts";
import { loadRemarks, resolveRemark, takeAnswer } from "./answers.ts";
import {
  keepCopy,
  keepCopyRemark,
  listCopies,
  markSent,
  openCopy,
  readCopy,
  withdrawCopyRemark,
  type NoSuchCopy,
} from "./copies.ts";
import { fingerprints } from "./fingerprint.ts";
import { placeRemarks } from "./place-remarks.ts";

/** Of the steps that a reviewer read, this share must stand in a run for it to be taken as the same run. */
const LEAST_SHARED_STEPS = 0.2;

/** Reading a run that was sent, answering it, and taking the answer in. */
export function reviewHandlers(context: BackendContext): Handlers<keyof typeof reviewMethods> {
  return {
    "review.openFile": ({ file }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const lent = context.lent.find(caller, file);
      if (!lent.ok) return lent;
      const bytes = readWhole(lent.value, MAX_BOUNTY_BYTES);
      if (!bytes.ok) return bytes;
      const copy = readCopy(bytes.value);
      if (copy.refused !== null) {
        const message = `“${lent.value.name}” cannot be read as a run.`;
        return failed({ kind: "refused", message, refusals: [{ file: lent.value.name, problems: copy.refused }] });
      }
      const kept = fromStorage(keepCopy(library.value, bytes.value, copy.reading));
      return kept.ok ? success({ copyId: kept.value }) : kept;
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
      const { reading, steps } = readCopy(kept.value.file);
      const { remarks, reviewer } = kept.value;
      return success({
        copyId,
        title: reading.title,
        authors: [...reading.authors],
        steps: [...steps],
        problems: [...reading.problems],
        remarks: [...remarks],
        reviewer,
      });
    },
    "review.check": async ({ copyId }) => {
      const began = performance.now();
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const kept = fromCopies(openCopy(library.value, copyId));
      if (!kept.ok) return kept;
      const checked = await context.crew.check({
        kind: "checkSteps",
        steps: readCopy(kept.value.file).steps,
        verdicts: [],
      });
      return checked.ok ? success({ ...withoutIds(checked.value.results), ms: performance.now() - began }) : checked;
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
      const kept = fromCopies(openCopy(library.value, copyId));
      if (!kept.ok) return kept;
      const { reading, steps } = readCopy(kept.value.file);
      const remarks = kept.value.remarks.map((remark) => ({ ...remark, reviewer }));
      const bytes = writeAnswer({
        version: 1,
        run: { title: reading.title, fingerprints: fingerprints(steps) },
        reviewer,
        remarks,
        withdrawn: [...kept.value.withdrawn],
      });
      const written = await context.jobs.run(caller, undefined, (job) =>
        writeOneFile(place.value, { name: place.value.name, chunks: [bytes] }, overwrite, job),
      );
      if (!written.ok) return written;
      const marked = fromCopies(markSent(library.value, copyId, reviewer));
      if (!marked.ok) return marked;
      const { name: file, bytes: size, sha256 } = written.value;
      return success({ file, bytes: size, sha256, remarks: remarks.length });
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
          answer.value.run.fingerprints.every((print, index) => print === prints[index]),
      });
    },
    "review.remarks": ({ runId }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const run = stepsOfRun(library.value, runId);
      if (!run.ok) return run;
      const kept = fromStorage(loadRemarks(library.value, runId, fingerprints(run.value)));
      return kept.ok ? success({ remarks: placeRemarks(runId, run.value, kept.value) }) : kept;
    },
    "review.resolve": ({ runId, remarkId, resolved }) => {
      const library = writingLibrary(context);
      return library.ok ? fromStorage(resolveRemark(library.value, runId, remarkId, resolved)) : library;
    },
  };
}

/** An answer is small; what is larger is none. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

function answerIn(file: LentPath): Outcome<Answer, Failure> {
  const bytes = readWhole(file, MAX_ANSWER_BYTES);
  if (!bytes.ok) return bytes;
  const answer = readAnswer(bytes.value);
  if (answer.ok) return answer;
  const { kind, message } = answer.failure;
  if (kind === "newerRelease" || kind === "tooLarge") return failed(plainFailure(kind, message));
  const problem = { rule: "shape", severity: "error", pointer: "", message, step: null, repair: null } as const;
  return failed({ kind: "refused", message, refusals: [{ file: file.name, problems: [problem] }] });
}

type Meant = { readonly runId: RunId; readonly steps: readonly Step[]; readonly prints: readonly string[] };

/** The run that an answer is about: the one asked for, else the one that shares most of the steps that its reviewer read. */
function runMeant(library: ReadingLibrary, answer: Answer, asked: RunId | null): Outcome<Meant, Failure> {
  const listed = fromStorage(listRuns(library));
  if (!listed.ok) return listed;
  const runs = asked === null ? listed.value : listed.value.filter((run) => run.id === asked);
  if (asked !== null && runs.length === 0) return failed(storageFailure({ kind: "noSuchRun" }));
  // A run of the same title is the likely one: it is looked at first, and when it fits no other is read.
  const ordered = runs.toSorted(
    (left, right) => Number(right.title === answer.run.title) - Number(left.title === answer.run.title),
  );
  for (const { id } of ordered) {
    const steps = stepsOfRun(library, id);
    if (!steps.ok) return steps;
    const prints = fingerprints(steps.value);
    const { unchanged } = alignSteps(answer.run.fingerprints, prints);
    if (unchanged > 0 && unchanged >= answer.run.fingerprints.length * LEAST_SHARED_STEPS) {
      return success({ runId: id, steps: steps.value, prints });
    }
  }
  const misfit = asked === null ? "no run of this library shares" : "this run does not share";
  return failed(
    plainFailure(
      "otherRun",
      `This answer is about “${answer.run.title}”, and ${misfit} enough steps with what its reviewer read. Nothing was changed.`,
    ),
  );
}

function stepsOfRun(library: ReadingLibrary, runId: RunId): Outcome<Step[], Failure> {
  const run = fromStorage(loadRun(library, runId));
  return run.ok ? success(run.value.steps.map(({ id, content }) => ({ id, ...content }))) : run;
}

function fromCopies<T>(outcome: Outcome<T, LibraryFailure | NoSuchCopy>): Outcome<T, Failure> {
  if (outcome.ok) return outcome;
  return failed(
    outcome.failure.kind === "noSuchCopy"
      ? plainFailure("noSuchCopy", "That copy is not in this library any more.")
      : storageFailure(outcome.failure),
  );
}
