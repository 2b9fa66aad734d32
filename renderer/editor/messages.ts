import type { SectionName } from "../../shared/domain/section.ts";
import type { ActName } from "./state/act-names.ts";

/** A section of a step, by its 1-based number, as an announcement names it. `words` are those that it stores. */
export type NamedSection = { readonly step: number; readonly section: SectionName; readonly words: number };

/** What a change of the tag, or of an outcome under a tagged action, does to sections (interface, section 2). */
export type SkipConsequences = {
  /** Sections that are hidden from here on; those with words are kept aside ("parked"). */
  readonly hidden: readonly NamedSection[];
  /** Sections that are shown again, with the words that come back. */
  readonly shown: readonly NamedSection[];
  /** Sections that must be written from here on and hold nothing. */
  readonly needed: readonly NamedSection[];
};

/** Acts on whole steps that are said when they are done. */
export const STEP_ACTS = [
  "insertStep",
  "insertStepBefore",
  "splitStep",
  "mergeSteps",
  "moveStepUp",
  "moveStepDown",
  "moveStepTo",
  "duplicateStep",
  "deleteStep",
  "nameChapter",
  "removeChapter",
  "setBookmark",
  "removeBookmark",
] as const;
export type StepAct = (typeof STEP_ACTS)[number];

/** Something to be said to the author, in words that the page's catalogue has; nothing of it is an error. */
export type EditorMessage =
  /** Mod+Enter on an empty section that must be written. */
  | { readonly kind: "mustBeWritten"; readonly step: number; readonly section: SectionName }
  /** The tag was set or removed by its key. */
  | ({
      readonly kind: "tagSet" | "tagRemoved";
      readonly step: number;
      readonly section: SectionName;
    } & SkipConsequences)
  /** A text that came to begin with the tag's 13 characters became the tag (rule T); one undo gives the text back. */
  | ({ readonly kind: "textBecameTag"; readonly step: number; readonly section: SectionName } & SkipConsequences)
  /** Something else (an emptied outcome, say) changed what is hidden. */
  | ({ readonly kind: "skipsChanged" } & SkipConsequences)
  /** Steps came, went, moved or were named: `act` was done to `step`; `now` is where the caret's step stands after it. */
  | {
      readonly kind: "stepsChanged";
      readonly act: StepAct;
      readonly step: number;
      readonly now: number;
    }
  /** The tag's key outside action and outcome. */
  | { readonly kind: "tagNotHere" }
  /** A type key outside thoughts. */
  | { readonly kind: "notAThought" }
  /** There is no section or step further that way. */
  | { readonly kind: "noFurther"; readonly way: "back" | "forward" }
  /** Parts of a selection are not shown in this way of reading, so nothing was deleted. */
  | { readonly kind: "hiddenBySelection" }
  /** An act was taken back or done again; `act` is its id. */
  | ({ readonly kind: "undone" | "redone" } & ActName);
