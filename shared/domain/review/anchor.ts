import { z } from "zod";

import { addressedText } from "../address.ts";
import type { ThoughtId } from "../ids.ts";
import { isThoughtSection, SECTION_NAMES, SectionName, thoughtsOf } from "../section.ts";
import type { Step } from "../step.ts";

/**
 * Where a reviewer's remark stands, told so that it can be found in another copy of the run. Bounty files carry no ids
 * and the author goes on writing, so an anchor names the step by number, the section, and the quoted text with what
 * stands before and after it. Placing an anchor looks for the quote, never only for the offsets: a remark points at
 * the text it quotes or says that the text has changed; it never points at other words.
 */

/** The longest quote that an anchor keeps, in UTF-16 units; a longer selection keeps its beginning. */
export const MAX_QUOTE_UNITS = 2_000;
/** How much text before and after the quote an anchor keeps, in UTF-16 units. */
export const MAX_CONTEXT_UNITS = 200;

/** The `step` of a remark about the whole run. */
export const WHOLE_RUN = 0;

export const RemarkAnchor = z
  .strictObject({
    /** 1-based number of the step in the copy that the reviewer read; `WHOLE_RUN` for the run. */
    step: z.int().min(WHOLE_RUN),
    /** Null when the remark is about the whole step, or the run. */
    section: SectionName.nullable(),
    /** Which thought of the section, counted from 0 over its bullets; null in a story section or for a whole section. */
    thought: z.int().min(0).nullable(),
    /** UTF-16 units in the thought's or section's text; both 0 with an empty quote when no stretch is meant. */
    start: z.int().min(0),
    end: z.int().min(0),
    quote: z.string().max(MAX_QUOTE_UNITS),
    before: z.string().max(MAX_CONTEXT_UNITS),
    after: z.string().max(MAX_CONTEXT_UNITS),
  })
  .refine(({ step, section }) => step !== WHOLE_RUN || section === null, "a run as a whole has no section");
export type RemarkAnchor = z.infer<typeof RemarkAnchor>;

/** A stretch of one thought or story section inside a known step. */
export type Stretch = {
  readonly section: SectionName;
  readonly thoughtId: ThoughtId | null;
  readonly start: number;
  readonly end: number;
};

/** An anchor for a stretch of `step`; null when the step holds no such text. An empty stretch anchors the section. */
export function anchorOf(step: Step, number: number, stretch: Stretch): RemarkAnchor | null {
  const text = addressedText(step, stretch);
  if (text === null || stretch.end > text.length || stretch.start > stretch.end) return null;
  const thought = isThoughtSection(stretch.section)
    ? thoughtsOf(step[stretch.section]).findIndex((each) => each.id === stretch.thoughtId)
    : null;
  const end = Math.min(stretch.end, stretch.start + MAX_QUOTE_UNITS);
  return {
    step: number,
    section: stretch.section,
    thought,
    start: stretch.start,
    end,
    quote: text.slice(stretch.start, end),
    before: text.slice(Math.max(0, stretch.start - MAX_CONTEXT_UNITS), stretch.start),
    after: text.slice(end, end + MAX_CONTEXT_UNITS),
  };
}

/** An anchor for a whole step, or, with `WHOLE_RUN`, for the run. */
export function anchorOfStep(number: number): RemarkAnchor {
  return { step: number, section: null, thought: null, start: 0, end: 0, quote: "", before: "", after: "" };
}

/** An anchor for a whole section, whatever stands in it. */
export function anchorOfSection(number: number, section: SectionName): RemarkAnchor {
  return { ...anchorOfStep(number), section };
}

/** In reading order: the run, then by step, the step before its sections, thoughts and places within them. */
export function inAnchorOrder(one: RemarkAnchor, other: RemarkAnchor): number {
  return (
    one.step - other.step ||
    placeInStep(one.section) - placeInStep(other.section) ||
    (one.thought ?? 0) - (other.thought ?? 0) ||
    one.start - other.start
  );
}

function placeInStep(section: SectionName | null): number {
  return section === null ? -1 : SECTION_NAMES.indexOf(section);
}

/** Of how much context a candidate must agree with the anchor before it is believed where a quote is short or stands twice, in UTF-16 units. */
const ENOUGH_CONTEXT_UNITS = 12;
/** A quote this long that stands only once in the step needs no context to be believed. */
const TELLING_QUOTE_UNITS = 24;

type Candidate = Stretch & { readonly context: number; readonly sameText: boolean };

/**
 * Finds what the anchor quotes in the present form of its step. Null when the quote does not stand there any more, or
 * stands there only in places that do not look like the one meant. An anchor without a quote is not for this function.
 */
export function findQuote(step: Step, anchor: RemarkAnchor): Stretch | null {
  const candidates = SECTION_NAMES.flatMap((section) => candidatesIn(step, section, anchor));
  const best = candidates.toSorted(
    (left, right) => right.context - left.context || Number(right.sameText) - Number(left.sameText),
  )[0];
  if (best === undefined) return null;
  const available = Math.min(ENOUGH_CONTEXT_UNITS, anchor.before.length + anchor.after.length);
  const believed =
    best.context >= available ||
    (candidates.length === 1 && (anchor.quote.length >= TELLING_QUOTE_UNITS || best.sameText));
  const rivals = candidates.filter((each) => each.context === best.context && each.sameText === best.sameText);
  return believed && rivals.length === 1 ? best : null;
}

function candidatesIn(step: Step, section: SectionName, anchor: RemarkAnchor): Candidate[] {
  if (!isThoughtSection(section)) {
    return occurrences(step[section].text, anchor).map((found) => ({
      ...found,
      section,
      thoughtId: null,
      sameText: section === anchor.section,
    }));
  }
  return thoughtsOf(step[section]).flatMap((thought, index) =>
    occurrences(thought.text, anchor).map((found) => ({
      ...found,
      section,
      thoughtId: thought.id,
      sameText: section === anchor.section && index === anchor.thought,
    })),
  );
}

/** A hostile text can repeat a quote without end; beyond this many places none of them tells anything. */
const MAX_OCCURRENCES = 200;

function occurrences(text: string, anchor: RemarkAnchor): { start: number; end: number; context: number }[] {
  const found: { start: number; end: number; context: number }[] = [];
  for (let start = text.indexOf(anchor.quote); start !== -1; start = text.indexOf(anchor.quote, start + 1)) {
    const end = start + anchor.quote.length;
    found.push({ start, end, context: agreement(text, start, end, anchor) });
    if (found.length === MAX_OCCURRENCES) break;
  }
  return found;
}

/** How many units of context next to the place agree with the anchor's, before and after together. */
function agreement(text: string, start: number, end: number, anchor: RemarkAnchor): number {
  let before = 0;
  while (
    before < anchor.before.length &&
    start - before > 0 &&
    text[start - before - 1] === anchor.before[anchor.before.length - before - 1]
  ) {
    before += 1;
  }
  let after = 0;
  while (after < anchor.after.length && text[end + after] === anchor.after[after]) after += 1;
  return before + after;
}
