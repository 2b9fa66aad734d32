import { createHash } from "node:crypto";

import { isThoughtSection } from "../../../shared/domain/section.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { visible, type VisibleStep } from "../../../shared/domain/visible.ts";

/** How much of the hash is kept, in hex digits: 64 bits tell the steps of a run apart beyond any doubt that matters. */
const FINGERPRINT_DIGITS = 16;

/**
 * One fingerprint a step over what a bounty file would carry of it: the same for the author's stored step and for the
 * step that a reviewer's program read from the exported file, whatever their ids. Trailing steps without anything
 * visible or tagged are left out, as in an export.
 */
export function fingerprints(steps: Iterable<Step>): string[] {
  const prints: string[] = [];
  let kept = 0;
  for (const step of visible(steps)) {
    prints.push(fingerprint(step));
    if (step.sections.length > 0 || step.step.action.tagged || step.step.outcome.tagged) kept = prints.length;
  }
  return prints.slice(0, kept);
}

function fingerprint({ step, sections }: VisibleStep): string {
  const content = sections.map((name) =>
    isThoughtSection(name)
      ? [
          name,
          step[name].bullets
            .map((bullet) =>
              bullet.filter((thought) => thought.text !== "").map(({ type, longterm, text }) => [type, longterm, text]),
            )
            .filter((bullet) => bullet.length > 0),
        ]
      : [name, step[name].text],
  );
  const tags = [step.action.tagged, step.outcome.tagged];
  return createHash("sha256")
    .update(JSON.stringify([tags, content]))
    .digest("hex")
    .slice(0, FINGERPRINT_DIGITS);
}
