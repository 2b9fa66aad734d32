import { z } from "zod";

import { Problem } from "../domain/bounty/problem.ts";
import { RunId } from "../domain/ids.ts";
import { RunChoice } from "./exchange-methods.ts";
import { FileHandle, FolderHandle, JobId } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";
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
