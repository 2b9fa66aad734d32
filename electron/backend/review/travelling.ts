import type { PlacedRemark, SentRemark } from "../../../shared/contract/review-methods.ts";
import { anchorOf, anchorOfStep, type RemarkAnchor } from "../../../shared/domain/review/anchor.ts";
import type { Step } from "../../../shared/domain/step.ts";

/**
 * Remarks on their way to the next round: anchored anew in the steps that go along. One whose text has changed keeps its
 * old quote, which then stands nowhere, and its step.
 */
export function travelling(placed: readonly PlacedRemark[], steps: readonly Step[]): SentRemark[] {
  return placed.map((each) => ({
    remark: { ...each.remark, anchor: anchorNow(each, steps) },
    resolved: each.resolved,
  }));
}

function anchorNow({ remark, address, step, holds }: PlacedRemark, steps: readonly Step[]): RemarkAnchor {
  if (holds === "run") return remark.anchor;
  const stands = steps[step - 1];
  if (holds === "changed" || stands === undefined) return { ...remark.anchor, step };
  if (holds === "quote" && address !== null) return anchorOf(stands, step, address) ?? { ...remark.anchor, step };
  return remark.anchor.section === null ? anchorOfStep(step) : { ...remark.anchor, step };
}
