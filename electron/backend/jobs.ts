import { setImmediate as nextTurn } from "node:timers/promises";

import type { JobId } from "../../shared/contract/handles.ts";
import type { CallerId } from "./backend-shape.ts";

/** How often at most a job tells how far it is. */
const PROGRESS_EVERY_MS = 100;
/** How long a job may hold the thread before it lets saves through. */
const HOLD_AT_MOST_MS = 15;

/** What a long act holds while it runs: it gives way to saves, tells how far it is and learns that it was cancelled. */
export type Job = {
  /** True once the person has cancelled or the page has gone; the act then undoes itself and answers `cancelled`. */
  readonly cancelled: () => boolean;
  /** Tells how far it is; drops what comes too often. */
  readonly tell: (done: number, total: number | null, what: string) => void;
  /** Lets waiting calls (a save above all) through when the act has held the thread for long enough. */
  readonly giveWay: () => Promise<void>;
};

type Told = { jobId: JobId; done: number; total: number | null; what: string };

/** The long acts that run at present, by caller and the id that the page made. */
export class Jobs {
  readonly #running = new Map<string, { caller: CallerId; cancelled: boolean }>();
  readonly #emit: (caller: CallerId, told: Told) => void;
  readonly #clock: () => number;
  #underWay = 0;

  constructor(emit: (caller: CallerId, told: Told) => void, clock: () => number) {
    this.#emit = emit;
    this.#clock = clock;
  }

  /** Runs `act` as a job; without a `jobId` it can be neither followed nor cancelled by its caller, but still gives way. */
  async run<T>(caller: CallerId, jobId: JobId | undefined, act: (job: Job) => Promise<T>): Promise<T> {
    const key = `${caller}\n${jobId ?? ""}`;
    const state = { caller, cancelled: false };
    if (jobId !== undefined) this.#running.set(key, state);
    let held = this.#clock();
    let told = -Infinity;
    this.#underWay += 1;
    try {
      return await act({
        cancelled: () => state.cancelled,
        tell: (done, total, what) => {
          if (jobId === undefined || this.#clock() - told < PROGRESS_EVERY_MS) return;
          told = this.#clock();
          this.#emit(caller, { jobId, done, total, what });
        },
        giveWay: async () => {
          if (this.#clock() - held < HOLD_AT_MOST_MS) return;
          await nextTurn();
          held = this.#clock();
        },
      });
    } finally {
      this.#underWay -= 1;
      if (this.#running.get(key) === state) this.#running.delete(key);
    }
  }

  /** Whether any long act is under way. */
  isBusy(): boolean {
    return this.#underWay > 0;
  }

  /** Asks one job of a caller to stop; unknown ids are ignored, since the job may just have ended. */
  cancel(caller: CallerId, jobId: JobId): void {
    const state = this.#running.get(`${caller}\n${jobId}`);
    if (state !== undefined) state.cancelled = true;
  }

  /** Asks every job of a caller to stop. */
  release(caller: CallerId): void {
    for (const state of this.#running.values()) if (state.caller === caller) state.cancelled = true;
  }
}
