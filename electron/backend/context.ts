import type { EventName, EventOf } from "../../shared/contract/events.ts";
import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import type { MethodName, ReplyOf, RequestOf } from "../../shared/contract/contract.ts";
import type { RunId } from "../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";
import type { Clock } from "../../shared/lib/time.ts";
import type { CallerId } from "./backend-shape.ts";
import type { Backups } from "./backups/backups.ts";
import type { LentPaths } from "./handles.ts";
import type { Jobs } from "./jobs.ts";
import type { Pens } from "./pens.ts";
import type { Crew } from "./reading/crew.ts";
import type { Misfit, RunFailure } from "./runs/failures.ts";
import { libraryFailureSentence } from "./storage/failures.ts";
import type { ReadingLibrary, WritingLibrary } from "./storage/library.ts";

/** What the handlers of all capabilities share. */
export type BackendContext = {
  /** Null where a command works on plain files only. Another one after a restore: ask for it each time. */
  readonly library: ReadingLibrary | WritingLibrary | null;
  /** Lets `swap` put another file in the place of the library's and opens that; everything that was open is forgotten. */
  readonly exchangeLibrary: (swap: (path: string) => void) => Outcome<null, Failure>;
  readonly backups: Backups;
  readonly crew: Crew;
  readonly lent: LentPaths;
  readonly jobs: Jobs;
  readonly pens: Pens;
  /** Tells one page. */
  readonly tell: <N extends EventName>(caller: CallerId, name: N, payload: EventOf<N>) => void;
  /** Tells every page that has the run open, except the one that did it. */
  readonly tellReaders: <N extends EventName>(runId: RunId, except: CallerId, name: N, payload: EventOf<N>) => void;
  /** Tells every page, except the one that did it. */
  readonly tellAll: <N extends EventName>(except: CallerId, name: N, payload: EventOf<N>) => void;
  /** From now on the page hears of the run. */
  readonly follow: (caller: CallerId, runId: RunId) => void;
  /** The wall's clock. */
  readonly clock: Clock;
};

/** Answers one method for one caller. */
export type Handler<M extends MethodName> = (
  request: RequestOf<M>,
  caller: CallerId,
) => Outcome<ReplyOf<M>, Failure> | Promise<Outcome<ReplyOf<M>, Failure>>;

/** The handlers of some methods; all capabilities together must answer the whole contract. */
export type Handlers<M extends MethodName> = { readonly [Name in M]: Handler<Name> };

/** The library, to read. */
export function readingLibrary({ library }: Pick<BackendContext, "library">): Outcome<ReadingLibrary, Failure> {
  return library === null ? failed(plainFailure("missing", "No library is open.")) : success(library);
}

/** The library, to write to; `notWriting` where it is open for reading only. */
export function writingLibrary({ library }: Pick<BackendContext, "library">): Outcome<WritingLibrary, Failure> {
  if (library === null) return failed(plainFailure("missing", "No library is open."));
  return isWriting(library)
    ? success(library)
    : failed(plainFailure("notWriting", "This library is open for reading only, so nothing in it can be changed."));
}

function isWriting(library: ReadingLibrary | WritingLibrary): library is WritingLibrary {
  return library.mode === "write";
}

/** A failure of storage or runs in the form that crosses the contract. */
export function storageFailure(failure: RunFailure | Misfit): Failure {
  if (failure.kind === "noSuchRun") return plainFailure("noSuchRun", "That run is not in this library any more.");
  if (failure.kind === "misfit") {
    const message = "What was sent does not fit the run as it is.";
    return { kind: "invalidRequest", message, issues: [failure.why] };
  }
  return plainFailure(failure.kind, libraryFailureSentence(failure));
}

/** An outcome of storage or runs in the form that crosses the contract. */
export function fromStorage<T>(outcome: Outcome<T, RunFailure | Misfit>): Outcome<T, Failure> {
  return outcome.ok ? outcome : failed(storageFailure(outcome.failure));
}
