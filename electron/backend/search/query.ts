import type { SectionName, ThoughtType } from "../../../shared/domain/section.ts";
import { indexText } from "./index-text.ts";
import { LONGTERM_FACET, sectionFacet, typeFacet } from "./rows.ts";

/*
 * What a person types becomes an FTS5 expression here and nowhere else. Nothing that is typed reaches FTS5 as syntax:
 * every word and phrase is handed over as a quoted string, which FTS5 takes apart as it took the texts apart. What separates
 * words there (apostrophes, straight or curly, dashes, brackets) separates here too: "don't" is the phrase don + t
 * and finds don’t.
 */

/** What search can be narrowed to; a list that is left out or empty narrows nothing. */
export type Facets = {
  readonly sections?: readonly SectionName[] | undefined;
  readonly types?: readonly ThoughtType[] | undefined;
  /** True: long-term thoughts only; false: everything else. */
  readonly longterm?: boolean | undefined;
};

/** A query for the index. */
export type Expression = {
  /** The whole condition, text and facets. */
  readonly match: string;
  /** The text's part alone: finds the places inside a text that is known to match. */
  readonly textMatch: string;
  /** Beginnings cost as much for a part of the index as for all of it: ask once, not run by run. */
  readonly hasBeginnings: boolean;
};

// A phrase in straight or curly quotes (one that is not closed goes to the end), or a stretch without blanks.
const PART = /["“”„]([^"“”„]*)["“”„]?|[^\s"“”„]+/gu;
// A part without any of these has no word in it; FTS5 would take it for a phrase that nothing can match.
const WORD_CHARACTER = /[\p{L}\p{N}]/u;

/** The expression for a text and its filters; null when the text holds no word and so finds nothing. */
export function searchExpression(text: string, facets: Facets): Expression | null {
  const parts: string[] = [];
  let hasBeginnings = false;
  // A NUL would end the expression in SQLite's eyes.
  for (const [whole, quoted] of text.toWellFormed().replaceAll("\0", " ").matchAll(PART)) {
    const words = quoted ?? whole;
    if (!WORD_CHARACTER.test(words)) continue;
    const isBeginning = quoted === undefined && whole.endsWith("*");
    hasBeginnings ||= isBeginning;
    parts.push(`"${indexText(words)}"${isBeginning ? " *" : ""}`);
  }
  if (parts.length === 0) return null;
  const textMatch = `{text} : (${parts.join(" AND ")})`;
  const match = [textMatch, ...wanted(facets).map((facet) => `{facets} : (${facet})`)].join(" AND ");
  const isWithout = facets.longterm === false;
  return { match: isWithout ? `(${match}) NOT {facets} : "${LONGTERM_FACET}"` : match, textMatch, hasBeginnings };
}

function wanted({ sections = [], types = [], longterm }: Facets): string[] {
  const conditions: string[] = [];
  if (sections.length > 0) conditions.push(sections.map((section) => `"${sectionFacet(section)}"`).join(" OR "));
  if (types.length > 0) conditions.push(types.map((type) => `"${typeFacet(type)}"`).join(" OR "));
  if (longterm === true) conditions.push(`"${LONGTERM_FACET}"`);
  return conditions;
}
