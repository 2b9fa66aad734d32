import type { Failure } from "../../shared/contract/failure.ts";
import type { SaveReply, SaveRequest } from "../../shared/contract/save.ts";
import type { LibraryId, RunId, StepId } from "../../shared/domain/ids.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";
import { changesOf, foldChanges, type Changes, type KeptBatch } from "./outbox-batch.ts";
import type { BatchStore } from "./outbox-store.ts";

/** How a recovery ended. */
export type RecoveryEnd =
  /** All of it is in the library; the run must be loaded anew when `steps` is not 0. */
  | { readonly kind: "saved"; readonly steps: number }
  /** The run was changed since: nothing more was written. `changes` is what is left, to be looked at and decided. */
  | { readonly kind: "stale"; readonly steps: readonly StepId[]; readonly changes: Changes }
  /** The library did not take it; everything that is left stays kept. */
  | { readonly kind: "failed"; readonly failure: Failure };

/** What an earlier page of this run sealed and never saw answered. */
export type Recovery = {
  /** When the latest of it was sealed, in UTC milliseconds. */
  readonly sealedAt: number;
  /** What it holds, for showing or for a copy elsewhere. */
  readonly changes: Changes;
  /** Sends it. Batches that the library has are answered as before, so doing it again does no harm. Needs the pen. */
  resend(): Promise<RecoveryEnd>;
  /** Forgets it. */
  discard(): Promise<void>;
};

/** What a recovery stands on. */
export type RecoveryPorts = {
  readonly store: BatchStore;
  send(request: SaveRequest): Promise<Outcome<SaveReply, Failure>>;
};

/** Looks for what an earlier page left of this run; null when nothing is left. Rejects when the place refuses. */
export async function recover(ports: RecoveryPorts, libraryId: LibraryId, runId: RunId): Promise<Recovery | null> {
  const left = await ports.store.list(libraryId, runId);
  if (left.length === 0) return null;
  return {
    sealedAt: Math.max(...left.map((batch) => batch.sealedAt)),
    changes: changesOfAll(left),
    resend: () => resendAll(ports, left),
    async discard() {
      for (const batch of left) await ports.store.settle(batch.batchId, null);
    },
  };
}

async function resendAll(ports: RecoveryPorts, left: readonly KeptBatch[]): Promise<RecoveryEnd> {
  const learnt = new Map<StepId, number>();
  const touched = new Set<StepId>();
  let orderRev: number | null = null;
  for (const [index, batch] of left.entries()) {
    const request = batch.sent ? batch.request : onLearntRevs(batch.request, learnt, orderRev);
    const outcome = await ports.send(request);
    if (!outcome.ok) return { kind: "failed", failure: outcome.failure };
    const reply = outcome.value;
    if (reply.state === "stale") {
      return { kind: "stale", steps: reply.steps.map(({ id }) => id), changes: changesOfAll(left.slice(index)) };
    }
    for (const { id, rev } of reply.steps) {
      learnt.set(id, rev);
      touched.add(id);
    }
    ({ orderRev } = reply);
    await ports.store.settle(batch.batchId, null);
  }
  return { kind: "saved", steps: touched.size };
}

function changesOfAll(batches: readonly KeptBatch[]): Changes {
  return batches.map(({ request }) => changesOf(request)).reduce<Changes>(foldChanges, { steps: [], acts: [] });
}

/** A batch that was never sent may still be fixed on what the batches before it have led to. */
function onLearntRevs(request: SaveRequest, learnt: ReadonlyMap<StepId, number>, orderRev: number | null): SaveRequest {
  return {
    ...request,
    orderRev: orderRev ?? request.orderRev,
    steps: request.steps.map((step) => ({ ...step, baseRev: learnt.get(step.id) ?? step.baseRev })),
  };
}
