import { HoleFinder } from "../../holes.ts";
import { TAG, tagProblem } from "../../tag.ts";
import {
  isThoughtSection,
  SECTION_NAMES,
  type SectionName,
  TAGGABLE_SECTION_NAMES,
  type TaggableSectionName,
} from "../../section.ts";
import { type Draft, type Rule, WHOLE_RUN } from "../rule.ts";
import type { Delta, RunIndex, StepDifference, StepRecord } from "../run-index.ts";
import { SECTION_TITLES, sectionPlace, stepKeys, stepSubject } from "./form-place.ts";

/** Sections against the step rules: a section is left out before one that is written (bounty format, Valid runs, a). */
export const missingSection: Rule = {
  id: "form/missing-section",
  version: 1,
  meta: {
    title: "A section is missing",
    why: "A run is read in order; one with a hole cannot be exported.",
    example: "Step 40 has an action and no prompt.",
    needs: "",
  },
  followsOrder: true,

  keysFor(delta: Delta): string[] {
    return delta.reordered || delta.steps.some(hasOtherStates) ? [WHOLE_RUN] : [];
  },

  run(index: RunIndex): readonly Draft[] {
    const finder = new HoleFinder();
    const records = [...index.records()];
    return records.flatMap((record, position) =>
      finder.step(position, record.states).flatMap(({ from, at }): Draft[] => {
        const missing = records[from.index];
        if (missing === undefined) return [];
        return [
          {
            claim: missingClaim(from.section, at.section),
            entity: null,
            subject: stepSubject(missing.step.id, from.section),
            severity: "error",
            evidence: [sectionPlace(missing, from.section), sectionPlace(record, at.section)],
          },
        ];
      }),
    );
  },
};

function hasOtherStates({ before, after }: StepDifference): boolean {
  return SECTION_NAMES.some((section) => before?.states[section] !== after?.states[section]);
}

function missingClaim(missing: SectionName, after: SectionName): string {
  const [is, it] = isThoughtSection(missing) ? ["are", "them"] : ["is", "it"];
  return `The ${SECTION_TITLES[missing]} ${is} not written, but the ${SECTION_TITLES[after]} after ${it} ${isThoughtSection(after) ? "are" : "is"}.`;
}

/** Looks like the tag at the head of a text, and is not the exact 13 characters. */
const NEARLY_TAG = /^\s*[<([{«]\s*yo[\s,_-]*be[\s_-]*real\s*[>)\]}»]?/iu;

/** Tag states: rule T, and a text that begins with a misspelled tag (bounty format, Writing 4). */
export const tagState: Rule = {
  id: "form/tag",
  version: 1,
  meta: {
    title: "The tag and its text",
    why: "The tag stands on a text; spelled otherwise it is plain text and hides nothing.",
    example: "An outcome that begins with “<Yo be real>”, typed by hand.",
    needs: "",
  },
  followsOrder: false,
  keysFor: stepKeys,

  run(index: RunIndex, key: string): readonly Draft[] {
    const record = index.record(key);
    if (record === null) return [];
    return TAGGABLE_SECTION_NAMES.flatMap((section) => tagDrafts(record, section));
  },
};

function tagDrafts(record: StepRecord, section: TaggableSectionName): Draft[] {
  const { text } = record.step[section];
  const title = SECTION_TITLES[section];
  const subject = stepSubject(record.step.id, section);
  const problem = tagProblem(record.step[section]);
  const whole = sectionPlace(record, section);
  const passage = record.passages.findIndex((each) => each.section === section);
  if (problem === "tagWithoutText") {
    const claim = `The ${title} carries the tag “yo be real” and has no text.`;
    return [{ claim, entity: null, subject, severity: "error", evidence: [whole] }];
  }
  const head = problem === null ? NEARLY_TAG.exec(text)?.[0] : TAG;
  if (head === undefined) return [];
  return [
    {
      claim:
        problem === null
          ? `The ${title} begins with what looks like the tag “yo be real” but is plain text.`
          : `The text of the ${title} begins with the tag's own characters.`,
      entity: null,
      subject,
      severity: problem === null ? "warning" : "error",
      evidence: [{ ...whole, at: { passage }, focus: { start: 0, end: head.length } }],
    },
  ];
}
