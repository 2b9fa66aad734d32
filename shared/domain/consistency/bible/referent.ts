import type { BibleId } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import type { RunIndex } from "../run-index.ts";
import type { Mention } from "./mentions.ts";
import { type Sentence, sentenceBefore } from "./prose.ts";

/*
 * Whom a pronoun means. Resolve or abstain: the only one of the pronoun's sex whom its sentence or the one before names, or,
 * where these name nobody, the one before that; and nobody when the stretch speaks of a stranger who could be meant as well.
 */

/** The passage that is read, with those whom it names in reading order. */
export type Scene = { readonly text: string; readonly mentions: readonly Mention[]; readonly index: RunIndex };

/** The passage of a step as a scene. */
export function sceneOf(index: RunIndex, step: StepId, passage: number, text: string): Scene {
  return { text, mentions: index.mentions.in(step).filter((each) => each.passage === passage), index };
}

/** Sentences before the pronoun's own in which its owner is looked for. */
const SENTENCES_BACK = 2;
type Sex = "f" | "m" | "n";
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
  let first = sentence;
  for (let back = 0; back < SENTENCES_BACK; back += 1) {
    first = sentenceBefore(scene.text, first) ?? first;
    const found = onlyOne(scene, sex, { from: first.span.start, pronoun, until: sentence.span.end });
    if (found !== undefined) return found;
  }
  return null;
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
  return isOpening && scene.index.bible.entity(first.entity)?.sex === sex ? first.entity : null;
}

type Reach = { readonly from: number; readonly pronoun: number; readonly until: number };

/** The only one of a sex in the stretch; null where there is another, undefined where the stretch names nobody of it. */
function onlyOne(scene: Scene, sex: Sex, { from, pronoun, until }: Reach): BibleId | null | undefined {
  const { text, mentions, index } = scene;
  const near = mentions.filter((each) => each.start >= from && each.start < until);
  if (hasStranger(text.slice(from, pronoun), from, near, sex)) return null;
  const people = near.filter((each) => isPerson(scene, each));
  // "They" may be any two of them.
  const isRival = ({ entity }: Mention): boolean => sex === "n" || (index.bible.entity(entity)?.sex ?? sex) === sex;
  const rivals = new Set(people.filter(isRival).map((each) => each.entity));
  const [only] = rivals;
  if (only === undefined) return undefined;
  if (rivals.size > 1 || index.bible.entity(only)?.sex !== sex) return null;
  return people.some((each) => each.entity === only && each.start < pronoun) ? only : null;
}

const ANYBODY =
  "stranger|child|figure|guard|innkeeper|cousin|friend|thief|merchant|sailor|soldier|captain|rider|traveller|beggar|servant|someone|somebody|person|one who";
const BEASTS =
  "horse|mare|stallion|dog|hound|cat|wolf|bear|goat|bird|raven|crow|owl|fox|snake|serpent|dragon|beast|creature|monster|demon|goblin|troll|doll|puppet|mask|statue";
const WOMEN =
  "woman|women|girl|girls|sister|mother|daughter|aunt|niece|wife|lady|maid|queen|princess|widow|priestess|witch|hag|crone|grandmother|nurse|bride|nun|boat|ship|barge|vessel|sea|moon";
const MEN =
  "man|men|boy|boys|brother|father|son|uncle|nephew|husband|lord|king|prince|priest|wizard|grandfather|fellow|monk|smith|ferryman|sergeant|duke|knight";

const PEOPLE_WORDS: Readonly<Record<Sex, RegExp>> = {
  f: new RegExp(`(?<!\\p{L})(?:${ANYBODY}|${BEASTS}|${WOMEN})(?!\\p{L})`, "iu"),
  m: new RegExp(`(?<!\\p{L})(?:${ANYBODY}|${BEASTS}|${MEN})(?!\\p{L})`, "iu"),
  n: new RegExp(`(?<!\\p{L})(?:${ANYBODY}|${BEASTS}|${WOMEN}|${MEN})(?!\\p{L})`, "iu"),
};

/** True when the stretch speaks of somebody beside those whom the bible knows: by a word for people or beasts of that sex, or by a name. */
function hasStranger(stretch: string, from: number, known: readonly Mention[], sex: Sex): boolean {
  if (PEOPLE_WORDS[sex].test(stretch)) return true;
  for (const match of stretch.matchAll(/(?<=[\p{Ll},;] )\p{Lu}[\p{Ll}]{2,}/gu)) {
    const start = from + match.index;
    if (!known.some((each) => each.start <= start && start < each.end)) return true;
  }
  return false;
}

/** True when a stretch without names speaks of a person or a beast, of either sex. */
export function namesSomebody(stretch: string): boolean {
  return PEOPLE_WORDS.n.test(stretch);
}
