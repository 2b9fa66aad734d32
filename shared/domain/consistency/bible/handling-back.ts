import type { BibleId } from "../../bible/bible.ts";
import { isSeeming } from "./elegy.ts";
import { endsPhrase } from "./grammar-words.ts";
import { isOfReturn } from "./handling-gone.ts";
import { handlingForm } from "./handling-verbs.ts";
import { type Hands, holdsOf, PREPOSITIONS, subjectOf } from "./handling-who.ts";
import type { Mention } from "./mentions.ts";
import { isPossessive, type Sentence, sentenceAfter, sentenceBefore, sentenceOf, tokensOf } from "./prose.ts";
import { bringsInAnother, isPerson, type Scene } from "./referent.ts";
import { clauseStart } from "./unreal.ts";
import { isBe } from "./verbs.ts";

/*
 * Whether a thing that was lost may have come back where the text names it. Stories seldom say "found": a stranger has it, a dog
 * drops it, somebody slides it over the table, it lies in a hoard, and whoever lost it stares. Only who lost it, or you, who
 * use it as a matter of course, or another who does so without a word of how they came by it, are beyond doubt.
 */

/** Shows, brings or hands over what one may have come by; base forms. */
const PRESENTS = new Set(
  (
    "bring give hand pass slide push press put place set lay drop throw toss fling hurl shove offer produce present deliver " +
    "surrender drag roll tip spill empty unwrap lower extend return slap dump tumble"
  ).split(" "),
);
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ["brought", "bring"],
  ["gave", "give"],
  ["slid", "slide"],
  ["laid", "lay"],
  ["threw", "throw"],
  ["flung", "fling"],
]);
/** Comes by a thing, from whomever. */
const GAINS =
  /^(?:steal|buy|win|ransom|inherit|accept|receive|confiscate|seize|meet|discover|uncover|encounter)s?$|^(?:met|discovered|uncovered|encountered|stole|bought|won|inherited|accepted|received|confiscated|seized)$/u;
const TAKES =
  /^(?:take|snatch|grab|pluck|pull|lift|wrest|pry|prise|tug|cut|yank|tear|rip|draw|dig|fish)s?$|^(?:took|snatched|grabbed|plucked|pulled|lifted|wrested|pried|prised|tugged|yanked|tore|ripped|drew|dug|fished)$/u;
/** What whoever lost it does when it is there again, and what others say who bring it. */
const MARVEL =
  /(?<!\p{L})(?:star(?:es|ed|ing)|gasp\p{L}*|speechless|recogni[sz]\p{L}*|disbelie\p{L}*|believes?|astonish\p{L}*|incredulous\p{L}*|(?:goes|went|turns|turned) (?:white|pale|still|quiet)|catch(?:es)? (?:her|his|your) breath|(?:cannot|can['’]t|could not|couldn['’]t) speak|as if it had never|come home|(?:back|ashore|home) with|where (?:did )?(?:you|he|she|they) (?:got|get|came by)|came by it|how (?:he|she|they|you) came|asks? where|sorry|confess\p{L}*|proof|i took it|yours|hers, i think|missed it|knew it|knows? it (?:at once|anywhere)|again after)(?!\p{L})/iu;
/** Where things are that nobody here has: loot, a show, a sale. */
const SHOWN =
  /(?<!\p{L})(?:hoard|loot|booty|spoils|plunder|treasure|heap|pile|haul|behind (?:the )?glass|display|labelled|numbered|catalogued|lot|bids?|auction\p{L}*|stall|market|gutter|nest|hearthstone|floorboards?|beak|jaws|sawdust|parcel|package|rubble|pawnshop|chaff|rings on something|something catches|(?:hers|his|yours) again|there (?:is|was) the)(?!\p{L})/iu;

const HOLDS_OUT = /^(?:hold(?:s|ing)?|held)$/u;

/** Words between a verb and the thing that it hands over at most. */
const MOST_BETWEEN = 5;

/** True when the thing named at `mention`, lost by `keeper` (null: nobody knows), may have come back to where `hands` has it. */
export function mayBeBack(scene: Scene, mention: Mention, hands: Hands, keeper: BibleId | null): boolean {
  const sentence = sentenceOf(scene.text, mention);
  const tokens = tokensOf(sentence, mention);
  if (tokens === null) return true;
  const around = [sentenceBefore(scene.text, sentence), sentence, sentenceAfter(scene.text, sentence)];
  if (around.some((each) => each !== null && MARVEL.test(each.text))) return true;
  if (SHOWN.test(sentence.text) || isSeeming(scene.text, sentence)) return true;
  const [before] = around;
  if (before !== null && before !== undefined && (isOfReturn(before) || SHOWN.test(before.text))) return true;
  if (isGained(scene, sentence, tokens, keeper) || isPresented(scene, sentence, tokens, keeper)) return true;
  if (isByStranger(scene, sentence, tokens)) return true;
  return hands === "nobody" && !isWithKnown(scene, sentence);
}

/** "Tom slides the lantern across the table": shown or brought by another, and not put where it is their own. */
function isPresented(
  scene: Scene,
  sentence: Sentence,
  [first, last]: readonly [number, number],
  keeper: BibleId | null,
): boolean {
  const { words } = sentence.tokens;
  const isOut = [words[first - 1], words[first - 2], words[last + 1]].includes("out");
  const verb = verbBefore(sentence, first, (word) => PRESENTS.has(baseOf(word)) || (isOut && HOLDS_OUT.test(word)));
  if (verb < 0) return false;
  const subject = subjectOf(scene, sentence, verb);
  // "The only thing that Tom brought away".
  if (words[verb + 1] === "away") return false;
  // "Out of Mira's sleeve slides the lantern".
  if (subject === null && verb === first - 1 && PREPOSITIONS.has(words[0] ?? "")) return false;
  if (subject === "anybody" || (subject !== null && subject === keeper)) return false;
  return subject === null || subject === "nobody" || !holdsOf(words.slice(last + 1));
}

function hasOrHandles(word: string): boolean {
  return /^(?:has|have)$/u.test(word) || handlingForm(word) === "finite";
}

/** "The water carries the lantern in", "one of the prisoners has the lantern": whoever that is may have found it. */
function isByStranger(scene: Scene, sentence: Sentence, [first, last]: readonly [number, number]): boolean {
  const { words } = sentence.tokens;
  const verb = verbBefore(sentence, first, hasOrHandles);
  // "The magistrate has heard of the lantern", "the ogre sniffs at the lantern, which Mira holds out": it is not theirs.
  const isHeard = /^(?:has|have)$/u.test(words[verb] ?? "") && first - verb > 2;
  if (verb < 0 || isHeard || /^(?:which|that)$/u.test(words[last + 1] ?? "")) return false;
  const subject = subjectOf(scene, sentence, verb);
  if (subject !== null && subject !== "nobody") return false;
  const opening = words[clauseStart(sentence, verb)] ?? "";
  return verb > clauseStart(sentence, verb) && /^(?:the|an?|one|some|somebody|someone)$/u.test(opening);
}

/** "steals the lantern from the baron's table", "takes it from the dead man's hand": how it came back is told. */
function isGained(
  scene: Scene,
  sentence: Sentence,
  [first, last]: readonly [number, number],
  keeper: BibleId | null,
): boolean {
  const { words, ends } = sentence.tokens;
  if (verbBefore(sentence, first, (word) => GAINS.test(word)) >= 0) return true;
  if (verbBefore(sentence, first, (word) => TAKES.test(word)) < 0) return false;
  const from = words.findIndex((word, at) => at > last && at <= last + 2 && /^(?:from|off|out)$/u.test(word));
  if (from < 0) return false;
  // "takes the lantern from her in both hands".
  if (/^(?:her|him|them)$/u.test(words[from + 1] ?? "") && endsPhrase(words[from + 2] ?? "and")) return true;
  return words.slice(from, from + 6).some((_, index) => {
    const end = sentence.span.start + (ends[from + index] ?? 0);
    const owner = scene.mentions.find((each) => each.end === end);
    return isPossessive(scene.text, end) && (owner === undefined || owner.entity !== keeper);
  });
}

/** The token of such a verb shortly before the thing; -1 where there is none, or it is a noun ("in Mira's hand"). */
function verbBefore({ text, tokens }: Sentence, first: number, isVerb: (word: string) => boolean): number {
  const { words, ends } = tokens;
  for (let at = first - 1; at >= Math.max(0, first - MOST_BETWEEN); at -= 1) {
    // "The only thing that Tom brought away is the lantern".
    if (isBe(words[at] ?? "")) return -1;
    if (isVerb(words[at] ?? "") && !NOUN_AFTER.test(words[at - 1] ?? "") && !isPossessive(text, ends[at - 1] ?? 0))
      return at;
  }
  return -1;
}

/** Behind these "hand" and "place" are no verbs. */
const NOUN_AFTER = /^(?:the|an?|her|his|your|my|their|our|its|left|right|other|both|this|that|of|in|s)$/u;

function baseOf(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  const bases = [
    word,
    word.slice(0, -1),
    word.slice(0, -2),
    word.slice(0, -3),
    `${word.slice(0, -3)}e`,
    word.slice(0, -4),
  ];
  return (
    bases.find((base) => PRESENTS.has(base) && (base !== word.slice(0, -4) || handlingForm(word) !== undefined)) ?? word
  );
}

/** At somebody's who has no name: "on the stranger's belt". */
const STRANGERS =
  /(?<!\p{L})\p{Ll}+['’]s? (?:belt|neck|hands?|fists?|fingers?|pockets?|throat|waist|hips?|wrist|back|saddle|table|desk|wall|bag|house|room|window|shop|tent|hoard|nest)(?!\p{L})/u;

/** Whether a sentence that puts a thing in nobody's hands is about you or somebody known, and about no stranger. */
function isWithKnown(scene: Scene, { text, span }: Sentence): boolean {
  if (bringsInAnother(scene, span.start, span.end) || STRANGERS.test(text)) return false;
  const isNamed = scene.mentions.some(
    (each) => each.start >= span.start && each.end <= span.end && isPerson(scene, each),
  );
  return isNamed || /(?<!\p{L})(?:you|your|i|my|she|her|he|his)(?!\p{L})/iu.test(text);
}
