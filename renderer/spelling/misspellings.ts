import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";

import { isThoughtSection } from "../../shared/domain/section.ts";
import { eachTextBlock, sectionNameOf } from "../editor/nodes.ts";
import { runFacts } from "../editor/state/run-facts.ts";
import type { Speller } from "./speller.ts";
import { type TextWord, wordsInText } from "./words-in-text.ts";

/** Where misspellings are marked; thoughts are rough drafts (interface, section 2). */
export const SPELLING_SCOPES = ["story", "all"] as const;
export type SpellingScope = (typeof SPELLING_SCOPES)[number];

/** A word of the run's text as it stands now; positions of the document. */
export type PlacedWord = { readonly word: string; readonly from: number; readonly to: number };

const wordsOfBlocks = new WeakMap<Node, readonly TextWord[]>();

/** The words of a paragraph or thought, read once for each node: a block that has not changed is never read again. */
function wordsOf(block: Node): readonly TextWord[] {
  let words = wordsOfBlocks.get(block);
  if (words === undefined) {
    // A line break takes one position, as its line feed takes one unit.
    words = wordsInText(block.textBetween(0, block.content.size, "\n", "\n"));
    wordsOfBlocks.set(block, words);
  }
  return words;
}

/** The words of one step that are to be judged, in reading order: those of written sections, so nothing that is parked. */
export function wordsOfStep(state: EditorState, index: number, position: number, scope: SpellingScope): PlacedWord[] {
  const step = state.doc.child(index);
  const facts = runFacts(state).steps[index];
  const words: PlacedWord[] = [];
  if (facts === undefined) return words;
  let start = position + 1;
  for (const section of step.children) {
    const name = sectionNameOf(section);
    if (name !== null && facts.states[name] === "written" && (scope === "all" || !isThoughtSection(name))) {
      const sectionStart = start;
      eachTextBlock(section, (block, offset) => {
        const from = sectionStart + 2 + offset;
        for (const { word, start: at, end } of wordsOf(block)) words.push({ word, from: from + at, to: from + end });
      });
    }
    start += section.nodeSize;
  }
  return words;
}

/** Steps that are read at a time when the whole run is looked through: a few milliseconds. */
const STEPS_A_SLICE = 20;

/**
 * The nearest wrong word after a position, or before it, around the run's ends; null when there is none, or when the text
 * was changed meanwhile. The run is read slice by slice, and the thread is asked between.
 */
export async function nearestMisspelling(
  speller: Speller,
  stateNow: () => EditorState,
  { from, way, scope }: { readonly from: number; readonly way: 1 | -1; readonly scope: SpellingScope },
): Promise<PlacedWord | null> {
  const state = stateNow();
  const { doc } = state;
  const first = Math.min(doc.resolve(from).index(0), doc.childCount - 1);
  const isBeyond = (word: PlacedWord): boolean => (way === 1 ? word.from >= from : word.to <= from);
  // The caret's own step is looked at twice: what lies beyond the caret first, the rest of it last.
  const indices = Array.from(
    { length: doc.childCount },
    (_, at) => (first + way * at + doc.childCount) % doc.childCount,
  );
  const starts = startsOf(doc);
  for (let at = 0; at <= indices.length; at += STEPS_A_SLICE) {
    const slice = [...indices, first].slice(at, at + STEPS_A_SLICE);
    const words = slice.flatMap((index, offset) => {
      const inStep = wordsOfStep(state, index, starts[index] ?? 0, scope);
      const wanted = index !== first ? inStep : inStep.filter((word) => isBeyond(word) === (at + offset === 0));
      return way === 1 ? wanted : wanted.toReversed();
    });
    await judgeAll(speller, words);
    if (stateNow().doc !== doc) return null;
    const wrong = words.find(({ word }) => speller.judge(word) === "wrong");
    if (wrong !== undefined) return wrong;
  }
  return null;
}

function startsOf(doc: Node): number[] {
  let position = 0;
  return doc.children.map((step) => {
    const start = position;
    position += step.nodeSize;
    return start;
  });
}

/** Resolves when every one of the words is known, or can no longer become so. */
async function judgeAll(speller: Speller, words: readonly PlacedWord[]): Promise<void> {
  const isOpen = (): boolean =>
    speller.state.get().state === "loading" || words.some(({ word }) => speller.judge(word) === "unknown");
  const canWait = (): boolean => ["ready", "loading"].includes(speller.state.get().state);
  while (canWait() && isOpen()) {
    const told = new Promise<void>((resolve) => {
      const stop = speller.onJudged(() => {
        stop();
        resolve();
      });
    });
    speller.ask();
    await told;
  }
}

/** The wrong word that a position touches; null when there is none. */
export function misspellingAt(
  speller: Speller,
  state: EditorState,
  position: number,
  scope: SpellingScope,
): PlacedWord | null {
  const $position = state.doc.resolve(position);
  const index = $position.index(0);
  if ($position.depth === 0 || index >= state.doc.childCount) return null;
  const word = wordsOfStep(state, index, $position.before(1), scope).find(
    ({ from, to }) => from <= position && position <= to,
  );
  return word !== undefined && speller.judge(word.word) === "wrong" ? word : null;
}
