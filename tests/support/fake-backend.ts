import { randomBytes } from "node:crypto";

import type { Backend, BackendEvent, CallerId } from "../../electron/backend/backend-shape.ts";
import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import { FileHandle, FolderHandle, TargetHandle } from "../../shared/contract/handles.ts";
import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";

/** Answers one method of a fake backend. */
export type FakeMethod = (
  caller: CallerId,
  request: unknown,
) => Outcome<unknown, Failure> | Promise<Outcome<unknown, Failure>>;

/** A backend for tests of doors: every method is a function of the test; what hosts did to it can be read. */
export type FakeBackend = Backend & {
  readonly calls: { readonly caller: CallerId; readonly method: string; readonly request: unknown }[];
  readonly released: CallerId[];
  readonly closed: () => boolean;
  /** The path behind a handle. */
  readonly pathOf: (handle: string) => string | undefined;
  /** Tells an event to every caller, or to one. */
  readonly tell: (event: BackendEvent, caller?: CallerId) => void;
};

/** Makes a fake backend; a method that it does not know answers `unknownMethod`. */
export function fakeBackend(methods: Readonly<Record<string, FakeMethod>> = {}): FakeBackend {
  const calls: FakeBackend["calls"] = [];
  const released: CallerId[] = [];
  const listeners = new Map<CallerId, (event: BackendEvent) => void>();
  const paths = new Map<string, string>();
  let isClosed = false;

  function lend(kind: string, path: string): string {
    const handle = `${kind}-${randomBytes(16).toString("hex")}`;
    paths.set(handle, path);
    return handle;
  }

  return {
    calls,
    released,
    closed: () => isClosed,
    pathOf: (handle) => paths.get(handle),
    tell(event, caller) {
      for (const [name, listener] of listeners) if (caller === undefined || caller === name) listener(event);
    },
    async call(caller, method, request) {
      if (isClosed) return failed(plainFailure("io", "The backend is closed."));
      calls.push({ caller, method, request });
      const act = Object.hasOwn(methods, method) ? methods[method] : undefined;
      return act === undefined ? failed(plainFailure("unknownMethod", `No ${method}.`)) : act(caller, request);
    },
    subscribe(caller, listener) {
      listeners.set(caller, listener);
      return () => listeners.delete(caller);
    },
    readAhead: () => undefined,
    release: (caller) => void released.push(caller),
    lendFile: (_caller, path) => FileHandle.parse(lend("file", path)),
    lendFolder: (_caller, path) => FolderHandle.parse(lend("folder", path)),
    lendTarget: (_caller, path) => TargetHandle.parse(lend("target", path)),
    async close() {
      isClosed = true;
    },
  };
}

/** A method that answers what it was asked. */
export const echo: FakeMethod = (_caller, request) => success({ echo: request });
