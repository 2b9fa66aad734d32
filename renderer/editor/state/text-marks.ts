import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import type { StepId } from "../../../shared/domain/ids.ts";
import { type Place, positionOf } from "../../../shared/document/place.ts";
import { stepIdOf } from "../nodes.ts";
import { drawnSteps } from "./drawn-steps.ts";
import { runFacts } from "./run-facts.ts";

/**
 * Marks on stretches of text: findings and reviewers' remarks. They are kept by step and relative to it, so an edit costs
 * only the marks of its own step, and only those of drawn steps become decorations. A mark goes with its text through
 * edits and is dropped as soon as the text under it has changed: whoever set it looks again and sets it anew.
 */
export type TextMark = {
  readonly id: string;
  /** Where it stands; an `Address` fits. A mark of no length is not drawn. */
  readonly place: Place;
  readonly kind: "finding" | "remark";
  /** Ignored for a remark. */
  readonly severity: "error" | "warning" | "hint";
  /** Shown in the tooltip. */
  readonly label: string;
};

type PlacedMark = {
  readonly mark: TextMark;
  /** Relative to the position before the step. */
  readonly from: number;
  readonly to: number;
  /** The text that it was set on. */
  readonly quote: string;
};

type Marks = {
  readonly bySteps: ReadonlyMap<StepId, readonly PlacedMark[]>;
  readonly drawn: ReadonlySet<StepId>;
  readonly decorations: DecorationSet;
};

const key = new PluginKey<Marks>("text marks");

/** Puts these marks in the place of all earlier ones. Those whose place is gone are left out. */
export function setMarksMeta(transaction: Transaction, marks: readonly TextMark[]): Transaction {
  return transaction.setMeta(key, marks).setMeta("addToHistory", false);
}

/** The marks that still stand, in no order, with their present positions. */
export function standingMarks(state: EditorState): { mark: TextMark; from: number; to: number }[] {
  const bySteps = key.getState(state)?.bySteps ?? new Map<StepId, readonly PlacedMark[]>();
  const standing: { mark: TextMark; from: number; to: number }[] = [];
  let position = 0;
  for (const step of state.doc.children) {
    for (const { mark, from, to } of bySteps.get(stepIdOf(step)) ?? [])
      standing.push({ mark, from: position + from, to: position + to });
    position += step.nodeSize;
  }
  return standing;
}

// A line feed for every border of blocks and every `line`: the same quote as an address would give.
function textBetween(document: Node, from: number, to: number): string {
  return document.textBetween(from, to, "\n", "\n");
}

function place(document: Node, marks: readonly TextMark[]): Map<StepId, PlacedMark[]> {
  const starts = new Map<StepId, number>();
  let position = 0;
  for (const step of document.children) {
    starts.set(stepIdOf(step), position);
    position += step.nodeSize;
  }
  const bySteps = new Map<StepId, PlacedMark[]>();
  for (const mark of marks) {
    const start = starts.get(mark.place.stepId);
    const range = start === undefined ? null : positionOf(document, mark.place);
    if (start === undefined || range === null || range.from === range.to) continue;
    const placed = {
      mark,
      from: range.from - start,
      to: range.to - start,
      quote: textBetween(document, range.from, range.to),
    };
    bySteps.set(mark.place.stepId, [...(bySteps.get(mark.place.stepId) ?? []), placed]);
  }
  return bySteps;
}

function draw(
  state: EditorState,
  bySteps: ReadonlyMap<StepId, readonly PlacedMark[]>,
  drawn: ReadonlySet<StepId>,
): DecorationSet {
  if (bySteps.size === 0) return DecorationSet.empty;
  const decorations: Decoration[] = [];
  const { steps } = runFacts(state);
  let position = 0;
  state.doc.children.forEach((node, index) => {
    const id = steps[index]?.id;
    if (id !== undefined && drawn.has(id))
      for (const placed of bySteps.get(id) ?? []) decorations.push(...decorationsOf(placed, position));
    position += node.nodeSize;
  });
  return DecorationSet.create(state.doc, decorations);
}

/** The stretch, and its first unit once more: that one bears the sign in the margin, however the stretch is cut up. */
function decorationsOf({ mark, from, to }: PlacedMark, stepPosition: number): Decoration[] {
  const look = mark.kind === "remark" ? "remark" : mark.severity;
  const start = stepPosition + from;
  return [
    Decoration.inline(start, stepPosition + to, {
      class: "text-mark",
      "data-look": look,
      "data-mark": mark.id,
      title: mark.label,
    }),
    Decoration.inline(start, start + 1, { class: "text-mark-sign", "data-look": look }),
  ];
}

function isMarks(value: unknown): value is readonly TextMark[] {
  return Array.isArray(value);
}

/** Takes the marks of the changed steps along; drops those whose text is not the one they were set on. */
function follow(
  marks: Marks,
  transaction: Transaction,
  state: EditorState,
): ReadonlyMap<StepId, readonly PlacedMark[]> {
  const window = runFacts(state).changed;
  if (window === null || marks.bySteps.size === 0) return marks.bySteps;
  let followed: Map<StepId, readonly PlacedMark[]> | null = null;
  const oldStarts = new Map<StepId, number>();
  let position = 0;
  for (const [index, step] of transaction.before.children.slice(0, window.beforeTo).entries()) {
    if (index >= window.from) oldStarts.set(stepIdOf(step), position);
    position += step.nodeSize;
  }
  position = 0;
  const here = new Set<StepId>();
  for (const [index, step] of state.doc.children.slice(0, window.afterTo).entries()) {
    const id = index < window.from ? null : stepIdOf(step);
    const start = position;
    position += step.nodeSize;
    if (id === null) continue;
    here.add(id);
    const old = marks.bySteps.get(id);
    const oldStart = oldStarts.get(id);
    if (old === undefined || oldStart === undefined) continue;
    const kept = old.flatMap((placed) => {
      const from = transaction.mapping.map(oldStart + placed.from, 1);
      const to = transaction.mapping.map(oldStart + placed.to, -1);
      if (from >= to || textBetween(state.doc, from, to) !== placed.quote) return [];
      return [{ ...placed, from: from - start, to: to - start }];
    });
    followed ??= new Map(marks.bySteps);
    followed.set(id, kept);
  }
  for (const id of oldStarts.keys()) {
    if (here.has(id) || !marks.bySteps.has(id)) continue;
    followed ??= new Map(marks.bySteps);
    followed.delete(id);
  }
  return followed ?? marks.bySteps;
}

function count(bySteps: ReadonlyMap<StepId, readonly PlacedMark[]>): number {
  let marks = 0;
  for (const placed of bySteps.values()) marks += placed.length;
  return marks;
}

/** Keeps the marks. Must stand after the drawn steps. */
export function textMarksPlugin(): Plugin<Marks> {
  return new Plugin<Marks>({
    key,
    state: {
      init: () => ({ bySteps: new Map(), drawn: new Set(), decorations: DecorationSet.empty }),
      apply(transaction, marks, _before, state) {
        const asked: unknown = transaction.getMeta(key);
        const drawn = drawnSteps(state);
        if (isMarks(asked)) {
          const bySteps = place(state.doc, asked);
          return { bySteps, drawn, decorations: draw(state, bySteps, drawn) };
        }
        const bySteps = transaction.docChanged ? follow(marks, transaction, state) : marks.bySteps;
        if (drawn !== marks.drawn || count(bySteps) !== count(marks.bySteps) || runFacts(state).restructured) {
          return { bySteps, drawn, decorations: draw(state, bySteps, drawn) };
        }
        if (!transaction.docChanged) return marks;
        return { bySteps, drawn, decorations: marks.decorations.map(transaction.mapping, transaction.doc) };
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.decorations,
    },
  });
}
