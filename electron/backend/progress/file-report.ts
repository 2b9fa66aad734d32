import { z } from "zod";

import type { Failure } from "../../../shared/contract/failure.ts";
import { Problem } from "../../../shared/domain/bounty/problem.ts";
import { problemOf } from "../../../shared/domain/bounty/problem-list.ts";
import { readBounty } from "../../../shared/domain/bounty/read.ts";
import { dayOfMoment } from "../../../shared/domain/progress/calendar.ts";
import { KNOWN_BY_STEPS, RunReport } from "../../../shared/domain/progress/report.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { success, type Outcome } from "../../../shared/lib/outcome.ts";
import { type ChosenFile, withChosenFile } from "../exchange/chosen-file.ts";
import { Enough, type IncomingPiece, Unreadable } from "../exchange/formats/incoming.ts";
import { StepSummary } from "../exchange/formats/summary.ts";
import type { LentPath } from "../handles.ts";
import { packageKindOf, readPackage } from "../package/container.ts";
import { PACKED_DAYS_START_AT } from "../package/run-parts.ts";
import { packedReport, unpackRun } from "../package/unpack-run.ts";
import { firstPrints } from "./first-steps.ts";
import { addAct, type DaySums } from "./library-reports.ts";

/*
 * What a file of a lead's folder says of its run: a bounty file, the package of a whole run, or a progress file. Runs in the
 * reading worker and keeps no text. Of a package what it says of itself is read; one that does not (of an earlier release, or
 * made by others) is read up to its log: its history is the largest part and says nothing here.
 */

/** The part of a progress file. */
export const REPORT_PART = "report.json";
/** A progress file of a hundred years is smaller. */
const MAX_PROGRESS_BYTES = 16 * 1024 * 1024;
/** Of a refused file the lead needs the reason, not every place. */
const PROBLEMS_SHOWN = 20;

/** What a file gave. `warnings` counts what a bounty file's rules warn of; null for other files. */
export const FileReading = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("run"), report: RunReport, warnings: z.int().min(0).nullable() }),
  z.strictObject({ kind: z.literal("refused"), problems: z.array(Problem) }),
]);
export type FileReading = z.infer<typeof FileReading>;

/** Reads a file; only a file that could not be opened is a failure. */
export function reportFile(file: LentPath): Promise<Outcome<FileReading, Failure>> {
  return withChosenFile(file, async (chosen) =>
    success(/\.runpkg$/iu.test(file.name) ? await packageReading(chosen) : bountyReading(chosen)),
  );
}

function bountyReading({ source, modifiedMs }: ChosenFile): FileReading {
  const first: Step[] = [];
  const reading = readBounty(source, {
    step: (step) => {
      if (first.length < KNOWN_BY_STEPS) first.push(step);
    },
  });
  if (!reading.ok) {
    const errors = reading.problems.filter(({ severity }) => severity === "error");
    return { kind: "refused", problems: errors.slice(0, PROBLEMS_SHOWN) };
  }
  return {
    kind: "run",
    warnings: reading.problems.filter(({ severity }) => severity === "warning").length,
    report: {
      ...NOTHING_KNOWN,
      firstSteps: firstPrints(first),
      title: reading.title,
      authors: [...reading.authors],
      steps: reading.steps,
      words: reading.words,
      at: Math.round(modifiedMs),
    },
  };
}

const NOTHING_KNOWN = {
  runId: null,
  status: null,
  project: null,
  targetWords: null,
  days: [],
  batches: [],
  openRemarks: null,
  examined: null,
} satisfies Partial<RunReport>;

async function packageReading(chosen: ChosenFile): Promise<FileReading> {
  // Whatever is no progress file is told by the reader of runs what is wrong with it.
  const bytes = chosen.bytes > MAX_PROGRESS_BYTES ? null : wholeFile(chosen);
  if (bytes !== null && packageKindOf(bytes) === "progress") return progressReading(bytes);
  return runPackageReading(chosen);
}

function wholeFile({ source, bytes }: ChosenFile): Uint8Array {
  const whole = new Uint8Array(bytes);
  let length = 0;
  for (let chunk = source.next(); chunk !== null; chunk = source.next()) {
    whole.set(chunk.subarray(0, bytes - length), length);
    length += Math.min(chunk.length, bytes - length);
  }
  return whole.subarray(0, length);
}

function progressReading(bytes: Uint8Array): FileReading {
  const opened = readPackage(bytes);
  if (!opened.ok) return refusal(opened.failure.message);
  const report = RunReport.safeParse(opened.value.entries.get(REPORT_PART));
  return report.success
    ? { kind: "run", report: report.data, warnings: null }
    : refusal("This progress file does not say what a progress file says. Ask for it again.");
}

async function runPackageReading({ descriptor }: ChosenFile): Promise<FileReading> {
  const gathering = new Gathering();
  try {
    const told = await packedReport(descriptor);
    if (told !== null) return { kind: "run", report: told, warnings: null };
    await unpackRun(descriptor, (piece) => gathering.take(piece));
  } catch (error) {
    if (error instanceof Unreadable) return { kind: "refused", problems: [error.problem] };
    if (!(error instanceof Enough)) throw error;
  }
  const report = gathering.report();
  return report === null ? refusal("This package holds no run.") : { kind: "run", report, warnings: null };
}

function refusal(message: string): FileReading {
  return { kind: "refused", problems: [problemOf({ rule: "shape", pointer: "", message })] };
}

/** Gathers what a report needs from the pieces of a package. */
class Gathering {
  readonly #steps = new StepSummary();
  readonly #first: Step[] = [];
  readonly #days: DaySums = new Map();
  #run: Extract<IncomingPiece, { kind: "run" }>["run"] | null = null;

  /** False once all that a report needs has come. */
  take(piece: IncomingPiece): boolean {
    if (piece.kind === "run") this.#run = piece.run;
    else if (piece.kind === "steps") {
      for (const step of piece.steps) {
        this.#steps.add(step);
        if (this.#first.length < KNOWN_BY_STEPS) this.#first.push(step);
      }
    } else if (piece.kind === "acts") {
      for (const act of piece.acts) addAct(this.#days, dayOfMoment(act.at, PACKED_DAYS_START_AT), act);
    } else if (piece.kind !== "bin") return false;
    return true;
  }

  report(): RunReport | null {
    const packed = this.#run?.packed ?? null;
    if (this.#run === null || packed === null) return null;
    const { steps, words } = this.#steps.end();
    return {
      ...NOTHING_KNOWN,
      runId: this.#run.id,
      firstSteps: firstPrints(this.#first),
      title: this.#run.title,
      authors: this.#run.authors.map(({ name }) => name),
      status: packed.details.status,
      project: packed.project?.title ?? null,
      steps,
      words,
      targetWords: packed.details.targetWords,
      days: [...this.#days.values()].toSorted((left, right) => left.day - right.day),
      at: packed.changed.utcMs,
    };
  }
}

/** The reading of a file that could not be opened: said like a refusal, and not remembered. */
export function unopened(failure: Failure): FileReading {
  return refusal(failure.message);
}
