import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { BackendContext } from "../context.ts";
import { fileFailure } from "../file-failure.ts";
import type { LentPath } from "../handles.ts";
import type { Job } from "../jobs.ts";
import { recallReadings, rememberReadings, type FileStamp } from "./file-readings.ts";
import { type FileReading, unopened } from "./file-report.ts";

/** The endings of the files that are looked at. */
const RUN_FILE = /\.(?:json|runpkg)$/iu;
/** The most files of one folder that are looked at. */
const MAX_FILES = 10_000;

/** What a folder holds. */
export type FolderReading = {
  readonly files: readonly { readonly file: string; readonly reading: FileReading }[];
  /** How many files were read anew, and how many came from the cache. */
  readonly read: number;
  readonly cached: number;
};

/**
 * Reads a lead's folder: every bounty file and package directly in it is read in the background. A file of the same name,
 * size and time as at the last reading is answered from the library's cache, so the second look costs a directory
 * listing. Broken, half-written and foreign files are listed with their reason and never end the reading.
 */
export async function readFolder(
  context: Pick<BackendContext, "library" | "crew">,
  folder: LentPath,
  job: Job,
): Promise<Outcome<FolderReading, Failure>> {
  const listed = listFiles(folder);
  if (!listed.ok) return listed;
  const stamps = listed.value;
  const known = recallReadings(context.library, folder.path, stamps);
  const files: { file: string; reading: FileReading }[] = [];
  const fresh: [FileStamp, FileReading][] = [];
  for (const [index, stamp] of stamps.entries()) {
    job.tell(index, stamps.length, stamp.name);
    if (job.cancelled()) return failed(plainFailure("cancelled", "The reading of the folder was stopped."));
    const cached = known.get(stamp.name);
    if (cached !== undefined) {
      files.push({ file: stamp.name, reading: cached });
      continue;
    }
    const read = await context.crew.reportFile({ path: join(folder.path, stamp.name), name: stamp.name });
    if (!read.ok && read.failure.kind === "cancelled") return read;
    const reading = read.ok ? read.value : unopened(read.failure);
    files.push({ file: stamp.name, reading });
    // A file that could not be opened may be there in a moment; only what was read is remembered.
    if (read.ok) fresh.push([stamp, reading]);
  }
  rememberReadings(context.library, folder.path, fresh);
  return success({ files, read: stamps.length - known.size, cached: known.size });
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
