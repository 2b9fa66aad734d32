import type { Failure } from "../../shared/contract/failure.ts";
import type { RunId, StepId } from "../../shared/domain/ids.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";
import type { PlaceInRun } from "./place.ts";

/** An act of the library on an opened run answers which steps changed; the run's screen takes them in. */
export type RunChange = {
  /** The run that holds it: another one when a run was copied. */
  readonly runId: RunId;
  readonly orderRev: number;
  readonly steps: readonly { readonly id: StepId; readonly rev: number }[];
};

/**
 * What the history needs to know of the run whose screen it stands on, and what it may do there. The run's screen and
 * the history do not know each other: the page puts one beside the other.
 */
export type RunHistory = {
  readonly runId: RunId;
  readonly title: string;
  /** The step where the caret is, and its 1-based number; null before the caret has been anywhere. */
  readonly caret: { readonly stepId: StepId; readonly step: number } | null;
  /** True when this page writes the run: only then may it restore. */
  readonly isWriting: boolean;
  /** When the library last saved something of this run from this page, UTC milliseconds: the history may have grown. */
  readonly savedAt: number | null;
  /**
   * Lets the library change the run: hands over what is unsaved, holds the text still meanwhile and takes in what
   * changed. Fails without asking when something cannot be saved.
   */
  readonly letChange: <Change extends RunChange>(
    act: () => Promise<Outcome<Change, Failure>>,
  ) => Promise<Outcome<Change, Failure>>;
  readonly go: (to: PlaceInRun) => void;
  readonly onClose: () => void;
};
