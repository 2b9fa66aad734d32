import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";

import { countWords, totalWords } from "../../../shared/domain/words.ts";
import { eachTextBlock, sectionsAt } from "../nodes.ts";
import { runFacts } from "../state/run-facts.ts";

/**
 * The words that a reader sees within the selection. Whole steps are counted by what is known of them, so that selecting
 * all costs as little as selecting a line; only the two steps at the ends are read.
 */
export function selectedWords(state: EditorState): number {
  const { from, to, empty } = state.selection;
  if (empty) return 0;
  const { steps } = runFacts(state);
  let words = 0;
  let position = 0;
  state.doc.children.forEach((step, index) => {
    const facts = steps[index];
    const end = position + step.nodeSize;
    if (facts !== undefined && from < end && to > position) {
      if (from <= position && to >= end) words += totalWords(facts.words);
      else
        for (const section of sectionsAt(step, position)) {
          if (facts.states[section.name] === "written")
            words += wordsBetween(section.node, section.position + 1, from, to);
        }
    }
    position = end;
  });
  return words;
}

/** `start` is the position of the section's content. */
function wordsBetween(section: Node, start: number, from: number, to: number): number {
  let words = 0;
  eachTextBlock(section, (block, offset) => {
    const at = start + offset + 1;
    const first = Math.max(0, from - at);
    const last = Math.min(block.content.size, to - at);
    if (first < last) words += countWords(block.textBetween(first, last, "\n", "\n"));
  });
  return words;
}
