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
  "textBecameTag",
  "correctSpelling",
] as const;
export type NamedChange = (typeof NAMED_CHANGES)[number];

const SECTIONS: BySection<string> = {
  initial: "initial thoughts",
  prompt: "prompt",
  postPrompt: "post-prompt thoughts",
  action: "action",
  postAction: "post-action thoughts",
  outcome: "outcome",
};

function keptAside(words: number): string {
  if (words === 0) return "";
  return words === 1 ? " One word is kept aside." : ` ${words.toLocaleString("en")} words are kept aside.`;
}

/** The editor's words in English. */
export const ENGLISH_EDITOR_WORDS: EditorWords = {
  text: "Run text",
  step: (number) => `Step ${number}`,
  section: (number, section) => `Step ${number} ${SECTIONS[section]}`,
  thought: (type, longterm) => `${longterm ? "long-term " : ""}${type} thought`,
  states: { written: "written", empty: "empty", skipped: "skipped", unwritten: "not written yet" },
  writtenOutOfOrder: "written, out of order",
  cues: { prompt: "prompt", action: "action", outcome: "outcome" },
  tag: "yo be real",
  noThoughts: "no thoughts",
  hints: {
    initial: "Initial thoughts. What do you know here that the player does not?",
    prompt: "What the player perceives",
    postPrompt: "Thoughts after the prompt",
    action: "What the player does",
    postAction: "Thoughts after the action",
    outcome: "What comes of it",
  },
  skippedBy: (before, hides, kept) =>
    hides === "initial"
      ? `Begins at its prompt: the action of ${before} is tagged and has no outcome. Initial thoughts are skipped.${keptAside(kept)}`
      : `Begins at its action: the outcome of ${before} is tagged. Initial thoughts and prompt are skipped.${keptAside(kept)}`,
  skippedOutcome: "No outcome: the action is tagged.",
  acts: {
    finishSection: "Finish section",
    watsonian: "Watsonian",
    doylist: "Doylist",
    meta: "Meta",
    comment: "Comment thought",
    longterm: "Long-term",
    tag: "Yo be real",
    nextSection: "Next section",
    previousSection: "Previous section",
    nextStep: "Next step",
    previousStep: "Previous step",
    moveThoughtUp: "Move thought up",
    moveThoughtDown: "Move thought down",
    moveBulletUp: "Move bullet up",
    moveBulletDown: "Move bullet down",
    insertStep: "Insert step after this one",
    insertStepBefore: "Insert step before this one",
    splitStep: "Split step at the caret",
    mergeSteps: "Merge with the next step",
    moveStepUp: "Move step up",
    moveStepDown: "Move step down",
    duplicateStep: "Duplicate step",
    deleteStep: "Delete step",
    removeChapter: "Remove chapter",
    removeBookmark: "Remove bookmark",
    deleteSelection: "Delete selection",
    selectSection: "Select section",
    undo: "Undo",
    redo: "Redo",
  },
  changes: {
    moveStepTo: "Move step",
    nameChapter: "Name chapter",
    setBookmark: "Set bookmark",
    deleteSteps: "Delete steps",
    pasted: "Paste",
    dropped: "Drop",
    moved: "Move text",
    replace: "Replace",
    replaceAll: "Replace all",
    textBecameTag: "Text became the tag",
    correctSpelling: "Correct spelling",
  },
};
