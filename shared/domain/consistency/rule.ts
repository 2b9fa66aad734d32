import type { BibleId, EventKind } from "../bible/bible.ts";
import type { StepId } from "../ids.ts";
import type { FindingSeverity } from "./results.ts";
import type { Delta, RunIndex } from "./run-index.ts";
import type { Span } from "./sentence.ts";

/** A place in a step before it becomes evidence: `passage` is a position among the record's passages; a section alone means its opening words, if it has any. */
export type DraftPlace = {
  readonly id: StepId;
  readonly at:
    | { readonly passage: number }
    | { readonly section: "initial" | "prompt" | "postPrompt" | "action" | "postAction" | "outcome" };
  /** What the mark in the page underlines; of a section alone it is the opening words, and this is not looked at. */
  readonly focus: Span;
  /** "sentence" quotes the sentence around the focus, "focus" the focus itself. */
  readonly quote: "sentence" | "focus";
  /** Whether a rewrite of this place's sentence makes a verdict lapse (consistency, section 4). */
  readonly isAnchor: boolean;
};

/** What the bible would say if the text were right: a fact from the last evidence's step on, or an event there. */
export type Followed = {
  readonly entity: BibleId;
  readonly what:
    | { readonly kind: "fact"; readonly attribute: string; readonly value: string }
    | { readonly kind: "event"; readonly event: EventKind };
};

/** What a rule found, before the host gives it its key, step numbers and order. */
export type Draft = {
  /** One plain sentence; no step numbers (they move) and no more than the evidence shows. */
  readonly claim: string;
  readonly entity: string | null;
  /** With the rule, what a verdict is about apart from the sentence: the pair of names, the step of a form rule. */
  readonly subject: string;
  readonly severity: FindingSeverity;
  readonly followed?: Followed;
  readonly evidence: readonly [DraftPlace] | readonly [DraftPlace, DraftPlace];
};

/** What a rule is, for settings and for the panel. */
export type RuleMeta = {
  readonly title: string;
  readonly why: string;
  readonly example: string;
  /** What the rule cannot do without, in words; empty when a bare run is enough. */
  readonly needs: string;
};

/**
 * A rule is a plug-in: it names the keys (a step, a name, or "run") that a change makes dirty, and looks at one key at
 * a time. `run` follows from the index alone, so that checking by difference and checking anew agree. The host owns keys of
 * findings, verdicts, bounds and order.
 */
export type Rule = {
  /** `family/name`; kept for ever, since verdicts carry it. */
  readonly id: string;
  /** Raised when the rule's findings change for the same text. */
  readonly version: number;
  readonly meta: RuleMeta;
  /** True when findings depend on the order of steps: after a move, keys with findings are run again. */
  readonly followsOrder: boolean;
  /** True for what is right too seldom to be asked of everybody: it runs only where the author sets it a severity. */
  readonly isOffByDefault?: boolean;
  keysFor(delta: Delta): Iterable<string>;
  run(index: RunIndex, key: string): readonly Draft[];
  /** What the rule could not look at in this run, as half a sentence; null or absent when it looked at everything. */
  unchecked?(index: RunIndex): string | null;
};

/** The one key of a rule that looks at the whole run at once. */
export const WHOLE_RUN = "run";
