import type { PlacedRemark } from "../../shared/contract/review-methods.ts";
import type { FindingMark } from "../../shared/contract/consistency-methods.ts";
import type { Finding } from "../../shared/domain/consistency/results.ts";
import { isThoughtSection } from "../../shared/domain/section.ts";
import type { TextMark } from "../editor/state/text-marks.ts";
import { say } from "../words/say.ts";

/**
 * What is marked in the text: findings in story sections only (thoughts are rough drafts; interface, section 2), remarks
 * wherever they stand.
 */
export function findingMarks(findings: readonly Finding[], marks: readonly FindingMark[]): TextMark[] {
  const byKey = new Map(findings.map((finding) => [finding.key, finding]));
  return marks.flatMap(({ key, ...place }, index): TextMark[] => {
    const finding = byKey.get(key);
    if (finding === undefined || isThoughtSection(place.section)) return [];
    const { severity, claim } = finding;
    return [{ id: `finding ${index} ${key}`, place, kind: "finding", severity, label: claim }];
  });
}

/** The marks of remarks whose text stands; resolved ones are not marked. */
export function remarkMarks(remarks: readonly PlacedRemark[]): TextMark[] {
  return remarks.flatMap(({ remark, address, resolved }): TextMark[] =>
    address === null || resolved
      ? []
      : [
          {
            id: `remark ${remark.id}`,
            place: address,
            kind: "remark",
            severity: "hint",
            label: say("remark.by", { reviewer: remark.reviewer, text: remark.text }),
          },
        ],
  );
}
