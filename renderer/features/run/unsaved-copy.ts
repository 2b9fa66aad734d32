import { isThoughtSection, SECTION_NAMES } from "../../../shared/domain/section.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { hasText } from "../../../shared/domain/step.ts";
import type { Changes } from "../../state/outbox-batch.ts";
import { say } from "../../words/say.ts";

/** What is not on the disk, as a text that a person can read without the program: step by step, section by section. */
export function unsavedText(title: string, changes: Changes): string {
  const steps = changes.steps.flatMap((change) => ("deleted" in change ? [] : [stepText(change.content)]));
  return [title, ...steps].join("\n\n\n");
}

function stepText(content: StepContent): string {
  return SECTION_NAMES.filter((section) => hasText(content, section))
    .map((section) => `${say(`section.${section}`)}\n${sectionText(content, section)}`)
    .join("\n\n");
}

function sectionText(content: StepContent, section: (typeof SECTION_NAMES)[number]): string {
  if (!isThoughtSection(section)) return content[section].text;
  return content[section].bullets
    .map((bullet) => bullet.map((thought) => `- (${say(`type.${thought.type}`)}) ${thought.text}`).join("\n"))
    .join("\n");
}
