import type { PlacedRemark } from "../../shared/contract/review-methods.ts";
import type { Finding } from "../../shared/domain/consistency/results.ts";
import { isThoughtSection } from "../../shared/domain/section.ts";
import type { TextMark } from "../editor/state/text-marks.ts";
import { say } from "../words/say.ts";

/**
 * What is marked in the text: findings in story sections only (thoughts are rough drafts; interface, section 2), remarks
 * wherever they stand. A place without ids is a plain file's and is not marked.
 */
export function findingMarks(findings: readonly Finding[]): TextMark[] {
  return findings.flatMap((finding) =>
    finding.evidence.flatMap(({ stepId, section, thoughtId, start, end }, index): TextMark[] =>
      stepId === null || isThoughtSection(section)
        ? []
        : [
            {
              id: `finding ${index} ${finding.key}`,
              place: { stepId, section, thoughtId, start, end },
              kind: "finding",
              severity: finding.severity,
              label: finding.claim,
            },
          ],
    ),
  );
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
