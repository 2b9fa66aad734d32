import type { BibleId } from "../../shared/domain/bible/bible.ts";
import type { Names } from "../../shared/domain/bible/rename.ts";
import type { RunId, StepId, ThoughtId } from "../../shared/domain/ids.ts";
import type { PlaceInRun } from "./place.ts";

/** The parts of the bible's panel. */
export const BIBLE_TABS = ["entities", "names", "step", "threads", "rules", "reach"] as const;
export type BibleTab = (typeof BIBLE_TABS)[number];

/** What the panel was asked for last; `turn` grows with each asking. */
export type BibleAsked = {
  readonly tab: BibleTab;
  /** A name from the text: its entity is shown, or a new one begun with it. */
  readonly name: string | null;
  readonly picture: boolean;
  /** Somebody is to have another name: the entity of `name`, else the one that is opened next. */
  readonly renames: boolean;
  readonly turn: number;
};

/** An entity's names as they are, and as they are to be. */
export type Renaming = { readonly id: BibleId; readonly before: Names; readonly after: Names };

/**
 * What the bible needs to know of the run whose screen it stands on, and what it may do there. The run's screen and the
 * bible do not know each other: the page puts one beside the other.
 */
export type RunBible = {
  readonly runId: RunId;
  readonly title: string;
  /** The step where the caret is, and its 1-based number; null before the caret has been anywhere. */
  readonly caret: { readonly stepId: StepId; readonly step: number } | null;
  /** The run's steps in order, as they are now. */
  readonly order: () => readonly StepId[];
  /** The long-term thoughts of the run are known by their ids: the text of one, or null. */
  readonly thoughtOf: (id: ThoughtId) => string | null;
  /** True while words or the bible have changed and the text was not read again since: what is told of where anybody is named may be old. */
  readonly isAhead: boolean;
  /** True when this page writes the run: only then may it change the bible. */
  readonly isWriting: boolean;
  /** When the library last saved something of this run from this page, UTC milliseconds. */
  readonly savedAt: number | null;
  readonly asked: BibleAsked;
  readonly go: (to: PlaceInRun) => void;
  /** Shows every place of the name in the run and replaces those that the author leaves ticked; the bible goes along, and one undo takes both back. */
  readonly rename: (renaming: Renaming) => void;
  /** Grows when the run's screen has changed the bible by itself: a renaming, or its undo. */
  readonly changedBeside: number;
  /** The bible has changed: what rests on it is looked at again. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
};
