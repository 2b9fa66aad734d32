import type { BibleId } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import { isStory } from "../passage.ts";
import type { DraftPlace } from "../rule.ts";
import type { RunIndex } from "../run-index.ts";
import { openingQuote } from "../sentence.ts";
import { sectionPlace } from "../rules/form-place.ts";

/**
 * A step as evidence for what was confirmed of an entity there: the quote that it was taken from, if that still stands, else the first
 * place of the story that names the entity, else any place that does, else the beginning of the step. Null when the run
 * has the step no more.
 */
export function confirmedPlace(index: RunIndex, id: StepId, entity: BibleId | null, quote = ""): DraftPlace | null {
  const record = index.record(id);
  if (record === null) return null;
  if (quote !== "") {
    for (const [passage, { text }] of record.passages.entries()) {
      const start = text.indexOf(quote);
      if (start >= 0)
        return { id, at: { passage }, focus: { start, end: start + quote.length }, quote: "sentence", isAnchor: false };
    }
  }
  const mentions = index.mentions.in(id).filter((mention) => mention.entity === entity);
  const mention = mentions.find(({ passage }) => isStoryPassage(index, id, passage)) ?? mentions[0];
  if (mention !== undefined)
    return { id, at: { passage: mention.passage }, focus: mention, quote: "sentence", isAnchor: false };
  const passage = record.passages.findIndex((each) => each.text !== "");
  const text = record.passages[passage]?.text;
  if (text === undefined) return sectionPlace(record, "prompt");
  return { id, at: { passage }, focus: openingQuote(text), quote: "focus", isAnchor: false };
}

function isStoryPassage(index: RunIndex, id: StepId, passage: number): boolean {
  const there = index.record(id)?.passages[passage];
  return there !== undefined && isStory(there);
}
