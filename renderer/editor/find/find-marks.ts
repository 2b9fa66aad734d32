import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import { stepIdOf } from "../nodes.ts";
import { drawnSteps } from "../state/drawn-steps.ts";
import { readingOf } from "../state/reading.ts";

/** A hit in a step, counted from the position before the step. */
export type MarkedHit = { readonly from: number; readonly to: number };

/**
 * The hits that are marked, by the step's node: a step that has changed since has another node, and its marks only go
 * along with the text until the search has looked at it again.
 */
export type MarkedHits = {
  readonly bySteps: ReadonlyMap<Node, readonly MarkedHit[]>;
  /** The hit that is shown now; one of `bySteps`. */
  readonly current: MarkedHit | null;
};

type Marks = MarkedHits & { readonly drawn: unknown; readonly decorations: DecorationSet };

const key = new PluginKey<Marks>("find marks");
const NONE: MarkedHits = { bySteps: new Map(), current: null };

/** Marks these hits and no others; null takes all marks away. */
export function setFindMarks(transaction: Transaction, hits: MarkedHits | null): Transaction {
  return transaction.setMeta(key, hits ?? NONE).setMeta("addToHistory", false);
}

function isMarkedHits(value: unknown): value is MarkedHits {
  return typeof value === "object" && value !== null && "bySteps" in value;
}

function draw(state: EditorState, { bySteps, current }: MarkedHits): DecorationSet {
  if (bySteps.size === 0) return DecorationSet.empty;
  const drawn = drawnSteps(state);
  const decorations: Decoration[] = [];
  let position = 0;
  for (const step of state.doc.children) {
    const hits = bySteps.get(step);
    if (hits !== undefined && drawn.has(stepIdOf(step))) {
      for (const hit of hits) {
        const className = hit === current ? "find-hit current" : "find-hit";
        decorations.push(Decoration.inline(position + hit.from, position + hit.to, { class: className }));
      }
    }
    position += step.nodeSize;
  }
  return DecorationSet.create(state.doc, decorations);
}

/** Draws the marks in the drawn steps, and tells when there may be other hits. Must stand after the drawn steps. */
export function findMarksPlugin(onShownTextChanged: () => void): Plugin<Marks> {
  return new Plugin<Marks>({
    key,
    state: {
      init: () => ({ ...NONE, drawn: null, decorations: DecorationSet.empty }),
      apply(transaction, marks, _before, state) {
        const asked: unknown = transaction.getMeta(key);
        const drawn = drawnSteps(state);
        if (isMarkedHits(asked)) return { ...asked, drawn, decorations: draw(state, asked) };
        if (marks.bySteps.size === 0) return marks;
        if (drawn !== marks.drawn) return { ...marks, drawn, decorations: draw(state, marks) };
        if (!transaction.docChanged) return marks;
        return { ...marks, decorations: marks.decorations.map(transaction.mapping, transaction.doc) };
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.decorations,
    },
    view: () => ({
      update: (view, before) => {
        if (view.state.doc !== before.doc || readingOf(view.state) !== readingOf(before)) onShownTextChanged();
      },
    }),
  });
}
