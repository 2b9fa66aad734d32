import { randomBytes } from "node:crypto";
import { basename } from "node:path";

import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";
import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import { FileHandle, FolderHandle, TargetHandle } from "../../shared/contract/handles.ts";
import type { CallerId } from "./backend-shape.ts";

/** A path that the person chose, with the name that they see for it. */
export type LentPath = { readonly path: string; readonly name: string };

/**
 * What hosts have lent to their pages. A handle is random, belongs to one caller and dies with it, so a page can reach
 * only what its own person picked; guessing another's is hopeless and answers as if it were not there.
 */
export class LentPaths {
  readonly #lent = new Map<string, LentPath & { caller: CallerId }>();

  /** Lends a file to read. */
  file(caller: CallerId, path: string, name = basename(path)): FileHandle {
    return FileHandle.parse(this.#lend("file", caller, path, name));
  }

  /** Lends a folder to read. */
  folder(caller: CallerId, path: string): FolderHandle {
    return FolderHandle.parse(this.#lend("folder", caller, path, basename(path)));
  }

  /** Lends a place to write to. */
  target(caller: CallerId, path: string): TargetHandle {
    return TargetHandle.parse(this.#lend("target", caller, path, basename(path)));
  }

  /** The path behind a handle of this caller, else `noSuchFile`. */
  find(caller: CallerId, handle: FileHandle | FolderHandle | TargetHandle): Outcome<LentPath, Failure> {
    const lent = this.#lent.get(handle);
    if (lent === undefined || lent.caller !== caller) {
      return failed(
        plainFailure("noSuchFile", "That file was chosen in another window or too long ago. Choose it again."),
      );
    }
    return success(lent);
  }

  /** Takes back everything lent to a caller. */
  release(caller: CallerId): void {
    for (const [handle, lent] of this.#lent) if (lent.caller === caller) this.#lent.delete(handle);
  }

  #lend(kind: "file" | "folder" | "target", caller: CallerId, path: string, name: string): string {
    const handle = `${kind}-${randomBytes(16).toString("hex")}`;
    this.#lent.set(handle, { path, name, caller });
    return handle;
  }
}
