import { hostname, userInfo } from "node:os";

import { isMethodName, type MethodName, schemas } from "../../shared/contract/contract.ts";
import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import type { DeviceId, RunId } from "../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";
import { systemClock, type Clock } from "../../shared/lib/time.ts";
import { backupHandlers } from "./backups/handlers.ts";
import { Backups } from "./backups/backups.ts";
import type { Backend, BackendEvent, CallerId } from "./backend-shape.ts";
import { bibleHandlers } from "./bible/handlers.ts";
import { RunAsker } from "./consistency/ask-run.ts";
import { consistencyHandlers } from "./consistency/handlers.ts";
import { storageFailure, type BackendContext, type Handlers } from "./context.ts";
import { exchangeHandlers } from "./exchange/handlers.ts";
import { LentPaths } from "./handles.ts";
import { historyHandlers } from "./history/handlers.ts";
import { Jobs } from "./jobs.ts";
import { libraryHandlers } from "./library/handlers.ts";
import { Pens } from "./pens.ts";
import { progressHandlers } from "./progress/handlers.ts";
import { projectHandlers } from "./projects/handlers.ts";
import { crewInPlace, crewInWorker } from "./reading/crew.ts";
import { recoveryHandlers } from "./recovery/handlers.ts";
import { openForWriting } from "./recovery/open.ts";
import { Upkeep } from "./upkeep.ts";
import { reviewHandlers } from "./review/handlers.ts";
import { reviewRoundHandlers } from "./review/round-handlers.ts";
import { runHandlers } from "./runs/handlers.ts";
import { readAhead } from "./runs/read-ahead.ts";
import { searchHandlers } from "./search/handlers.ts";
import { turnHandlers } from "./turns/handlers.ts";
import { spellingHandlers } from "./spelling/handlers.ts";
import {
  openLibraryForReading,
  openLibraryForWriting,
  type ReadingLibrary,
  type WriterRequest,
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
  /**
   * True for the app: a damaged library is recovered when it is opened, backups are made every hour, and the history is
   * thinned. A command leaves all that alone and is refused a damaged library.
   */
  readonly tends?: boolean;
  /** Hears of every surprise (a fault of this program); by default it goes to stderr. */
  readonly onSurprise?: (error: unknown) => void;
};

/** Opens the library, if one is named, and answers a backend on it. The caller closes it. */
export async function openBackend(options: BackendOptions): Promise<Outcome<Backend, Failure>> {
  const library = await openLibrary(options);
  return library.ok ? success(backendOn(library.value, options)) : library;
}

async function openLibrary(options: BackendOptions): Promise<Outcome<ReadingLibrary | WritingLibrary | null, Failure>> {
  if (options.library === null) return success(null);
  const { path, mode } = options.library;
  if (mode === "write") return openForWriting(writerOf(path, options), options.tends === true);
  const opened = openLibraryForReading({ path });
  return opened.ok ? opened : failed(storageFailure(opened.failure));
}

function writerOf(path: string, { personName, deviceId, clock }: BackendOptions): WriterRequest {
  return {
    path,
    create: true,
    person: { name: personName ?? userInfo().username },
    device: { id: deviceId ?? null, name: hostname() },
    clock: clock ?? systemClock,
  };
}

/** What is there after an exchange that failed; null where that cannot be opened either. */
function openAgain(options: BackendOptions): WritingLibrary | null {
  if (options.library === null) return null;
  const again = openLibraryForWriting(writerOf(options.library.path, options));
  return again.ok ? again.value : null;
}

function toStderr(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

function backendOn(opened: ReadingLibrary | WritingLibrary | null, options: BackendOptions): Backend {
  const { worker, onSurprise = toStderr, tends = false } = options;
  let library = opened;
  const pages = new Pages();
  const lent = new LentPaths();
  const pens = new Pens();
  const jobs = new Jobs(
    (caller, told) => pages.tell(caller, { name: "job.progress", payload: told }),
    () => performance.now(),
  );
  const crew = worker === undefined || worker === null ? crewInPlace() : crewInWorker(worker);
  const backups = new Backups(() => library, crew);
  const upkeep = tends ? new Upkeep(() => library, backups, onSurprise) : null;
  const context: BackendContext = {
    get library() {
      return library;
    },
    exchangeLibrary: (swap) => {
      if (library === null || !isWriting(library)) throw new Error("Only a library that is written to is exchanged");
      const exchanged = library.exchangeFile(swap);
      library = exchanged.ok ? exchanged.value : openAgain(options);
      pens.forget();
      return exchanged.ok ? success(null) : failed(storageFailure(exchanged.failure));
    },
    backups,
    crew,
    lent,
    jobs,
    pens,
    tell: (caller, name, payload) => pages.tell(caller, { name, payload }),
    tellReaders: (runId, except, name, payload) => pages.tellReaders(runId, except, { name, payload }),
    tellAll: (except, name, payload) => pages.tellAll(except, { name, payload }),
    follow: (caller, runId) => pages.follow(caller, runId),
    clock: options.clock ?? systemClock,
  };
  const asker = new RunAsker(context);
  // A method that is in the contract and not here does not compile.
  const handlers: Handlers<MethodName> = {
    ...libraryHandlers(context),
    ...runHandlers(context),
    ...searchHandlers(context),
    ...exchangeHandlers(context),
    ...progressHandlers(context),
    ...projectHandlers(context),
    ...consistencyHandlers(context, asker),
    ...bibleHandlers(context, asker),
    ...reviewHandlers(context),
    ...reviewRoundHandlers(context),
    ...turnHandlers(context),
    ...historyHandlers(context),
    ...backupHandlers(context),
    ...recoveryHandlers(context),
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
    readAhead: () => {
      if (!isOpen || library === null) return;
      try {
        readAhead(library);
      } catch (error) {
        onSurprise(error);
      }
    },
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      for (const caller of pages.callers()) jobs.release(caller);
      upkeep?.stop();
      await crew.close();
      const closed = library?.close();
      if (closed !== undefined && !closed.ok) throw new Error(storageFailure(closed.failure).message);
    },
  };
}

function isWriting(library: ReadingLibrary | WritingLibrary): library is WritingLibrary {
  return library.mode === "write";
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
