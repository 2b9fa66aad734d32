import { z } from "zod";

import { Problem } from "../domain/bounty/problem.ts";
import { RunId } from "../domain/ids.ts";
import { DayStart } from "../domain/progress/calendar.ts";
import { Goal } from "../domain/progress/goal.ts";
import { RunChoice } from "./exchange-methods.ts";
import { FileHandle, FolderHandle, JobId } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";
import { ActKind } from "./save.ts";
import { CountedWords } from "./words.ts";

const Share = z.number().min(0).nullable();

/** What is counted of one run. `share` = words / targetWords, null without a target. */
export const RunStatistics = z.strictObject({
  title: z.string(),
  steps: z.int().min(0),
  ...CountedWords.shape,
  targetWords: z.int().min(1).nullable(),
  share: Share,
});
export type RunStatistics = z.infer<typeof RunStatistics>;

/** Sums over several runs; targets are summed over the runs that have one, and `share` is null when none has. */
export const StatisticsTotal = z.strictObject({
  runs: z.int().min(0),
  steps: z.int().min(0),
  ...CountedWords.shape,
  targetWords: z.int().min(1).nullable(),
  share: Share,
});
export type StatisticsTotal = z.infer<typeof StatisticsTotal>;

const FileStatistics = z.strictObject({ file: z.string(), ...RunStatistics.shape });
const RefusedFile = z.strictObject({ file: z.string(), problems: z.array(Problem) });

const Count = z.int().min(0);

/** What was written on one day (`shared/domain/progress/calendar.ts`), from the writing log. */
export const WrittenDay = z.strictObject({
  day: z.int(),
  /** Words by how they came and went, one line a kind. */
  acts: z.array(z.strictObject({ kind: ActKind, added: Count, removed: Count })),
  /** Time at work without the pauses, in milliseconds. */
  activeMs: Count,
  /** Steps of the run that were first written to their end on this day. */
  steps: Count,
});
export type WrittenDay = z.infer<typeof WrittenDay>;

/** The visible words of every step in reading order, blank steps at the end left out, and the time spent on each in milliseconds. Lists of equal length. */
export const StepColumns = z.strictObject({
  story: z.array(Count),
  watsonian: z.array(Count),
  doylist: z.array(Count),
  meta: z.array(Count),
  comment: z.array(Count),
  activeMs: z.array(Count),
});
export type StepColumns = z.infer<typeof StepColumns>;

/** Counts over the library and over plain files. */
export const progressMethods = {
  "progress.runs": method({
    request: z.strictObject({ runs: RunChoice }),
    reply: z.strictObject({
      runs: z.array(z.strictObject({ id: RunId, ...RunStatistics.shape })),
      total: StatisticsTotal,
    }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /** What an author sees of one run: every day of writing, every step, the goal. `today` is the day at this moment. */
  "progress.run": method({
    request: z.strictObject({ runId: RunId, dayStartsAt: DayStart }),
    reply: z.strictObject({
      ...RunStatistics.shape,
      targetSteps: z.int().min(1).nullable(),
      today: z.int(),
      days: z.array(WrittenDay),
      columns: StepColumns,
      goal: Goal.nullable(),
    }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /**
   * Of the day at this moment: the words typed less those typed away, the steps brought to their end, and what the goal
   * asks (0 on a day off, null without a goal). Costs the hours of one day, however long the run is.
   */
  "progress.today": method({
    request: z.strictObject({ runId: RunId, dayStartsAt: DayStart }),
    reply: z.strictObject({
      day: z.int(),
      typed: z.int(),
      steps: z.int().min(0),
      unit: z.enum(["words", "steps"]),
      asked: z.int().min(0).nullable(),
    }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /** Sets what the author wants to write; null takes the goal away. */
  "progress.keepGoal": method({
    request: z.strictObject({ runId: RunId, goal: Goal.nullable() }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", "notWriting", ...LIBRARY_TROUBLE],
  }),
  "progress.files": method({
    request: z.strictObject({ files: z.array(FileHandle).min(1).max(10_000), jobId: JobId.optional() }),
    reply: z.strictObject({ runs: z.array(FileStatistics), refused: z.array(RefusedFile), total: StatisticsTotal }),
    errors: ["cancelled", ...FILE_TROUBLE],
  }),
  /**
   * A lead's folder of exported runs, read in the background; files that have not changed since the last reading
   * (same name, size and time) are answered from a cache. Files that are no runs are listed as refused.
   */
  "progress.folder": method({
    request: z.strictObject({ folder: FolderHandle, jobId: JobId.optional() }),
    reply: z.strictObject({
      folder: z.string(),
      runs: z.array(FileStatistics),
      refused: z.array(RefusedFile),
      total: StatisticsTotal,
      /** How many files were read anew, and how many came from the cache. */
      read: z.int().min(0),
      cached: z.int().min(0),
    }),
    errors: ["cancelled", "missing", "notAFolder", "noPermission", "noSuchFile", "io"],
  }),
};
