import type { Node } from "prosemirror-model";

import type { Place } from "../../../shared/document/place.ts";
import { stepIdOf } from "../nodes.ts";
import { type IndexedText, positionInStep } from "./indexed-step.ts";

/** A place where what was looked for stands, as it was when it was found: its step's node says whether it still is. */
export type FindHit = {
  /** 0-based index of its step. */
  readonly index: number;
  readonly step: Node;
  readonly text: IndexedText;
  /** In UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
  /** Counted from the position before the step. */
  readonly from: number;
  readonly to: number;
  /** What it would be replaced by; null when that was not asked. */
  readonly replacement: string | null;
};

/** A hit from what the worker says of it. */
export function hitOf(
  index: number,
  step: Node,
  text: IndexedText,
  [start, end]: readonly [number, number],
  replacement: string | null,
): FindHit {
  return {
    index,
    step,
    text,
    start,
    end,
    from: positionInStep(text, start),
    to: positionInStep(text, end),
    replacement,
  };
}

/** The place of a hit, for a jump. */
export function placeOfHit({ step, text, start, end }: FindHit): Place {
  return { stepId: stepIdOf(step), section: text.section, thoughtId: text.thoughtId, start, end };
}

/** How much text a list shows before and after a hit, in UTF-16 units. */
const BEFORE_UNITS = 32;
const AFTER_UNITS = 64;
/** How much of a hit itself a list shows: a pattern may find a whole section. */
const HIT_UNITS = 160;

/** A hit with the words around it, on one line. */
export type HitWords = { readonly before: string; readonly words: string; readonly after: string };

/** The words of a hit and around it, as a list shows them; what is left out is marked by "…". */
export function wordsOfHit({ text: { text }, start, end }: FindHit): HitWords {
  const from = wholeFrom(text, Math.max(0, start - BEFORE_UNITS));
  const to = wholeFrom(text, Math.min(text.length, end + AFTER_UNITS));
  return {
    before: `${from > 0 ? "…" : ""}${oneLine(text.slice(from, start))}`,
    words: shortened(text.slice(start, end)),
    after: `${oneLine(text.slice(end, to))}${to < text.length ? "…" : ""}`,
  };
}

/** A text as a list shows it: on one line, and not too long. */
export function shortened(text: string): string {
  return text.length <= HIT_UNITS ? oneLine(text) : `${oneLine(text.slice(0, wholeFrom(text, HIT_UNITS)))}…`;
}

function oneLine(text: string): string {
  return text.replace(/\n/gu, " ¶ ");
}

/** The unit, or the one before when it is the second half of a pair. */
function wholeFrom(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
