import { AUTHOR_ROLES, type RunAuthor } from "../run.ts";
import type { SectionName, ThoughtSection } from "../section.ts";
import type { Step } from "../step.ts";
import { joinTag } from "../tag.ts";
import { visible, type VisibleStep } from "../visible.ts";

/** What a bounty file says of a run besides its steps. */
export type BountyHead = { readonly title: string; readonly authors: readonly RunAuthor[] };

/** The names as a file holds them: administrators, then dungeon masters, then players, each role in the author's order, no name twice (Writing 2). */
export function authorNames(authors: readonly RunAuthor[]): string[] {
  return [
    ...new Set(
      AUTHOR_ROLES.flatMap((role) => authors.filter((author) => author.role === role).map((author) => author.name)),
    ),
  ];
}

/** True for a step that a file leaves out when it comes last: nothing is visible and no tag is set (bounty format, Valid runs). */
export function isBlankInFile({ step, sections }: VisibleStep): boolean {
  return sections.length === 0 && !step.action.tagged && !step.outcome.tagged;
}

/**
 * The steps that a file holds: those of the run without the trailing blank ones, each as a reader sees it. Lazy; blank
 * steps are held back until one follows that is not.
 */
export function* exportedSteps(steps: Iterable<Step>): Generator<VisibleStep> {
  let blank: VisibleStep[] = [];
  for (const step of visible(steps)) {
    if (isBlankInFile(step)) blank.push(step);
    else {
      yield* blank;
      blank = [];
      yield step;
    }
  }
}

/**
 * The canonical text of a bounty file, piece by piece (the head, each step, the end): joined and encoded as UTF-8 they
 * are the bytes of `JSON.stringify(run, null, 2)`. What a skip hides is left out (Writing 1-3). Writes any run; ask
 * `exportProblems` first whether a reader will take it.
 */
export function* writeBounty(head: BountyHead, steps: Iterable<Step>): Generator<string> {
  const names = authorNames(head.authors).map((name) => `\n    ${JSON.stringify(name)}`);
  yield `{\n  "title": ${JSON.stringify(head.title)},\n  "authors": ${names.length === 0 ? "[]" : `[${names.join(",")}\n  ]`},\n  "steps": [`;
  let isFirst = true;
  for (const step of exportedSteps(steps)) {
    yield `${isFirst ? "" : ","}\n    ${stepText(step)}`;
    isFirst = false;
  }
  yield isFirst ? "]\n}" : "\n  ]\n}";
}

const STEP_INDENT = "\n      ";
const PART_INDENT = "\n        ";

function stepText({ step, sections }: VisibleStep): string {
  const shows = (name: SectionName): boolean => sections.includes(name);
  const prompt = [
    ...(shows("prompt") ? [`"text": ${JSON.stringify(step.prompt.text)}`] : []),
    ...(shows("postPrompt") ? [`"thoughts": ${thoughtsText(step.postPrompt, PART_INDENT)}`] : []),
  ];
  // A tag without text is no valid run; it is written all the same, so that what is written and what is refused agree.
  const action = [
    ...(shows("action") || step.action.tagged ? [`"text": ${JSON.stringify(joinTag(step.action))}`] : []),
    ...(shows("postAction") ? [`"thoughts": ${thoughtsText(step.postAction, PART_INDENT)}`] : []),
    ...(shows("outcome") || step.outcome.tagged ? [`"outcome": ${JSON.stringify(joinTag(step.outcome))}`] : []),
  ];
  const parts = [
    ...(shows("initial") ? [`"thoughts": ${thoughtsText(step.initial, STEP_INDENT)}`] : []),
    ...(prompt.length > 0 ? [`"prompt": ${objectText(prompt, STEP_INDENT)}`] : []),
    ...(action.length > 0 ? [`"action": ${objectText(action, STEP_INDENT)}`] : []),
  ];
  return parts.length === 0 ? "{}" : objectText(parts, "\n    ");
}

/** An object of members already spelled; `indent` is the line feed and blanks before its closing brace. */
function objectText(members: readonly string[], indent: string): string {
  const inner = `${indent}  `;
  return `{${inner}${members.join(`,${inner}`)}${indent}}`;
}

function thoughtsText(section: ThoughtSection, indent: string): string {
  const bulletIndent = `${indent}  `;
  const thoughtIndent = `${indent}    `;
  const memberIndent = `${indent}      `;
  let bullets = "";
  for (const bullet of section.bullets) {
    let thoughts = "";
    for (const { type, longterm, text } of bullet) {
      if (text === "") continue;
      thoughts += `${thoughts === "" ? "" : ","}${thoughtIndent}{${memberIndent}"type": "${type}",${memberIndent}"longterm": ${longterm ? "true" : "false"},${memberIndent}"text": ${JSON.stringify(text)}${thoughtIndent}}`;
    }
    if (thoughts !== "") bullets += `${bullets === "" ? "" : ","}${bulletIndent}[${thoughts}${bulletIndent}]`;
  }
  return `[${bullets}${indent}]`;
}
