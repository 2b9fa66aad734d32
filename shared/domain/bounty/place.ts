import type { SectionName } from "../section.ts";

/** Where each section of a step stands in a file, as the rest of a JSON pointer after `/steps/n`. */
const SECTION_PATHS: Readonly<Record<SectionName, string>> = {
  initial: "/thoughts",
  prompt: "/prompt/text",
  postPrompt: "/prompt/thoughts",
  action: "/action/text",
  postAction: "/action/thoughts",
  outcome: "/action/outcome",
};

/** The sections in the words of the format (bounty format, section 1). */
export const SECTION_WORDS: Readonly<Record<SectionName, string>> = {
  initial: "initial thoughts",
  prompt: "prompt",
  postPrompt: "post-prompt thoughts",
  action: "action",
  postAction: "post-action thoughts",
  outcome: "outcome",
};

/** The JSON pointer of a step; `index` is its 0-based position. */
export function stepPointer(index: number): string {
  return `/steps/${index}`;
}

/** The JSON pointer of a section's content; `index` is the step's 0-based position. */
export function sectionPointer(index: number, section: SectionName): string {
  return `/steps/${index}${SECTION_PATHS[section]}`;
}

/** "Step 40, prompt": a place as an author says it; `index` is 0-based, the words count from 1. */
export function placeWords(index: number, section: SectionName): string {
  return `Step ${index + 1}, ${SECTION_WORDS[section]}`;
}

/** A key or text as one part of a JSON pointer (RFC 6901, section 3). */
export function pointerPart(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** `1,000,000`: digits grouped the same way in every locale, since messages are compared by scripts. */
export function grouped(count: number): string {
  return count.toString().replace(/\B(?=(?:\d{3})+$)/gu, ",");
}
