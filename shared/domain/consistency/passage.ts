import { isThoughtSection, SECTION_NAMES, type SectionName, type ThoughtType } from "../section.ts";
import type { ThoughtId } from "../ids.ts";
import type { VisibleStep } from "../visible.ts";

/**
 * One stretch of visible text that has offsets of its own: a thought, or a story section (document model, section 3).
 * Empty thoughts of a written section are passages too: that they are empty is what a rule may say of them.
 */
export type Passage = {
  readonly section: SectionName;
  readonly thoughtId: ThoughtId | null;
  /** Null for story. */
  readonly type: ThoughtType | null;
  readonly longterm: boolean;
  /** Position of the thought's bullet in its section; 0 for story. */
  readonly bullet: number;
  readonly text: string;
};

/** The passages of a step that a reader sees, in reading order. */
export function passagesOf(visible: VisibleStep): Passage[] {
  const passages: Passage[] = [];
  for (const section of visible.sections) {
    if (!isThoughtSection(section)) {
      const text = visible.step[section].text;
      passages.push({ section, thoughtId: null, type: null, longterm: false, bullet: 0, text });
      continue;
    }
    visible.step[section].bullets.forEach((thoughts, bullet) => {
      for (const { id, type, longterm, text } of thoughts) {
        passages.push({ section, thoughtId: id, type, longterm, bullet, text });
      }
    });
  }
  return passages;
}

/** True for text of the story, false for a thought. */
export function isStory(passage: Passage): boolean {
  return passage.type === null;
}

/**
 * A number that is the same for two steps in which every rule sees the same: texts, types, flags, bullets, tags and
 * states, but not ids. 53 bits (two 32-bit mixes), so that a run of 50,000 steps has no false match in practice.
 */
export function contentHash(visible: VisibleStep, passages: readonly Passage[]): number {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  const mix = (code: number): void => {
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
    high ^= high >>> 15;
  };
  for (const section of SECTION_NAMES) {
    const state = visible.states[section];
    mix(state.length * 31 + state.charCodeAt(0));
  }
  mix((visible.step.action.tagged ? 2 : 0) + (visible.step.outcome.tagged ? 1 : 0));
  for (const { section, thoughtId, type, longterm, bullet, text } of passages) {
    mix(SECTION_NAMES.indexOf(section) * 64 + (type === null ? 0 : type.charCodeAt(0)) * 2 + (longterm ? 1 : 0));
    mix(bullet);
    mix(text.length);
    for (let index = 0; index < text.length; index += 1) mix(text.charCodeAt(index));
    // What says nothing is known by its id alone.
    if (thoughtId !== null && !/\S/u.test(text)) for (const digit of thoughtId) mix(digit.charCodeAt(0));
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0);
}
