import { SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import { type Skip, stepStates, type StepStates } from "../../../shared/domain/states.ts";
import { hasText, type StepContent } from "../../../shared/domain/step.ts";
import { addWords, NO_WORDS, sectionWords, totalWords, type WordCounts } from "../../../shared/domain/words.ts";

/** The words of one section that holds text. */
export type SectionAccount = { readonly section: SectionName; readonly isVisible: boolean; readonly words: WordCounts };

/** What the library keeps of a step beside its content, all of it derived. */
export type StepAccount = {
  readonly states: StepStates;
  /** The sections that hold text, in reading order. */
  readonly sections: readonly SectionAccount[];
  /** Words that a reader sees. */
  readonly visible: WordCounts;
  /** All words, hidden ones included. */
  readonly stored: number;
  /** Nothing is visible and no tag is set: at the end of a run such a step does not count (bounty format, Valid runs). */
  readonly isBlank: boolean;
};

/** Draws the account of a step, given what the step before hides of it. */
export function accountOf(content: StepContent, skip: Skip): StepAccount {
  const states = stepStates(content, skip);
  const sections: SectionAccount[] = [];
  let visible = NO_WORDS;
  let stored = 0;
  let isBlank = !content.action.tagged && !content.outcome.tagged;
  for (const section of SECTION_NAMES) {
    if (!hasText(content, section)) continue;
    const words = sectionWords(content, section);
    const isVisible = states[section] === "written";
    sections.push({ section, isVisible, words });
    stored += totalWords(words);
    if (!isVisible) continue;
    visible = addWords(visible, words);
    isBlank = false;
  }
  return { states, sections, visible, stored, isBlank };
}
