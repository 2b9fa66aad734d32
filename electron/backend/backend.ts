import { hostname, userInfo } from "node:os";

import { isMethodName, type MethodName, schemas } from "../../shared/contract/contract.ts";
import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import type { DeviceId, RunId } from "../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";
import { systemClock, type Clock } from "../../shared/lib/time.ts";
import type { Backend, BackendEvent, CallerId } from "./backend-shape.ts";
import { consistencyHandlers } from "./consistency/handlers.ts";
import { storageFailure, type BackendContext, type Handlers } from "./context.ts";
import { exchangeHandlers } from "./exchange/handlers.ts";
import { LentPaths } from "./handles.ts";
import { historyHandlers } from "./history/handlers.ts";
import { Jobs } from "./jobs.ts";
import { libraryHandlers } from "./library/handlers.ts";
import { Pens } from "./pens.ts";
import { progressHandlers } from "./progress/handlers.ts";
import { crewInPlace, crewInWorker } from "./reading/crew.ts";
import { reviewHandlers } from "./review/handlers.ts";
import { runHandlers } from "./runs/handlers.ts";
import { searchHandlers } from "./search/handlers.ts";
import { spellingHandlers } from "./spelling/handlers.ts";
import {
  openLibraryForReading,
  openLibraryForWriting,
  type ReadingLibrary,
  type WritingLibrary,
} from "./storage/library.ts";

/** How a backend is opened. */
export type BackendOptions = {
  /** Null: plain files only. Writing makes the library when there is none at `path`. */
  readonly library: { readonly path: string; readonly mode: "read" | "write" } | null;
  /** The entry of the worker that does long reading; null does it in place. */
  readonly worker?: URL | null;
  /** Whose library it becomes when it is made; by default the account's name. */
  readonly personName?: string;
  /** This installation, where the app knows it. */
  readonly deviceId?: DeviceId;
  readonly clock?: Clock;
  /** Hears of every surprise (a fault of this program); by default it goes to stderr. */
  readonly onSurprise?: (error: unknown) => void;
};

/** Opens the library, if one is named, and answers a backend on it. The caller closes it. */
export async function openBackend(options: BackendOptions): Promise<Outcome<Backend, Failure>> {
  const library = openLibrary(options);
  return library.ok ? success(backendOn(library.value, options)) : library;
}

function openLibrary({
  library,
  personName,
  deviceId,
  clock,
}: BackendOptions): Outcome<ReadingLibrary | WritingLibrary | null, Failure> {
  if (library === null) return success(null);
  const opened =
    library.mode === "read"
      ? openLibraryForReading({ path: library.path })
      : openLibraryForWriting({
          path: library.path,
          create: true,
          person: { name: personName ?? userInfo().username },
          device: { id: deviceId ?? null, name: hostname() },
          clock: clock ?? systemClock,
        });
  return opened.ok ? opened : failed(storageFailure(opened.failure));
}

function toStderr(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

function backendOn(
  library: ReadingLibrary | WritingLibrary | null,
  { worker, onSurprise = toStderr }: BackendOptions,
): Backend {
  const pages = new Pages();
  const lent = new LentPaths();
  const pens = new Pens();
  const jobs = new Jobs(
    (caller, told) => pages.tell(caller, { name: "job.progress", payload: told }),
    () => performance.now(),
  );
  const crew = worker === undefined || worker === null ? crewInPlace() : crewInWorker(worker);
  const context: BackendContext = {
    library,
    crew,
    lent,
    jobs,
    pens,
    tell: (caller, name, payload) => pages.tell(caller, { name, payload }),
    tellReaders: (runId, except, name, payload) => pages.tellReaders(runId, except, { name, payload }),
    tellAll: (except, name, payload) => pages.tellAll(except, { name, payload }),
    follow: (caller, runId) => pages.follow(caller, runId),
  };
  // A method that is in the contract and not here does not compile.
  const handlers: Handlers<MethodName> = {
    ...libraryHandlers(context),
    ...runHandlers(context),
    ...searchHandlers(context),
    ...exchangeHandlers(context),
    ...progressHandlers(context),
    ...consistencyHandlers(context),
    ...reviewHandlers(context),
    ...historyHandlers(context),
    ...spellingHandlers(context),
  };
  let isOpen = true;
  const release = (caller: CallerId): void => {
    pages.release(caller);
    lent.release(caller);
    pens.release(caller);
    jobs.release(caller);
  };
  return {
    call: async (caller, method, request) => {
      if (!isOpen) return failed(plainFailure("io", "Runwright is closing, so nothing more is read or written."));
      if (!isMethodName(method))
        return failed(plainFailure("unknownMethod", "This release of Runwright does not know what was asked of it."));
      return dispatch(handlers, method, caller, request, onSurprise);
    },
    subscribe: (caller, listener) => pages.subscribe(caller, listener),
    release,
    lendFile: (caller, path, name) => lent.file(caller, path, name),
    lendFolder: (caller, path) => lent.folder(caller, path),
    lendTarget: (caller, path) => lent.target(caller, path),
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      for (const caller of pages.callers()) jobs.release(caller);
      await crew.close();
      const closed = library?.close();
      if (closed !== undefined && !closed.ok) throw new Error(storageFailure(closed.failure).message);
    },
  };
}

/** How many faults of a request are told; a developer mends the first ones first. */
const ISSUES_TOLD = 10;

async function dispatch<M extends MethodName>(
  handlers: Handlers<M>,
  method: M,
  caller: CallerId,
  raw: unknown,
  onSurprise: (error: unknown) => void,
): Promise<Outcome<unknown, Failure>> {
  const request = schemas[method].request.safeParse(raw);
  if (!request.success) {
    const issues = request.error.issues
      .slice(0, ISSUES_TOLD)
      .map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    return failed({
      kind: "invalidRequest",
      message: `“${method}” was asked for in a form that this release does not take.`,
      issues,
    });
  }
  try {
    return await handlers[method](request.data, caller);
  } catch (error) {
    // The one place for surprises. What was written was written in a transaction that the surprise has undone.
    const what = error instanceof Error ? error.message : String(error);
    onSurprise(error);
    return failed(
      plainFailure(
        "internal",
        `Runwright made a mistake in “${method}” (${what}). Nothing of it was kept; what was saved before is safe.`,
      ),
    );
  }
}

/** The pages that listen, and which runs each has open. */
class Pages {
  readonly #listeners = new Map<CallerId, Set<(event: BackendEvent) => void>>();
  readonly #open = new Map<CallerId, Set<RunId>>();

  callers(): CallerId[] {
    return [...this.#listeners.keys()];
  }

  subscribe(caller: CallerId, listener: (event: BackendEvent) => void): () => void {
    const listeners = this.#listeners.get(caller) ?? new Set();
    this.#listeners.set(caller, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  follow(caller: CallerId, runId: RunId): void {
    this.#open.set(caller, (this.#open.get(caller) ?? new Set()).add(runId));
  }

  tell(caller: CallerId, event: BackendEvent): void {
    for (const listener of this.#listeners.get(caller) ?? []) listener(event);
  }

  tellReaders(runId: RunId, except: CallerId, event: BackendEvent): void {
    for (const [caller, runs] of this.#open) if (caller !== except && runs.has(runId)) this.tell(caller, event);
  }

  tellAll(except: CallerId, event: BackendEvent): void {
    for (const caller of this.#listeners.keys()) if (caller !== except) this.tell(caller, event);
  }

  release(caller: CallerId): void {
    this.#listeners.delete(caller);
    this.#open.delete(caller);
  }
}
