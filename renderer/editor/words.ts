import type { SectionName, ThoughtType } from "../../shared/domain/section.ts";
import type { ActId } from "./acts/registry.ts";

/** A section of a step, as it is named to assistive technology and in hints. */
type BySection<Value> = Readonly<Record<SectionName, Value>>;

/** Every word that the editor itself draws or names; the page's catalogue gives them. */
export type EditorWords = {
  /** Name of the text box. */
  readonly text: string;
  readonly step: (number: number) => string;
  /** As in "Step 412 initial thoughts". */
  readonly section: (number: number, section: SectionName) => string;
  /** As in "long-term doylist thought". */
  readonly thought: (type: ThoughtType, longterm: boolean) => string;
  /** The state of a section, as its description. */
  readonly states: {
    readonly written: string;
    readonly empty: string;
    readonly skipped: string;
    readonly unwritten: string;
  };
  /** The description of a written section that was written after what follows it. */
  readonly writtenOutOfOrder: string;
  /** Names of the story sections, hung in the margin. */
  readonly cues: { readonly prompt: string; readonly action: string; readonly outcome: string };
  /** The tag as it is drawn before its text. */
  readonly tag: string;
  /** What stands in a section of thoughts that was left empty. */
  readonly noThoughts: string;
  /** What stands where nothing is written yet. */
  readonly hints: BySection<string>;
  /** One line for what the step before hides: "initial" alone, or "initial" to "postPrompt". `kept` = words kept aside. */
  readonly skippedBy: (before: number, hides: "initial" | "throughPostPrompt", kept: number) => string;
  /** One line for an outcome that a tagged action makes unnecessary. */
  readonly skippedOutcome: string;
  readonly acts: Readonly<Record<ActId, string>>;
  /** What undo calls a change that is no act of the list above: acts that ask for something first, and ways that text comes. */
  readonly changes: Readonly<Record<NamedChange, string>>;
};

/** Names of changes (`state/act-names.ts`) beside the ids of the acts. */
export const NAMED_CHANGES = [
  "moveStepTo",
  "nameChapter",
  "setBookmark",
  "deleteSteps",
  "pasted",
  "dropped",
  "moved",
  "replace",
  "replaceAll",
  "rename",
  "textBecameTag",
  "correctSpelling",
] as const;
export type NamedChange = (typeof NAMED_CHANGES)[number];
