import type { BibleId } from "../../bible/bible.ts";
import { MOST_ADJECTIVES } from "./look-colours.ts";
import type { Mention } from "./mentions.ts";
import { isPossessive, type Sentence, tokensOf } from "./prose.ts";
import { antecedent, isPerson, isPersonal, namesSomebody, type Scene } from "./referent.ts";
import { clauseStart } from "./unreal.ts";
import { isAct } from "./verbs.ts";

/*
 * Whose a word of the body is, where the sentence says it plainly: a name's or a pronoun's possessive before it, "with" or
 * "has" behind the one who has it, a loose phrase behind its subject ("Mira turns, blue eyes blazing"), or the face that it
 * falls over. Resolve or abstain: between the owner and the word no other person or beast may stand.
 */

const HAVING = new Set("with had has have wears wore".split(" "));
const OWNERS = new Set(["her", "his", "their"]);
const ON = new Set(
  "over across off about around round into in behind down to from against on past under at".split(" "),
);
const WORN_ON = new Set(
  "face eyes eye ear ears shoulder shoulders brow neck back belt waist cheek cheeks forehead mouth hood helmet helm cap scarf collar head temple temples nose chin throat spine".split(
    " ",
  ),
);

/** Whose the word of the body at the token `body` is; null where the text does not say it plainly. */
export function ownerOf(scene: Scene, sentence: Sentence, body: number, colour: number): BibleId | null {
  const first = Math.min(body, colour);
  for (let at = body - 1; at >= Math.max(0, first - MOST_ADJECTIVES - 1); at -= 1) {
    const { start, end } = placeOf(sentence, at);
    const mention = scene.mentions.find((each) => each.start <= start && each.end >= end);
    if (isPossessive(scene.text, end)) return mention !== undefined && isPerson(scene, mention) ? mention.entity : null;
    const word = sentence.tokens.words[at] ?? "";
    if (OWNERS.has(word)) return antecedent(scene, sentence, at);
    if (word === "whose") return rightBefore(scene, sentence, at);
    if (["your", "my", "our", "its"].includes(word)) return null;
    if (HAVING.has(word)) return hasIt(scene, sentence, at);
    if (mention !== undefined || ON.has(word) || (isAct(word) && !word.endsWith("ed"))) break;
  }
  return ofHers(scene, sentence, body) ?? wornBy(scene, sentence, body) ?? looseSubject(scene, sentence, first);
}

/** What a person does with a look of some colour: "her blue-eyed stare". */
const LOOKED = new Set("gaze stare glance look smile face squint glare".split(" "));

/** "the green-eyed Mira", "Mira is brown-eyed", "Mira: tall, sharp, brown-eyed". */
export function ownerOfCompound(scene: Scene, sentence: Sentence, body: number): BibleId | null {
  const { start, end } = placeOf(sentence, body);
  const next = placeOf(sentence, body + 1).start;
  const behind = scene.mentions.find((each) => each.start === next);
  if (behind !== undefined) return behind.entity;
  const before = scene.mentions.findLast((each) => each.end <= start && each.start >= sentence.span.start);
  if (LOOKED.has(sentence.tokens.words[body + 1] ?? "")) return ownerOf(scene, sentence, body - 1, body - 1);
  const ahead = scene.mentions.find((each) => each.start >= end && each.end <= sentence.span.end);
  // "Blue-eyed and barefoot, Mira steps in".
  if (before === undefined && ahead !== undefined && body <= 1)
    return /^(?:,? (?:and )?[\p{L}-]+){0,4}, $/u.test(scene.text.slice(end, ahead.start)) ? ahead.entity : null;
  if (before === undefined || !isPerson(scene, before)) return null;
  const between = scene.text.slice(before.end, end);
  return /^(?:[:,] (?:\p{L}+,? ){0,4}|,? (?:is|was) (?:\p{L}+,? ){0,3}|, an? )\p{L}+-\p{L}+$/u.test(between) &&
    !namesSomebody(between) &&
    !/(?<!\p{L})(?:and|sees|with|the)(?!\p{L})/u.test(between)
    ? before.entity
    : null;
}

function placeOf({ tokens, span }: Sentence, at: number): { readonly start: number; readonly end: number } {
  return { start: span.start + (tokens.starts[at] ?? -1), end: span.start + (tokens.ends[at] ?? -1) };
}

function rightBefore(scene: Scene, sentence: Sentence, at: number): BibleId | null {
  const { end } = placeOf(sentence, at - 1);
  return scene.mentions.find((each) => each.end === end && isPerson(scene, each))?.entity ?? null;
}

/** Who has what stands behind "with" or "has": the one right before it, or the subject of its clause. */
function hasIt(scene: Scene, sentence: Sentence, having: number): BibleId | null {
  const { words } = sentence.tokens;
  if (isPersonal(words[having - 1] ?? "")) return antecedent(scene, sentence, having - 1);
  const near = rightBefore(scene, sentence, having);
  if (near !== null) {
    const mention = scene.mentions.find((each) => each.end === placeOf(sentence, having - 1).end);
    return mention === undefined || isBehindPreposition(sentence, mention) ? null : near;
  }
  return words[having] === "with" ? subjectOver(scene, sentence, having) : null;
}

/** A person's noun in apposition to a name: "Mira, a tall woman". */
const APPOSITION = /^, (?:an?|the) (?:[\p{L}-]+,? ){0,4}(?:woman|man|girl|boy|figure|lady|fellow|soldier|sailor)\s*$/u;

/** The name that is the only subject up to a place: nobody and no beast stands between. */
function subjectOver(scene: Scene, sentence: Sentence, at: number): BibleId | null {
  const { start } = placeOf(sentence, at);
  const people = scene.mentions.filter(
    (each) => each.start >= sentence.span.start && each.end <= start && isPerson(scene, each),
  );
  const [only] = people;
  if (only === undefined || people.some((each) => each.entity !== only.entity)) return null;
  if (isPossessive(scene.text, only.end) || isBehindPreposition(sentence, only)) return null;
  const between = scene.text.slice(only.end, start);
  return APPOSITION.test(between) || !(namesSomebody(between) || namesAnother(between)) ? only.entity : null;
}

/** A capitalised word, or a pronoun of somebody else. */
function namesAnother(stretch: string): boolean {
  return /(?<!\p{L})(?:\p{Lu}\p{Ll}+|he|him|she|they|them|who|whose)(?!\p{L})/u.test(stretch);
}

const PREPOSITIONS = new Set(
  "beside with of near behind before by to for from like than under over against about around at and or on upon at into".split(
    " ",
  ),
);

/** "The child beside Mira has brown eyes": the name is not the subject. */
function isBehindPreposition(sentence: Sentence, mention: Mention): boolean {
  const [first] = tokensOf(sentence, mention) ?? [0];
  return PREPOSITIONS.has(sentence.tokens.words[first - 1] ?? "");
}

/** "those brown eyes of hers", "those brown eyes of Mira's". */
function ofHers(scene: Scene, sentence: Sentence, body: number): BibleId | null {
  if (sentence.tokens.words[body + 1] !== "of") return null;
  const { start } = placeOf(sentence, body + 2);
  const named = scene.mentions.find((each) => each.start === start && isPerson(scene, each));
  if (named !== undefined) return isPossessive(scene.text, named.end) ? named.entity : null;
  return antecedent(scene, sentence, body + 2);
}

/** "a strand of blond hair falls over her face", "… over Mira's face": the owner of the face. */
function wornBy(scene: Scene, sentence: Sentence, body: number): BibleId | null {
  const { words } = sentence.tokens;
  for (let at = body + 1; at <= body + 8; at += 1) {
    const place = placeOf(sentence, at);
    const named = scene.mentions.find((each) => each.start <= place.start && each.end === place.end);
    if (named === undefined && !OWNERS.has(words[at] ?? "")) continue;
    const [first] = (named === undefined ? null : tokensOf(sentence, named)) ?? [at];
    const isWorn =
      ON.has(words[first - 1] ?? "") && (WORN_ON.has(words[at + 1] ?? "") || WORN_ON.has(words[at + 2] ?? ""));
    if (!isWorn) return null;
    if (named === undefined) return antecedent(scene, sentence, at);
    return isPerson(scene, named) && isPossessive(scene.text, named.end) ? named.entity : null;
  }
  return null;
}

/** "Mira turns, blue eyes blazing": a phrase without article or owner, behind a comma, is the subject's. */
function looseSubject(scene: Scene, sentence: Sentence, first: number): BibleId | null {
  const { text, tokens } = sentence;
  const start = clauseStart(sentence, first);
  if (start === 0 || !text.slice(tokens.ends[start - 1], tokens.starts[start]).startsWith(",")) return null;
  const head = tokens.words.slice(start, first);
  if (head.some((word) => isAct(word) || /^(?:an?|the|no|two|some|many|every|any|one)$/u.test(word))) return null;
  return subjectOver(scene, sentence, start);
}
