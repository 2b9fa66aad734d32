import { isThoughtSection, SECTION_NAMES, type SectionName, type ThoughtType } from "./section.ts";
import type { StepStates } from "./states.ts";
import type { StepContent } from "./step.ts";

/**
 * A word is a run of characters between white space that holds at least one letter or digit. The tag is no text and
 * what is hidden counts nothing, so callers pass what `visible.ts` leaves; the writing log alone counts stored text.
 */
const WORD = /\S*[\p{L}\p{N}]\S*/gu;

// Only ASCII is told apart by code below; a text with any other character takes the expression.
const ASCII_ONLY = /^[\0-\x7f]*$/u;

/** The number of words in a text. */
export function countWords(text: string): number {
  return ASCII_ONLY.test(text) ? countAsciiWords(text) : (text.match(WORD)?.length ?? 0);
}

function countAsciiWords(text: string): number {
  let words = 0;
  let counted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 32 || (code >= 9 && code <= 13)) counted = false;
    else if (!counted && isAsciiLetterOrDigit(code)) {
      counted = true;
      words += 1;
    }
  }
  return words;
}

function isAsciiLetterOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

/** Words by what they are: story, or thoughts by type. */
export type WordCounts = { readonly story: number } & Readonly<Record<ThoughtType, number>>;

/** No words at all. */
export const NO_WORDS: WordCounts = { story: 0, watsonian: 0, doylist: 0, meta: 0, comment: 0 };

/** Two counts added, kind by kind. */
export function addWords(left: WordCounts, right: WordCounts): WordCounts {
  return {
    story: left.story + right.story,
    watsonian: left.watsonian + right.watsonian,
    doylist: left.doylist + right.doylist,
    meta: left.meta + right.meta,
    comment: left.comment + right.comment,
  };
}

/** Words in thoughts of all types together. */
export function thoughtWords(counts: WordCounts): number {
  return counts.watsonian + counts.doylist + counts.meta + counts.comment;
}

/** All words, story and thoughts. */
export function totalWords(counts: WordCounts): number {
  return counts.story + thoughtWords(counts);
}

/** The words that are stored in one section, hidden or not. */
export function sectionWords(step: StepContent, name: SectionName): WordCounts {
  if (!isThoughtSection(name)) return { ...NO_WORDS, story: countWords(step[name].text) };
  const counts = { ...NO_WORDS };
  for (const bullet of step[name].bullets) {
    for (const thought of bullet) counts[thought.type] += countWords(thought.text);
  }
  return counts;
}

/** The words of one step that a reader sees, given its states: those of its written sections. */
export function visibleWords(step: StepContent, states: StepStates): WordCounts {
  let counts = NO_WORDS;
  for (const name of SECTION_NAMES) {
    if (states[name] === "written") counts = addWords(counts, sectionWords(step, name));
  }
  return counts;
}
