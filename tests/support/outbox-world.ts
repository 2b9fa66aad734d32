import type { Failure } from "../../shared/contract/failure.ts";
import type { SaveReply, SaveRequest } from "../../shared/contract/save.ts";
import {
  newBatchId,
  newDeviceId,
  newLibraryId,
  newPersonId,
  newRunId,
  type BatchId,
  type StepId,
} from "../../shared/domain/ids.ts";
import { blankStep, contentOf, type StepContent } from "../../shared/domain/step.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";
import type { Changes, KeptBatch, KnownRevs, Origin, StepChange } from "../../renderer/state/outbox-batch.ts";
import type { BatchStore } from "../../renderer/state/outbox-store.ts";

/*
 * A world for the outbox without a browser: a clock that only tests move, a library in memory that keeps to the rules
 * of a save (document model, section 5), a line that can fail in every way, and a place for batches that outlives pages.
 */

/** A clock that tests move. Timers that are due run in order, and promises settle in between. */
export type TestClock = {
  readonly now: () => number;
  readonly after: (ms: number, act: () => void) => () => void;
  /** Moves the time on. */
  readonly pass: (ms: number) => Promise<void>;
};

/** Enough turns for every chain of promises of the outbox to settle. */
const TURNS = 20;

/** Lets promises settle without moving the time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
}

/** Makes a clock that begins at 0. */
export function testClock(): TestClock {
  let now = 0;
  let timers: { at: number; act: () => void }[] = [];
  return {
    now: () => now,
    after(ms, act) {
      const timer = { at: now + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async pass(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).toSorted((left, right) => left.at - right.at)[0];
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.act();
        await settle();
      }
      now = end;
    },
  };
}

/** A library that holds one run and saves by the rules: batch ids are remembered, wrong revs are stale. */
export type TestLibrary = {
  readonly steps: Map<StepId, { rev: number; content: StepContent; deleted: boolean }>;
  order: readonly StepId[];
  orderRev: number;
  /** Every batch that was written, in order, each once. */
  readonly written: SaveRequest[];
  save(request: SaveRequest): SaveReply;
};

/** A library whose run has these steps. */
export function testLibrary(ids: readonly StepId[]): TestLibrary {
  const answered = new Map<BatchId, SaveReply>();
  const library: TestLibrary = {
    steps: new Map(ids.map((id) => [id, { rev: 1, content: contentOf(blankStep()), deleted: false }])),
    order: ids,
    orderRev: 1,
    written: [],
    save(request) {
      const before = answered.get(request.batchId);
      if (before !== undefined) return before;
      const wrong = request.steps.filter((step) => (library.steps.get(step.id)?.rev ?? 0) !== step.baseRev);
      if (wrong.length > 0 || (request.order !== undefined && request.orderRev !== library.orderRev)) {
        const present = wrong.map(({ id }) => {
          const row = library.steps.get(id);
          return { id, rev: row?.rev ?? 0, deleted: row?.deleted ?? false };
        });
        return { state: "stale", orderRev: library.orderRev, steps: present };
      }
      for (const step of request.steps) {
        const row = library.steps.get(step.id);
        const rev = step.baseRev + 1;
        if (!("deleted" in step)) library.steps.set(step.id, { rev, content: step.content, deleted: false });
        else if (row !== undefined) library.steps.set(step.id, { ...row, rev, deleted: true });
      }
      if (request.order !== undefined) {
        library.order = request.order;
        library.orderRev += 1;
      }
      library.written.push(request);
      const steps = request.steps.map(({ id, baseRev }) => ({ id, rev: baseRev + 1 }));
      const reply: SaveReply = { state: "saved", savedAt: library.written.length, orderRev: library.orderRev, steps };
      answered.set(request.batchId, reply);
      return reply;
    },
  };
  return library;
}

/** What becomes of one message: `lostBefore` and `lostAfter` the write, `never` for a host that hangs until it is cut. */
export type Fate = "arrives" | "slow" | "twice" | "lostBefore" | "lostAfter" | "fails" | "noPen";

/** The failure of a line that ended. */
export const LOST: Failure = { kind: "io", message: "lost" };
const FULL: Failure = { kind: "diskFull", message: "full" };
const NO_PEN: Failure = { kind: "notWriting", message: "no pen" };

/** How long a slow answer takes, in milliseconds: longer than "late". */
const SLOW_MS = 4_000;

/** A line to the library on which each message meets the next fate; afterwards all arrive. */
export function testLine(library: TestLibrary, clock: TestClock, fates: Fate[]) {
  return async (request: SaveRequest): Promise<Outcome<SaveReply, Failure>> => {
    // What is written is what was sent then: a later change of the object must not reach it.
    const sent = structuredClone(request);
    const fate = fates.shift() ?? "arrives";
    await Promise.resolve();
    switch (fate) {
      case "arrives":
        return success(library.save(sent));
      case "slow":
        await new Promise<void>((resolve) => void clock.after(SLOW_MS, resolve));
        return success(library.save(sent));
      case "twice":
        library.save(sent);
        return success(library.save(sent));
      case "lostBefore":
        return failed(LOST);
      case "lostAfter":
        library.save(sent);
        return failed(LOST);
      case "fails":
        return failed(FULL);
      case "noPen":
        return failed(NO_PEN);
      default:
        return assertNever(fate);
    }
  };
}

/** A place for batches in memory; `refuses` makes every write fail. */
export function testStore(): BatchStore & { readonly kept: Map<BatchId, KeptBatch>; refuses: boolean } {
  const kept = new Map<BatchId, KeptBatch>();
  const store = {
    kept,
    refuses: false,
    async keep(batch: KeptBatch) {
      if (store.refuses) throw new Error("refused");
      kept.set(batch.batchId, structuredClone(batch));
    },
    async settle(answered: BatchId, rest: KeptBatch | null) {
      if (store.refuses) throw new Error("refused");
      kept.delete(answered);
      if (rest !== null) kept.set(rest.batchId, structuredClone(rest));
    },
    async list() {
      return [...kept.values()].toSorted((left, right) => (left.batchId < right.batchId ? -1 : 1));
    },
  };
  return store;
}

/** Somebody's run in some library. */
export function testOrigin(): Origin {
  return { libraryId: newLibraryId(), runId: newRunId(), deviceId: newDeviceId(), personId: newPersonId() };
}

/** The revs of a library as a page learns them when it opens the run. */
export function revsOf(library: TestLibrary): KnownRevs {
  return {
    steps: new Map([...library.steps].map(([id, { rev }]) => [id, rev])),
    orderRev: library.orderRev,
  };
}

/** The text of a page in the tests: prompts by step, and what changed since the outbox last asked. */
export class TestPageText {
  readonly #prompts = new Map<StepId, string>();
  #order: StepId[];
  #changed = new Map<StepId, StepChange>();
  #orderChanged = false;
  #added = 0;
  #sealed: { order: readonly StepId[]; prompts: ReadonlyMap<StepId, string> };

  constructor(order: readonly StepId[]) {
    this.#order = [...order];
    this.#sealed = { order, prompts: new Map() };
  }

  /** The text as it stood when the outbox last asked: all of it was sealed then. */
  get sealed(): { readonly order: readonly StepId[]; readonly prompts: ReadonlyMap<StepId, string> } {
    return this.#sealed;
  }

  get order(): readonly StepId[] {
    return this.#order;
  }

  get prompts(): ReadonlyMap<StepId, string> {
    return this.#prompts;
  }

  /** Writes a step's prompt. */
  write(id: StepId, prompt: string): void {
    this.#prompts.set(id, prompt);
    this.#changed.set(id, { id, content: promptContent(prompt) });
    this.#added += 1;
  }

  /** Puts a new step at a place. */
  insert(id: StepId, at: number, prompt: string): void {
    this.#order.splice(at, 0, id);
    this.#orderChanged = true;
    this.write(id, prompt);
  }

  /** Takes a step out; the last one stays. */
  remove(id: StepId): void {
    if (this.#order.length < 2) return;
    this.#order = this.#order.filter((other) => other !== id);
    this.#prompts.delete(id);
    this.#orderChanged = true;
    this.#changed.set(id, { id, deleted: true });
  }

  /** What the editor's `takeChanges` answers. */
  take(): Changes | null {
    this.#sealed = { order: [...this.#order], prompts: new Map(this.#prompts) };
    if (this.#changed.size === 0 && !this.#orderChanged) return null;
    const [first] = this.#changed.keys();
    const changes: Changes = {
      steps: [...this.#changed.values()],
      ...(this.#orderChanged ? { order: [...this.#order] } : {}),
      acts:
        first === undefined || this.#added === 0
          ? []
          : [{ stepId: first, section: "prompt", kind: "typed", added: this.#added, removed: 0, activeMs: 10 }],
    };
    this.#changed = new Map();
    this.#orderChanged = false;
    this.#added = 0;
    return changes;
  }
}

/** A step in which only the prompt is written. */
export function promptContent(text: string): StepContent {
  const step = blankStep();
  return contentOf({ ...step, prompt: { closed: false, text } });
}

/** Ids for batches that sort by the time of making. */
export const batchIds = newBatchId;
