import type { BibleId } from "../../bible/bible.ts";
import { CONJUNCTIONS, POSSESSIVES, PREPOSITIONS } from "./grammar-words.ts";
import { placeOf, rightBefore, subjectOf } from "./look-subjects.ts";
import { isPossessive, type Sentence, tokensOf } from "./prose.ts";
import { antecedent, bringsInAnother, isPerson, type Scene } from "./referent.ts";
import { clauseStart } from "./unreal.ts";

/* Whose a look is by what is done with it: whose face it falls over, who lifts or combs it, who is held by it. */

const OWNERS = new Set(["her", "his", "their"]);
const WORN_ON = new Set(
  "face eyes eye ear ears shoulder shoulders brow brows neck back belt waist cheek cheeks forehead mouth hood helmet helm cap hat cowl visor scarf shawl collar head temple temples nose chin throat spine lashes brim crown braid braids plait plaits bun ponytail pin pins comb combs ribbon bonnet kerchief headscarf veil".split(
    " ",
  ),
);

/** Stands for a preposition: "a curl has escaped her cap". */
const FALLS_OUT =
  /^(?:escap(?:e|es|ed|ing)|leav(?:e|es|ing)|left|fram(?:es|ed|ing)|brush(?:es|ed|ing)|touch(?:es|ed|ing))$/u;

/** What people do with their own eyes and hair; base forms. */
const OWN_CARE = new Set(
  (
    "shake toss push tie comb brush braid plait sweep flick flip tuck twist pin wind gather undo loosen unbind wring dry blink lift raise " +
    "lower narrow open close roll turn fix rub wipe avert cast drop squint train level bend bow wear widen scrunch shut rake run swing"
  ).split(" "),
);

/** "took hold of Mira by the plait": whose part somebody is held by. */
export function heldBy(scene: Scene, sentence: Sentence, head: number): BibleId | null {
  const { words } = sentence.tokens;
  const by = words[head - 1] === "by" ? head - 1 : words[head - 2] === "by" ? head - 2 : -1;
  return by < 0
    ? null
    : /^(?:her|him)$/u.test(words[by - 1] ?? "")
      ? antecedent(scene, sentence, by - 1)
      : rightBefore(scene, sentence, by);
}

/** "a strand of blond hair falls over her face", "under Mira's hood the curls are red": the owner of the face. */
export function wornBy(scene: Scene, sentence: Sentence, body: number): BibleId | null {
  const { words } = sentence.tokens;
  const start = placeOf(sentence, clauseStart(sentence, body)).start;
  const isPutThere = bringsInAnother(scene, start, placeOf(sentence, body).start);
  for (let at = Math.max(0, body - 8); at <= body + 8; at += 1) {
    const place = placeOf(sentence, at);
    const named = scene.mentions.find((each) => each.start <= place.start && each.end === place.end);
    if (named === undefined && !OWNERS.has(words[at] ?? "")) continue;
    const [first] = (named === undefined ? null : tokensOf(sentence, named)) ?? [at];
    const isWorn =
      !isPutThere &&
      (PREPOSITIONS.has(words[first - 1] ?? "") || FALLS_OUT.test(words[first - 1] ?? "")) &&
      (WORN_ON.has(words[at + 1] ?? "") || WORN_ON.has(words[at + 2] ?? ""));
    if (!isWorn) {
      if (at > body) return null;
      continue;
    }
    if (named === undefined) return antecedent(scene, sentence, at);
    return isPerson(scene, named) && isPossessive(scene.text, named.end) ? named.entity : null;
  }
  return null;
}

/** "Mira shakes out a mass of copper curls", "he lifts those grey eyes": the one who does with it what people do with their own. */
export function caredFor(
  scene: Scene,
  sentence: Sentence,
  head: number,
  [first, body]: readonly [number, number],
): BibleId | null {
  const { words } = sentence.tokens;
  let verb = first - 1;
  const isKept = /^eyes?$/u.test(words[body] ?? "");
  const isDone = (word: string): boolean => isCare(word) || (isKept && /^(?:keeps?|kept)$/u.test(word));
  while (verb > head - 7 && !isDone(words[verb] ?? "")) verb -= 1;
  if (!isDone(words[verb] ?? "")) return null;
  const between = words.slice(verb + 1, first);
  if (between.some((word) => CONJUNCTIONS.has(word) || POSSESSIVES.has(word))) return null;
  // "gathers the red hairs from the comb": they are on nobody's head.
  if (/^(?:from|off)$/u.test(words[body + 1] ?? "") && /^(?:the|an?)$/u.test(words[body + 2] ?? "")) return null;
  return subjectOf(scene, sentence, verb);
}

function isCare(word: string): boolean {
  const bases = [
    word,
    word.slice(0, -1),
    word.slice(0, -2),
    `${word.slice(0, -3)}y`,
    `${word.slice(0, -3)}e`,
    word.slice(0, -3),
  ];
  return (
    bases.some((base) => OWN_CARE.has(base)) ||
    /^(?:shook|swept|wound|bent|wore|wrung|undid|unbound|hid|swung|ran)$/u.test(word)
  );
}
