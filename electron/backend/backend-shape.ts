import type { EventName } from "../../shared/contract/events.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import type { FileHandle, FolderHandle, TargetHandle } from "../../shared/contract/handles.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";

/** One page (a connection), or the command line. Made by the host; the backend only compares it. */
export type CallerId = string;

/** An event on its way to a page; `payload` fits the contract's schema of `name`. */
export type BackendEvent = { readonly name: EventName; readonly payload: unknown };

/** What every host holds: a method's name and something unknown in, an outcome out (house, section 1). */
export type Backend = {
  /** Checks the request by the contract and answers; never throws, and answers `internal` for a surprise. */
  call(caller: CallerId, method: string, request: unknown): Promise<Outcome<unknown, Failure>>;
  /** Events for this caller; answers the way to stop them. */
  subscribe(caller: CallerId, listener: (event: BackendEvent) => void): () => void;
  /** The caller has gone: its pen, its handles and its jobs go too. */
  release(caller: CallerId): void;
  /** Lends a handle for a file to read. `name` is what the person sees, by default the path's last part. */
  lendFile(caller: CallerId, path: string, name?: string): FileHandle;
  /** Lends a handle for a folder to read. */
  lendFolder(caller: CallerId, path: string): FolderHandle;
  /** Lends a handle for a place to write to: a file or a folder that need not exist yet. */
  lendTarget(caller: CallerId, path: string): TargetHandle;
  /**
   * Reads what a page is likely to ask for first. To be called when nobody waits: it takes the thread for up to a tenth of a
   * second. Never throws.
   */
  readAhead(): void;
  /** Ends every job, flushes, checkpoints and gives up the library's lock. Calls after it answer `io`. */
  close(): Promise<void>;
};
