import { readFileSync } from "node:fs";
import { basename, dirname, relative, sep } from "node:path";

import { openBackend } from "../../electron/backend/backend.ts";
import type { Backend } from "../../electron/backend/backend-shape.ts";
import { openLoopback } from "../../electron/hosts/loopback/loopback.ts";
import { checkedHostReply, checkedReply } from "../../renderer/host/checked.ts";
import type { MethodName, ReplyOf, RequestOf } from "../../shared/contract/contract.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import type { FileHandle, FolderHandle, TargetHandle } from "../../shared/contract/handles.ts";
import type {
  FolderListing,
  HostMethodName,
  HostReplyOf,
  HostRequestOf,
  PlaceHandle,
} from "../../shared/contract/host-methods.ts";
import { PickedFile } from "../../shared/contract/host-methods.ts";
import { WireOutcome } from "../../shared/contract/wire.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";
import { ask, connectPage, enter, loopbackPage, originOf, tokenOf } from "./loopback.ts";

/**
 * One way into the backend, for suites that run through each (house, section 2). Files, folders and targets come in the
 * way that the door's own people bring them: by handle in process, by upload and by the list of folders over the
 * loopback.
 */
export type Door = {
  readonly name: string;
  call<M extends MethodName>(method: M, request: RequestOf<M>): Promise<Outcome<ReplyOf<M>, Failure>>;
  /** A call as an intruder makes it: any name, anything in it, and the answer unchecked. */
  callRaw(method: string, request: unknown): Promise<Outcome<unknown, Failure>>;
  lendFile(path: string): Promise<FileHandle>;
  lendFolder(path: string): Promise<FolderHandle>;
  /** A place to write to; its folder is there and lies in the library's folder. */
  lendTarget(path: string): Promise<TargetHandle>;
  close(): Promise<void>;
};

/** How a door is opened on a library, which is made when there is none. */
export type DoorKind = { readonly name: string; readonly open: (libraryPath: string) => Promise<Door> };

const CALLER = "a caller in process";

async function openedBackend(libraryPath: string): Promise<Backend> {
  const opened = await openBackend({ library: { path: libraryPath, mode: "write" } });
  if (!opened.ok) throw new Error(`${opened.failure.kind}: ${opened.failure.message}`);
  return opened.value;
}

async function openInProcess(libraryPath: string): Promise<Door> {
  const backend = await openedBackend(libraryPath);
  return {
    name: "in process",
    call: async (method, request) => checkedReply(method, await backend.call(CALLER, method, request)),
    callRaw: (method, request) => backend.call(CALLER, method, request),
    lendFile: (path) => Promise.resolve(backend.lendFile(CALLER, path)),
    lendFolder: (path) => Promise.resolve(backend.lendFolder(CALLER, path)),
    lendTarget: (path) => Promise.resolve(backend.lendTarget(CALLER, path)),
    close: () => backend.close(),
  };
}

async function openOverLoopback(libraryPath: string): Promise<Door> {
  const backend = await openedBackend(libraryPath);
  const root = dirname(libraryPath);
  const host = await openLoopback({ backend, libraryPath, pageFolder: loopbackPage(root), port: 0, foldersFrom: root });
  if (!host.ok) throw new Error(host.failure.message);
  const { cookie } = await enter(host.value, tokenOf(host.value.url));
  const page = await connectPage(host.value, cookie);

  async function own<M extends HostMethodName>(method: M, request: HostRequestOf<M>): Promise<HostReplyOf<M>> {
    const outcome = checkedHostReply(method, await page.line.call(method, request));
    if (!outcome.ok) throw new Error(`${method}: ${outcome.failure.message}`);
    return outcome.value;
  }

  /** Goes down the list of folders to a path, as a person does. */
  async function placeOf(path: string): Promise<PlaceHandle> {
    let listing: FolderListing = await own("host.listFolders", { at: null });
    for (const name of relative(root, path)
      .split(sep)
      .filter((part) => part !== "")) {
      const next = listing.folders.find((folder) => folder.name === name);
      if (next === undefined) throw new Error(`${name} is not in the list of ${listing.name}.`);
      listing = await own("host.listFolders", { at: next.place });
    }
    return listing.place;
  }

  return {
    name: "loopback",
    call: async (method, request) => checkedReply(method, await page.line.call(method, request)),
    callRaw: (method, request) => page.line.call(method, request),
    async lendFile(path) {
      const answer = await ask(host.value.port, {
        method: "POST",
        path: "/files",
        headers: {
          Origin: originOf(host.value),
          Cookie: cookie,
          "X-Runwright-Page": page.name,
          "X-Runwright-Name": encodeURIComponent(basename(path)),
        },
        body: readFileSync(path),
      });
      const outcome = WireOutcome.parse(JSON.parse(answer.body.toString("utf8")));
      if (!outcome.ok) throw new Error(outcome.failure.message);
      return PickedFile.parse(outcome.value).file;
    },
    lendFolder: async (path) => (await own("host.useFolder", { place: await placeOf(path) })).folder,
    async lendTarget(path) {
      const place = await placeOf(dirname(path));
      return (await own("host.useTarget", { place, name: basename(path) })).target;
    },
    async close() {
      await host.value.close();
      await backend.close();
    },
  };
}

/** The doors of this process; the command line is a process of its own. */
export const DOORS: readonly DoorKind[] = [
  { name: "in process", open: openInProcess },
  { name: "loopback", open: openOverLoopback },
];
