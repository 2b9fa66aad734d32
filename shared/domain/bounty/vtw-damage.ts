import type { Thought } from "../section.ts";
import type { ProblemDraft } from "./problem-list.ts";

/*
 * What MIRI's own tool (Visible Thoughts Writer) does to runs. It ends a thought at every full stop, so "3.50 gold"
 * and "Mr. Smith" are two thoughts afterwards; it puts "EDIT ME!" where a section came to be needed later; and a tag
 * typed into a tagged text stands twice in its file (rule T). The first two break no rule: they are warnings, and the
 * marks are narrow, since two honest thoughts can end and begin the same way. (Steps it lost at the end of a long
 * import leave no trace in the file.)
 */

type Fault = Pick<ProblemDraft, "rule" | "message"> & Required<Pick<ProblemDraft, "severity" | "repair">>;

/** The text that VTW puts where a section came to be needed later. */
const PLACEHOLDER = "EDIT ME!";

/** True when a text is VTW's placeholder and nothing else. */
export function isPlaceholder(text: string): boolean {
  return text === PLACEHOLDER;
}

export const PLACEHOLDER_FAULT: Fault = {
  rule: "empty",
  severity: "warning",
  message: `"${PLACEHOLDER}" stands there, which Visible Thoughts Writer puts where something is still to be written.`,
  repair: "Write what belongs there.",
};

const FULL_STOP = 0x2e;
const BLANK = 0x20;
/** A number cut at its decimal point, after a blank, bracket or currency sign: "cost 3." */
const ENDS_WITH_NUMBER = /(?:^|[\s($£€¥])\d{1,3}\. ?$/u;
/** The digits that were cut off: "50 gold", never a sentence that begins with a year or a count in full. */
const BEGINS_WITH_DECIMALS = /^\d{1,2}(?![\d.,:])/u;
/** A form of address that is never the end of a sentence. */
const ENDS_WITH_ADDRESS = /(?:^|[\s("'“‘])(?:Mr|Mrs|Ms|Dr|Prof|Capt|Lt|Sgt|Gen|Col|Rev)\. ?$/u;
const BEGINS_WITH_CAPITAL = /^ ?\p{Lu}/u;

/** The fault when two neighbouring thoughts of a bullet look like one that VTW cut at a full stop; else null. */
export function cutApart(before: Omit<Thought, "id">, after: Omit<Thought, "id">): Fault | null {
  const { text } = before;
  const last = text.charCodeAt(text.length - 1);
  const endsWithStop = last === FULL_STOP || (last === BLANK && text.charCodeAt(text.length - 2) === FULL_STOP);
  if (!endsWithStop || before.type !== after.type || before.longterm !== after.longterm) return null;
  const isNumber = ENDS_WITH_NUMBER.test(text) && BEGINS_WITH_DECIMALS.test(after.text);
  if (!isNumber && !(ENDS_WITH_ADDRESS.test(text) && BEGINS_WITH_CAPITAL.test(after.text))) return null;
  return {
    rule: "shape",
    severity: "warning",
    message: `the thought looks like the rest of the one before it, cut at the full stop after "${text.trimEnd().slice(-12)}", as Visible Thoughts Writer does.`,
    repair: "Join the two thoughts if they were one.",
  };
}
