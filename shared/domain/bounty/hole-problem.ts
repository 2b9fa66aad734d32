import type { Hole } from "../holes.ts";
import { placeWords, sectionPointer } from "./place.ts";
import type { ProblemDraft } from "./problem-list.ts";

/** Rule 6 for one hole: reported at the first written section after it, with the place where it begins (bounty format, Reading 6). */
export function holeProblem(hole: Hole): ProblemDraft {
  return {
    rule: "6",
    pointer: sectionPointer(hole.at.index, hole.at.section),
    step: hole.at.index + 1,
    message: `${placeWords(hole.at.index, hole.at.section)}: it is written, but before it ${lowerFirst(placeWords(hole.from.index, hole.from.section))} is not.`,
  };
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
