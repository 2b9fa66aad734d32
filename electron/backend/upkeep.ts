import type { Backups } from "./backups/backups.ts";
import { sweepVersions, type SweepPlace } from "./history/thin.ts";
import type { ReadingLibrary, WritingLibrary } from "./storage/library.ts";

/** The first look and the first sweep stand behind the start, which needs both processors for itself. */
const FIRST_AFTER_MS = 10_000;
/** How often it is looked whether a backup is due. */
const LOOK_EVERY_MS = 60_000;
/** How often the whole history is thinned, and how long its slices leave the thread to saves in between. */
const SWEEP_EVERY_MS = 6 * 3_600_000;
const BETWEEN_SLICES_MS = 50;

/** What the app does by itself beside the writing: hourly backups and thinning of the history. */
export class Upkeep {
  readonly #library: () => ReadingLibrary | WritingLibrary | null;
  readonly #onSurprise: (error: unknown) => void;
  readonly #timers: readonly NodeJS.Timeout[];
  #isStopped = false;

  constructor(
    library: () => ReadingLibrary | WritingLibrary | null,
    backups: Backups,
    onSurprise: (error: unknown) => void,
  ) {
    this.#library = library;
    this.#onSurprise = onSurprise;
    const look = (): void => {
      // A host that closes meanwhile has no library any more.
      if (!this.#isStopped) backups.makeIfDue().catch(onSurprise);
    };
    const sweep = (): void => this.#sweep(null);
    this.#timers = [
      setTimeout(look, FIRST_AFTER_MS),
      setTimeout(sweep, FIRST_AFTER_MS),
      setInterval(look, LOOK_EVERY_MS),
      setInterval(sweep, SWEEP_EVERY_MS),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers) clearInterval(timer);
  }

  #sweep(from: SweepPlace): void {
    const library = this.#library();
    if (this.#isStopped || library === null || !isWriting(library)) return;
    try {
      const swept = sweepVersions(library, from);
      // Where the disk refuses, the next sweep tries again; nothing is lost by a version too many.
      if (!swept.ok || swept.value === null) return;
      setTimeout(() => this.#sweep(swept.value), BETWEEN_SLICES_MS).unref();
    } catch (error) {
      this.#onSurprise(error);
    }
  }
}

function isWriting(library: ReadingLibrary | WritingLibrary): library is WritingLibrary {
  return library.mode === "write";
}
