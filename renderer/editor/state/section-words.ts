import type { Node } from "prosemirror-model";

import { SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import type { StepStates } from "../../../shared/domain/states.ts";
import { addWords, countWords, NO_WORDS, type WordCounts } from "../../../shared/domain/words.ts";
import { thoughtTypeOf } from "../nodes.ts";

/*
 * Words by node: a text block, section or step that an edit leaves alone is the same node afterwards and is never
 * counted again, so a key costs the one text block that it changed.
 */

const ofBlock = new WeakMap<Node, number>();
const ofSection = new WeakMap<Node, WordCounts>();

function blockWords(block: Node): number {
  let words = ofBlock.get(block);
  if (words === undefined) {
    words = countWords(block.textContent);
    ofBlock.set(block, words);
  }
  return words;
}

/** The words stored in one section's node, hidden or not. */
export function storedSectionWords(section: Node): WordCounts {
  const known = ofSection.get(section);
  if (known !== undefined) return known;
  const counts = { ...NO_WORDS };
  for (const child of section.children) {
    if (child.isTextblock) counts.story += blockWords(child);
    else for (const thought of child.children) counts[thoughtTypeOf(thought)] += blockWords(thought);
  }
  ofSection.set(section, counts);
  return counts;
}

/** The words of a step's node in the sections of which `wanted` is true. */
export function stepWords(step: Node, wanted: (name: SectionName) => boolean): WordCounts {
  let counts = NO_WORDS;
  SECTION_NAMES.forEach((name, index) => {
    if (wanted(name)) counts = addWords(counts, storedSectionWords(step.child(index)));
  });
  return counts;
}

/** The words of a step's node that a reader sees. */
export function visibleStepWords(step: Node, states: StepStates): WordCounts {
  return stepWords(step, (name) => states[name] === "written");
}
