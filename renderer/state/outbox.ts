import type { Failure } from "../../shared/contract/failure.ts";
import type { SaveReply, SaveRequest } from "../../shared/contract/save.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";
import type { BatchId, StepId } from "../../shared/domain/ids.ts";
import {
  changesOf,
  foldChanges,
  isEmpty,
  mergeOrders,
  newestRevs,
  requestOf,
  revsAfter,
  type Changes,
  type KeptBatch,
  type KnownRevs,
  type Origin,
  type PendingBatch,
} from "./outbox-batch.ts";
import type { BatchStore } from "./outbox-store.ts";

/*
 * The way of words from the page to the disk (house, section 3). A change waits for nothing: the outbox is only told
 * that there is one. It fetches what changed after a pause, or after a while of steady typing, seals it into a batch
 * with an id, keeps it on this machine and sends it. One batch is under way at a time; it is sent again under the same
 * id until the library answers, so a lost answer does no harm. "Saved" is shown after the answer and never before.
 *
 * This file knows no browser: time, ids, the line and the place for batches are handed in.
 */

/** A pause after which changes are handed over. */
export const FLUSH_AFTER_IDLE_MS = 150;
/** The longest that a change waits under steady typing. */
export const FLUSH_AT_LATEST_MS = 500;
/** An answer that takes longer than this is told as "Not saved": a working disk answers within a second. */
export const ANSWER_LATE_MS = 3_000;
/** First wait before a batch is sent again; it doubles with every failure. */
export const RETRY_FIRST_MS = 250;
/** The longest wait before a batch is sent again. */
export const RETRY_AT_MOST_MS = 5_000;

/** What the save indicator shows. */
export type SaveState =
  /** All is on the disk; `at` is when the library wrote it (UTC ms), null before the first save of this page. */
  | { readonly kind: "saved"; readonly at: number | null }
  | { readonly kind: "saving" }
  /**
   * The library did not take it, or has not answered. `attempt` counts the tries of this batch; the outbox tries again
   * at `retryAt` (UTC ms), by itself. `keptHere`: the words would outlive a reload of the page.
   */
  | {
      readonly kind: "notSaved";
      readonly failure: Failure;
      readonly attempt: number;
      readonly retryAt: number | null;
      readonly keptHere: boolean;
    }
  /** Another page has written the same steps since: nothing is sent until `resolveStale`. */
  | { readonly kind: "stale"; readonly steps: readonly StepId[]; readonly keptHere: boolean };

/** What the library has now of the steps that were stale; from `run.steps`. */
export type Present = {
  readonly orderRev: number;
  readonly order: readonly StepId[];
  readonly steps: readonly { readonly id: StepId; readonly rev: number }[];
};

/** What the outbox stands on. */
export type OutboxPorts = {
  /** Fetches what changed since the last fetch, null when nothing did. Synchronous: also called while the page hides. */
  take(): Changes | null;
  /** Sends a batch; a lost line is a failure of kind `io`. */
  send(request: SaveRequest): Promise<Outcome<SaveReply, Failure>>;
  /** Asks for the pen after the line to the host was new; answers whether this page has it. */
  askPen(): Promise<boolean>;
  readonly store: BatchStore;
  newBatchId(): BatchId;
  /** The present time in UTC milliseconds. */
  now(): number;
  /** Runs `act` after `ms` milliseconds; answers the way to call it off. */
  after(ms: number, act: () => void): () => void;
};

/** `leftover`: changes of an earlier page that are to be saved first (a recovery that was stale). */
export type OutboxStart = { readonly origin: Origin; readonly known: KnownRevs; readonly leftover?: Changes };

export type Outbox = {
  /** There is something to fetch. Cheap: called for every key. */
  changed(): void;
  /** Hands over all there is at once. Resolves when it is saved, or with the state in which it cannot go on. */
  flush(): Promise<SaveState>;
  /** What the indicator shows; the value is a new object whenever it changes. */
  state(): SaveState;
  subscribe(listener: () => void): () => void;
  /** Sends again at once, for a button beside "Not saved" and after *Write here*. */
  retryNow(): void;
  /** The page has learnt revs in another way (a reload of steps, a restore). */
  learn(known: KnownRevs): void;
  /**
   * Ends a stale state. With `present` the page's words are sent anew over what the library has (the other page's text
   * stays in the history); with null they are given up here and the page loads the run anew.
   */
  resolveStale(present: Present | null): void;
  /** Everything that is not on the disk of the library, to be saved as a copy elsewhere. */
  unsaved(): Changes;
  /** Hands over all there is and stops. What is not saved then stays kept for the next opening (`recover`). */
  close(): Promise<SaveState>;
};

/** Opens the outbox of a run that this page writes. */
export function openOutbox(ports: OutboxPorts, start: OutboxStart): Outbox {
  const { origin } = start;
  let known = start.known;
  let sent: SaveRequest | null = null;
  let pending: PendingBatch | null = null;
  let state: SaveState = { kind: "saved", at: null };
  let savedAt: number | null = null;
  let attempt = 0;
  let underWay = false;
  let askedPen = false;
  let stopped = false;
  let keptHere = true;
  let firstChangeAt: number | null = null;
  let callOffIdle: (() => void) | null = null;
  let callOffRetry: (() => void) | null = null;
  const listeners = new Set<() => void>();
  const flushes = new Set<{ readonly last: BatchId; readonly resolve: (state: SaveState) => void }>();

  function show(next: SaveState): void {
    state = next;
    for (const listener of listeners) listener();
    if (next.kind === "notSaved" || next.kind === "stale") endFlushes(null, next);
  }

  /** Answers who waits for this batch to be saved; null for everyone. */
  function endFlushes(batchId: BatchId | null, answer: SaveState): void {
    for (const waiting of flushes) {
      if (batchId !== null && waiting.last !== batchId) continue;
      flushes.delete(waiting);
      waiting.resolve(answer);
    }
  }

  function kept(request: SaveRequest, isSent: boolean): KeptBatch {
    const { libraryId, runId } = origin;
    return { libraryId, runId, batchId: request.batchId, sealedAt: ports.now(), sent: isSent, request };
  }

  function keeping(work: Promise<void>): void {
    // Private windows and full disks refuse; the words still go to the library, and "Not saved" says they are not kept.
    work.then(
      () => noteKept(true),
      () => noteKept(false),
    );
  }

  function noteKept(isKept: boolean): void {
    if (keptHere === isKept) return;
    keptHere = isKept;
    if (state.kind === "notSaved" || state.kind === "stale") show({ ...state, keptHere });
  }

  function seal(): void {
    callOffIdle?.();
    firstChangeAt = null;
    const changes = ports.take();
    if (changes === null || isEmpty(changes)) return;
    pending =
      pending === null
        ? { ...changes, batchId: ports.newBatchId() }
        : { ...foldChanges(pending, changes), batchId: pending.batchId };
    if (sent !== null) keeping(ports.store.keep(kept(requestOf(origin, pending, known), false)));
  }

  /** Fixes the pending batch on the revs that are known: the next to be sent. Answers how it is to be kept. */
  function promote(): KeptBatch | null {
    if (sent !== null || pending === null) return null;
    sent = requestOf(origin, pending, known);
    pending = null;
    attempt = 0;
    return kept(sent, true);
  }

  function sendNext(): void {
    const promoted = promote();
    if (promoted !== null) keeping(ports.store.keep(promoted));
    if (sent === null) {
      if (firstChangeAt === null && state.kind !== "saved") show({ kind: "saved", at: savedAt });
    } else if (!underWay && state.kind !== "stale" && !stopped) {
      void sendOnce(sent);
    }
  }

  async function sendOnce(request: SaveRequest): Promise<void> {
    callOffRetry?.();
    underWay = true;
    attempt += 1;
    if (state.kind === "saved") show({ kind: "saving" });
    const callOffLate = ports.after(ANSWER_LATE_MS, () => {
      const message =
        "The library has not answered yet. Its disk may be slow or asleep; go on writing, and what is here is saved when it answers.";
      show({ kind: "notSaved", failure: { kind: "io", message }, attempt, retryAt: null, keptHere });
    });
    const outcome = await ports.send(request);
    callOffLate();
    underWay = false;
    if (sent !== request) return;
    if (outcome.ok) takeAnswer(outcome.value);
    else await takeFailure(outcome.failure);
  }

  function takeAnswer(reply: SaveReply): void {
    if (sent === null) return;
    askedPen = false;
    switch (reply.state) {
      case "saved": {
        known = revsAfter(known, reply);
        savedAt = reply.savedAt;
        const { batchId } = sent;
        sent = null;
        // In one breath: a reload in between must find the next batch fixed on what this one has led to.
        keeping(ports.store.settle(batchId, promote()));
        if (state.kind === "notSaved") show({ kind: "saving" });
        endFlushes(batchId, { kind: "saved", at: savedAt });
        sendNext();
        return;
      }
      case "stale":
        known = revsAfter(known, reply);
        show({ kind: "stale", steps: reply.steps.map(({ id }) => id), keptHere });
        return;
      default:
        assertNever(reply);
    }
  }

  async function takeFailure(failure: Failure): Promise<void> {
    // Pens live in the host's memory: after it has died, or the line was new, this page asks for its own again.
    if (failure.kind === "notWriting" && !askedPen && !stopped) {
      askedPen = true;
      if (await ports.askPen()) {
        sendNext();
        return;
      }
    }
    if (failure.kind !== "notWriting") askedPen = false;
    if (stopped) return;
    const wait = Math.min(RETRY_AT_MOST_MS, RETRY_FIRST_MS * 2 ** (attempt - 1));
    show({ kind: "notSaved", failure, attempt, retryAt: ports.now() + wait, keptHere });
    callOffRetry?.();
    callOffRetry = ports.after(wait, sendNext);
  }

  function handOver(): void {
    seal();
    sendNext();
  }

  function flush(): Promise<SaveState> {
    return new Promise((resolve) => {
      seal();
      const last = pending?.batchId ?? sent?.batchId;
      if (last === undefined || state.kind === "stale" || stopped) {
        sendNext();
        resolve(state);
        return;
      }
      flushes.add({ last, resolve });
      sendNext();
    });
  }

  if (start.leftover !== undefined && !isEmpty(start.leftover)) {
    pending = { ...start.leftover, batchId: ports.newBatchId() };
    sendNext();
  }

  return {
    changed() {
      const at = ports.now();
      firstChangeAt ??= at;
      if (state.kind === "saved") show({ kind: "saving" });
      callOffIdle?.();
      const wait = Math.min(FLUSH_AFTER_IDLE_MS, Math.max(0, firstChangeAt + FLUSH_AT_LATEST_MS - at));
      callOffIdle = ports.after(wait, handOver);
    },
    flush,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retryNow() {
      askedPen = false;
      sendNext();
    },
    learn(learnt) {
      // Revs only grow: what this page has saved meanwhile is newer than what was learnt before it.
      known = newestRevs(known, learnt);
    },
    resolveStale(present) {
      if (sent === null || state.kind !== "stale") return;
      const given = sent;
      sent = null;
      if (present === null) {
        const dropped = pending;
        pending = null;
        keeping(ports.store.settle(given.batchId, null));
        if (dropped !== null) keeping(ports.store.settle(dropped.batchId, null));
        show({ kind: "saved", at: savedAt });
        return;
      }
      const replaced = pending;
      const ours = changesOf(given);
      const all = replaced === null ? ours : foldChanges(ours, replaced);
      const deleted = new Set(all.steps.filter((step) => "deleted" in step).map(({ id }) => id));
      const steps = new Map(known.steps);
      for (const { id, rev } of present.steps) steps.set(id, rev);
      known = { steps, orderRev: present.orderRev };
      const order = all.order === undefined ? undefined : mergeOrders(all.order, present.order, deleted);
      pending = { ...all, ...(order === undefined ? {} : { order }), batchId: ports.newBatchId() };
      // The batch that takes its place is put down in the same breath: a reload in between loses nothing.
      keeping(ports.store.settle(given.batchId, kept(requestOf(origin, pending, known), false)));
      if (replaced !== null) keeping(ports.store.settle(replaced.batchId, null));
      show({ kind: "saving" });
      sendNext();
    },
    unsaved() {
      const parts = [sent === null ? null : changesOf(sent), pending].filter((part) => part !== null);
      return parts.reduce<Changes>(foldChanges, { steps: [], acts: [] });
    },
    async close() {
      const end = await flush();
      stopped = true;
      callOffIdle?.();
      callOffRetry?.();
      return end;
    },
  };
}
