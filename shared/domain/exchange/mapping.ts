import { z } from "zod";

import { Convention, MAX_CONVENTIONS } from "../conventions.ts";
import { SECTION_NAMES, type SectionName, ThoughtType } from "../section.ts";

/*
 * How a document of bulleted runs is to be understood: what begins a step, what names a section, who speaks, and which
 * brackets mark which thoughts. Every group wrote its own way; what a person says once is kept for the next file.
 */

const Mark = z.string().min(1).max(100);
const Marks = z.array(Mark).max(50);

/** `prompt`: the last paragraph before a player's line is the prompt of the next step. */
export const AfterOutcome = z.enum(["outcome", "prompt"]);
export type AfterOutcome = z.infer<typeof AfterOutcome>;

export const ImportMapping = z.strictObject({
  /** A heading or line of its own that begins with one of these and a number begins a step. */
  stepWords: Marks,
  /** A heading or line of its own that is one of these names a section. */
  sectionWords: z.record(z.enum(SECTION_NAMES), Marks),
  /** A paragraph that begins with one of these is the player's; the mark is left out. */
  playerMarks: Marks,
  /** A paragraph that begins with one of these is the dungeon master's; the mark is left out. */
  dmMarks: Marks,
  /** What brackets mean. One without a label (`[ … ]`) counts where a whole bullet or paragraph stands in such brackets. */
  conventions: z.array(Convention).max(MAX_CONVENTIONS),
  /** A thought that begins with one of these is long-term; the mark is left out. */
  longtermMarks: Marks,
  /** The type of a thought that nothing says a type of. */
  plainThoughts: ThoughtType,
  /** What a further paragraph after an outcome is. While nobody has said, it stays there and is named as unclear. */
  afterOutcome: AfterOutcome.optional(),
});
export type ImportMapping = z.infer<typeof ImportMapping>;

/** What is understood without being told: our own copies, and the habits of the first runs. */
export const DEFAULT_MAPPING: ImportMapping = {
  stepWords: ["Step", "Turn"],
  sectionWords: {
    initial: ["Initial thoughts", "Thoughts"],
    prompt: ["Prompt"],
    postPrompt: ["Post-prompt thoughts"],
    action: ["Action"],
    postAction: ["Post-action thoughts"],
    outcome: ["Outcome"],
  },
  playerMarks: [">", "Player:", "You:"],
  dmMarks: ["DM:", "GM:"],
  conventions: [
    { open: "[", close: "]", as: "watsonian", longterm: false },
    { open: "{", close: "}", as: "doylist", longterm: false },
  ],
  longtermMarks: ["(long-term)", "(LT)"],
  plainThoughts: "watsonian",
};

/** One piece of a document in reading order, of whatever format it was. */
export type Block = {
  /** A quotation is how Markdown spells a player's line. */
  readonly kind: "heading" | "bullet" | "paragraph" | "quote";
  /** Headings: 1 is the highest. Bullets: 0 is the outermost. */
  readonly level: number;
  /** Plain text; `\n` is a line break inside the block. */
  readonly text: string;
};

/** No heading that names a section or a step is longer. */
const LONGEST_NAMING_UNITS = 500;

/** A section's name in a heading, in any case and with or without a colon. */
export function sectionNamed(mapping: ImportMapping, text: string): SectionName | null {
  if (text.length > LONGEST_NAMING_UNITS) return null;
  const wanted = folded(text);
  return SECTION_NAMES.find((name) => mapping.sectionWords[name].some((word) => folded(word) === wanted)) ?? null;
}

/** Whether a line begins a step: one of the words and a number, and nothing else that matters. */
export function beginsStep(mapping: ImportMapping, text: string): boolean {
  if (text.length > LONGEST_NAMING_UNITS) return false;
  const line = folded(text);
  return mapping.stepWords.some((word) => {
    const head = folded(word);
    return line.startsWith(head) && /^\s*#?\d{1,6}\b/u.test(line.slice(head.length));
  });
}

const folded = (text: string): string => text.trim().replace(/\s*:$/u, "").replace(/\s+/gu, " ").toLowerCase();
