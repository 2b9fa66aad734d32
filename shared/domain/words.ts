import { isThoughtSection, SECTION_NAMES, type SectionName, type ThoughtType } from "./section.ts";
import type { StepStates } from "./states.ts";
import type { StepContent } from "./step.ts";

/*
 * A word is a run of characters between white space that holds at least one letter or digit (bounty format, Words). The
 * tag is no text and what is hidden counts nothing, so callers pass what `visible.ts` leaves; the writing log alone
 * counts stored text.
 *
 * Read as an expression that is `\S*[\p{L}\p{N}]\S*`, which looks at a long run of dashes again from each of its
 * characters. So one pass looks up what each UTF-16 unit is, in a table that is filled as characters turn up.
 */
const UNKNOWN = 0;
const BLANK = 1;
const LETTER_OR_DIGIT = 2;
const OTHER = 3;
const HIGH_SURROGATE = 4;

const kinds = new Uint8Array(0x1_0000);
kinds.fill(HIGH_SURROGATE, 0xd800, 0xdc00);

const LETTER_OR_DIGIT_PATTERN = /^[\p{L}\p{N}]/u;

function kindOf(character: string): number {
  if (/^\s/u.test(character)) return BLANK;
  return LETTER_OR_DIGIT_PATTERN.test(character) ? LETTER_OR_DIGIT : OTHER;
}

/** The number of words in a text. Cost: one look-up a character. */
export function countWords(text: string): number {
  let words = 0;
  let isCounted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    let kind = kinds[code];
    if (kind === UNKNOWN) {
      kind = kindOf(text.charAt(index));
      kinds[code] = kind;
    }
    if (kind === BLANK) isCounted = false;
    else if (!isCounted && (kind === LETTER_OR_DIGIT || (kind === HIGH_SURROGATE && isAstralLetter(text, index)))) {
      isCounted = true;
      words += 1;
    }
  }
  return words;
}

/** True for a letter or digit beyond the 65,536 characters of one unit each; false for half of one. */
function isAstralLetter(text: string, index: number): boolean {
  return LETTER_OR_DIGIT_PATTERN.test(text.slice(index, index + 2));
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
