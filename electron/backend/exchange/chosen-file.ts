import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { ByteSource } from "../../../shared/domain/bounty/byte-window.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fileFailure } from "../file-failure.ts";
import type { LentPath } from "../handles.ts";

/** How much of a file is read at a time: large enough for the disk, small enough for the memory. */
const CHUNK_BYTES = 256 * 1024;

/** A file that the person named, open for reading from its beginning. Whoever opens it closes it. */
export type ChosenFile = {
  readonly name: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  /** Reads on from where the last call stopped; throws `FileTrouble` when the disk fails under it. */
  readonly source: ByteSource;
  /** For readers that jump about in the file; `source` is then left alone. Closed with the file. */
  readonly descriptor: number;
  readonly close: () => void;
};

/** Thrown by a source when reading fails in the middle; `trouble` turns it into a failure. */
class FileTrouble extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause: unknown) {
    super(failure.message, { cause });
    this.failure = failure;
  }
}

/** Opens a regular file; a missing one, a folder, one without permission are failures with a sentence each. */
export function openChosenFile(lent: LentPath): Outcome<ChosenFile, Failure> {
  let descriptor: number;
  try {
    // O_NONBLOCK: a named pipe must be refused below, not waited for.
    descriptor = openSync(lent.path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return failed(fileFailure(error, lent.name));
  }
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) {
    closeSync(descriptor);
    return failed(
      stat.isDirectory()
        ? plainFailure("folder", `“${lent.name}” is a folder. Name a file in it.`)
        : plainFailure("io", `“${lent.name}” is neither a file nor a folder, so there is nothing to read.`),
    );
  }
  const chunk = new Uint8Array(CHUNK_BYTES);
  const read = (): Uint8Array | null => {
    try {
      const length = readSync(descriptor, chunk, 0, CHUNK_BYTES, null);
      return length === 0 ? null : chunk.subarray(0, length);
    } catch (error) {
      throw new FileTrouble(fileFailure(error, lent.name), error);
    }
  };
  return success({
    name: lent.name,
    bytes: stat.size,
    modifiedMs: stat.mtimeMs,
    source: { next: read },
    descriptor,
    close: () => closeSync(descriptor),
  });
}

/** Opens the file, hands it to `use` and closes it in every case; a disk that fails in the middle is a failure too. */
export async function withChosenFile<T>(
  lent: LentPath,
  use: (file: ChosenFile) => Promise<Outcome<T, Failure>> | Outcome<T, Failure>,
): Promise<Outcome<T, Failure>> {
  const opened = openChosenFile(lent);
  if (!opened.ok) return opened;
  try {
    return await use(opened.value);
  } catch (error) {
    return failed(trouble(error));
  } finally {
    opened.value.close();
  }
}

/** The failure behind what a source threw in the middle of a file; anything else is a surprise and is thrown on. */
export function trouble(error: unknown): Failure {
  if (error instanceof FileTrouble) return error.failure;
  throw error;
}
