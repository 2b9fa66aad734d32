import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { historyMethods } from "../../../shared/contract/history-methods.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { CallerId } from "../backend-shape.ts";
import {
  fromStorage,
  readingLibrary,
  storageFailure,
  writingLibrary,
  type BackendContext,
  type Handlers,
} from "../context.ts";
import { moveRunToBin } from "../runs/bin.ts";
import type { Misfit, RunFailure } from "../runs/failures.ts";
import { listBin, restoreRunFromBin } from "./bin.ts";
import { listVersions, readVersion, type NoSuchStep, type NoSuchVersion } from "./list.ts";
import { restore, restoreSteps } from "./restore.ts";
import { listSnapshots, takeSnapshot } from "./snapshots.ts";

/** Versions, snapshots and the bin. */
export function historyHandlers(context: BackendContext): Handlers<keyof typeof historyMethods> {
  return {
    "history.list": (request) => {
      const library = readingLibrary(context);
      return library.ok ? fromHistory(listVersions(library.value, request)) : library;
    },
    "history.version": ({ runId, version }) => {
      const library = readingLibrary(context);
      return library.ok ? fromHistory(readVersion(library.value, runId, version)) : library;
    },
    "history.restore": (request, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      return told(context, caller, fromHistory(restore(library.value, request)));
    },
    "history.snapshots": ({ runId }) => {
      const library = readingLibrary(context);
      return library.ok ? fromStorage(listSnapshots(library.value, runId)) : library;
    },
    "history.snapshot": ({ runId, why, name }) => {
      const library = writingLibrary(context);
      return library.ok ? fromStorage(takeSnapshot(library.value, runId, { why, name })) : library;
    },
    "bin.list": ({ runId, limit }) => {
      const library = readingLibrary(context);
      return library.ok ? fromStorage(listBin(library.value, runId, limit)) : library;
    },
    "bin.restoreSteps": (request, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      return told(context, caller, fromHistory(restoreSteps(library.value, request)));
    },
    "bin.restoreRun": ({ runId }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const restored = fromStorage(restoreRunFromBin(library.value, runId));
      if (restored.ok) context.tellAll(caller, "library.changed", {});
      return restored.ok ? success({}) : restored;
    },
    "run.delete": ({ runId }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const moved = fromStorage(moveRunToBin(library.value, runId));
      if (moved.ok) context.tellAll(caller, "library.changed", {});
      return moved.ok ? success({}) : moved;
    },
  };
}

/** Tells the other pages what a restore changed. */
function told(
  context: BackendContext,
  caller: CallerId,
  restored: Outcome<ReplyOf<"history.restore">, Failure>,
): Outcome<ReplyOf<"history.restore">, Failure> {
  if (restored.ok) {
    const { runId, steps } = restored.value;
    if (steps.length > 0) context.tellReaders(runId, caller, "run.changed", { runId, steps });
    context.tellAll(caller, "library.changed", {});
  }
  return restored;
}

function fromHistory<T>(outcome: Outcome<T, RunFailure | Misfit | NoSuchStep | NoSuchVersion>): Outcome<T, Failure> {
  if (outcome.ok) return outcome;
  const { failure } = outcome;
  if (failure.kind === "noSuchStep") {
    return failed(plainFailure("noSuchStep", "That step is not in this run, not even in its bin."));
  }
  if (failure.kind === "noSuchVersion") {
    return failed(plainFailure("noSuchVersion", "That version is not kept any more, or belongs to another run."));
  }
  return failed(storageFailure(failure));
}
