import type { RunDetails } from "../../../shared/contract/run-methods.ts";
import type { AuthorRole } from "../../../shared/domain/run.ts";
import { isThoughtSection, SECTION_NAMES, type SectionName, type Thought } from "../../../shared/domain/section.ts";
import { type Skip, skipAfter, stepStates } from "../../../shared/domain/states.ts";
import { hasText, type StepContent } from "../../../shared/domain/step.ts";

/*
 * A run as a text that a person reads without the program, years later: every step and section under its heading, also
 * where there are holes, and what a tag hides marked as hidden. It is no format to read back; backups are for that.
 */

const SECTIONS: Readonly<Record<SectionName, string>> = {
  initial: "Thoughts before the prompt",
  prompt: "Prompt",
  postPrompt: "Thoughts after the prompt",
  action: "Action",
  postAction: "Thoughts after the action",
  outcome: "Outcome",
};
const ROLES: Readonly<Record<AuthorRole, string>> = {
  administrator: "administrator",
  dm: "dungeon master",
  player: "player",
};

/** The lines of a run, each ended by a line feed. Steps come in reading order. */
export function* plainText(details: RunDetails, steps: Iterable<StepContent>): Generator<string> {
  yield `${details.title}\n`;
  for (const { name, role } of details.authors) yield `by ${name} (${ROLES[role]})\n`;
  if (details.description !== "") yield `\n${details.description}\n`;
  let skip: Skip = "nothing";
  let number = 0;
  for (const step of steps) {
    number += 1;
    yield* stepText(step, number, skip);
    skip = skipAfter(step);
  }
  if (details.notes !== "") yield `\n\n======== Notes of the author ========\n\n${details.notes}\n`;
}

/** One step on its own or after another one, of which `skip` says what it hides. */
export function* stepText(step: StepContent, number: number, skip: Skip): Generator<string> {
  const chapter = step.chapter === null ? "" : ` · ${step.chapter}`;
  const bookmark = step.bookmark === null ? "" : ` · bookmark: ${step.bookmark}`;
  yield `\n\n======== Step ${String(number)}${chapter}${bookmark} ========\n`;
  const states = stepStates(step, skip);
  for (const section of SECTION_NAMES) {
    const state = states[section];
    const isThere = hasText(step, section);
    if (state === "skipped" && !isThere) continue;
    const isTagged = (section === "action" || section === "outcome") && step[section].tagged;
    yield `\n-- ${SECTIONS[section]}${isTagged ? " (tagged “yo be real”)" : ""}${state === "skipped" ? " (hidden by a tag, kept)" : ""} --\n`;
    if (isThere) yield* sectionText(step, section);
    else yield state === "empty" ? "(left empty)\n" : "(not written)\n";
  }
}

function* sectionText(step: StepContent, section: SectionName): Generator<string> {
  if (!isThoughtSection(section)) {
    yield `${step[section].text}\n`;
    return;
  }
  for (const bullet of step[section].bullets) {
    for (const [index, thought] of bullet.entries()) yield `${index === 0 ? "* " : "  "}${thoughtLine(thought)}\n`;
  }
}

function thoughtLine({ type, longterm, text }: Thought): string {
  return `[${type}${longterm ? ", long-term" : ""}] ${text.replaceAll("\n", "\n    ")}`;
}
