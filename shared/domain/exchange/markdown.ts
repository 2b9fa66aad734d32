import { SECTION_WORDS } from "../bounty/place.ts";
import type { RunAuthor } from "../run.ts";
import { isThoughtSection, SECTION_NAMES, type ThoughtSection } from "../section.ts";
import type { VisibleStep } from "../visible.ts";

/*
 * A run as Markdown to read: a heading for each chapter, step and section, thoughts as bullets that name their type, the
 * story as paragraphs. What an author typed is text, so everything that Markdown would take for its own is escaped.
 */

/** A run as a reader's copy shows it. */
export type ReadersRun = {
  readonly title: string;
  readonly authors: readonly RunAuthor[];
  readonly steps: readonly VisibleStep[];
};

/** How the tag is shown to readers. */
export const TAG_SHOWN = "yo be real";

/** The names of a run's authors for a reader, each once, in their order. */
export function readersNames(authors: readonly RunAuthor[]): string {
  return [...new Set(authors.map(({ name }) => name))].join(", ");
}

/** The section's name as a heading. */
export function sectionHeading(section: (typeof SECTION_NAMES)[number]): string {
  const words = SECTION_WORDS[section];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The file, piece by piece: its head, then each step. */
export function* markdownOf(run: ReadersRun): Generator<string> {
  const names = readersNames(run.authors);
  yield `# ${inline(run.title)}\n${names === "" ? "" : `\n${inline(names)}\n`}`;
  for (const step of run.steps) yield stepText(step);
}

function stepText({ step, number, sections }: VisibleStep): string {
  let text = step.chapter === null ? "" : `\n## ${inline(step.chapter)}\n`;
  text += `\n### Step ${number}\n`;
  for (const section of SECTION_NAMES) {
    if (!sections.includes(section)) continue;
    text += `\n#### ${sectionHeading(section)}\n\n`;
    if (isThoughtSection(section)) text += bullets(step[section]);
    else {
      const isTagged = section !== "prompt" && step[section].tagged;
      text += paragraphs(isTagged ? `**${TAG_SHOWN}** ` : "", step[section].text);
    }
  }
  return text;
}

function bullets(section: ThoughtSection): string {
  let text = "";
  for (const bullet of section.bullets) {
    let opening = "- ";
    for (const { type, longterm, text: thought } of bullet) {
      if (thought === "") continue;
      // Two blanks at a line's end break it inside the bullet.
      const label = `${opening === "- " ? "" : "  \n"}${opening}\\[${type}${longterm ? ", long-term" : ""}\\] `;
      text += label + thought.split("\n").map(escaped).join("  \n  ");
      opening = "  ";
    }
    if (opening !== "- ") text += "\n";
  }
  return text;
}

function paragraphs(before: string, text: string): string {
  return `${text
    .split("\n")
    .map((line, index) => (index === 0 ? before : "") + lineText(line))
    .join("\n\n")}\n`;
}

/** Text on one line: a line feed, which a heading cannot hold, is a blank. */
function inline(text: string): string {
  return escaped(text.replaceAll("\n", " "));
}

/** A paragraph that nothing at its start turns into a list, heading or quotation; an empty one stays one. */
function lineText(line: string): string {
  if (line.trim() === "") return "&nbsp;";
  return escaped(line);
}

/** Blanks at the start would make a block of code, and some signs at the start begin a list or heading. */
function escaped(line: string): string {
  return line
    .replace(/[\\`*_{}[\]<>#|~&]/gu, String.raw`\$&`)
    .replace(/^(\s+)/u, (blanks) => "&nbsp;".repeat(blanks.length))
    .replace(/^([-+=])/u, String.raw`\$1`)
    .replace(/^(\d{1,9})([.)])/u, String.raw`$1\$2`);
}
