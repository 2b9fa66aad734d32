import type { Node } from "prosemirror-model";

import type { ThoughtId } from "../../../shared/domain/ids.ts";
import { isThoughtSection } from "../../../shared/domain/section.ts";
import { storyTextOf } from "../../../shared/document/run-document.ts";
import { eachTextBlock, firstTextPosition, isLongterm, sectionsAt, thoughtIdOf, thoughtTypeOf } from "../nodes.ts";
import type { ScopedText } from "./query.ts";

/**
 * The texts of a step, read once for each node: a step that an edit leaves alone is the same node afterwards, so keeping
 * the index of a run fresh costs one look-up a step and the words of the changed steps only. Parked sections are part of
 * it; who asks leaves them out by the section's state.
 */

/** One text of a step that is not empty: a thought's, or a story section's with its paragraphs joined by `\n`. */
export type IndexedText = ScopedText & {
  readonly thoughtId: ThoughtId | null;
  readonly text: string;
  /** Where the text begins, counted from the position before the step. */
  readonly position: number;
};

/** A step's texts in reading order, and a number that no other node of this page has. */
export type IndexedStep = { readonly version: number; readonly texts: readonly IndexedText[] };

const known = new WeakMap<Node, IndexedStep>();
let versions = 0;

/** The texts of a step's node. */
export function indexedStep(step: Node): IndexedStep {
  let indexed = known.get(step);
  if (indexed === undefined) {
    versions += 1;
    indexed = { version: versions, texts: textsOf(step) };
    known.set(step, indexed);
  }
  return indexed;
}

function textsOf(step: Node): IndexedText[] {
  const texts: IndexedText[] = [];
  for (const placed of sectionsAt(step, 0)) {
    const section = placed.name;
    if (!isThoughtSection(section)) {
      const story = { section, type: null, longterm: false, thoughtId: null };
      texts.push({ ...story, text: storyTextOf(placed.node), position: firstTextPosition(placed) });
      continue;
    }
    eachTextBlock(placed.node, (thought, position) =>
      texts.push({
        section,
        type: thoughtTypeOf(thought),
        longterm: isLongterm(thought),
        thoughtId: thoughtIdOf(thought),
        text: thought.textContent,
        position: placed.position + 1 + position + 1,
      }),
    );
  }
  return texts.filter(({ text }) => text !== "");
}

/** A unit of a text as a position counted from the position before its step. A paragraph's border takes two, its `\n` one unit. */
export function positionInStep({ text, position, type }: IndexedText, unit: number): number {
  if (type !== null) return position + unit;
  let borders = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < unit; at = text.indexOf("\n", at + 1)) borders += 1;
  return position + unit + borders;
}
