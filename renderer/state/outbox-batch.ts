import type { Act, SaveReply, SaveRequest } from "../../shared/contract/save.ts";
import { MAX_ACTIVE_MS } from "../../shared/contract/save.ts";
import type { BatchId, DeviceId, LibraryId, PersonId, RunId, StepId } from "../../shared/domain/ids.ts";
import type { StepContent } from "../../shared/domain/step.ts";

/*
 * What waits to be saved, as plain values. Changes of a run are sealed into batches. At most one batch is *sent*: its
 * request is fixed for ever, since the host may have written it already when the answer was lost, and it is sent again
 * under the same id until it is answered. At most one more is *pending*: sealed and kept on the disk, but never sent,
 * so what is sealed later is folded into it. Its base revs are not known before the sent batch is answered.
 */

/** A step as it stands after the change, or that it is gone. */
export type StepChange =
  | { readonly id: StepId; readonly content: StepContent }
  | { readonly id: StepId; readonly deleted: true };

/** What the editor hands over: all that changed since it was last asked. */
export type Changes = {
  readonly steps: readonly StepChange[];
  /** All steps in reading order, when steps came, went or changed places. */
  readonly order?: readonly StepId[];
  readonly acts: readonly Act[];
};

/** Whose words they are, and where they belong. */
export type Origin = {
  readonly libraryId: LibraryId;
  readonly runId: RunId;
  readonly deviceId: DeviceId;
  readonly personId: PersonId;
};

/** The revs that the page has learnt: of steps (absent: the library has never had it) and of the order. */
export type KnownRevs = { readonly steps: ReadonlyMap<StepId, number>; readonly orderRev: number };

/** Sealed and not yet sent. */
export type PendingBatch = Changes & { readonly batchId: BatchId };

/** A batch as it is kept on the disk. `sealedAt` in UTC milliseconds, for people; `sequence` gives the order of a page. */
export type KeptBatch = {
  readonly libraryId: LibraryId;
  readonly runId: RunId;
  readonly batchId: BatchId;
  readonly sealedAt: number;
  /** True when a host may have seen it: it may only be sent again as it is. */
  readonly sent: boolean;
  readonly request: SaveRequest;
};

/** Folds later changes into earlier ones: the last word on a step counts, the last order, every act. */
export function foldChanges(earlier: Changes, later: Changes): Changes {
  const steps = new Map(earlier.steps.map((change) => [change.id, change]));
  for (const change of later.steps) steps.set(change.id, change);
  const order = later.order ?? earlier.order;
  return {
    steps: [...steps.values()],
    ...(order === undefined ? {} : { order }),
    acts: foldActs([...earlier.acts, ...later.acts]),
  };
}

/** Joins neighbouring acts of the same kind in the same section; the order of what was done stays readable. */
function foldActs(acts: readonly Act[]): readonly Act[] {
  const folded: Act[] = [];
  for (const act of acts) {
    const last = folded.at(-1);
    const isSame = last?.stepId === act.stepId && last.section === act.section && last.kind === act.kind;
    if (last === undefined || !isSame || last.activeMs + act.activeMs > MAX_ACTIVE_MS) {
      folded.push(act);
      continue;
    }
    folded[folded.length - 1] = {
      ...last,
      added: last.added + act.added,
      removed: last.removed + act.removed,
      activeMs: last.activeMs + act.activeMs,
    };
  }
  return folded;
}

/** True when there is nothing in it to save. */
export function isEmpty(changes: Changes): boolean {
  return changes.steps.length === 0 && changes.order === undefined && changes.acts.length === 0;
}

/**
 * Fixes a batch on the revs that are known. A step that came and went before the library heard of it is left out, with
 * its acts: there is no row that they could be about. Such a step need not be named in the batch at all: one that came
 * and went between two takes leaves nothing but its acts.
 */
export function requestOf(origin: Origin, batch: PendingBatch, known: KnownRevs): SaveRequest {
  const steps: SaveRequest["steps"] = [];
  const heard = new Set(known.steps.keys());
  for (const change of batch.steps) {
    const baseRev = known.steps.get(change.id) ?? 0;
    if (!("deleted" in change)) {
      steps.push({ id: change.id, baseRev, content: change.content });
      heard.add(change.id);
    } else if (baseRev > 0) steps.push({ id: change.id, baseRev, deleted: true });
  }
  return {
    runId: origin.runId,
    batchId: batch.batchId,
    deviceId: origin.deviceId,
    personId: origin.personId,
    orderRev: known.orderRev,
    steps,
    ...(batch.order === undefined ? {} : { order: [...batch.order] }),
    acts: batch.acts.filter((act) => heard.has(act.stepId)),
  };
}

/** The changes that a request carries, to be sealed anew after the library has answered that it was stale. */
export function changesOf(request: SaveRequest): Changes {
  return {
    steps: request.steps.map((step) =>
      "deleted" in step ? { id: step.id, deleted: true } : { id: step.id, content: step.content },
    ),
    ...(request.order === undefined ? {} : { order: request.order }),
    acts: request.acts,
  };
}

/** The revs after an answer: what was saved, or what the library has instead. */
export function revsAfter(known: KnownRevs, reply: SaveReply): KnownRevs {
  const steps = new Map(known.steps);
  for (const { id, rev } of reply.steps) {
    if (rev > 0) steps.set(id, rev);
    else steps.delete(id);
  }
  return { steps, orderRev: reply.orderRev };
}

/** Of two states of knowledge the newer rev of each step and of the order. */
export function newestRevs(left: KnownRevs, right: KnownRevs): KnownRevs {
  const steps = new Map(left.steps);
  for (const [id, rev] of right.steps) steps.set(id, Math.max(rev, steps.get(id) ?? 0));
  return { steps, orderRev: Math.max(left.orderRev, right.orderRev) };
}

/**
 * The order of this page after another page has changed it too: ours, with every step that only theirs has put behind
 * the step it follows there. Steps that this page deleted stay away.
 */
export function mergeOrders(
  ours: readonly StepId[],
  theirs: readonly StepId[],
  deleted: ReadonlySet<StepId>,
): readonly StepId[] {
  const merged = [...ours];
  const present = new Set(ours);
  theirs.forEach((id, index) => {
    if (present.has(id) || deleted.has(id)) return;
    const before = theirs.slice(0, index).findLast((other) => present.has(other));
    merged.splice(before === undefined ? 0 : merged.indexOf(before) + 1, 0, id);
    present.add(id);
  });
  return merged;
}
