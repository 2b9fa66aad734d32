import type { Remark } from "../../../shared/domain/review/remark.ts";
import type { Finding } from "../../../shared/domain/consistency/results.ts";
import type { StepId } from "../../../shared/domain/ids.ts";
import type { Step } from "../../../shared/domain/step.ts";
import type { StepMarks } from "../../ui/run-map.tsx";
import type { Weight } from "../../ui/severity.tsx";

const HEAVIEST_FIRST: readonly Weight[] = ["error", "warning", "hint", "remark"];

/** What hangs on each step of a copy, for its map. Findings and remarks of a copy are known by step number. */
export function marksOfCopy(
  steps: readonly Step[],
  findings: readonly Finding[],
  remarks: readonly Remark[],
): StepMarks {
  const found = new Map<StepId, Set<Weight>>();
  const add = (number: number, weight: Weight): void => {
    const id = steps[number - 1]?.id;
    if (id !== undefined) found.set(id, (found.get(id) ?? new Set<Weight>()).add(weight));
  };
  for (const finding of findings) for (const place of finding.evidence) add(place.step, finding.severity);
  for (const remark of remarks) add(remark.anchor.step, "remark");
  return new Map([...found].map(([id, weights]) => [id, HEAVIEST_FIRST.filter((weight) => weights.has(weight))]));
}
