import { ACT_KINDS, type ActKind } from "../../../shared/contract/save.ts";
import { StepNames, type VersionedPart } from "../../../shared/contract/history-methods.ts";
import {
  isThoughtSection,
  SECTION_NAMES,
  type SectionName,
  StorySection,
  TaggableSection,
  ThoughtSection,
} from "../../../shared/domain/section.ts";
import { blankThoughtSection, hasText, type StepContent } from "../../../shared/domain/step.ts";
import { sectionWords, totalWords } from "../../../shared/domain/words.ts";

/*
 * What a version is about: one of the six sections, or the step's names (chapter and bookmark), so that a step can be
 * brought back exactly. In the tables a part is a number: a section's place in reading order, or 6.
 */

/** All parts of a step, by their numbers. */
export const PARTS: readonly VersionedPart[] = [...SECTION_NAMES, "names"];

/** The number of a part. */
export const partCode = (part: VersionedPart): number => PARTS.indexOf(part);

/** The part of a number; throws for a number that no table may hold. */
export function partOfCode(code: number): VersionedPart {
  const part = PARTS[code];
  if (part === undefined) throw new RangeError(`${String(code)} is no part of a step`);
  return part;
}

/** The kind of act of a number; null for a section as it stood before its history began. */
export function actOfCode(code: number | null): ActKind | null {
  return code === null ? null : (ACT_KINDS[code] ?? null);
}

/** A part as it is kept: its JSON. Equal parts give equal texts. */
export function partText(content: StepContent, part: VersionedPart): string {
  if (part === "names") return JSON.stringify({ chapter: content.chapter, bookmark: content.bookmark });
  return JSON.stringify(content[part]);
}

/** Words of a part, hidden or not; names count none. */
export function partWords(content: StepContent, part: VersionedPart): number {
  return part === "names" ? 0 : totalWords(sectionWords(content, part));
}

/** Whether there is anything in a part that a person put there: text, a tag, a closing, a name. */
export function hasSomething(content: StepContent, part: VersionedPart): boolean {
  if (part === "names") return content.chapter !== null || content.bookmark !== null;
  if (hasText(content, part) || content[part].closed) return true;
  return (part === "action" || part === "outcome") && content[part].tagged;
}

/** A step with one part replaced by what `text` (a `partText`) holds; throws a ZodError or SyntaxError when it holds something else. */
export function withPart(content: StepContent, part: VersionedPart, text: string): StepContent {
  const value: unknown = JSON.parse(text);
  if (part === "names") return { ...content, ...StepNames.parse(value) };
  if (isThoughtSection(part)) return { ...content, [part]: ThoughtSection.parse(value) };
  return { ...content, [part]: part === "prompt" ? StorySection.parse(value) : TaggableSection.parse(value) };
}

/** A step with one part as it is before anything is written in it. */
export function withoutPart(content: StepContent, part: VersionedPart): StepContent {
  if (part === "names") return { ...content, chapter: null, bookmark: null };
  if (isThoughtSection(part)) return { ...content, [part]: blankThoughtSection() };
  return { ...content, [part]: part === "prompt" ? blankStory() : { ...blankStory(), tagged: false } };
}

const blankStory = (): StorySection => ({ closed: false, text: "" });

/** True for the six sections. */
export function isSection(part: VersionedPart): part is SectionName {
  return part !== "names";
}
