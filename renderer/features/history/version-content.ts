import { type PartContent, StepNames, type VersionedPart } from "../../../shared/contract/history-methods.ts";
import {
  isTaggable,
  isThoughtSection,
  StorySection,
  TaggableSection,
  ThoughtSection,
} from "../../../shared/domain/section.ts";
import type { StepContent } from "../../../shared/domain/step.ts";

/** The step with one part as it stood at another time. Throws when the content is not one of that part. */
export function withPart(step: StepContent, part: VersionedPart, content: PartContent): StepContent {
  if (part === "names") return { ...step, ...StepNames.parse(content) };
  if (isThoughtSection(part)) return { ...step, [part]: ThoughtSection.parse(content) };
  if (isTaggable(part)) return { ...step, [part]: TaggableSection.parse(content) };
  return { ...step, [part]: StorySection.parse(content) };
}

/** The text of a part as plain lines, a thought on each: for the clipboard. */
export function plainText(step: StepContent, part: VersionedPart): string {
  if (part === "names") return [step.chapter, step.bookmark].filter((name) => name !== null).join("\n");
  if (!isThoughtSection(part)) return step[part].text;
  return step[part].bullets
    .flat()
    .map(({ text }) => text)
    .filter((text) => text !== "")
    .join("\n");
}
