import type { Node, ResolvedPos } from "prosemirror-model";

import type { Address } from "../domain/address.ts";
import { StepId, ThoughtId } from "../domain/ids.ts";
import { isThoughtSection, SECTION_NAMES, SectionName } from "../domain/section.ts";
import { runSchema } from "./schema.ts";

/**
 * Positions in a run's document (ProseMirror's, which change with every key before them) and places (which do not, as
 * long as the text they lie in stands). Both ways look at the run's steps by their sizes and then at one step: the cost
 * grows with the number of steps and never with the words.
 */

/** An address within a run that the context names. */
export type Place = Omit<Address, "runId">;

/** A stretch of a document; `from` is at most `to`. */
export type PositionRange = { readonly from: number; readonly to: number };

const { nodes } = runSchema;

// The depths of the nodes around a text: run 0, step 1, section 2, bullet 3, thought 4, or section 2, paragraph 3.
const STEP_DEPTH = 1;
const SECTION_DEPTH = 2;
const PARAGRAPH_DEPTH = 3;
const THOUGHT_DEPTH = 4;

/** Units that a paragraph's end and the next one's start take in a document, where its text has one line feed. */
const PARAGRAPH_BORDER = 2;

/**
 * The place of a position, or of the stretch from it to `to`. Null when an end lies in no text (between two blocks) or
 * both do not lie in the same thought or story section. Throws a RangeError for a position outside the document, and
 * when the step or thought has no id yet.
 */
export function addressAt(document: Node, from: number, to: number = from): Place | null {
  const $from = document.resolve(Math.min(from, to));
  const $to = from === to ? $from : document.resolve(Math.max(from, to));
  if (!$from.parent.inlineContent || !$to.parent.inlineContent) return null;
  const isThought = $from.parent.type === nodes.thought;
  const textDepth = isThought ? THOUGHT_DEPTH : SECTION_DEPTH;
  if ($to.depth !== $from.depth || $to.start(textDepth) !== $from.start(textDepth)) return null;
  const offset = isThought ? offsetInThought : offsetInStory;
  return {
    stepId: StepId.parse($from.node(STEP_DEPTH).attrs["id"]),
    section: SectionName.parse($from.node(SECTION_DEPTH).type.name),
    thoughtId: isThought ? ThoughtId.parse($from.parent.attrs["id"]) : null,
    start: offset($from),
    end: offset($to),
  };
}

/**
 * The address of the first words between two positions of different thoughts or sections, as far as they lie in one; null
 * where no text lies between.
 */
export function firstAddressBetween(document: Node, from: number, to: number): Place | null {
  let found: Place | null = null;
  document.nodesBetween(from, to, (node, position) => {
    if (found !== null || !node.inlineContent) return found === null;
    const start = Math.max(from, position + 1);
    const end = Math.min(to, position + node.nodeSize - 1);
    if (end > start) found = addressAt(document, start, end);
    return false;
  });
  return found;
}

// A `line` takes one position, as its line feed takes one unit.
function offsetInThought($position: ResolvedPos): number {
  return $position.parentOffset;
}

function offsetInStory($position: ResolvedPos): number {
  const paragraphsBefore = $position.index(SECTION_DEPTH);
  const start = $position.start(SECTION_DEPTH);
  return $position.before(PARAGRAPH_DEPTH) - start - paragraphsBefore * (PARAGRAPH_BORDER - 1) + $position.parentOffset;
}

/**
 * Where an address lies in a document. Null when its step, thought or section is gone or its text has become shorter
 * than the address reaches: whoever holds an old address compares the text before relying on it.
 */
export function positionOf(document: Node, place: Place): PositionRange | null {
  const step = findStep(document, place.stepId);
  if (step === null) return null;
  let position = step.position + 1;
  for (const section of step.node.children) {
    if (section.type === nodes[place.section]) {
      return isThoughtSection(place.section)
        ? inThought(section, position + 1, place)
        : inStory(section, position + 1, place);
    }
    position += section.nodeSize;
  }
  return null;
}

function inThought(section: Node, sectionStart: number, { thoughtId, start, end }: Place): PositionRange | null {
  let position = sectionStart;
  for (const bullet of section.children) {
    position += 1;
    for (const thought of bullet.children) {
      if (thought.attrs["id"] === thoughtId) {
        return end <= thought.content.size ? { from: position + 1 + start, to: position + 1 + end } : null;
      }
      position += thought.nodeSize;
    }
    position += 1;
  }
  return null;
}

function inStory(section: Node, sectionStart: number, { thoughtId, start, end }: Place): PositionRange | null {
  if (thoughtId !== null) return null;
  const from = storyPosition(section, sectionStart, start);
  const to = start === end ? from : storyPosition(section, sectionStart, end);
  return from === null || to === null ? null : { from, to };
}

function storyPosition(section: Node, sectionStart: number, offset: number): number | null {
  let position = sectionStart;
  let left = offset;
  for (const paragraph of section.children) {
    if (left <= paragraph.content.size) return position + 1 + left;
    left -= paragraph.content.size + 1;
    position += paragraph.nodeSize;
  }
  return null;
}

/** A step in a document. `position` is the one before its node; `index` is 0-based. */
export type FoundStep = { readonly node: Node; readonly position: number; readonly index: number };

/** The step with an id, or null. Looks at one step after the other. */
export function findStep(document: Node, id: StepId): FoundStep | null {
  let position = 0;
  let index = 0;
  for (const node of document.children) {
    if (node.attrs["id"] === id) return { node, position, index };
    position += node.nodeSize;
    index += 1;
  }
  return null;
}

/** The step at a 0-based index, or null beyond the last. Adds up the sizes of the steps before it. */
export function stepAtIndex(document: Node, index: number): FoundStep | null {
  const node = document.maybeChild(index);
  if (node === null) return null;
  let position = 0;
  for (const before of document.children.slice(0, index)) position += before.nodeSize;
  return { node, position, index };
}

/** The step around a position; for one between two steps the one after it, and at the very end null. */
export function stepAround(document: Node, position: number): FoundStep | null {
  const $position = document.resolve(position);
  const index = $position.index(0);
  const node = document.maybeChild(index);
  return node === null ? null : { node, position: $position.posAtIndex(index, 0), index };
}

/** The section around a position with its name and the position before its node; null between sections. */
export function sectionAround(
  document: Node,
  position: number,
): { node: Node; name: SectionName; position: number } | null {
  const $position = document.resolve(position);
  if ($position.depth < SECTION_DEPTH) return null;
  const node = $position.node(SECTION_DEPTH);
  const name = SECTION_NAMES.find((candidate) => nodes[candidate] === node.type);
  return name === undefined ? null : { node, name, position: $position.before(SECTION_DEPTH) };
}
