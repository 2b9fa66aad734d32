import type { BibleId } from "../../bible/bible.ts";
import type { Sex } from "../../bible/pronoun.ts";
import type { StepId } from "../../ids.ts";
import { isStory } from "../passage.ts";
import type { RunIndex } from "../run-index.ts";
import type { Span } from "../sentence.ts";
import type { Mention } from "./mentions.ts";
import { isInSpeech, type Sentence, sentenceAfter, sentenceOf } from "./prose.ts";
import { namesSomebody } from "./referent.ts";

/*
 * Which pronoun the story uses of somebody whose pronoun the author has not said: until it is known, nothing that is told
 * of "her" or "him" can be held against what was confirmed. Only a proposal comes of it, so it looks where nobody else can
 * be meant: a sentence with one name and no word for people, and the sentence behind it where that names nobody.
 */

/** So many places must agree, and none disagree. */
const LEAST_PLACES = 2;

const SEX_OF: ReadonlyMap<string, Sex> = new Map([
  ["she", "f"],
  ["her", "f"],
  ["hers", "f"],
  ["he", "m"],
  ["his", "m"],
  ["him", "m"],
]);

/** The pronoun of one entity, with the first place that uses it. */
export type PronounSeen = {
  readonly entity: BibleId;
  readonly sex: Sex;
  readonly stepId: StepId;
  readonly text: string;
  readonly focus: Span;
};

type Count = { sex: Sex; places: number; readonly first: PronounSeen };

/** The pronouns that the story uses of the characters without one. */
export function pronounsSeen(index: RunIndex): PronounSeen[] {
  const asked = new Set(
    index.bible.bible.entities.filter(({ kind, sex }) => kind === "character" && sex === null).map(({ id }) => id),
  );
  const counts = new Map<BibleId, Count | "both">();
  if (asked.size === 0) return [];
  for (const { step, passages } of index.records()) {
    const mentions = index.mentions.in(step.id);
    if (!mentions.some(({ entity }) => asked.has(entity))) continue;
    passages.forEach((passage, at) => {
      if (!isStory(passage)) return;
      const here = mentions.filter((each) => each.passage === at);
      for (const mention of here) {
        if (!asked.has(mention.entity)) continue;
        for (const { sex, focus } of pronounsOf(passage.text, mention, here))
          count(counts, { entity: mention.entity, sex, stepId: step.id, text: passage.text, focus });
      }
    });
  }
  return [...counts.values()].flatMap((each) => (each !== "both" && each.places >= LEAST_PLACES ? [each.first] : []));
}

function count(counts: Map<BibleId, Count | "both">, seen: PronounSeen): void {
  const before = counts.get(seen.entity);
  if (before === undefined) counts.set(seen.entity, { sex: seen.sex, places: 1, first: seen });
  else if (before === "both") return;
  else if (before.sex === seen.sex) before.places += 1;
  else counts.set(seen.entity, "both");
}

/** The pronouns that can mean only the one mentioned: behind the name in its sentence, and in the next one where that names nobody. */
function pronounsOf(text: string, mention: Mention, all: readonly Mention[]): { sex: Sex; focus: Span }[] {
  const own = sentenceOf(text, mention);
  if (isInSpeech(text, mention.start) || !isOnlyOne(own, mention.entity, all)) return [];
  const next = sentenceAfter(text, own);
  const sentences = next === null || !isOnlyOne(next, mention.entity, all) ? [own] : [own, next];
  return sentences.flatMap((sentence) => {
    const found = sentence.tokens.words.flatMap((word, at) => {
      const sex = SEX_OF.get(word);
      const start = sentence.span.start + (sentence.tokens.starts[at] ?? 0);
      if (sex === undefined || start < mention.end || isInSpeech(text, start)) return [];
      return [{ sex, focus: { start, end: start + word.length } }];
    });
    // One place a sentence: "her" said thrice in it is one witness.
    return found.slice(0, 1).concat(found.find(({ sex }) => sex !== found[0]?.sex) ?? []);
  });
}

/** Whether a sentence names nobody beside one entity, neither by a name nor by a word for people. */
function isOnlyOne({ text, span, tokens }: Sentence, entity: BibleId, all: readonly Mention[]): boolean {
  if (namesSomebody(text)) return false;
  const here = all.filter(({ start }) => start >= span.start && start < span.end);
  if (here.some((each) => each.entity !== entity)) return false;
  return tokens.starts.slice(1).every((start) => {
    const place = span.start + start;
    const isName = /^\p{Lu}[\p{Ll}’']+/u.test(text.slice(start));
    return !isName || here.some((each) => each.start <= place && place < each.end);
  });
}
