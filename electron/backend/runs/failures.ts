import type { LibraryFailure } from "../storage/failures.ts";

/** No run of this id is in sight: never there, still arriving, or in the bin. */
export type NoSuchRun = { readonly kind: "noSuchRun" };
export const NO_SUCH_RUN: NoSuchRun = { kind: "noSuchRun" };

/** A request that contradicts itself or the library: a fault of the page that sent it. `why` is for a developer. */
export type Misfit = { readonly kind: "misfit"; readonly why: string };

/** What can keep a run from being read or written. */
export type RunFailure = LibraryFailure | NoSuchRun;
