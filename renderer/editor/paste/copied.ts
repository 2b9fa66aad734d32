import type { EditorState } from "prosemirror-state";
import type { Node } from "prosemirror-model";

import type { RunId } from "../../../shared/domain/ids.ts";
import { isThoughtSection, type SectionName } from "../../../shared/domain/section.ts";
import { isLongterm, isTagged, sectionsAt, thoughtIdOf, thoughtTypeOf } from "../nodes.ts";
import { readingOf, readingShows } from "../state/reading.ts";
import { runFacts } from "../state/run-facts.ts";
import { ownAttributes } from "./own-html.ts";

/*
 * What a copy holds, in three forms: plain text, HTML that any program reads, and Markdown. All hold what is shown and
 * selected: nothing parked, no letters, cues or numbers.
 */

/** A copied text block; `isWhole` when all of it is selected. */
type CopiedBlock = { readonly node: Node; readonly text: string; readonly isWhole: boolean };
/** A copied section: its bullets of thoughts, or one list of paragraphs. */
type CopiedSection = {
  readonly name: SectionName;
  /** The 0-based index of its step in the run. */
  readonly stepIndex: number;
  readonly isTagged: boolean;
  readonly groups: readonly (readonly CopiedBlock[])[];
};

function textOf(node: Node, from: number, to: number): string {
  return node.textBetween(from, to, "\n", "\n");
}

/** The sections that the selection shows, with their blocks; thoughts without text are left out. */
function copiedSections(state: EditorState): CopiedSection[] {
  const { from, to } = state.selection;
  const reading = readingOf(state);
  const { steps } = runFacts(state);
  const sections: CopiedSection[] = [];
  let position = 0;
  state.doc.children.forEach((step, index) => {
    const states = steps[index]?.states;
    if (position + step.nodeSize > from && position < to && states !== undefined) {
      for (const { node, name, position: start } of sectionsAt(step, position)) {
        if (start + node.nodeSize <= from || start >= to) continue;
        if (states[name] !== "written" || !readingShows(reading, name)) continue;
        const groups = isThoughtSection(name)
          ? bulletsIn(node, start + 1, from, to)
          : [blocksIn(node, start + 1, from, to)];
        if (groups.some((blocks) => blocks.some(({ text }) => text !== "")))
          sections.push({ name, stepIndex: index, isTagged: isTagged(node), groups });
      }
    }
    position += step.nodeSize;
  });
  return sections;
}

function bulletsIn(section: Node, start: number, from: number, to: number): CopiedBlock[][] {
  const bullets: CopiedBlock[][] = [];
  let position = start;
  for (const bullet of section.children) {
    const thoughts = blocksIn(bullet, position + 1, from, to).filter(({ text }) => text !== "");
    if (thoughts.length > 0) bullets.push(thoughts);
    position += bullet.nodeSize;
  }
  return bullets;
}

function blocksIn(parent: Node, start: number, from: number, to: number): CopiedBlock[] {
  const blocks: CopiedBlock[] = [];
  let position = start;
  for (const node of parent.children) {
    const first = Math.max(0, from - position - 1);
    const last = Math.min(node.content.size, to - position - 1);
    if (first <= last) {
      const isWhole = first === 0 && last === node.content.size;
      blocks.push({ node, text: textOf(node, first, last), isWhole });
    }
    position += node.nodeSize;
  }
  return blocks;
}

/** The selected text when it lies in one text block, else null. */
function textInOneBlock(state: EditorState): string | null {
  const { $from, $to } = state.selection;
  return $from.sameParent($to) ? textOf($from.parent, $from.parentOffset, $to.parentOffset) : null;
}

/** Sections of a copy stand apart by an empty line; steps likewise. */
const SECTION_BREAK = "\n\n";

/** The selection as plain text: paragraphs and thoughts on lines of their own, an empty line between sections. */
export function selectedText(state: EditorState): string {
  const inOne = textInOneBlock(state);
  if (inOne !== null) return inOne;
  return copiedSections(state)
    .map(({ groups }) =>
      groups
        .flat()
        .map(({ text }) => text)
        .join("\n"),
    )
    .join(SECTION_BREAK);
}

/** Blanks stand in the HTML as they stand in the run, and this says so to every program. */
const KEEPS_BLANKS = 'style="white-space:pre-wrap"';

/** The selection as clean HTML, with what a paste into a run asks for beside it (`own-html.ts`). */
export function selectedHtml(state: EditorState, runId: RunId): string {
  const around = `${ownAttributes.run}="${runId}" ${KEEPS_BLANKS}`;
  const inOne = textInOneBlock(state);
  if (inOne !== null) return `<span ${around}>${htmlOf(inOne)}</span>`;
  const sections = copiedSections(state);
  const [first, ...more] = sections;
  if (first === undefined) return "";
  const inside =
    more.length === 0
      ? contentHtml(first)
      : sections.map((section) => sectionHtml(section, section.stepIndex - first.stepIndex)).join("");
  return `<div ${around}>${inside}</div>`;
}

function sectionHtml(section: CopiedSection, step: number): string {
  const attributes = [
    `${ownAttributes.section}="${section.name}"`,
    `${ownAttributes.step}="${step}"`,
    ...(section.isTagged ? [ownAttributes.tagged] : []),
  ];
  return `<section ${attributes.join(" ")}>${contentHtml(section)}</section>`;
}

function contentHtml({ name, groups }: CopiedSection): string {
  return isThoughtSection(name)
    ? `<ul>${groups.map((thoughts) => `<li>${thoughts.map(thoughtHtml).join("")}</li>`).join("")}</ul>`
    : groups
        .flat()
        .map(({ text }) => `<p>${text === "" ? "<br>" : htmlOf(text)}</p>`)
        .join("");
}

function thoughtHtml({ node, text, isWhole }: CopiedBlock): string {
  const id = isWhole ? thoughtIdOf(node) : null;
  const attributes = [
    ...(id === null ? [] : [`${ownAttributes.thought}="${id}"`]),
    `${ownAttributes.type}="${thoughtTypeOf(node)}"`,
    ...(isLongterm(node) ? [ownAttributes.longterm] : []),
  ];
  return `<p ${attributes.join(" ")}>${htmlOf(text)}</p>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function htmlOf(text: string): string {
  return text.replace(/[&<>"]/gu, (sign) => ENTITIES[sign] ?? sign).replaceAll("\n", "<br>");
}

/** The selection as Markdown that is shown as it reads here: signs that mean something in Markdown are escaped. */
export function selectedMarkdown(state: EditorState): string {
  const inOne = textInOneBlock(state);
  if (inOne !== null) return markdownOf(inOne, "");
  return copiedSections(state)
    .map(({ name, groups }) =>
      isThoughtSection(name)
        ? groups.map((thoughts) => thoughts.map(({ text }, at) => markdownItem(text, at)).join("\n")).join("\n")
        : groups
            .flat()
            .map(({ text }) => markdownOf(text, ""))
            .join("\n\n"),
    )
    .join("\n\n");
}

function markdownItem(text: string, indexInBullet: number): string {
  return indexInBullet === 0 ? `- ${markdownOf(text, "  ")}` : `  - ${markdownOf(text, "    ")}`;
}

function markdownOf(text: string, indent: string): string {
  return text
    .replace(/[\\`*_[\]<]/gu, String.raw`\$&`)
    .replace(/^(?=(?:#{1,6}|>|[-+=])(?:\s|$))/gmu, "\\")
    .replace(/^(\d{1,9})(?=[.)]\s)/gmu, "$1\\")
    .replaceAll("\n", `  \n${indent}`);
}
