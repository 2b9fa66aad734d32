import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";

import { isThoughtSection } from "../../../shared/domain/section.ts";
import { sectionsAt } from "../nodes.ts";
import { readingOf, readingShows } from "../state/reading.ts";
import { runFacts } from "../state/run-facts.ts";

/** Sections of a copy stand apart by an empty line; steps likewise. */
const SECTION_BREAK = "\n\n";

/**
 * The selected text as plain text: paragraphs and thoughts on lines of their own, an empty line between sections. What is
 * not shown (parked sections, what the way of reading leaves out) is not copied, nor are letters, cues and numbers.
 */
export function selectedText(state: EditorState): string {
  const { from, to, $from, $to } = state.selection;
  if ($from.sameParent($to)) return state.doc.textBetween(from, to, "\n", "\n");
  const parts: string[] = [];
  const reading = readingOf(state);
  let position = 0;
  state.doc.children.forEach((step, index) => {
    const states = runFacts(state).steps[index]?.states;
    if (position + step.nodeSize > from && position < to && states !== undefined) {
      for (const section of sectionsAt(step, position)) {
        const start = Math.max(from, section.position + 1);
        const end = Math.min(to, section.position + section.node.nodeSize - 1);
        if (start >= end || states[section.name] !== "written" || !readingShows(reading, section.name)) continue;
        parts.push(blocksBetween(state.doc, start, end, isThoughtSection(section.name)));
      }
    }
    position += step.nodeSize;
  });
  return parts.filter((part) => part !== "").join(SECTION_BREAK);
}

function blocksBetween(document: Node, from: number, to: number, skipsEmpty: boolean): string {
  const lines: string[] = [];
  document.nodesBetween(from, to, (node, position) => {
    if (!node.isTextblock) return true;
    const start = Math.max(0, from - position - 1);
    const end = Math.min(node.content.size, to - position - 1);
    const text = start <= end ? node.textBetween(start, end, "\n", "\n") : "";
    if (text !== "" || !skipsEmpty) lines.push(text);
    return false;
  });
  return lines.join("\n");
}

/** The plain text that a paste or drop brings: its text/plain, else its HTML as the text it shows; "" for neither. */
export function incomingText(data: DataTransfer | null): string {
  if (data === null) return "";
  const plain = data.getData("text/plain");
  if (plain !== "") return plain;
  const html = data.getData("text/html");
  if (html === "") return "";
  // Parsed into a document of its own: nothing in it runs, loads or is drawn.
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const silent of parsed.querySelectorAll("script, style, template, noscript")) silent.remove();
  for (const block of parsed.querySelectorAll("p, div, li, br, h1, h2, h3, h4, h5, h6, tr")) block.append("\n");
  for (const lineBreak of parsed.querySelectorAll("br")) lineBreak.replaceWith("\n");
  return parsed.body.textContent.trim();
}
