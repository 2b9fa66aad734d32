import { z } from "zod";

import { RunId, StepId, ThoughtId } from "./ids.ts";
import { isThoughtSection, SectionName } from "./section.ts";
import type { Step } from "./step.ts";

/**
 * The one way to name a stretch of text (document model, section 3), used by findings, comments, search hits, history
 * and the command line. `start` and `end` are UTF-16 units of the thought's text, or, where `thoughtId` is null, of
 * the section's paragraphs joined by `\n`; `end` is exclusive and at least `start`.
 */
export const Address = z
  .strictObject({
    runId: RunId,
    stepId: StepId,
    section: SectionName,
    thoughtId: ThoughtId.nullable(),
    start: z.int().min(0),
    end: z.int().min(0),
  })
  .refine((address) => address.start <= address.end, "ends before it starts");
export type Address = z.infer<typeof Address>;

/** The text that an address lies in: the thought's, or the story section's. Null when the step holds no such place. */
export function addressedText(step: Step, place: Pick<Address, "section" | "thoughtId">): string | null {
  if (!isThoughtSection(place.section)) return place.thoughtId === null ? step[place.section].text : null;
  for (const bullet of step[place.section].bullets) {
    for (const thought of bullet) if (thought.id === place.thoughtId) return thought.text;
  }
  return null;
}
