import { useMemo } from "react";

import { useCall, type Asked } from "../../app/use-call.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { partDifference, stepDifference, type PartDifference } from "../../state/step-difference.ts";
import { withPart } from "./version-content.ts";

type Version = ReplyOf<"history.version">;

/** What a version is compared with: what stands now, or the version of the same section before it. */
export type Against = "now" | "before";

/** A version with its differences. `against` is what it is really compared with: what stands now is compared with what was before. */
export type Reading = Version & {
  readonly against: Against;
  readonly parts: readonly PartDifference[];
  /** Of all parts of the step, so many differ. */
  readonly changedParts: number;
};

/** Reads a version; `revision` changes when the text may have. `wholeStep`: the other sections are compared too. */
export function useVersion(
  runId: RunId,
  version: number,
  {
    against,
    wholeStep,
    revision,
  }: { readonly against: Against; readonly wholeStep: boolean; readonly revision: number | null },
): [Asked<Reading>, () => void] {
  const [asked, again] = useCall("history.version", { runId, version }, revision);
  const reading = useMemo((): Asked<Reading> => {
    if (asked.state !== "ready") return asked;
    // While the next version is read, the one before it is still the answer: its differences would be another's.
    if (asked.value.row.version !== version) return { state: "loading" };
    return { state: "ready", value: readingOf(asked.value, against, wholeStep) };
  }, [asked, version, against, wholeStep]);
  return [reading, again];
}

/** The differences that a version is shown with. */
export function readingOf(version: Version, wanted: Against, wholeStep: boolean): Reading {
  const { row, was, previous, stepThen, stepNow } = version;
  const against = row.isPresent ? "before" : wanted;
  if (against === "before") {
    const after = withPart(stepThen, row.part, was);
    const before = previous === null ? after : withPart(stepThen, row.part, previous);
    const parts = [partDifference(before, after, row.part)];
    return { ...version, against, parts, changedParts: parts.filter(({ isSame }) => !isSame).length };
  }
  const parts = wholeStep ? stepDifference(stepThen, stepNow) : [partDifference(stepThen, stepNow, row.part)];
  return { ...version, against, parts, changedParts: parts.filter(({ isSame }) => !isSame).length };
}
