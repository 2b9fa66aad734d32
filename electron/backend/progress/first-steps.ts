import { WHOLE_DIGITS } from "../../../shared/domain/review/alignment.ts";
import { KNOWN_BY_STEPS } from "../../../shared/domain/progress/report.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { fingerprints } from "../review/fingerprint.ts";

/** By what a run is known again where no id came along: a hash of each of its first steps, whatever their ids. */
export function firstPrints(steps: readonly Step[]): string[] {
  return fingerprints(steps.slice(0, KNOWN_BY_STEPS)).map((print) => print.slice(0, WHOLE_DIGITS));
}
