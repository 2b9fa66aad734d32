import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fileFailure } from "../file-failure.ts";
import type { Job } from "../jobs.ts";
import type { LentPath } from "../handles.ts";
import { alone, type FilesInStep, type FileToWrite, stageFiles, type WrittenFile } from "./stage-files.ts";

/**
 * Writes one file at `target`. It is written beside its place under another name, synced and renamed, so that the
 * target holds the old bytes or the new ones, never a part; on any failure or cancel what was begun is taken away.
 */
export async function writeOneFile(
  target: LentPath,
  file: FileToWrite,
  overwrite: boolean,
  job: Job,
): Promise<Outcome<WrittenFile, Failure>> {
  const refused = refuseTarget(target, overwrite, "file");
  if (refused !== null) return failed(refused);
  const staged = besideName(target.path);
  try {
    const written = await stageFiles(alone(file), () => staged, job);
    if (!written.ok) return written;
    const [one] = written.value;
    if (one === undefined) throw new Error("One file, one answer");
    renameSync(staged, target.path);
    syncFolder(dirname(target.path));
    return success(one);
  } catch (error) {
    return failed(fileFailure(error, target.name));
  } finally {
    // Gone when it was renamed; whatever else happened, nothing is left beside the target.
    rmSync(staged, { force: true });
  }
}

/**
 * Writes several files into the folder `target`, all of them or none; a name may lead into a folder of its own
 * (`data/train.parquet`). A new folder is staged whole and renamed once; in a folder that exists (`overwrite`) the files
 * are staged beside their places and renamed when all are written.
 */
export async function writeFolder(
  target: LentPath,
  files: readonly FilesInStep[],
  overwrite: boolean,
  job: Job,
): Promise<Outcome<WrittenFile[], Failure>> {
  // Found when the files are put in place, it would be too late for those that stand there already.
  const taken = files.flatMap(({ names }) => names).find((name) => isFolder(join(target.path, name)));
  if (overwrite && taken !== undefined)
    return failed(plainFailure("folder", `“${taken}” in “${target.name}” is a folder. Choose another place.`));
  return stageFolder(
    target,
    files,
    overwrite,
    job,
    () => [],
    (staged, written) => {
      if (!existsSync(target.path)) {
        renameSync(staged, target.path);
        return;
      }
      for (const { name } of written) {
        mkdirSync(dirname(join(target.path, name)), { recursive: true });
        renameSync(join(staged, name), join(target.path, name));
      }
      syncFolder(target.path);
    },
  );
}

/**
 * As `writeFolder`, but a folder that exists is replaced whole (`overwrite`): what was in it goes. `last` makes files out
 * of those that were written (a manifest with their checksums), staged with them.
 */
export async function replaceFolder(
  target: LentPath,
  files: readonly FilesInStep[],
  overwrite: boolean,
  job: Job,
  last: (written: readonly WrittenFile[]) => readonly FilesInStep[],
): Promise<Outcome<WrittenFile[], Failure>> {
  return stageFolder(target, files, overwrite, job, last, (staged) => {
    if (!existsSync(target.path)) {
      renameSync(staged, target.path);
      return;
    }
    const aside = besideName(target.path);
    renameSync(target.path, aside);
    try {
      renameSync(staged, target.path);
    } catch (error) {
      renameSync(aside, target.path);
      throw error;
    }
    rmSync(aside, { force: true, recursive: true });
  });
}

/** Writes all files into a folder beside the target, then has `settle` put it in place; whatever happens, nothing is left beside. */
async function stageFolder(
  target: LentPath,
  files: readonly FilesInStep[],
  overwrite: boolean,
  job: Job,
  last: (written: readonly WrittenFile[]) => readonly FilesInStep[],
  settle: (staged: string, written: readonly WrittenFile[]) => void,
): Promise<Outcome<WrittenFile[], Failure>> {
  const refused = refuseTarget(target, overwrite, "folder");
  if (refused !== null) return failed(refused);
  const staged = besideName(target.path);
  const written: WrittenFile[] = [];
  const total = files.reduce((sum, { names }) => sum + names.length, 0);
  try {
    mkdirSync(staged);
    const stage = async (more: readonly FilesInStep[]): Promise<Outcome<null, Failure>> => {
      for (const inStep of more) {
        for (const name of inStep.names) mkdirSync(dirname(join(staged, name)), { recursive: true });
        const some = await stageFiles(inStep, (name) => join(staged, name), job);
        if (!some.ok) return some;
        written.push(...some.value);
        job.tell(written.length, Math.max(total, written.length), inStep.names.at(-1) ?? target.name);
      }
      return success(null);
    };
    const given = await stage(files);
    if (!given.ok) return given;
    const made = await stage(last([...written]));
    if (!made.ok) return made;
    syncFolder(staged);
    settle(staged, written);
    syncFolder(dirname(target.path));
    return success(written);
  } catch (error) {
    return failed(fileFailure(error, target.name));
  } finally {
    rmSync(staged, { force: true, recursive: true });
  }
}

/** Why nothing may be written at `target`; null when it may. Asked before runs are judged too: of a hundred, that takes long. */
export function refuseTarget(target: LentPath, overwrite: boolean, wanted: "file" | "folder"): Failure | null {
  const stat = statSync(target.path, { throwIfNoEntry: false });
  const parent = statSync(dirname(target.path), { throwIfNoEntry: false });
  if (parent === undefined)
    return plainFailure(
      "missing",
      `There is no folder to write “${target.name}” into. Make it, or choose another place.`,
    );
  if (stat === undefined) return null;
  if (wanted === "file" && stat.isDirectory())
    return plainFailure("folder", `“${target.name}” is a folder. Name a file to write.`);
  if (wanted === "folder" && !stat.isDirectory())
    return plainFailure("notAFolder", `“${target.name}” is a file. Several runs need a folder.`);
  return overwrite
    ? null
    : plainFailure("exists", `“${target.name}” exists already. Choose another name, or say that it may be replaced.`);
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** A name in the same folder, so that the rename stays on one disk; the dot keeps it out of sight. */
function besideName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.part`);
}

/** Makes a rename last through a power cut. Windows cannot open a folder, and its file system needs no such call. */
function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
