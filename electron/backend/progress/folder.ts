import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { BackendContext } from "../context.ts";
import { totalOf } from "../counted.ts";
import { fileFailure } from "../file-failure.ts";
import type { LentPath } from "../handles.ts";
import type { Job } from "../jobs.ts";
import { recallReadings, rememberReadings, type FileReading, type FileStamp } from "./file-readings.ts";

/** The endings of the files that are looked at. */
const RUN_FILE = /\.json$/iu;
/** The most files of one folder that are looked at. */
const MAX_FILES = 10_000;
/** Of a refused file the lead needs the reason, not every place. */
const PROBLEMS_SHOWN = 20;

type FolderReading = ReplyOf<"progress.folder">;

/**
 * Reads a lead's folder: every `*.json` directly in it is judged in the background and counted. A file of the same
 * name, size and time as at the last reading is answered from the library's cache, so the second look costs a directory
 * listing. Broken, half-written and foreign files are listed with their reason and never end the reading.
 */
export async function readFolder(
  context: BackendContext,
  folder: LentPath,
  job: Job,
): Promise<Outcome<FolderReading, Failure>> {
  const listed = listFiles(folder);
  if (!listed.ok) return listed;
  const stamps = listed.value;
  const known = recallReadings(context.library, folder.path, stamps);
  const readings = new Map<string, FileReading>();
  const fresh: [FileStamp, FileReading][] = [];
  for (const [index, stamp] of stamps.entries()) {
    job.tell(index, stamps.length, stamp.name);
    if (job.cancelled()) return failed(plainFailure("cancelled", "The reading of the folder was stopped."));
    const cached = known.get(stamp.name);
    if (cached !== undefined) {
      readings.set(stamp.name, cached);
      continue;
    }
    const judged = await context.crew.judgeFile({ path: join(folder.path, stamp.name), name: stamp.name });
    const reading = readingOf(judged);
    readings.set(stamp.name, reading);
    // A file that could not be opened may be there in a moment; only what was read is remembered.
    if (judged.ok) fresh.push([stamp, reading]);
    else if (judged.failure.kind === "cancelled") return judged;
  }
  rememberReadings(context.library, folder.path, fresh);
  const all = [...readings].map(([file, reading]) => ({ file, reading }));
  const runs = all.flatMap(({ file, reading }) => (reading.kind === "run" ? [{ file, ...reading.statistics }] : []));
  const refused = all.flatMap(({ file, reading }) =>
    reading.kind === "refused" ? [{ file, problems: reading.problems }] : [],
  );
  return success({
    folder: folder.name,
    runs,
    refused,
    total: totalOf(runs),
    read: stamps.length - known.size,
    cached: known.size,
  });
}

function readingOf(judged: Awaited<ReturnType<BackendContext["crew"]["judgeFile"]>>): FileReading {
  if (!judged.ok) {
    const problem = {
      rule: "json",
      severity: "error",
      pointer: "",
      message: judged.failure.message,
      step: null,
      repair: null,
    } as const;
    return { kind: "refused", problems: [problem] };
  }
  const { title, steps, words, problems, ok } = judged.value;
  if (!ok) {
    return {
      kind: "refused",
      problems: problems.filter((problem) => problem.severity === "error").slice(0, PROBLEMS_SHOWN),
    };
  }
  return { kind: "run", statistics: { title, steps, ...words, targetWords: null, share: null } };
}

function listFiles(folder: LentPath): Outcome<FileStamp[], Failure> {
  try {
    const stamps: FileStamp[] = [];
    for (const name of readdirSync(folder.path)
      .filter((each) => RUN_FILE.test(each))
      .toSorted()
      .slice(0, MAX_FILES)) {
      // A file that vanishes between the listing and this line is simply no longer there.
      const stat = statSync(join(folder.path, name), { throwIfNoEntry: false });
      if (stat?.isFile() === true) stamps.push({ name, bytes: stat.size, modifiedMs: Math.round(stat.mtimeMs) });
    }
    return success(stamps);
  } catch (error) {
    const failure = fileFailure(error, folder.name);
    return failed(
      failure.kind === "io" ? plainFailure("notAFolder", `“${folder.name}” cannot be read as a folder.`) : failure,
    );
  }
}
