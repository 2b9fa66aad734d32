import type { Match } from "./matches.ts";

/** Characters shown before and after a match at the most, in UTF-16 units. */
const BEFORE_UNITS = 60;
const AFTER_UNITS = 120;
/** The longest match shown whole; a phrase longer than this is cut. */
const MATCH_UNITS = 200;
const CUT = "…";

/** The words around a match, and where the match is in them. */
export type Snippet = { readonly snippet: string; readonly snippetStart: number; readonly snippetEnd: number };

/** Cuts the words around a match out of a text, at blanks where there are some, never inside a character. */
export function snippetOf(text: string, { start, end }: Match): Snippet {
  const matchEnd = notInsidePair(text, Math.min(end, start + MATCH_UNITS));
  const from = cutBefore(text, start);
  const to = cutAfter(text, matchEnd);
  const lead = from > 0 ? CUT : "";
  return {
    snippet: lead + text.slice(from, to).replaceAll(/[\n\t\0]/gu, " ") + (to < text.length ? CUT : ""),
    snippetStart: lead.length + start - from,
    snippetEnd: lead.length + matchEnd - from,
  };
}

function cutBefore(text: string, start: number): number {
  const earliest = Math.max(0, start - BEFORE_UNITS);
  if (earliest === 0) return 0;
  const blank = text.slice(earliest, start).search(/\s/u);
  return blank === -1 ? notInsidePair(text, earliest) : earliest + blank + 1;
}

function cutAfter(text: string, end: number): number {
  const latest = Math.min(text.length, end + AFTER_UNITS);
  if (latest === text.length) return latest;
  const rest = text.slice(end, latest);
  const blank = Math.max(rest.lastIndexOf(" "), rest.lastIndexOf("\n"));
  return blank === -1 ? notInsidePair(text, latest) : end + blank;
}

function notInsidePair(text: string, index: number): number {
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  return before >= 0xd8_00 && before <= 0xdb_ff && after >= 0xdc_00 && after <= 0xdf_ff ? index + 1 : index;
}
