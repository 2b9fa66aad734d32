import type { BibleId, Entity } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import type { RunIndex } from "../run-index.ts";
import { PREPOSITIONS } from "./grammar-words.ts";
import type { Mention } from "./mentions.ts";
import { newcomersIn, type Sex } from "./people-words.ts";
import { isPossessive, type Sentence, sentenceBefore, sentenceOf } from "./prose.ts";

/*
 * Whom a pronoun means. Resolve or abstain: the only one of the pronoun's sex whom its sentence or the ones before name; and
 * nobody when the stretch speaks of a stranger who could be meant as well. Where the author has tagged who is there, the only
 * one of that sex in the cast is meant even if nobody names them near.
 */

/** The passage that is read, with those whom it names in reading order, and whom the author has tagged as there (nobody: not said). */
export type Scene = {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly index: RunIndex;
  readonly cast: readonly Entity[];
};

/** The passage of a step as a scene. */
export function sceneOf(index: RunIndex, step: StepId, passage: number, text: string): Scene {
  const cast = (index.bible.tags(step)?.cast ?? []).flatMap((id) => index.bible.entity(id) ?? []);
  return {
    text,
    mentions: index.mentions.in(step).filter((each) => each.passage === passage),
    index,
    cast: cast.filter(({ kind }) => kind === "character"),
  };
}

/** Sentences before the pronoun's own in which its owner is looked for. */
const SENTENCES_BACK = 3;
/** A pronoun this near to its sentence's beginning may mean who is named behind it. */
const OPENING_UNITS = 60;
const PRONOUNS: ReadonlyMap<string, Sex> = new Map([
  ["she", "f"],
  ["her", "f"],
  ["hers", "f"],
  ["he", "m"],
  ["his", "m"],
  ["him", "m"],
  ["they", "n"],
  ["their", "n"],
]);

/** True for a pronoun that stands for one person, as a subject or as an owner; takes folded words. */
export function isPersonal(word: string): boolean {
  return PRONOUNS.has(word);
}

/** True when the entity is a person. */
export function isPerson({ index }: Scene, { entity }: Mention): boolean {
  return index.bible.entity(entity)?.kind === "character";
}

/** The one whom the pronoun at a token means, or null where there may be another. */
export function antecedent(scene: Scene, sentence: Sentence, at: number): BibleId | null {
  const sex = PRONOUNS.get(sentence.tokens.words[at] ?? "");
  if (sex === undefined) return null;
  const pronoun = sentence.span.start + (sentence.tokens.starts[at] ?? 0);
  const ahead = subjectAhead(scene, sex, sentence, pronoun);
  if (ahead !== null) return ahead;
  const own = onlyOne(scene, sex, sentence.span.start, pronoun);
  if (own !== undefined && own !== null && isSubject(scene, own, sentence.span.start)) return own.entity;
  let first = sentence;
  for (let back = 0; back < SENTENCES_BACK; back += 1) {
    const before = sentenceBefore(scene.text, first);
    first = before ?? first;
    const found = onlyOne(scene, sex, first.span.start, pronoun);
    if (found !== undefined) return found?.entity ?? null;
    if (before === null) break;
  }
  return tagged(scene, sex, first.span.start, pronoun) ?? onlyOneBehind(scene, sex, sentence, pronoun);
}

/** "With the lantern in her fist Mira runs": a sentence that opens with a place means its subject, who stands behind it. */
function subjectAhead(scene: Scene, sex: Sex, { span, tokens }: Sentence, pronoun: number): BibleId | null {
  if (!/^(?:with|in|on|at|from|under|out|over|between|beside|behind)$/u.test(tokens.words[0] ?? "")) return null;
  const [first] = scene.mentions.filter((each) => each.start >= span.start && isPerson(scene, each));
  if (first === undefined || first.start < pronoun || first.start >= span.end) return null;
  const opening = scene.text.slice(pronoun, first.start);
  const isOpening = !/[;:.,]|(?<!\p{L})(?:and|but|that|who|you|he|she|is|was)(?!\p{L})/u.test(
    opening.replace(/, $/u, ""),
  );
  return isOpening && sexOf(scene, first) === sex ? first.entity : null;
}

function sexOf({ index }: Scene, { entity }: Mention): Sex | null {
  return index.bible.entity(entity)?.sex ?? null;
}

/** The last mention of the only one of a sex in a stretch; null where there may be another, undefined where the stretch names nobody of it. */
function onlyOne(scene: Scene, sex: Sex, from: number, pronoun: number): Mention | null | undefined {
  const people = scene.mentions.filter((each) => each.start >= from && each.start < pronoun && isPerson(scene, each));
  // "They" may be any two of them.
  const rivals = people.filter((each) => sex === "n" || (sexOf(scene, each) ?? sex) === sex);
  const last = rivals.at(-1);
  if (hasStranger(scene, from, pronoun, sex, last)) return null;
  if (last === undefined) return undefined;
  return rivals.every(({ entity }) => entity === last.entity) && sexOf(scene, last) === sex ? last : null;
}

/** True when a name is not behind a preposition, and owns nothing: its sentence is about it. */
function isSubject(scene: Scene, mention: Mention, from: number): boolean {
  if (mention.start < from || isPossessive(scene.text, mention.end)) return false;
  const before = /(\p{L}+)[^\p{L}.!?;,]*$/u.exec(scene.text.slice(from, mention.start))?.[1]?.toLowerCase() ?? "";
  return mention.start - from < 2 || /^(?:when|while|as|but|and|then|now|so|because|if)$/u.test(before);
}

/** The only one of a sex in the tagged cast, where the stretch speaks of nobody else of it. */
function tagged(scene: Scene, sex: Sex, from: number, pronoun: number): BibleId | null {
  const those = scene.cast.filter((each) => sex !== "n" && (each.sex ?? sex) === sex);
  const [only] = those;
  return only === undefined || those.length > 1 || hasStranger(scene, from, pronoun, sex, undefined) ? null : only.id;
}

/** "Her boots are ruined, and Mira laughs": nobody before is meant, and the only one of that sex who stands behind it in its sentence. */
function onlyOneBehind(scene: Scene, sex: Sex, { span }: Sentence, pronoun: number): BibleId | null {
  if (sex === "n" || pronoun - span.start > OPENING_UNITS) return null;
  const behind = scene.mentions.filter(
    (each) =>
      each.start > pronoun && each.start < span.end && isPerson(scene, each) && (sexOf(scene, each) ?? sex) === sex,
  );
  const [first] = behind;
  if (first === undefined || sexOf(scene, first) !== sex || behind.some(({ entity }) => entity !== first.entity))
    return null;
  return hasStranger(scene, span.start, first.start, sex, undefined) ? null : first.entity;
}

/**
 * True when the stretch speaks of somebody beside those whom the bible knows: by a word for people or beasts of that sex, or by a
 * name. Behind the one whose sentence it is, a word for anybody ("Mira nods to the guard. She …") brings in nobody who is meant.
 */
function hasStranger(scene: Scene, from: number, until: number, sex: Sex, about: Mention | undefined): boolean {
  const { text, mentions } = scene;
  const stretch = text.slice(from, until);
  const own = about === undefined ? null : sentenceOf(text, about).span;
  // Whom the author has tagged is nearer than somebody in passing; a woman in passing may still be "she".
  const isOnlyTagged = about !== undefined && scene.cast.filter((each) => each.sex === sex).length === 1;
  const isTopic = about !== undefined && own !== null && own.end <= until && isSubject(scene, about, own.start);
  for (const { start, end, sex: said, isMany } of newcomersIn(stretch)) {
    if (isMany && sex !== "n") continue;
    const theirs = said === "n" ? sexTold(scene, from, until, stretch.slice(end)) : said;
    if (theirs !== "n" && sex !== "n" && theirs !== sex) continue;
    if (isOfTheNamed(scene, from + start, from + end)) continue;
    if (
      theirs === "n" &&
      isOnlyTagged &&
      scene.cast.some(({ id }) => id === about.entity) &&
      isInPassing(stretch.slice(0, start), from + start < about.start)
    )
      continue;
    // "Mira came last, after the boys and the dog. Her …": of those who are tagged it is hers.
    if (isTopic && isOnlyTagged && theirs === "n" && scene.cast.some(({ id }) => id === about.entity)) continue;
    if (isTopic && theirs === "n" && about.start < from + start && isBehindPreposition(stretch.slice(0, start)))
      continue;
    return true;
  }
  for (const match of stretch.matchAll(/(?<=[\p{Ll},;] )\p{Lu}[\p{Ll}]{2,}/gu)) {
    const start = from + match.index;
    if (!mentions.some((each) => each.start <= start && start < each.end)) return true;
  }
  return false;
}

/** True for somebody who is named before the one whom it is about, or only within a clause about something else: "where the porter said". */
function isInPassing(before: string, isEarlier: boolean): boolean {
  return isEarlier || /(?:where|who|which|that|when|as|than) (?:the|an?|some) $/iu.test(before);
}

/** The sex that a pronoun behind a newcomer gives them, where nobody of it is named: "the clerk, pointing with his pen". */
function sexTold(scene: Scene, from: number, until: number, behind: string): Sex {
  const named = scene.mentions.filter((each) => each.start >= from && each.start < until && isPerson(scene, each));
  const is = (sex: Sex, pronoun: RegExp): boolean =>
    pronoun.test(behind) && named.every((each) => ![sex, null].includes(sexOf(scene, each)));
  if (is("m", /(?<!\p{L})(?:he|his|him)(?!\p{L})/iu)) return "m";
  return is("f", /(?<!\p{L})(?:she|her|hers)(?!\p{L})/iu) ? "f" : "n";
}

function isBehindPreposition(before: string): boolean {
  const words = before.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.slice(-3).some((word) => PREPOSITIONS.has(word));
}

/** A title before a name, or what a name is said to be: "Captain Mira", "Mira, a tall woman, …". */
function isOfTheNamed({ text, mentions }: Scene, start: number, end: number): boolean {
  if (mentions.some((each) => each.start <= start && end <= each.end)) return true;
  if (mentions.some((each) => each.start === end + 1 && text[end] === " ")) return true;
  const before = mentions.findLast((each) => each.end <= start);
  return (
    before !== undefined && /^(?:,| is| was) (?:an?|the) (?:[\p{L}-]+,? ){0,4}$/u.test(text.slice(before.end, start))
  );
}

/** True when a stretch without names speaks of a person or a beast, of either sex. */
export function namesSomebody(stretch: string): boolean {
  return newcomersIn(stretch).length > 0;
}

/** True when a stretch of the scene speaks of a person or a beast beside those whom it names. */
export function bringsInAnother(scene: Scene, from: number, until: number): boolean {
  return newcomersIn(scene.text.slice(from, until)).some(
    ({ start, end }) => !isOfTheNamed(scene, from + start, from + end),
  );
}
