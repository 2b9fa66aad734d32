import type { Step } from "../../shared/domain/step.ts";
import { type TextHit, visibleTexts } from "./run-search.ts";

/** A long-term thought beside the page. */
export type LongTermThought = Pick<TextHit, "stepId" | "step" | "section" | "thoughtId"> & {
  readonly type: NonNullable<TextHit["type"]>;
  readonly text: string;
};

/** The visible long-term thoughts of a run in reading order. */
export function longTermThoughts(steps: readonly Step[]): LongTermThought[] {
  const found: LongTermThought[] = [];
  for (const { stepId, step, section, thoughtId, type, longterm, text } of visibleTexts(steps)) {
    if (longterm && type !== null && text.trim() !== "") found.push({ stepId, step, section, thoughtId, type, text });
  }
  return found;
}

/** Those that stand at or before a step, the nearest first: what the author at that step should remember. */
export function rememberedAt(thoughts: readonly LongTermThought[], step: number): LongTermThought[] {
  return thoughts.filter((thought) => thought.step <= step).toReversed();
}
