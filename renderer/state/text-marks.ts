import type { PlacedRemark } from "../../shared/contract/review-methods.ts";
import type { FindingMark } from "../../shared/contract/consistency-methods.ts";
import type { Finding } from "../../shared/domain/consistency/results.ts";
import type { StepId } from "../../shared/domain/ids.ts";
import type { Remark } from "../../shared/domain/review/remark.ts";
import { isThoughtSection } from "../../shared/domain/section.ts";
import type { Place } from "../../shared/document/place.ts";
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
  return marksOnStretches(
    remarks.flatMap(({ remark, address, resolved }) =>
      address === null || resolved ? [] : [{ remark, place: address }],
    ),
  );
}

/** Of one step so many stretches are marked: an answer may bring 100,000 of them, and then no mark tells anything. */
const MAX_STRETCHES = 200;

/**
 * The marks of remarks on stretches of text, one a stretch: those on the same words share a mark, which shows what the
 * first of them says.
 */
export function marksOnStretches(
  remarks: readonly { readonly remark: Pick<Remark, "reviewer" | "text">; readonly place: Place }[],
): TextMark[] {
  const marks = new Map<string, TextMark>();
  const ofStep = new Map<StepId, number>();
  for (const { remark, place } of remarks) {
    const id = stretchMark(place);
    const count = ofStep.get(place.stepId) ?? 0;
    if (marks.has(id) || place.start === place.end || count === MAX_STRETCHES) continue;
    ofStep.set(place.stepId, count + 1);
    const label = say("remark.by", { reviewer: remark.reviewer, text: remark.text });
    marks.set(id, { id, place, kind: "remark", severity: "hint", label });
  }
  return [...marks.values()];
}

/** The id of the mark on a stretch. */
export function stretchMark({ stepId, section, thoughtId, start, end }: Place): string {
  return `remark ${stepId} ${section} ${thoughtId ?? ""} ${start} ${end}`;
}
