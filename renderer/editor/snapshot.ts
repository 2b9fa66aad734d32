import type { EditorState } from "prosemirror-state";

import type { StepId, ThoughtId } from "../../shared/domain/ids.ts";
import type { SectionName, ThoughtType } from "../../shared/domain/section.ts";
import { NO_WORDS, type WordCounts } from "../../shared/domain/words.ts";
import { isLongterm, isTagged, spotOf, stepIdOf, thoughtIdOf } from "./nodes.ts";
import { type UndoNames, undoNames } from "./state/act-names.ts";
import { type Reading, readingOf } from "./state/reading.ts";
import { runFacts } from "./state/run-facts.ts";

/** Where the caret stands. */
export type Caret = {
  readonly stepId: StepId;
  /** 1-based. */
  readonly step: number;
  readonly section: SectionName;
  /** Whether the section carries the tag. */
  readonly isTagged: boolean;
  readonly thought: { readonly id: ThoughtId; readonly type: ThoughtType; readonly longterm: boolean } | null;
};

/** What the page around the text shows of it; made from what is known already, without reading any text. */
export type EditorSnapshot = {
  readonly caret: Caret | null;
  readonly hasSelection: boolean;
  readonly steps: number;
  /** Words that a reader sees. */
  readonly words: { readonly step: WordCounts; readonly run: WordCounts };
  readonly names: UndoNames;
  readonly reading: Reading;
};

/** The snapshot of a state. */
export function snapshotOf(state: EditorState): EditorSnapshot {
  const facts = runFacts(state);
  const caret = caretOf(state);
  return {
    caret,
    hasSelection: !state.selection.empty,
    steps: facts.steps.length,
    words: { step: caret === null ? NO_WORDS : (facts.steps[caret.step - 1]?.words ?? NO_WORDS), run: facts.words },
    names: undoNames(state),
    reading: readingOf(state),
  };
}

function caretOf(state: EditorState): Caret | null {
  const spot = spotOf(state.selection.$head);
  if (spot === null) return null;
  const id = spot.thought === null ? null : thoughtIdOf(spot.thought.node);
  return {
    stepId: stepIdOf(spot.step),
    step: spot.stepIndex + 1,
    section: spot.name,
    isTagged: isTagged(spot.section),
    thought:
      spot.thought === null || id === null
        ? null
        : { id, type: spot.thought.type, longterm: isLongterm(spot.thought.node) },
  };
}
