import { Fragment, type Node, Slice } from "prosemirror-model";
import { TextSelection, type Transaction } from "prosemirror-state";

import { newThoughtId, type ThoughtId } from "../../../shared/domain/ids.ts";
import type { ThoughtType } from "../../../shared/domain/section.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import { thoughtTypeOf } from "../nodes.ts";
import { textThatMayEnter } from "../text.ts";

/*
 * Text from outside, as plain lines. In a story section every line is a paragraph; among thoughts every line with
 * something on it is a bullet of the type where the caret stands (empty lines only set lists apart). The first line goes
 * on the caret's block, and what stood behind the caret goes on after the last.
 */

const { nodes } = runSchema;

/** Puts a text at the caret of `transaction` (whose selection is empty) and the caret behind it. */
export function insertPlainText(transaction: Transaction, text: string): Transaction {
  const lines = textThatMayEnter(text).split("\n");
  const { $from, from } = transaction.selection;
  const isThought = $from.parent.type === nodes.thought;
  const blocks = isThought ? linesOfThoughts(lines) : lines;
  const [only] = blocks;
  if (only === undefined || (blocks.length === 1 && only === "")) return transaction;
  if (blocks.length === 1) return transaction.insertText(only).scrollIntoView();
  const slice = isThought ? bulletSlice(blocks, thoughtTypeOf($from.parent)) : paragraphSlice(blocks);
  // The caret stands where the inserted text ends: as far from the document's end as before.
  const behind = transaction.doc.content.size - from;
  transaction.replace(from, from, slice);
  return transaction
    .setSelection(TextSelection.create(transaction.doc, transaction.doc.content.size - behind))
    .scrollIntoView();
}

function linesOfThoughts(lines: readonly string[]): readonly string[] {
  return lines.length === 1 ? lines : lines.filter((line) => line.trim() !== "");
}

function textNodes(text: string): Node[] {
  return text === "" ? [] : [runSchema.text(text)];
}

function paragraphSlice(lines: readonly string[]): Slice {
  return new Slice(Fragment.from(lines.map((line) => nodes.paragraph.create(null, textNodes(line)))), 1, 1);
}

function bulletSlice(lines: readonly string[], type: ThoughtType): Slice {
  const bullets = lines.map((line) => {
    const attributes: { id: ThoughtId; type: ThoughtType; longterm: boolean } = {
      id: newThoughtId(),
      type,
      longterm: false,
    };
    return nodes.bullet.create(null, nodes.thought.create(attributes, textNodes(line)));
  });
  return new Slice(Fragment.from(bullets), 2, 2);
}
