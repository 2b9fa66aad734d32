import type { EditorState } from "prosemirror-state";

import type { StepId, ThoughtId } from "../../shared/domain/ids.ts";
import type { SectionName, ThoughtType } from "../../shared/domain/section.ts";
import { NO_WORDS, type WordCounts } from "../../shared/domain/words.ts";
import { stepNameOf } from "./acts/step-names.ts";
import type { SkipConsequences } from "./messages.ts";
import { isLongterm, isTagged, spotOf, stepIdOf, thoughtIdOf } from "./nodes.ts";
import { type UndoNames, undoNames } from "./state/act-names.ts";
import { outOfOrder } from "./state/order-of-writing.ts";
import { isParkedShown } from "./state/parked.ts";
import { type Reading, readingOf } from "./state/reading.ts";
import { runFacts } from "./state/run-facts.ts";
import { tagPreview } from "./state/skip-consequences.ts";

/** Where the caret stands. */
export type Caret = {
  readonly stepId: StepId;
  /** 1-based. */
  readonly step: number;
  readonly section: SectionName;
  /** Whether the section carries the tag. */
  readonly isTagged: boolean;
  readonly thought: { readonly id: ThoughtId; readonly type: ThoughtType; readonly longterm: boolean } | null;
  /** The names that the step bears. */
  readonly chapter: string | null;
  readonly bookmark: string | null;
  /** Whether the section was written after what follows it. */
  readonly isOutOfOrder: boolean;
};

/** What the page around the text shows of it; made from what is known already, without reading any text. */
export type EditorSnapshot = {
  readonly caret: Caret | null;
  readonly hasSelection: boolean;
  readonly steps: number;
  /** Words that a reader sees. */
  readonly words: { readonly step: WordCounts; readonly run: WordCounts };
  /** Words typed in this text less those typed away, since it was opened. */
  readonly typed: number;
  readonly names: UndoNames;
  readonly reading: Reading;
  readonly isParkedShown: boolean;
  /** What setting or removing the tag here would hide, show and need; null when nothing. */
  readonly tagPreview: SkipConsequences | null;
};

/** The snapshot of a state; `typed` comes from the ledger. */
export function snapshotOf(state: EditorState, typed = 0): EditorSnapshot {
  const facts = runFacts(state);
  const caret = caretOf(state);
  return {
    caret,
    hasSelection: !state.selection.empty,
    steps: facts.steps.length,
    words: { step: caret === null ? NO_WORDS : (facts.steps[caret.step - 1]?.words ?? NO_WORDS), run: facts.words },
    typed,
    names: undoNames(state),
    reading: readingOf(state),
    isParkedShown: isParkedShown(state),
    tagPreview: tagPreview(state),
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
    chapter: stepNameOf("chapter")(state),
    bookmark: stepNameOf("bookmark")(state),
    isOutOfOrder: outOfOrder(state).get(stepIdOf(spot.step))?.includes(spot.name) ?? false,
    thought:
      spot.thought === null || id === null
        ? null
        : { id, type: spot.thought.type, longterm: isLongterm(spot.thought.node) },
  };
}
