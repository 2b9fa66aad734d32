import {
  isThoughtSection,
  SECTION_NAMES,
  type SectionName,
  type Thought,
  type ThoughtType,
} from "../../../shared/domain/section.ts";
import type { StepStates } from "../../../shared/domain/states.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { MAX_ORDINALS } from "./rowid.ts";

/** One text of a step: a thought, or the text of a story section (`thought` is null). */
export type StepText = {
  /** The n-th text of the step in reading order, from 0; hidden and empty texts count, so that a tag moves no number. */
  readonly ordinal: number;
  readonly section: SectionName;
  readonly thought: Thought | null;
  readonly text: string;
};

/** All texts of a step in reading order. */
export function* stepTexts(content: StepContent): Generator<StepText> {
  let ordinal = 0;
  for (const section of SECTION_NAMES) {
    if (!isThoughtSection(section)) {
      yield { ordinal, section, thought: null, text: content[section].text };
      ordinal += 1;
      continue;
    }
    for (const bullet of content[section].bullets) {
      for (const thought of bullet) {
        yield { ordinal, section, thought, text: thought.text };
        ordinal += 1;
      }
    }
  }
}

/** What the index holds of one text: the text, and words that stand for what it can be filtered by. */
export type SearchRow = { readonly ordinal: number; readonly text: string; readonly facets: string };

/** The word in `facets` for a section. */
export const sectionFacet = (section: SectionName): string => `section${section.toLowerCase()}`;
/** The word in `facets` for a type of thought; story has none. */
export const typeFacet = (type: ThoughtType): string => `type${type}`;
/** The word in `facets` for a thought that must be remembered. */
export const LONGTERM_FACET = "longterm";

/** The rows of a step: what a reader sees and nothing else. Texts without a character have none. */
export function searchRows(content: StepContent, states: StepStates): SearchRow[] {
  const rows: SearchRow[] = [];
  for (const { ordinal, section, thought, text } of stepTexts(content)) {
    if (text === "" || states[section] !== "written" || ordinal >= MAX_ORDINALS) continue;
    const facets = [sectionFacet(section)];
    if (thought !== null) facets.push(typeFacet(thought.type));
    if (thought?.longterm === true) facets.push(LONGTERM_FACET);
    rows.push({ ordinal, text, facets: facets.join(" ") });
  }
  return rows;
}
