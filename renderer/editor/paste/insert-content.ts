import { Fragment, type Node, Slice } from "prosemirror-model";
import { Selection, TextSelection, type Transaction } from "prosemirror-state";

import { newThoughtId, type ThoughtId } from "../../../shared/domain/ids.ts";
import { lineNodes, paragraphNodes } from "../../../shared/document/run-document.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import { THOUGHT_DEPTH, isLongterm, thoughtIdOf, thoughtTypeOf } from "../nodes.ts";
import { textThatMayEnter } from "../text.ts";
import type { PastedBlock, PastedThought } from "./content.ts";

/*
 * Puts content at the caret; where the caret is decides what it becomes. In the story every line is a paragraph. Among
 * thoughts blocks are bullets and thoughts: a block that does not say its type goes on the caret's thought, or is of its
 * type; one that does begins a thought of its own, and so does what stood behind the caret. A single block that says
 * nothing of itself is words in the sentence.
 */

const { nodes } = runSchema;

/** Puts blocks at the caret of `transaction` (whose selection is empty), and the caret behind them. */
export function insertContent(transaction: Transaction, blocks: readonly PastedBlock[]): Transaction {
  const clean = blocks.map((block) => ({ ...block, text: textThatMayEnter(block.text) }));
  const isThought = transaction.selection.$from.parent.type === nodes.thought;
  if (isThought) insertThoughts(transaction, clean);
  else insertParagraphs(transaction, clean);
  return transaction.scrollIntoView();
}

function insertParagraphs(transaction: Transaction, blocks: readonly PastedBlock[]): void {
  const text = blocks.map((block) => block.text).join("\n");
  if (text === "") return;
  replaceAtCaret(transaction, new Slice(Fragment.from(paragraphNodes(text)), 1, 1));
}

/** Replaces at the caret; afterwards it stands as far from the document's end as before, which is where the slice ends. */
function replaceAtCaret(transaction: Transaction, slice: Slice): void {
  const { from } = transaction.selection;
  const behind = transaction.doc.content.size - from;
  transaction.replace(from, from, slice);
  transaction.setSelection(TextSelection.create(transaction.doc, transaction.doc.content.size - behind));
}

function insertThoughts(transaction: Transaction, pasted: readonly PastedBlock[]): void {
  // Empty paragraphs only set lists apart.
  const written = pasted.filter(({ text }) => text.trim() !== "");
  const blocks = written.length === 0 ? pasted.filter(({ text }) => text !== "").slice(0, 1) : written;
  const first = blocks[0];
  const last = blocks.at(-1);
  if (first === undefined || last === undefined) return;
  if (blocks.length === 1 && first.thought === null)
    return replaceAtCaret(transaction, new Slice(Fragment.from(lineNodes(first.text)), 0, 0));
  const { $from } = transaction.selection;
  const caret = $from.parent;
  const isAtStart = $from.parentOffset === 0;
  const hasRest = $from.parentOffset < caret.content.size;
  const joinsFront = first.thought === null || isAtStart;
  const splitsRest = last.thought !== null && hasRest;
  const position = $from.before(THOUGHT_DEPTH);
  const bullets = bulletsOf(blocks, caret);
  if (!joinsFront) bullets.unshift(bulletOf([emptyThought(caret)]));
  if (splitsRest) {
    const rest = {
      ...caret.attrs,
      id: (isAtStart ? thoughtIdOf(caret) : null) ?? newThoughtId(),
      longterm: isLongterm(caret),
    };
    bullets.push(bulletOf([nodes.thought.create(rest)]));
  }
  replaceAtCaret(transaction, new Slice(Fragment.from(bullets), 2, 2));
  // The front keeps the caret's node; where nothing of the caret's stays in it, it is the pasted thought.
  if (isAtStart && first.thought !== null)
    transaction.setNodeMarkup(position, null, attributesOf(first.thought, caret));
  // What stood behind the caret is a thought of its own: the caret ends behind what was pasted, not in it.
  if (splitsRest) transaction.setSelection(Selection.near(transaction.doc.resolve(transaction.selection.from - 2), -1));
}

function bulletsOf(blocks: readonly PastedBlock[], caret: Node): Node[] {
  const bullets: Node[][] = [];
  for (const block of blocks) {
    const thought = nodes.thought.create(attributesOf(block.thought, caret), lineNodes(block.text));
    const last = bullets.at(-1);
    if (block.joins && last !== undefined) last.push(thought);
    else bullets.push([thought]);
  }
  return bullets.map(bulletOf);
}

function bulletOf(thoughts: readonly Node[]): Node {
  return nodes.bullet.create(null, thoughts);
}

function emptyThought(caret: Node): Node {
  return nodes.thought.create(attributesOf(null, caret));
}

function attributesOf(
  thought: PastedThought | null,
  caret: Node,
): { id: ThoughtId; type: PastedThought["type"]; longterm: boolean } {
  return {
    id: thought?.id ?? newThoughtId(),
    type: thought?.type ?? thoughtTypeOf(caret),
    longterm: thought?.longterm ?? false,
  };
}
