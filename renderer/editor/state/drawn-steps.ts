import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import type { StepId } from "../../../shared/domain/ids.ts";
import { runFacts } from "./run-facts.ts";

/**
 * Which steps are drawn. A run of a thousand steps in one ProseMirror costs 60 ms a key when all of it is drawn; so a step's
 * node view draws its content only under a node decoration that marks it live: near the viewport, or around an end of the
 * selection (where a composition also stands), with the neighbours that the arrow keys may reach. All other steps are
 * empty and stand in spacers (`page/spacers.ts`). Measured: 1.4-1.5 times the work of a bare page, 1.2 times that at 3,000
 * steps.
 */
type DrawnSteps = {
  /** Steps near the viewport, as the page last asked for. */
  readonly near: ReadonlySet<StepId>;
  /** Steps that the selection holds. */
  readonly held: readonly StepId[];
  readonly all: ReadonlySet<StepId>;
  readonly decorations: DecorationSet;
};

const key = new PluginKey<DrawnSteps>("drawn steps");

/** What a node decoration says to a step's node view. */
export const LIVE = { isLive: true } as const;

/** Asks for other steps to be drawn near the viewport; those that the selection holds stay in any case. */
export function drawNear(transaction: Transaction, near: ReadonlySet<StepId>): Transaction {
  return transaction.setMeta(key, near).setMeta("addToHistory", false);
}

/** The steps that are drawn in this state. */
export function drawnSteps(state: EditorState): ReadonlySet<StepId> {
  return key.getState(state)?.all ?? new Set();
}

/** The steps that are drawn because the viewport is near them. */
export function nearSteps(state: EditorState): ReadonlySet<StepId> {
  return key.getState(state)?.near ?? new Set();
}

function heldBy(state: EditorState): StepId[] {
  const { steps } = runFacts(state);
  const head = state.selection.$head.index(0);
  const anchor = state.selection.$anchor.index(0);
  const ids = new Set<StepId>();
  for (const index of [head - 1, head, head + 1, anchor]) {
    const step = steps[index];
    if (step !== undefined) ids.add(step.id);
  }
  return [...ids];
}

function draw(state: EditorState, near: ReadonlySet<StepId>, held: readonly StepId[]): DrawnSteps {
  const all = new Set([...near, ...held]);
  const decorations: Decoration[] = [];
  const { steps } = runFacts(state);
  let position = 0;
  state.doc.children.forEach((node, index) => {
    const step = steps[index];
    if (step !== undefined && all.has(step.id))
      decorations.push(Decoration.node(position, position + node.nodeSize, {}, LIVE));
    position += node.nodeSize;
  });
  return { near, held, all, decorations: DecorationSet.create(state.doc, decorations) };
}

function isIdSet(value: unknown): value is ReadonlySet<StepId> {
  return value instanceof Set;
}

/** Keeps the drawn steps. Must stand after the run's facts. */
export function drawnStepsPlugin(): Plugin<DrawnSteps> {
  return new Plugin<DrawnSteps>({
    key,
    state: {
      init: (_config, state) => draw(state, new Set(), heldBy(state)),
      apply(transaction, drawn, _before, state) {
        const asked: unknown = transaction.getMeta(key);
        const near = isIdSet(asked) ? asked : drawn.near;
        const held = transaction.docChanged || transaction.selectionSet ? heldBy(state) : drawn.held;
        const sameHeld = held.length === drawn.held.length && held.every((id, index) => id === drawn.held[index]);
        if (near !== drawn.near || !sameHeld || runFacts(state).restructured) {
          return draw(state, near, sameHeld ? drawn.held : held);
        }
        if (!transaction.docChanged) return drawn;
        const decorations = drawn.decorations.map(transaction.mapping, transaction.doc);
        // A step node that was replaced as a whole loses its decoration.
        return decorations.find().length === drawn.decorations.find().length
          ? { ...drawn, decorations }
          : draw(state, near, held);
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.decorations,
    },
  });
}
