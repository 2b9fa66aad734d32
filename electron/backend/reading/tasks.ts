import type { ImportWish } from "../../../shared/contract/exchange-methods.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { Problem } from "../../../shared/domain/bounty/problem.ts";
import { readBounty } from "../../../shared/domain/bounty/read.ts";
import { createEngine, type Mark } from "../../../shared/domain/consistency/engine.ts";
import { withoutIds, type CheckResults } from "../../../shared/domain/consistency/results.ts";
import type { Anchor, Verdict } from "../../../shared/domain/consistency/verdict.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { assertNever } from "../../../shared/lib/assert-never.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { backUp, type BackupMade, type BackupTask } from "../backups/back-up.ts";
import { counted } from "../counted.ts";
import { withChosenFile } from "../exchange/chosen-file.ts";
import type { TakePiece } from "../exchange/formats/incoming.ts";
import { type IncomingReading, readIncoming } from "../exchange/formats/read-incoming.ts";
import { StepPrints } from "../exchange/formats/step-prints.ts";
import { PieceSummary, type RunSummary } from "../exchange/formats/summary.ts";
import type { LentPath } from "../handles.ts";
import { type Examined, examineRun, type ExamineTask } from "../progress/examine-run.ts";
import { type FileReading, reportFile } from "../progress/file-report.ts";
import { checkOf, type KeptEngines, type RunAnswer, type RunNews, type RunQuestion } from "./kept-engines.ts";

/**
 * Reading (or copying) that takes long and changes nothing in the library: it runs in a worker of its own where the host has one, so that a save
 * never waits for it, and in place otherwise. Tasks and answers are plain data, since they cross to the worker.
 */
export type ReadingTask =
  | { readonly kind: "judgeFile"; readonly file: LentPath }
  | { readonly kind: "readRun"; readonly file: LentPath }
  | { readonly kind: "checkFile"; readonly file: LentPath }
  /** A file of a lead's folder. */
  | { readonly kind: "reportFile"; readonly file: LentPath }
  | { readonly kind: "checkSteps"; readonly steps: readonly Step[]; readonly verdicts: readonly Verdict[] }
  /** Any file that may come in: looked at, or read piece by piece. */
  | { readonly kind: "judgeIncoming"; readonly file: LentPath; readonly wish: ImportWish }
  | { readonly kind: "readIncoming"; readonly file: LentPath; readonly wish: ImportWish }
  | { readonly kind: "askRun"; readonly news: RunNews; readonly question: RunQuestion }
  | ExamineTask
  | BackupTask;

/** What a file is by the bounty format: its head, its counts and its problems. */
export type JudgedFile = {
  readonly title: string;
  readonly authors: readonly string[];
  readonly steps: number;
  readonly words: ReturnType<typeof counted>;
  readonly problems: readonly Problem[];
  readonly ok: boolean;
  /** A hash of each step, by which the run is known again; empty where the steps themselves were handed over. */
  readonly prints: readonly string[];
};

/** Findings, reports and what was not checked, with what to underline, what a verdict on each has to keep, and the time it took. */
export type Checked = {
  readonly results: CheckResults;
  readonly marks: readonly Mark[];
  readonly anchors: ReadonlyMap<string, Anchor>;
  readonly ms: number;
};

/** Takes the steps of a run as they are read, some at a time; false ends the reading. */
export type TakeSteps = (steps: Step[]) => boolean;

/** How many steps are handed over at a time: one short transaction each. */
const STEPS_AT_A_TIME = 250;

/** What a task ended with, by what kind of task it was. */
export type TaskAnswer =
  | { readonly kind: "judged"; readonly outcome: Outcome<JudgedFile, Failure> }
  | { readonly kind: "checked"; readonly outcome: Outcome<Checked, Failure> }
  | { readonly kind: "incoming"; readonly outcome: Outcome<JudgedIncoming, Failure> }
  | { readonly kind: "asked"; readonly outcome: Outcome<RunAnswer, Failure> }
  | { readonly kind: "reported"; readonly outcome: Outcome<FileReading, Failure> }
  | { readonly kind: "examined"; readonly outcome: Outcome<Examined, Failure> }
  | { readonly kind: "backedUp"; readonly outcome: Outcome<BackupMade, Failure> };

/** What a file that may come in is: what was said of it, and the runs in it. */
export type JudgedIncoming = IncomingReading & { readonly runs: readonly RunSummary[] };

/**
 * Does a task here and now; `take` gets the steps of a `readRun`, `takePiece` the pieces of a `readIncoming`; `engines` are kept
 * between the tasks of one worker.
 */
export async function doTask(
  task: ReadingTask,
  take: TakeSteps,
  takePiece: TakePiece,
  engines: KeptEngines,
): Promise<TaskAnswer> {
  switch (task.kind) {
    case "judgeFile":
      return { kind: "judged", outcome: await judgeFile(task.file) };
    case "readRun":
      return { kind: "judged", outcome: await readRun(task.file, take) };
    case "checkFile":
      return { kind: "checked", outcome: await checkFile(task.file) };
    case "reportFile":
      return { kind: "reported", outcome: await reportFile(task.file) };
    case "checkSteps":
      return { kind: "checked", outcome: success(check(task.steps, task.verdicts, performance.now())) };
    case "judgeIncoming":
      return { kind: "incoming", outcome: await judgeIncoming(task, () => true) };
    case "readIncoming":
      return { kind: "incoming", outcome: await judgeIncoming(task, takePiece) };
    case "askRun":
      return { kind: "asked", outcome: success(engines.ask(task.news, task.question)) };
    case "examineRun":
      return { kind: "examined", outcome: examineRun(task) };
    case "backUp":
      return { kind: "backedUp", outcome: await backUp(task) };
    default:
      return assertNever(task);
  }
}

/** Reads a file of any format, sums up what is in it, and hands it on. */
async function judgeIncoming(
  { file, wish }: { readonly file: LentPath; readonly wish: ImportWish },
  take: TakePiece,
): Promise<Outcome<JudgedIncoming, Failure>> {
  const summary = new PieceSummary();
  const reading = await readIncoming(file, wish, (piece) => {
    summary.take(piece);
    return take(piece);
  });
  return reading.ok ? success({ ...reading.value, runs: summary.end() }) : reading;
}

/** Reads a file by the format's rules and keeps none of its text. */
function judgeFile(file: LentPath): Promise<Outcome<JudgedFile, Failure>> {
  return withChosenFile(file, ({ source }) => {
    const prints = new StepPrints();
    const reading = readBounty(source, { step: (step) => prints.add(step) });
    return success({ ...reading, words: counted(reading.words), prints: prints.end() });
  });
}

/** Thrown through the reader to end it when the taker wants no more. */
class Enough extends Error {}

/** Reads a file and hands its steps over. When the taker ends it, the failure is `cancelled`: the taker knows why. */
function readRun(file: LentPath, take: TakeSteps): Promise<Outcome<JudgedFile, Failure>> {
  return withChosenFile(file, ({ source }) => {
    let gathered: Step[] = [];
    const hand = (): void => {
      if (gathered.length > 0 && !take(gathered)) throw new Enough();
      gathered = [];
    };
    const sink = {
      step: (step: Step): void => {
        gathered.push(step);
        if (gathered.length === STEPS_AT_A_TIME) hand();
      },
    };
    try {
      const reading = readBounty(source, sink);
      hand();
      return success({ ...reading, words: counted(reading.words), prints: [] });
    } catch (error) {
      if (error instanceof Enough) return failed(plainFailure("cancelled", "The reading was ended."));
      throw error;
    }
  });
}

function checkFile(file: LentPath): Promise<Outcome<Checked, Failure>> {
  const began = performance.now();
  return withChosenFile(file, ({ name, source }) => {
    const steps: Step[] = [];
    const reading = readBounty(source, { step: (step) => steps.push(step) });
    if (reading.ok) {
      const checked = check(steps, [], began);
      return success({ ...checked, results: withoutIds(checked.results) });
    }
    const errors = reading.problems.filter((problem) => problem.severity === "error");
    return failed({
      kind: "refused",
      message: `“${name}” cannot be read as a run, so it was not checked.`,
      refusals: [{ file: name, problems: errors }],
    });
  });
}

function check(steps: readonly Step[], verdicts: readonly Verdict[], began: number): Checked {
  const engine = createEngine({ verdicts });
  engine.load(steps);
  return { ...checkOf(engine), ms: performance.now() - began };
}
