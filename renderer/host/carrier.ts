import type { Failure } from "../../shared/contract/failure.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";
import type { LineState } from "./host.ts";

/** What the page hears from its carrier. */
export type CarrierListeners = {
  readonly onEvent: (name: string, payload: unknown) => void;
  readonly onLine: (state: LineState) => void;
  /** The host is about to close and waits a moment. */
  readonly onClosing: () => void;
};

/** What carries calls between page and host: a WebSocket, or Electron's bridge. Answers are not checked yet. */
export type Carrier = {
  call(method: string, request: unknown): Promise<Outcome<unknown, Failure>>;
  /** Takes files that the page holds (picked or dropped) and answers `{ files: PickedFile[] }`. */
  lendFiles(files: readonly File[]): Promise<Outcome<unknown, Failure>>;
};
