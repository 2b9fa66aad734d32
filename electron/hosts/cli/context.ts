import { randomUUID } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";

import { type MethodName, type ReplyOf, type RequestOf, schemas } from "../../../shared/contract/contract.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { type FileHandle, JobId } from "../../../shared/contract/handles.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fileFailure } from "../../backend/file-failure.ts";
import { openBackend } from "../../backend/backend.ts";
import type { Backend } from "../../backend/backend-shape.ts";

/** The command line is one caller of the backend, in process. */
export const CALLER = "command-line";

/** How a command uses the library: not at all, reading beside any writer, or as its writer (made when it is missing). */
export type LibraryUse = { kind: "none" } | { kind: "read"; path: string } | { kind: "write"; path: string };

/** What a command works with: typed calls into the backend, and handles for its arguments. */
export type Session = {
  readonly backend: Backend;
  readonly call: <M extends MethodName>(method: M, request: RequestOf<M>) => Promise<Outcome<ReplyOf<M>, Failure>>;
};

/** Opens the backend for one command, runs it, and closes the backend in every case. */
export async function withSession<T>(
  use: LibraryUse,
  act: (session: Session) => Promise<Outcome<T, Failure>>,
): Promise<Outcome<T, Failure>> {
  const opened = await openBackend(
    use.kind === "none" ? { library: null } : { library: { path: resolve(use.path), mode: use.kind } },
  );
  if (!opened.ok) return opened;
  const backend = opened.value;
  try {
    return await act({
      backend,
      call: async (method, request) => {
        const answer = await backend.call(CALLER, method, request);
        return answer.ok ? success(schemas[method].reply.parse(answer.value)) : answer;
      },
    });
  } finally {
    await backend.close();
  }
}

/** Ctrl+C, the end of the system, the end of the terminal. */
const ENDING: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs an act as a job that a signal cancels, so that what it has begun is taken away before the process ends. A second
 * signal ends the process at once.
 */
export async function cancelledBySignal<T>(session: Session, act: (jobId: JobId) => Promise<T>): Promise<T> {
  const jobId = JobId.parse(`job-${randomUUID()}`);
  const cancel = (): void => void session.call("job.cancel", { jobId });
  for (const signal of ENDING) process.once(signal, cancel);
  try {
    return await act(jobId);
  } finally {
    for (const signal of ENDING) process.off(signal, cancel);
  }
}

/** A FILE argument that was looked at: its path as given and the path to open. */
export type NamedFile = { readonly given: string; readonly path: string };

/** FILE arguments as they stand: a missing one or a folder is refused later, by whoever opens it. */
export function namedFiles(given: readonly string[]): NamedFile[] {
  return given.map((file) => ({ given: file, path: resolve(file) }));
}

/** The endings of the files in a folder that are looked at as runs. */
const RUN_FILE = /\.(?:json|jsonl|parquet|runpkg|docx)$/iu;

/** A dataset is judged by its manifest, which names its files; any other folder by the run files in it. */
function runFilesAmong(names: readonly string[]): string[] {
  const isDataset = names.includes(MANIFEST) && names.includes("SHA256SUMS");
  return isDataset ? [MANIFEST] : names.filter((name) => RUN_FILE.test(name)).toSorted();
}

const MANIFEST = "manifest.json";

/**
 * FILE|DIR arguments: a folder stands for the run files directly in it, by name. A path that is not there is left as it
 * is, for whoever opens it to refuse.
 */
export function filesAndFolders(given: readonly string[]): Outcome<NamedFile[], Failure> {
  const files: NamedFile[] = [];
  for (const each of given) {
    const path = resolve(each);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isDirectory()) {
      files.push({ given: each, path });
      continue;
    }
    try {
      const names = runFilesAmong(readdirSync(path));
      for (const name of names)
        if (statSync(join(path, name)).isFile()) files.push({ given: join(each, name), path: join(path, name) });
    } catch (error) {
      return failed(fileFailure(error, each));
    }
  }
  if (files.length === 0) {
    return failed(
      plainFailure("missing", `There is no run file in ${given.map((each) => `“${basename(each)}”`).join(", ")}.`),
    );
  }
  return success(files);
}

/** Handles for the files, in their order. */
export function lend(session: Session, files: readonly NamedFile[]): FileHandle[] {
  return files.map((file) => session.backend.lendFile(CALLER, file.path, file.given));
}
