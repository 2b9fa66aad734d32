import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { type Finding, FINDING_SEVERITIES } from "../../../shared/domain/consistency/results.ts";
import type { StepId } from "../../../shared/domain/ids.ts";
import type { Weight } from "../../ui/severity.tsx";

/** The last check's results, and when they came (UTC ms). */
export type Checked = ReplyOf<"consistency.checkRun"> & { readonly at: number };

/** Where the consistency check stands. The results of the last check stay while the next one runs or fails. */
export type CheckState =
  | { readonly state: "idle" | "checking"; readonly results: Checked | null }
  | { readonly state: "failed"; readonly results: Checked | null; readonly failure: Failure };

/** Nothing has been checked. */
export const NOT_CHECKED: CheckState = { state: "idle", results: null };

/** The results without one finding, as after "Intended": the next check leaves it out by itself. */
export function withoutFinding(check: CheckState, key: string): CheckState {
  if (check.results === null) return check;
  const findings = check.results.findings.filter((finding) => finding.key !== key);
  return { ...check, results: { ...check.results, findings } };
}

/** Findings as the panel lists them: the heaviest first, among them those nearest to a step (1-based), then in the run's order (consistency, section 4). */
export function nearestFirst(findings: readonly Finding[], step: number): Finding[] {
  const away = ({ evidence }: Finding): number => Math.min(...evidence.map((place) => Math.abs(place.step - step)));
  return findings
    .map((finding) => ({ finding, away: away(finding) }))
    .toSorted((left, right) => weightOf(left.finding) - weightOf(right.finding) || left.away - right.away)
    .map(({ finding }) => finding);
}

function weightOf({ severity }: Finding): number {
  return FINDING_SEVERITIES.indexOf(severity);
}

const HEAVIEST_FIRST: readonly Weight[] = ["error", "warning", "hint", "note", "remark"];

/** What hangs on each step, the heaviest first, each weight once: for the map. */
export function marksByStep(
  findings: readonly Finding[],
  remarked: Iterable<StepId>,
): ReadonlyMap<StepId, readonly Weight[]> {
  const found = new Map<StepId, Set<Weight>>();
  const add = (stepId: StepId, weight: Weight): void => {
    found.set(stepId, (found.get(stepId) ?? new Set()).add(weight));
  };
  for (const finding of findings) {
    for (const place of finding.evidence) if (place.stepId !== null) add(place.stepId, finding.severity);
  }
  for (const stepId of remarked) add(stepId, "remark");
  return new Map(
    [...found].map(([stepId, weights]) => [stepId, HEAVIEST_FIRST.filter((weight) => weights.has(weight))]),
  );
}
