import { z } from "zod";

import { StepId, ThoughtId } from "../ids.ts";
import { SectionName } from "../section.ts";

/** How much a finding weighs; `off` is a setting of a rule and never stands on a finding (consistency, section 6). */
export const FINDING_SEVERITIES = ["error", "warning", "hint"] as const;
export const FindingSeverity = z.enum(FINDING_SEVERITIES);
export type FindingSeverity = z.infer<typeof FindingSeverity>;

/** The longest quote of a finding or report, in UTF-16 units: one or two lines beside the page. */
export const MAX_QUOTE_UNITS = 200;
/** The longest claim: one plain sentence with two names and a number in it. */
const MAX_CLAIM_UNITS = 500;
/** The most findings a check hands over: every rule is bounded (`engine.ts`), and there are fewer rules than this allows for. */
const MAX_FINDINGS = 100_000;

/**
 * Where a finding rests, in the words of an address (document model, section 3), with the 1-based step for people.
 * `quote` is exactly the visible text from `start` to `end`; both are equal and the quote empty where the claim is
 * that nothing stands there. Ids are null when a plain file was checked: its ids would be made up.
 */
export const Evidence = z.strictObject({
  step: z.int().min(1),
  stepId: StepId.nullable(),
  section: SectionName,
  thoughtId: ThoughtId.nullable(),
  start: z.int().min(0),
  end: z.int().min(0),
  quote: z.string().max(MAX_QUOTE_UNITS),
});
export type Evidence = z.infer<typeof Evidence>;

/** One plain sentence with the one or two places that show it (consistency, section 4). */
export const Finding = z.strictObject({
  /** Names the finding within one result; survives moves and renumbering, not a rewritten sentence (`verdict.ts` does). */
  key: z.string().min(1).max(MAX_CLAIM_UNITS),
  rule: z.string().min(1),
  severity: FindingSeverity,
  claim: z.string().min(1).max(MAX_CLAIM_UNITS),
  /** Whom or what it is about: a bible entity's id, on a bare run a name as written, or null. */
  entity: z.string().nullable(),
  evidence: z.array(Evidence).min(1).max(2),
});
export type Finding = z.infer<typeof Finding>;

/** A line of a report: a place worth a look, without a claim that anything is wrong. */
export const ReportLine = z.strictObject({
  rule: z.string().min(1),
  step: z.int().min(1),
  quote: z.string().max(MAX_QUOTE_UNITS),
});
export type ReportLine = z.infer<typeof ReportLine>;

/** What was not, or not wholly, checked, and why in one sentence: silence would read as "all is well". */
export const NotChecked = z.strictObject({ rule: z.string().min(1), why: z.string().min(1).max(MAX_CLAIM_UNITS) });
export type NotChecked = z.infer<typeof NotChecked>;

/** The answer of a check as the command line gives it (`check`), without the time it took. Findings by severity, then place. */
export const CheckResults = z.strictObject({
  findings: z.array(Finding).max(MAX_FINDINGS),
  reports: z.array(ReportLine).max(MAX_FINDINGS),
  notChecked: z.array(NotChecked).max(MAX_FINDINGS),
});
export type CheckResults = z.infer<typeof CheckResults>;

/** The results with every id null, as a plain file's are given: the ids of its steps and thoughts live only while it is read. */
export function withoutIds(results: CheckResults): CheckResults {
  return {
    ...results,
    findings: results.findings.map((finding) => ({
      ...finding,
      evidence: finding.evidence.map((place) => ({ ...place, stepId: null, thoughtId: null })),
    })),
  };
}
