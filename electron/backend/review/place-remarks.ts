import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import type { Remark } from "../../../shared/domain/review/remark.ts";
import type { PersonId, RunId } from "../../../shared/domain/ids.ts";
import { findQuote, inAnchorOrder, type RemarkAnchor, WHOLE_RUN } from "../../../shared/domain/review/anchor.ts";
import type { Alignment } from "../../../shared/domain/review/alignment.ts";
import { isThoughtSection, thoughtsOf } from "../../../shared/domain/section.ts";
import type { Step } from "../../../shared/domain/step.ts";

/** A remark as the author's library keeps it. */
export type KeptRemark = { readonly remark: Remark; readonly resolved: boolean; readonly alignment: Alignment };

/**
 * Where each remark stands in the run as it is now. A quote is looked for in the step that the reviewed step became and,
 * where that does not hold it, in its two neighbours (a split, a join); a remark whose words are gone says so and stays
 * with its step. `me`: whose library it is.
 */
export function placeRemarks(
  runId: RunId,
  steps: readonly Step[],
  kept: readonly KeptRemark[],
  me: PersonId | null = null,
): PlacedRemark[] {
  return kept
    .map(({ remark, resolved, alignment }) => {
      const place = placeOf(runId, steps, remark, alignment);
      const stepId = steps[place.step - 1]?.id ?? null;
      return { remark, resolved, isOwn: me !== null && remark.by === me, stepId, ...place };
    })
    .toSorted(inReadingOrder);
}

/** An order that follows from the remarks alone, in whatever order they came. */
function inReadingOrder(one: PlacedRemark, other: PlacedRemark): number {
  return (
    inAnchorOrder(presentAnchor(one), presentAnchor(other)) ||
    one.remark.createdAt - other.remark.createdAt ||
    (one.remark.id < other.remark.id ? -1 : 1)
  );
}

/** The anchor with what is known of where it stands now. */
function presentAnchor({ remark, address, step, holds }: PlacedRemark): RemarkAnchor {
  const { anchor } = remark;
  if (holds !== "quote" || address === null) return { ...anchor, step };
  return { ...anchor, step, section: address.section, start: address.start };
}

const NEARBY = [0, 1, -1] as const;

function placeOf(
  runId: RunId,
  steps: readonly Step[],
  remark: Remark,
  alignment: Alignment,
): Pick<PlacedRemark, "address" | "step" | "holds"> {
  const { anchor } = remark;
  if (anchor.step === WHOLE_RUN) return { address: null, step: WHOLE_RUN, holds: "run" };
  const meant = alignment.places[anchor.step - 1] ?? null;
  const number = Math.min(Math.max(1, (meant ?? anchor.step - 1) + 1), Math.max(1, steps.length));
  if (meant === null) return { address: null, step: number, holds: "changed" };
  if (anchor.quote === "") return { address: sectionAddress(runId, steps[meant], remark), step: number, holds: "step" };
  for (const offset of NEARBY) {
    const step = steps[meant + offset];
    const found = step === undefined ? null : findQuote(step, anchor);
    if (step === undefined || found === null) continue;
    const { section, thoughtId, start, end } = found;
    return {
      address: { runId, stepId: step.id, section, thoughtId, start, end },
      step: meant + offset + 1,
      holds: "quote",
    };
  }
  return { address: null, step: number, holds: "changed" };
}

/** The place of a remark about a whole section: its beginning. A remark about the whole step stands at its prompt. */
function sectionAddress(runId: RunId, step: Step | undefined, remark: Remark): PlacedRemark["address"] {
  if (step === undefined) return null;
  const section = remark.anchor.section ?? "prompt";
  const thoughtId = isThoughtSection(section)
    ? (thoughtsOf(step[section])[remark.anchor.thought ?? 0]?.id ?? null)
    : null;
  return { runId, stepId: step.id, section, thoughtId, start: 0, end: 0 };
}
