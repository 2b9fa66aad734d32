import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { alignSteps } from "../../../shared/domain/review/alignment.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fromStorage, storageFailure } from "../context.ts";
import type { LentPath } from "../handles.ts";
import { listRuns } from "../runs/list.ts";
import { loadRun } from "../runs/load.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { readAnswer, type Answer } from "./answer.ts";
import { fingerprints } from "./fingerprint.ts";
import { readWhole } from "./read-whole.ts";

/** Of the steps that a reviewer read, this share must stand in a run for it to be taken as the same run. */
export const LEAST_SHARED_STEPS = 0.2;

/** An answer is small; what is larger is none. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** The answer in a file, or why there is none. */
export function answerIn(file: LentPath): Outcome<Answer, Failure> {
  const bytes = readWhole(file, MAX_ANSWER_BYTES);
  if (!bytes.ok) return bytes;
  const answer = readAnswer(bytes.value);
  if (answer.ok) return answer;
  const { kind, message } = answer.failure;
  if (kind === "newerRelease" || kind === "tooLarge") return failed(plainFailure(kind, message));
  const problem = { rule: "shape", severity: "error", pointer: "", message, step: null, repair: null } as const;
  return failed({ kind: "refused", message, refusals: [{ file: file.name, problems: [problem] }] });
}

/** A run that an answer is about, as it stands. */
export type Meant = { readonly runId: RunId; readonly steps: readonly Step[]; readonly prints: readonly string[] };

/** The run that an answer is about: the one asked for, else the one that it names, else the one that shares most of the steps that its reviewer read. */
export function runMeant(library: ReadingLibrary, answer: Answer, asked: RunId | null): Outcome<Meant, Failure> {
  const listed = fromStorage(listRuns(library));
  if (!listed.ok) return listed;
  const runs = asked === null ? listed.value : listed.value.filter((run) => run.id === asked);
  if (asked !== null && runs.length === 0) return failed(storageFailure({ kind: "noSuchRun" }));
  // A run of the same title is the likely one: it is looked at first, and when it fits no other is read.
  const likely = (run: { id: RunId; title: string }): number =>
    Number(run.id === answer.run.runId) * 2 + Number(run.title === answer.run.title);
  const ordered = runs.toSorted((left, right) => likely(right) - likely(left));
  for (const { id } of ordered) {
    const steps = stepsOfRun(library, id);
    if (!steps.ok) return steps;
    const prints = fingerprints(steps.value);
    const { unchanged } = alignSteps(answer.run.fingerprints, prints);
    // A package names its run: however much was rewritten since, it is that one.
    if (id === answer.run.runId) return success({ runId: id, steps: steps.value, prints });
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

/** The steps of a run as they stand. */
export function stepsOfRun(library: ReadingLibrary, runId: RunId): Outcome<Step[], Failure> {
  const run = fromStorage(loadRun(library, runId));
  return run.ok ? success(run.value.steps.map(({ id, content }) => ({ id, ...content }))) : run;
}
