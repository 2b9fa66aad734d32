import { z } from "zod";

import { Problem } from "../domain/bounty/problem.ts";
import { ReviewBatchId, RunId } from "../domain/ids.ts";
import { DayStart } from "../domain/progress/calendar.ts";
import { Goal } from "../domain/progress/goal.ts";
import { PayTerms } from "../domain/progress/pay.ts";
import { Examination } from "../domain/progress/report.ts";
import { RunStatus } from "../domain/run.ts";
import { RunChoice } from "./exchange-methods.ts";
import { FileHandle, FolderHandle, JobId, TargetHandle } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";
import { BatchState } from "./review-round-methods.ts";
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

/** What is counted of a run in a file. */
export const FileStatistics = z.strictObject({ file: z.string(), ...RunStatistics.shape });
export type FileStatistics = z.infer<typeof FileStatistics>;
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

/** What was written of a run when it was looked at on another day; null when it never was. */
const LookedAt = z.strictObject({ day: z.int(), words: Count, steps: Count }).nullable();

/** What was found when a run was last examined; `isFresh` false where it has changed since. */
const ExaminedBefore = z.strictObject({ ...Examination.shape, isFresh: z.boolean() });
export type ExaminedBefore = z.infer<typeof ExaminedBefore>;

/** A line of the lead's table. Days as in `WrittenDay`, times in UTC milliseconds. */
export const LeadRow = z.strictObject({
  /** Tells the rows of one table apart, and is the same at the next look. */
  key: z.string(),
  /** The run's id where it is in this library. */
  runId: RunId.nullable(),
  inLibrary: z.boolean(),
  /** The files of the folder that are about it, the one that was taken first. */
  files: z.array(z.strictObject({ file: z.string(), words: Count, authors: z.array(z.string()) })),
  /** Which of them, or null for the library, the numbers are of: the newest. */
  from: z.string().nullable(),
  /** True where the numbers are of another state of the run than this library has; `examined` is of the library's. */
  isAhead: z.boolean(),
  title: z.string(),
  authors: z.array(z.string()),
  project: z.string().nullable(),
  status: RunStatus.nullable(),
  steps: Count,
  ...CountedWords.shape,
  /** Its own target, else the lead's. */
  target: z.int().min(1),
  /** The last day of writing; null where none is known. */
  lastDay: z.int().nullable(),
  /** Words of the last whole weeks, the oldest first, and their mean. */
  weeks: z.array(z.int()),
  perWeek: z.number().nullable(),
  finish: z.strictObject({ likely: z.int(), early: z.int(), late: z.int().nullable() }).nullable(),
  activeMs: Count,
  /** The earliest submission that waits for an answer. */
  waitingSince: z.int().nullable(),
  batches: z.strictObject({ draft: Count, submitted: Count, needsWork: Count, accepted: Count, paid: Count }),
  /** How long each answer to a batch took, in ms. */
  turnarounds: z.array(Count),
  openRemarks: Count.nullable(),
  /** Warnings of the bounty format; null where no bounty file was taken. */
  warnings: Count.nullable(),
  /** Null where the run is not in this library or was never examined. */
  examined: ExaminedBefore.nullable(),
  lookedAt: LookedAt,
});
export type LeadRow = z.infer<typeof LeadRow>;

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
   * The lead's screen: every run of the library and, with a folder, every run of its bounty files, packages and progress
   * files, read in the background. A run that is there several times is one row, the newest word on it, whatever its files
   * are called. Files that have not changed since the last reading (same name, size and time) come from a cache; files that
   * are no runs are listed as refused. In a library that is written to, the look is remembered.
   */
  "progress.overview": method({
    request: z.strictObject({
      folder: FolderHandle.nullable(),
      dayStartsAt: DayStart,
      /** What a run without a target of its own is measured against. */
      runWords: z.int().min(1),
      jobId: JobId.optional(),
    }),
    reply: z.strictObject({
      today: z.int(),
      /** The folder's name; null without one. */
      folder: z.string().nullable(),
      rows: z.array(LeadRow),
      refused: z.array(RefusedFile),
      /** By how many words all runs together grew on each day, imports left out. */
      days: z.array(z.strictObject({ day: z.int(), grown: z.int() })),
      /** How many files were read anew, and how many came from the cache. */
      read: z.int().min(0),
      cached: z.int().min(0),
    }),
    errors: ["cancelled", "missing", "notAFolder", "noPermission", "noSuchFile", ...LIBRARY_TROUBLE],
  }),
  /**
   * Looks a run of the library through in the background: all consistency rules with its bible, and the rules of the bounty
   * format. What is found is kept for the next overview where the library is written to.
   */
  "progress.examine": method({
    request: z.strictObject({ runId: RunId }),
    reply: Examination,
    errors: ["noSuchRun", "cancelled", "missing", "noPermission", ...LIBRARY_TROUBLE],
  }),
  /** What each run's batches come to at the rate of the day on which they were accepted. Amounts in cents, times in UTC ms. */
  "progress.pay": method({
    request: z.strictObject({}),
    reply: z.strictObject({
      runs: z.array(
        z.strictObject({
          runId: RunId,
          title: z.string(),
          authors: z.array(z.string()),
          /** The terms that hold now; null while no rate is set. */
          terms: PayTerms.nullable(),
          written: Count,
          submitted: Count,
          accepted: Count,
          /** What all written steps come to once they are accepted; null while no rate is set. */
          worthCents: Count.nullable(),
          earnedCents: Count,
          paidCents: Count,
          dueCents: Count,
          batches: z.array(
            z.strictObject({
              batchId: ReviewBatchId,
              number: z.int().min(1),
              steps: Count,
              state: BatchState,
              submittedAt: z.int().nullable(),
              acceptedAt: z.int().nullable(),
              /** Null while it is not accepted, and for a sample that is paid as a whole. */
              centsPerStep: Count.nullable(),
              cents: Count.nullable(),
            }),
          ),
        }),
      ),
      /** The terms that were set last of all, to be offered for the next run; null without any. */
      latest: PayTerms.nullable(),
    }),
    errors: LIBRARY_TROUBLE,
  }),
  /** Sets what is paid for some runs from now on, for all of them or none; what was accepted before keeps its rate. */
  "progress.keepPay": method({
    request: z.strictObject({
      runs: z
        .array(z.strictObject({ runId: RunId, terms: PayTerms }))
        .min(1)
        .max(10_000),
    }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", "notWriting", ...LIBRARY_TROUBLE],
  }),
  /** Writes a progress file: what a lead needs to follow the run, and not a word of its text. */
  "progress.export": method({
    request: z.strictObject({ runId: RunId, dayStartsAt: DayStart, target: TargetHandle, overwrite: z.boolean() }),
    reply: z.strictObject({ file: z.string(), bytes: z.int().min(1), sha256: z.string() }),
    errors: [
      "noSuchRun",
      "cancelled",
      "exists",
      "missing",
      "folder",
      "notAFolder",
      "noPermission",
      "noSuchFile",
      ...LIBRARY_TROUBLE,
    ],
  }),
};
