import type { RunId } from "../../shared/domain/ids.ts";
import type { CallerId } from "./backend-shape.ts";

/**
 * Who writes which run. One page writes a run at a time; another that opens it reads along until it asks for the pen
 * (document model, section 5). Pens live in memory: when the backend dies, so do they, and pages ask again.
 */
export class Pens {
  readonly #holders = new Map<RunId, CallerId>();

  /** Gives the pen to `caller` when nobody has it; says whether `caller` has it now. */
  ask(runId: RunId, caller: CallerId): boolean {
    const holder = this.#holders.get(runId);
    if (holder === undefined) this.#holders.set(runId, caller);
    return holder === undefined || holder === caller;
  }

  /** Moves the pen to `caller`; answers who had it until now, null when nobody else did. */
  take(runId: RunId, caller: CallerId): CallerId | null {
    const holder = this.#holders.get(runId) ?? null;
    this.#holders.set(runId, caller);
    return holder === caller ? null : holder;
  }

  /** Nobody has a pen any more: the library is another one. */
  forget(): void {
    this.#holders.clear();
  }

  /** The caller has gone. */
  release(caller: CallerId): void {
    for (const [runId, holder] of this.#holders) if (holder === caller) this.#holders.delete(runId);
  }
}
