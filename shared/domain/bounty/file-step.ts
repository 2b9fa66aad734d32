import type { Bullet } from "../section.ts";

/**
 * One step as a file has it, before the rules of Reading judge it: of every key whether it is there and what it
 * holds. Faults of form (a number for a text, `""`, an unknown key) are reported when this is made; a part that has
 * one is "void" or "unknown" and is afterwards only taken to stand there, so that one fault stays one problem.
 */

/** A story text. "void": a value without text (`""`, or a tag alone). "unknown": no text at all, so nobody can say whether it is tagged. */
export type TextPart = {
  readonly presence: "absent" | "written" | "void" | "unknown";
  readonly tagged: boolean;
  readonly text: string;
};

/** A list of bullets. "void": a value that holds no usable thought. */
export type ThoughtsPart = { readonly presence: "absent" | "written" | "void"; readonly bullets: readonly Bullet[] };

/** Whether `prompt` or `action` is there; "unknown" when it is no object or `{}`. */
export type ContainerPresence = "absent" | "usable" | "unknown";

/** A step of a file. "bare" is `{}`, "unknown" is no object. */
export type FileStep = {
  readonly kind: "bare" | "object" | "unknown";
  readonly initial: ThoughtsPart;
  readonly promptContainer: ContainerPresence;
  readonly prompt: TextPart;
  readonly postPrompt: ThoughtsPart;
  readonly actionContainer: ContainerPresence;
  readonly action: TextPart;
  readonly postAction: ThoughtsPart;
  readonly outcome: TextPart;
};

export const ABSENT_TEXT: TextPart = { presence: "absent", tagged: false, text: "" };
export const UNKNOWN_TEXT: TextPart = { presence: "unknown", tagged: false, text: "" };
export const ABSENT_THOUGHTS: ThoughtsPart = { presence: "absent", bullets: [] };
export const VOID_THOUGHTS: ThoughtsPart = { presence: "void", bullets: [] };

/** The step `{}`: nothing was written or left empty. */
export const BARE_STEP: FileStep = {
  kind: "bare",
  initial: ABSENT_THOUGHTS,
  promptContainer: "absent",
  prompt: ABSENT_TEXT,
  postPrompt: ABSENT_THOUGHTS,
  actionContainer: "absent",
  action: ABSENT_TEXT,
  postAction: ABSENT_THOUGHTS,
  outcome: ABSENT_TEXT,
};

/** A step of which nothing is known but that something stands in its place. */
export const UNKNOWN_STEP: FileStep = { ...BARE_STEP, kind: "unknown" };
