import type { StepId, ThoughtId } from "../../shared/domain/ids.ts";
import { isThoughtSection, type SectionName, type ThoughtType } from "../../shared/domain/section.ts";
import type { Step } from "../../shared/domain/step.ts";
import { visible } from "../../shared/domain/visible.ts";

/** A stretch of visible text of a run, with its words for people. */
export type TextHit = {
  readonly stepId: StepId;
  /** 1-based number of its step. */
  readonly step: number;
  readonly section: SectionName;
  readonly thoughtId: ThoughtId | null;
  readonly type: ThoughtType | null;
  readonly longterm: boolean;
  readonly start: number;
  readonly end: number;
  readonly snippet: string;
  /** The match inside `snippet`, in UTF-16 units. */
  readonly snippetStart: number;
  readonly snippetEnd: number;
};

/** How much text a hit shows before and after the match, in UTF-16 units. */
const BEFORE_UNITS = 24;
const AFTER_UNITS = 72;

/** One visible text of a run: a thought's, or a story section's. */
type TextPlace = Pick<TextHit, "stepId" | "step" | "section" | "thoughtId" | "type" | "longterm"> & {
  readonly text: string;
};

/** Every visible text of a run in reading order. */
export function* visibleTexts(steps: readonly Step[]): Generator<TextPlace> {
  for (const { step, number, sections } of visible(steps)) {
    for (const section of sections) {
      const place = { stepId: step.id, step: number, section };
      if (!isThoughtSection(section)) {
        yield { ...place, thoughtId: null, type: null, longterm: false, text: step[section].text };
        continue;
      }
      for (const thought of step[section].bullets.flat()) {
        yield { ...place, thoughtId: thought.id, type: thought.type, longterm: thought.longterm, text: thought.text };
      }
    }
  }
}

/** The first `limit` places where a text stands in a run, in reading order. Case does not matter; straight quotes find curly ones. */
export function findText(steps: readonly Step[], text: string, limit: number): TextHit[] {
  const pattern = patternOf(text.trim());
  const hits: TextHit[] = [];
  if (pattern === null) return hits;
  for (const { text: whole, ...place } of visibleTexts(steps)) {
    for (const found of whole.matchAll(pattern)) {
      hits.push({ ...place, ...snippetOf(whole, found.index, found.index + found[0].length) });
      if (hits.length === limit) return hits;
    }
  }
  return hits;
}

function patternOf(text: string): RegExp | null {
  if (text === "") return null;
  const literal = text
    .replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`)
    .replace(/['‘’]/gu, "['‘’]")
    .replace(/["“”]/gu, '["“”]')
    .replace(/\s+/gu, String.raw`\s+`);
  return new RegExp(literal, "giu");
}

function snippetOf(
  text: string,
  start: number,
  end: number,
): Pick<TextHit, "start" | "end" | "snippet" | "snippetStart" | "snippetEnd"> {
  const from = wordBorder(text, Math.max(0, start - BEFORE_UNITS));
  const to = Math.min(text.length, end + AFTER_UNITS);
  const lead = from > 0 ? "…" : "";
  const snippet = `${lead}${text.slice(from, to).replace(/\s/gu, " ")}${to < text.length ? "…" : ""}`;
  return { start, end, snippet, snippetStart: start - from + lead.length, snippetEnd: end - from + lead.length };
}

function wordBorder(text: string, at: number): number {
  if (at === 0) return 0;
  const blank = text.indexOf(" ", at);
  return blank === -1 || blank - at > BEFORE_UNITS / 2 ? at : blank + 1;
}
