import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

import type { Backend, CallerId } from "../../backend/backend-shape.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { hostMethods, PlaceHandle, type FolderListing } from "../../../shared/contract/host-methods.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { ownMethod, type OwnMethods } from "../own-methods.ts";
import { safeFileName } from "../file-name.ts";

/** How many folders one list shows; a folder with more is found by going deeper or by its name. */
export const MAX_LISTED_FOLDERS = 1_000;

/**
 * The list in which a page without native dialogs chooses a folder. The page sees names and opaque handles, which are
 * its own and die with it; it can neither name a path nor reach a place it was not shown.
 */
export function folderMethods(backend: Backend, caller: CallerId, start: string): OwnMethods {
  const pathOf = new Map<PlaceHandle, string>();
  const placeOf = new Map<string, PlaceHandle>();

  function place(path: string): PlaceHandle {
    const known = placeOf.get(path);
    if (known !== undefined) return known;
    const handle = PlaceHandle.parse(`place-${randomBytes(16).toString("hex")}`);
    pathOf.set(handle, path);
    placeOf.set(path, handle);
    return handle;
  }

  function find(handle: PlaceHandle): Outcome<string, Failure> {
    const path = pathOf.get(handle);
    return path === undefined
      ? failed(plainFailure("noSuchFile", "That folder was listed in another window or too long ago. Choose it again."))
      : success(path);
  }

  async function list(path: string): Promise<Outcome<FolderListing, Failure>> {
    try {
      const entries = await readdir(path, { withFileTypes: true });
      const names = entries
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
        .map((entry) => entry.name)
        .toSorted((left, right) => left.localeCompare(right, "en", { numeric: true }));
      return success({
        place: place(path),
        name: nameOf(path),
        above: foldersAbove(path).map((above) => ({ place: place(above), name: nameOf(above) })),
        folders: names.slice(0, MAX_LISTED_FOLDERS).map((name) => ({ place: place(join(path, name)), name })),
        files: entries.filter((entry) => entry.isFile()).length,
        more: names.length > MAX_LISTED_FOLDERS,
      });
    } catch (error) {
      return failed(listFailure(error, nameOf(path)));
    }
  }

  return {
    "host.listFolders": ownMethod(hostMethods["host.listFolders"], async ({ at }) => {
      const path = at === null ? success(resolve(start)) : find(at);
      return path.ok ? list(path.value) : path;
    }),
    "host.useFolder": ownMethod(hostMethods["host.useFolder"], async ({ place: handle }) => {
      const path = find(handle);
      if (!path.ok) return path;
      return success({ folder: backend.lendFolder(caller, path.value), name: nameOf(path.value) });
    }),
    "host.useTarget": ownMethod(hostMethods["host.useTarget"], async ({ place: handle, name }) => {
      const path = find(handle);
      if (!path.ok) return path;
      return success({ target: backend.lendTarget(caller, join(path.value, safeFileName(name))) });
    }),
  };
}

/** The folders that a path lies in, the top of its disk first. */
function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [...foldersAbove(above), above];
}

function nameOf(path: string): string {
  return basename(path) || path;
}

function listFailure(error: unknown, name: string): Failure {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return plainFailure("missing", `The folder ${name} is not there any more.`);
    case "ENOTDIR":
      return plainFailure("notAFolder", `${name} is not a folder.`);
    case "EACCES":
    case "EPERM":
      return plainFailure("noPermission", `You may not read the folder ${name}.`);
    default:
      return plainFailure("io", `The folder ${name} cannot be read: ${String(error)}`);
  }
}
