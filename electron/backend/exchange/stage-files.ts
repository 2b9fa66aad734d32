import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";

import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fileFailure } from "../file-failure.ts";
import type { Job } from "../jobs.ts";

/** A file to be written: its name and its content in pieces, made while it is written. */
export type FileToWrite = { readonly name: string; readonly chunks: Iterable<string | Uint8Array> };

/** A piece of one of several files. */
export type FilePiece = { readonly name: string; readonly chunk: string | Uint8Array };

/**
 * Files that are made in step, because what one holds is at hand when the others are written: their names in the order in
 * which they are answered, and pieces of them in any order. All are open while they are written, so they should be few.
 */
export type FilesInStep = { readonly names: readonly string[]; readonly pieces: Iterable<FilePiece> };

/** A file as it lies on the disk now. */
export type WrittenFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/** How much is gathered before it is handed to the disk. */
const WRITE_AT_BYTES = 256 * 1024;
/** Room for that and for a piece that is not too large to wait. */
const BLOCK_BYTES = 2 * WRITE_AT_BYTES;
/** What a UTF-16 unit takes in UTF-8 at most. */
const MOST_BYTES_A_UNIT = 3;

/** A file that is made by itself. */
export function alone({ name, chunks }: FileToWrite): FilesInStep {
  function* pieces(): Generator<FilePiece> {
    for (const chunk of chunks) yield { name, chunk };
  }
  return { names: [name], pieces: pieces() };
}

/**
 * Writes files that are made in step, each to the new file that `pathOf` says, and syncs them. A cancel or a failure leaves
 * what was begun; whoever called takes it away.
 */
export async function stageFiles(
  { names, pieces }: FilesInStep,
  pathOf: (name: string) => string,
  job: Job,
): Promise<Outcome<WrittenFile[], Failure>> {
  const staged = new Map<string, StagedFile>();
  let at = "";
  try {
    for (const name of names) {
      at = name;
      staged.set(name, new StagedFile(pathOf(name)));
    }
    for (const { name, chunk } of pieces) {
      at = name;
      const file = staged.get(name);
      if (file === undefined) throw new Error(`${name} is not among the files that are written`);
      if (!file.add(chunk)) continue;
      if (job.cancelled()) return failed(plainFailure("cancelled", "The export was cancelled. Nothing was written."));
      await job.giveWay();
    }
    const written: WrittenFile[] = [];
    for (const [name, file] of staged) {
      at = name;
      written.push({ name, ...file.finish() });
    }
    return success(written);
  } catch (error) {
    return failed(fileFailure(error, at));
  } finally {
    for (const file of staged.values()) file.close();
  }
}

/** A new file on its way to the disk, with the checksum of what it holds. */
class StagedFile {
  readonly #descriptor: number;
  readonly #hash = createHash("sha256");
  // One block for all pieces: a buffer for each line of a dataset would be a gigabyte of them.
  readonly #block = Buffer.allocUnsafe(BLOCK_BYTES);
  #filled = 0;
  #bytes = 0;

  /** Throws when the file is there already, as for everything that the disk refuses. */
  constructor(path: string) {
    this.#descriptor = openSync(path, "wx");
  }

  /** Takes a piece; true when it was time to hand what has gathered to the disk. */
  add(chunk: string | Uint8Array): boolean {
    if (chunk.length * MOST_BYTES_A_UNIT > BLOCK_BYTES - WRITE_AT_BYTES) {
      this.#flush();
      this.#write(typeof chunk === "string" ? Buffer.from(chunk, "utf8") : chunk);
      return true;
    }
    if (typeof chunk === "string") this.#filled += this.#block.write(chunk, this.#filled, "utf8");
    else {
      this.#block.set(chunk, this.#filled);
      this.#filled += chunk.length;
    }
    if (this.#filled < WRITE_AT_BYTES) return false;
    this.#flush();
    return true;
  }

  finish(): Omit<WrittenFile, "name"> {
    this.#flush();
    fsyncSync(this.#descriptor);
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #flush(): void {
    this.#write(this.#block.subarray(0, this.#filled));
    this.#filled = 0;
  }

  #write(block: Uint8Array): void {
    this.#hash.update(block);
    for (let done = 0; done < block.length;) done += writeSync(this.#descriptor, block, done);
    this.#bytes += block.length;
  }
}
