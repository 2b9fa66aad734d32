import type { BibleId } from "../../bible/bible.ts";
import { PREPOSITIONS } from "./grammar-words.ts";
import type { Mention } from "./mentions.ts";
import { isPossessive, type Sentence, tokensOf } from "./prose.ts";
import { antecedent, isPerson, namesSomebody, type Scene } from "./referent.ts";
import { clauseStart } from "./unreal.ts";

/* Who is the subject over a place of a sentence, as far as it says so: nobody else and no beast may stand between. */

/** The span of a token in its passage; -1 where there is none. */
export function placeOf({ tokens, span }: Sentence, at: number): { readonly start: number; readonly end: number } {
  return { start: span.start + (tokens.starts[at] ?? -1), end: span.start + (tokens.ends[at] ?? -1) };
}

/** The person whose name begins at a token. */
export function namedAt(scene: Scene, sentence: Sentence, at: number): Mention | undefined {
  const { start } = placeOf(sentence, at);
  return scene.mentions.find((each) => each.start === start && isPerson(scene, each));
}

/** The person whose name stands right before a token. */
export function rightBefore(scene: Scene, sentence: Sentence, at: number): BibleId | null {
  const { end } = placeOf(sentence, at - 1);
  return scene.mentions.find((each) => each.end === end && isPerson(scene, each))?.entity ?? null;
}

/** The subject of the verb at a token, as far as its clause tells it; else the one whom the sentence is about. */
export function subjectOf(scene: Scene, sentence: Sentence, verb: number): BibleId | null {
  const { words } = sentence.tokens;
  for (let at = verb - 1; at >= clauseStart(sentence, verb); at -= 1) {
    const word = words[at] ?? "";
    if (/^(?:she|he)$/u.test(word)) return antecedent(scene, sentence, at);
    if (/^(?:you|i|we|they|who)$/u.test(word)) return null;
  }
  return subjectOver(scene, sentence, verb);
}

/** A person's noun in apposition to a name: "Mira, a tall woman". */
const APPOSITION = /^, (?:an?|the) (?:[\p{L}-]+,? ){0,4}(?:woman|man|girl|boy|figure|lady|fellow|soldier|sailor)\s*$/u;

/** The name that is the only subject up to a place: nobody and no beast stands between. */
export function subjectOver(scene: Scene, sentence: Sentence, at: number): BibleId | null {
  const { start } = placeOf(sentence, at);
  const people = scene.mentions.filter(
    (each) => each.start >= sentence.span.start && each.end <= start && isPerson(scene, each),
  );
  const [only] = people;
  if (only === undefined || people.some((each) => each.entity !== only.entity))
    return pronounOver(scene, sentence, at, people.length);
  if (isPossessive(scene.text, only.end) || isBehindPreposition(sentence, only)) return null;
  const between = scene.text.slice(only.end, start);
  return APPOSITION.test(between) || !(namesSomebody(between) || namesAnother(between)) ? only.entity : null;
}

/** "She watches you, blue eyes unblinking": the pronoun that the sentence opens with. */
function pronounOver(scene: Scene, sentence: Sentence, at: number, named: number): BibleId | null {
  if (named > 0 || !/^(?:she|he)$/u.test(sentence.tokens.words[0] ?? "")) return null;
  // "She was a small woman with …": it is herself.
  const between = scene.text.slice(placeOf(sentence, 0).end, placeOf(sentence, at).start).replace(IS_SOMEBODY, "");
  return namesSomebody(between) || namesAnother(between) ? null : antecedent(scene, sentence, 0);
}

/** What somebody is said to be, right behind the name: "Mira is a woman whose hair". */
const SAID_TO_BE =
  /^(?:,| is| was|, who is) (?:an?|the) (?:[\p{L}-]+,? ){0,4}(?:woman|man|girl|boy|one|person|figure|lady|fellow|soldier|sailor|sort),?\s*$/u;

/** Who is meant by the noun right before a token: a name's apposition, never whoever else the noun stands for. */
export function apposedBefore(scene: Scene, sentence: Sentence, at: number): BibleId | null {
  const { start } = placeOf(sentence, at);
  const named = scene.mentions.findLast(
    (each) => each.start >= sentence.span.start && each.end <= start && isPerson(scene, each),
  );
  return named !== undefined && SAID_TO_BE.test(scene.text.slice(named.end, start)) ? named.entity : null;
}

const IS_SOMEBODY = /^ (?:is|was) (?:an?|the) (?:[\p{L}-]+,? ){0,4}(?:woman|man|girl|boy|person|lady|fellow)(?!\p{L})/u;

/** A capitalised word, or a pronoun of somebody else. */
function namesAnother(stretch: string): boolean {
  return /(?<!\p{L})(?:\p{Lu}\p{Ll}+|he|him|she|they|(?<!of )them|who|whose)(?!\p{L})/u.test(stretch);
}

const BEFORE_OBJECTS = new Set([...PREPOSITIONS, "and", "or"]);

/** "The child beside Mira has brown eyes": the name is not the subject. */
export function isBehindPreposition(sentence: Sentence, mention: Mention): boolean {
  const [first] = tokensOf(sentence, mention) ?? [0];
  // "The doors open, and Mira …" begins a clause.
  if (sentence.text.slice(0, sentence.tokens.starts[first]).endsWith(", and ")) return false;
  return BEFORE_OBJECTS.has(sentence.tokens.words[first - 1] ?? "");
}
