import { isBlankInFile } from "../../../../shared/domain/bounty/write.ts";
import type { Step } from "../../../../shared/domain/step.ts";
import { visibleStep } from "../../../../shared/domain/visible.ts";
import { wholePrint } from "../../review/fingerprint.ts";

/** Takes a hash of each step of a run as the steps come, of what a bounty file would carry of it and whatever its id. */
export class StepPrints {
  readonly #prints: string[] = [];
  #before: Step | null = null;
  /** Blank steps at the end are in no file, so they are in no comparison. */
  #kept = 0;

  add(step: Step): void {
    const shown = visibleStep(step, this.#before, this.#prints.length + 1);
    this.#before = step;
    this.#prints.push(wholePrint(shown));
    if (!isBlankInFile(shown)) this.#kept = this.#prints.length;
  }

  /** The hashes in the order of the steps. */
  end(): string[] {
    return this.#prints.slice(0, this.#kept);
  }
}
