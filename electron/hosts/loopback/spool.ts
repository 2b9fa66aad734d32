import { randomBytes } from "node:crypto";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { CallerId } from "../../backend/backend-shape.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { MAX_INCOMING_BYTES } from "../../../shared/domain/exchange/formats.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { safeFileName } from "../file-name.ts";

/*
 * Where files wait on their way in and out of a page without native dialogs: a folder beside the library, one folder in
 * it for each page, gone with the page, and swept when the door opens, since a killed process cleans nothing.
 */

/** The largest file that a page may send, in bytes: what an import may read, since an upload goes to the disk as it comes. */
export const MAX_UPLOAD_BYTES = MAX_INCOMING_BYTES;
/** What one page may have lying in the spool, in bytes, so that a page cannot fill the disk: two of the largest. */
export const MAX_PAGE_SPOOL_BYTES = 2 * MAX_UPLOAD_BYTES;
/** The person's own folder only. */
const PRIVATE_FOLDER = 0o700;

export type Spool = {
  /** Writes an upload down and answers its path. */
  take(caller: CallerId, body: Readable, limits?: UploadLimits): Promise<Outcome<string, Failure>>;
  /** A path inside a new folder of this page at which nothing is yet; for exports that will be downloaded. */
  place(caller: CallerId, name: string): Outcome<string, Failure>;
  /** The page has gone. */
  release(caller: CallerId): void;
  /** Removes the spool as a whole. */
  close(): void;
};

/** Sizes in bytes; only tests ask for smaller ones. */
export type UploadLimits = { readonly file: number; readonly page: number };
const UPLOAD_LIMITS: UploadLimits = { file: MAX_UPLOAD_BYTES, page: MAX_PAGE_SPOOL_BYTES };

/** Where a library's spool lies. */
export function spoolFolderOf(libraryPath: string): string {
  return `${libraryPath}.spool`;
}

/** Opens an empty spool; only the holder of the library's lock may. Throws when the disk refuses. */
export function openSpool(libraryPath: string): Spool {
  const folder = spoolFolderOf(libraryPath);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: PRIVATE_FOLDER });
  const bytesOf = new Map<CallerId, number>();

  function newFolder(caller: CallerId): string {
    const path = join(folder, caller, randomBytes(16).toString("hex"));
    mkdirSync(path, { recursive: true, mode: PRIVATE_FOLDER });
    return path;
  }

  return {
    async take(caller, body, limits = UPLOAD_LIMITS) {
      let received = 0;
      const measured = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          received += chunk.length;
          const held = (bytesOf.get(caller) ?? 0) + chunk.length;
          bytesOf.set(caller, held);
          if (received > limits.file || held > limits.page) done(new UploadTooLarge());
          else done(null, chunk);
        },
      });
      let path = "";
      try {
        path = join(newFolder(caller), "upload");
        await pipeline(body, measured, createWriteStream(path, { flags: "wx", mode: 0o600 }));
        return success(path);
      } catch (error) {
        if (path !== "") rmSync(path, { force: true });
        bytesOf.set(caller, (bytesOf.get(caller) ?? 0) - received);
        return failed(uploadFailure(error, limits));
      }
    },
    place(caller, name) {
      try {
        return success(join(newFolder(caller), safeFileName(name)));
      } catch (error) {
        return failed(diskFailure(error));
      }
    },
    release(caller) {
      bytesOf.delete(caller);
      rmSync(join(folder, caller), { recursive: true, force: true });
    },
    close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const BYTES_A_GB = 1024 * 1024 * 1024;

class UploadTooLarge extends Error {}

function uploadFailure(error: unknown, limits: UploadLimits): Failure {
  if (!(error instanceof UploadTooLarge)) return diskFailure(error);
  const [file, page] = [limits.file, limits.page].map((bytes) => String(Math.floor(bytes / BYTES_A_GB)));
  return plainFailure(
    "tooLarge",
    `The file is larger than ${file} GB, or this window has sent more than ${page} GB. Send smaller ones, or reload the window.`,
  );
}

function diskFailure(error: unknown): Failure {
  const full = error instanceof Error && "code" in error && error.code === "ENOSPC";
  return full
    ? plainFailure("diskFull", "The disk is full. Make room and try again; nothing was changed.")
    : plainFailure("io", `The file could not be put down beside the library: ${String(error)}`);
}
