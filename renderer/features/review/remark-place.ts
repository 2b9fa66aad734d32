import type { Remark } from "../../../shared/domain/review/remark.ts";
import { addressedText } from "../../../shared/domain/address.ts";
import { isThoughtSection, thoughtsOf } from "../../../shared/domain/section.ts";
import type { Step } from "../../../shared/domain/step.ts";
import type { PlaceInRun } from "../../app/place.ts";
import type { TextMark } from "../../editor/state/text-marks.ts";
import { marksOnStretches } from "../../state/text-marks.ts";

/** Where a remark stands in the copy that it was made on: a stretch of text, or its step. The copy never changes, so its offsets hold. */
export function placeOfRemark(steps: readonly Step[], { anchor }: Remark): PlaceInRun {
  const step = steps[anchor.step - 1];
  if (step === undefined || anchor.section === null) return anchor.step;
  const thoughtId = isThoughtSection(anchor.section) ? thoughtsOf(step[anchor.section])[anchor.thought ?? 0]?.id : null;
  if (thoughtId === undefined) return anchor.step;
  // Of an earlier round the quote may be gone: then it points at the step, never at other words.
  const text = addressedText(step, { section: anchor.section, thoughtId });
  if (text?.slice(anchor.start, anchor.end) !== anchor.quote) return anchor.step;
  return { stepId: step.id, section: anchor.section, thoughtId, start: anchor.start, end: anchor.end };
}

/** The marks of a copy's remarks; those on a whole step have no text to mark. */
export function marksOfRemarks(steps: readonly Step[], remarks: readonly Remark[]): TextMark[] {
  return marksOnStretches(
    remarks.flatMap((remark) => {
      const place = placeOfRemark(steps, remark);
      return typeof place === "number" ? [] : [{ remark, place }];
    }),
  );
}
