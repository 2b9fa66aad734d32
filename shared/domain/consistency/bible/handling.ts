import type { BibleId } from "../../bible/bible.ts";
import { isThereItself } from "./handling-there.ts";
import { handlingForm } from "./handling-verbs.ts";
import type { Mention } from "./mentions.ts";
import { isInSpeech, isPossessive, type Sentence, sentenceAfter, sentenceOf, tokensOf } from "./prose.ts";
import { antecedent, isPerson, isPersonal, namesSomebody, type Scene } from "./referent.ts";
import { isInPresent } from "./tense.ts";
import { clauseStart, isPerceiving, isUnreal } from "./unreal.ts";
import { isAct, isBe, isPastOnly } from "./verbs.ts";

/*
 * In whose hands a sentence puts a thing: who handles it ("Mira lifts the lantern"), at or in whose hand, belt or pocket it
 * is, whose fingers close on it, or from whom it is taken. A copy, a wish, a search and a thing merely looked at put it in
 * nobody's hands.
 */

/** Who has the thing: an entity, "anybody" for you, I and we, "nobody" where it is only there, or who has it is not plain. */
export type Hands = BibleId | "anybody" | "nobody";

const ARTICLES = new Set("the this that her his your my their our".split(" "));
const ANYBODY = new Set(["you", "i", "we"]);
const YOURS = new Set(["your", "my", "our"]);
/** Right before the thing's name (its article aside) these make another thing of it, or none. */
const NOT_THAT_ONE = new Set(
  "another a an similar second copy replica spare different new identical like no without missing lost broken empty imaginary painted for of about than not at".split(
    " ",
  ),
);
const PARTICLES = new Set(
  "up out down back off away over around round on in from under beneath inside aside forth forward again still carefully gently quickly slowly then both straight".split(
    " ",
  ),
);
const RECEIVERS = new Set("you me us him her them".split(" "));
const PREPOSITIONS = new Set(
  "in on at from under around round inside across over against into between through behind beside by out of beneath along about near off to with".split(
    " ",
  ),
);
const HOLDS =
  /^(?:hands?|fists?|palms?|fingers?|grip|grasp|belt|pockets?|packs?|bag|backpack|knapsack|satchel|pouch|purse|sleeves?|laps?|arms?|shoulders?|neck|throat|back|knees?|sides?|hips?|coat|cloak|jacket|shirt|apron|boots?|sash|girdle|sheath|scabbard|saddlebags?|waist|thigh|wrist|chest|teeth|head)$/u;
const CLOSES = /^(?:hands?|fists?|palms?|fingers?|thumbs?|grip|grasp|arms?|nails?)$/u;
/** Verbs by which a thing comes from somebody. */
const TAKES =
  /^(?:take|borrow|buy|get|accept|receive|snatch|grab|steal|pull|pluck|wrest|fetch|win|collect)s?$|^(?:took|borrowed|bought|accepted|received|snatched|grabbed|stole|plucked|wrested|fetched|won)$/u;
/** Said in a sentence, the thing is gone from where it was, is looked for, or has just come back. */
const ELEGY =
  /(?<!\p{L})(?:lost|loss|gone|missing|misses|missed|miss|stolen|sank|sunk|drowned|vanished|replaces?|replaced|replacement|twin|copy|replica|forgery|fake|finds?|found|search\p{L}*|seeks?|sought|retriev\p{L}*|recover\p{L}*|salvag\p{L}*|longs?|longed|regrets?|regretted|ached?|aches|empty|anymore|any more|no longer)(?!\p{L})/iu;
/** Behind these "with the lantern" says nothing of whose hand it is in. */
const CONCERNS =
  /^(?:done|do|does|did|pleased|happy|obsessed|familiar|compared?|along|wrong|right|fascinated|away|wrong|speak|speaks|together)$/u;
/** Verbs whose thing stands behind a preposition: "drinks from the goblet", "blows on the horn". */
const USES =
  /^(?:drink|sip|pour|eat|read|play|blow|breathe|drum|tap|lean|rub|knock|peer|look)(?:s|ing)?$|^(?:drank|sipped|poured|ate|played|blew|breathed|drummed|tapped|leaned|rubbed|knocked|peered)$/u;
/** Words between the verb and the thing at most ("draws from under her cloak the brass lantern"). */
const MOST_BETWEEN = 8;
const MOST_TO_PLACE = 8;

/** In whose hands the text puts the thing named at `mention`; null where it does not say it plainly. */
export function handsOn(scene: Scene, mention: Mention): Hands | null {
  if (isInSpeech(scene.text, mention.start)) return null;
  const sentence = sentenceOf(scene.text, mention);
  const own = tokensOf(sentence, mention);
  if (own === null || isUnreal(sentence, own[0]) || ELEGY.test(sentence.text)) return null;
  const { words } = sentence.tokens;
  // A name without its article ("Mira lifts the iron key") takes in the one that the text gives it.
  const place = [own[0] - (ARTICLES.has(words[own[0] - 1] ?? "") ? 1 : 0), own[1]] as const;
  const isPart = words[place[0] - 1] === "of" && PARTS.has(words[place[0] - 2] ?? "");
  const thing: Thing = { sentence, first: isPart ? place[0] - 3 : place[0], last: place[1] };
  const before = words.slice(Math.max(0, thing.first - 2), thing.first);
  if (before.includes("of") && isThereItself(sentence, place)) return "nobody";
  if (before.some((word) => NOT_THAT_ONE.has(word)))
    return before.some((word) => SOUGHT.has(word)) ? takenUp(scene, thing) : null;
  const hands = plainest(scene, thing, READINGS);
  return hands ?? (isThereItself(sentence, place) ? "nobody" : null);
}

/** A way in which a sentence can put a thing in somebody's hands. */
type Reading = (scene: Scene, thing: Thing) => Hands | null;

const READINGS: readonly Reading[] = [placed, takenFrom, handled, usedWith, handledBy, closedOn, workedOn, takenUp];

/** The first reading that says whose hands these are; else "nobody" when one says at least that somebody has the thing. */
function plainest(scene: Scene, thing: Thing, readings: readonly Reading[]): Hands | null {
  let least: Hands | null = null;
  for (const read of readings) {
    const hands = read(scene, thing);
    if (hands !== null && hands !== "nobody") return hands;
    least ??= hands;
  }
  return least;
}

/** Parts of a thing: who handles one handles the thing. */
const PARTS = new Set(
  "edge rim lid handle hilt side top bottom end tip grip strap chain blade surface cover neck back face front".split(
    " ",
  ),
);
/** Looked at or reached for, a thing may be taken up in the next breath. */
const SOUGHT = new Set(["for", "at"]);
/** "reaches for the lantern and lifts it", "The lantern is warm. It hangs at her belt.": what becomes of "it", the thing just named. */
function takenUp(scene: Scene, { sentence, last }: Thing): Hands | null {
  const next = sentenceAfter(scene.text, sentence);
  for (const [told, from] of [
    [sentence, last + 1],
    [next, 0],
  ] as const) {
    if (told === null || isInSpeech(scene.text, told.span.start) || ELEGY.test(told.text)) continue;
    const it = told.tokens.words.indexOf("it", from);
    if (it < 0 || isUnreal(told, it) || NOT_THAT_ONE.has(told.tokens.words[it - 1] ?? "")) continue;
    const thing: Thing = { sentence: told, first: it, last: it };
    const hands = plainest(scene, thing, [placed, handled]);
    if (hands !== null) return hands;
  }
  return null;
}

type Thing = { readonly sentence: Sentence; readonly first: number; readonly last: number };

/** "the lantern hangs at Tom's belt", "in her hand the lantern …", "with the lantern in his fist". */
function placed(scene: Scene, { sentence, first, last }: Thing): Hands | null {
  const { words } = sentence.tokens;
  const end = Math.min(words.length, last + MOST_TO_PLACE);
  for (let at = last + 1; at < end; at += 1) {
    const word = words[at] ?? "";
    if (/^(?:not|never|no|and|but|that|which|who|while|as)$/u.test(word)) break;
    // "warms Mira's palm" needs no preposition.
    if (!PREPOSITIONS.has(word) && !(at === last + 1 && isAct(word))) continue;
    const owner = holderAt(scene, sentence, at + 1);
    if (owner !== null) return owner;
  }
  // Before the thing: nothing but one verb may stand between its place and its name.
  for (let at = first - 2; at >= Math.max(clauseStart(sentence, first), first - 7); at -= 1) {
    if (!PREPOSITIONS.has(words[at] ?? "")) continue;
    const hold = holdAt(words, at + 2);
    if (hold === null || hold < first - 2 || (hold === first - 2 && !isThere(words[first - 1] ?? ""))) continue;
    const owner = holderAt(scene, sentence, at + 1);
    if (owner !== null) return owner;
  }
  return null;
}

function isThere(word: string): boolean {
  return isBe(word) || isAct(word) || /^(?:lies|lay|rests|rested|hangs|hung)$/u.test(word);
}

/** The token of a word for what holds things, at most two behind `from`. */
function holdAt(words: readonly string[], from: number): number | null {
  for (let at = from; at <= from + 2; at += 1) {
    if (words[at] === "empty") return null;
    if (HOLDS.test(words[at] ?? "")) return at;
  }
  return null;
}

/** Whose hand, belt or pocket stands at a token: a name's, a pronoun's, yours. */
function holderAt(scene: Scene, sentence: Sentence, at: number): Hands | null {
  const { words } = sentence.tokens;
  const word = words[at] ?? "";
  const owner = mentionAt(scene, sentence, at);
  const behind = owner === null ? at : (tokensOf(sentence, owner)?.[1] ?? at);
  if (holdAt(words, behind + 1) === null) return null;
  if (owner !== null) return isPossessive(scene.text, owner.end) ? owner.entity : null;
  if (YOURS.has(word)) return "anybody";
  if (/^(?:one|both|each|either)$/u.test(word)) return subjectOf(scene, sentence, at - 1);
  return word === "her" || word === "his" ? meant(scene, sentence, at) : null;
}

/** Whom the pronoun at a token means; where that is not plain, it is somebody's hands yet nobody's in particular. */
function meant(scene: Scene, sentence: Sentence, at: number): Hands {
  return antecedent(scene, sentence, at) ?? "nobody";
}

function mentionAt(scene: Scene, { tokens, span }: Sentence, at: number): Mention | null {
  const start = span.start + (tokens.starts[at] ?? -1);
  return scene.mentions.find((each) => each.start === start && isPerson(scene, each)) ?? null;
}

/** "You take the lantern from Tom": it was his. */
function takenFrom(scene: Scene, { sentence, first, last }: Thing): Hands | null {
  const { words } = sentence.tokens;
  if (words[last + 1] !== "from" || !TAKES.test(words[first - 1] ?? "")) return null;
  const from = mentionAt(scene, sentence, last + 2);
  return from === null || isPossessive(scene.text, from.end) ? null : from.entity;
}

/** "Mira knocks with the lantern", "Mira drinks from the goblet". */
function usedWith(scene: Scene, { sentence, first }: Thing): Hands | null {
  const { words } = sentence.tokens;
  const link = words[first - 1] ?? "";
  const before = words[first - 2] ?? "";
  if (link === "with") return CONCERNS.test(before) ? null : subjectOf(scene, sentence, first - 1);
  return /^(?:from|on|into|through)$/u.test(link) && USES.test(before) && !/^looks?$/u.test(link === "on" ? before : "")
    ? subjectOf(scene, sentence, first - 2)
    : null;
}

/** Where something is done on a thing: "wipes the soot off the lantern", "pours oil into the lantern". */
const WORKED_ON = /^(?:off|into|onto|inside|from)$/u;
/** Turned or kept from a thing, these do nothing to it. */
const TURNED = new Set("eyes gaze face head back distance thoughts mind attention hand hands".split(" "));

/** "Mira pours oil into the lantern": it is there for her to do so, in whosever hands. */
function workedOn(scene: Scene, { sentence, first }: Thing): Hands | null {
  const { words } = sentence.tokens;
  if (!WORKED_ON.test(words[first - 1] ?? "")) return null;
  const start = Math.max(clauseStart(sentence, first), first - MOST_BETWEEN);
  const verb = words.findIndex((word, at) => {
    const form = at > start && at < first - 2 ? handlingForm(word) : undefined;
    return form === "finite" || (form === "base" && ANYBODY.has(words[at - 1] ?? ""));
  });
  if (verb < 0 || (isPastOnly(words[verb] ?? "") && isInPresent(scene.text, sentence.span.start))) return null;
  const object = words.slice(verb + 1, first - 1);
  const isDoneToIt = !object.some((word) => isManner(word) || PREPOSITIONS.has(word) || TURNED.has(word));
  return isDoneToIt && subjectOf(scene, sentence, verb) !== null ? "nobody" : null;
}

/** "the lantern is carried by Mira". */
function handledBy(scene: Scene, { sentence, last }: Thing): Hands | null {
  const { words } = sentence.tokens;
  if (!isBe(words[last + 1] ?? "") || handlingForm(words[last + 2] ?? "") !== "finite" || words[last + 3] !== "by")
    return null;
  const by = mentionAt(scene, sentence, last + 4);
  return by === null || isPossessive(scene.text, by.end) ? null : by.entity;
}

/** "Tom's fingers tighten on the lantern". */
function closedOn(scene: Scene, { sentence, first }: Thing): Hands | null {
  const { words } = sentence.tokens;
  const start = clauseStart(sentence, first);
  const body = words.findIndex((word, at) => at >= start && at < first && CLOSES.test(word));
  if (body < 1 || !/^(?:on|over|around|round|along|about)$/u.test(words[first - 1] ?? "")) return null;
  for (let at = body - 1; at >= Math.max(start, body - 3); at -= 1) {
    const owner = mentionAt(scene, sentence, at);
    if (owner !== null) return isPossessive(scene.text, owner.end) ? owner.entity : null;
    const word = words[at] ?? "";
    if (YOURS.has(word)) return "anybody";
    if (word === "her" || word === "his") return meant(scene, sentence, at);
  }
  return null;
}

/** "Mira lifts the lantern", "Mira, still clutching the lantern", "she comes in with the lantern". */
function handled(scene: Scene, { sentence, first }: Thing): Hands | null {
  const { words } = sentence.tokens;
  const verb = verbOver(scene, sentence, first);
  if (verb === null) return null;
  const isAux = pastAdverbsBack(words, verb - 1);
  const before = words[isAux] ?? "";
  const form = handlingForm(words[verb] ?? "");
  if (form === "participle" && !(isBe(before) || isLoose(sentence, verb) || isSeen(scene, sentence, verb))) return null;
  if (form === "base" && !isBaseVerb(scene, sentence, verb)) return null;
  if (
    /^(?:to|had|the|a|an|his|her|your|my|of|without|by|for|from)$/u.test(before) &&
    !(before === "her" && form === "base")
  )
    return null;
  if (isPastOnly(words[verb] ?? "") && isInPresent(scene.text, sentence.span.start)) return null;
  return subjectOf(scene, sentence, verb);
}

/** The verb of handling whose object is the thing: between them only particles, a receiver, or a place. */
function verbOver(scene: Scene, sentence: Sentence, first: number): number | null {
  const { words } = sentence.tokens;
  const start = Math.max(clauseStart(sentence, beforeManner(sentence, first)), first - MOST_BETWEEN - 1);
  for (let at = first - 1; at >= start; at -= 1) {
    const form = handlingForm(words[at] ?? "");
    if (form !== undefined && isObject(scene, sentence, at + 1, first)) return at;
    if (/^(?:that|which|who|whom|whoever|to|not|than)$/u.test(words[at] ?? "")) return null;
  }
  return null;
}

/** "takes, very carefully, the lantern": the token before the commas when only the manner stands between them. */
function beforeManner(sentence: Sentence, first: number): number {
  if (clauseStart(sentence, first) !== first || first === 0) return first;
  const start = clauseStart(sentence, first - 1);
  return start > 0 && sentence.tokens.words.slice(start, first).every(isManner) ? start - 1 : first;
}

function isManner(word: string): boolean {
  return PARTICLES.has(word) || word === "very" || word.endsWith("ly");
}

function isObject(scene: Scene, sentence: Sentence, from: number, first: number): boolean {
  const { words } = sentence.tokens;
  for (let at = from; at < first; at += 1) {
    const word = words[at] ?? "";
    if (isManner(word)) {
      const place = /^(?:from|under|beneath|inside|out|over|on|in)$/u.test(word) ? placePhrase(words, at, first) : null;
      if (place !== null) at = place;
      continue;
    }
    if (RECEIVERS.has(word)) continue;
    const receiver = mentionAt(scene, sentence, at);
    const end = receiver === null ? null : tokensOf(sentence, receiver);
    if (receiver === null || end === null || isPossessive(scene.text, receiver.end)) return false;
    at = end[1];
  }
  const link = words[first - 1] ?? "";
  return !PREPOSITIONS.has(link) || /^(?:out|off|on|over|around|round|in)$/u.test(link);
}

/** "from under her cloak": the last token of a place, when it ends before the thing. */
function placePhrase(words: readonly string[], from: number, first: number): number | null {
  for (let at = from + 1; at < Math.min(first, from + 5); at += 1)
    if (/^(?:her|his|your|my|the|a|its)$/u.test(words[at] ?? "")) return Math.min(first - 1, at + 1);
  return null;
}

function isLoose({ text, tokens }: Sentence, at: number): boolean {
  const back = pastAdverbsBack(tokens.words, at - 1);
  return /^[,—–]/u.test(text.slice(tokens.ends[back], tokens.starts[back + 1]));
}

function isSeen(scene: Scene, sentence: Sentence, verb: number): boolean {
  const { words } = sentence.tokens;
  const subject = scene.mentions.find((each) => tokensOf(sentence, each)?.[1] === pastAdverbsBack(words, verb - 1));
  const [first] = (subject === undefined ? null : tokensOf(sentence, subject)) ?? [0];
  return isPerceiving(words[first - 1] ?? "");
}

/** A base is a verb behind "you", behind somebody whom one sees, and behind "and" when such a one did something before. */
function isBaseVerb(scene: Scene, sentence: Sentence, verb: number): boolean {
  const { words } = sentence.tokens;
  const before = words[pastAdverbsBack(words, verb - 1)] ?? "";
  return (
    ANYBODY.has(before) ||
    isSeen(scene, sentence, verb) ||
    (before === "and" && words.some((word) => ANYBODY.has(word)))
  );
}

function pastAdverbsBack(words: readonly string[], from: number): number {
  let at = from;
  while (/^(?:still|now|then|just|also|again|even|\p{L}{3,}ly)$/u.test(words[at] ?? "")) at -= 1;
  return at;
}

/** Who does the verb at a token: the nearest before it who is no object, if the clause is of the story's present. */
function subjectOf(scene: Scene, sentence: Sentence, verb: number): Hands | null {
  const { words, starts } = sentence.tokens;
  for (let at = verb - 1; at >= 0; at -= 1) {
    const word = words[at] ?? "";
    const mention = scene.mentions.find((each) => tokensOf(sentence, each)?.[1] === at && isPerson(scene, each));
    if (/^(?:who|whom|whoever|that|which)$/u.test(word)) return whoIs(scene, sentence, at);
    const first = mention === undefined ? at : (tokensOf(sentence, mention)?.[0] ?? at);
    if (mention === undefined && !isPersonal(word) && !ANYBODY.has(word)) continue;
    const isOwner = mention === undefined ? /^(?:her|his|their)$/u.test(word) : isPossessive(scene.text, mention.end);
    if (isOwner || isObjectAt(words, first, at, verb)) continue;
    if (isUnreal(sentence, first)) return null;
    const from = sentence.span.start + (sentence.tokens.ends[at] ?? 0);
    // "Mira bows, and the guard lifts it".
    if (namesSomebody(scene.text.slice(from, sentence.span.start + (starts[verb] ?? 0)))) return "nobody";
    if (mention !== undefined) return mention.entity;
    return ANYBODY.has(word) ? "anybody" : meant(scene, sentence, at);
  }
  return null;
}

/** "Mira, who lifts it": the name right before "who" and a comma. */
function whoIs(scene: Scene, sentence: Sentence, who: number): Hands | null {
  const { tokens, span, text } = sentence;
  const end = tokens.ends[who - 1] ?? 0;
  const named = scene.mentions.find((each) => each.end === span.start + end && isPerson(scene, each));
  return tokens.words[who] === "who" && text[end] === "," ? (named?.entity ?? null) : null;
}

/** A name or pronoun behind a preposition or a verb is its object, unless it is seen doing the verb itself. */
function isObjectAt(words: readonly string[], first: number, last: number, verb: number): boolean {
  const before = words[first - 1] ?? "";
  if (last === verb - 1 && (isPerceiving(before) || !PREPOSITIONS.has(before))) return false;
  return PREPOSITIONS.has(before) || (first > 0 && (isAct(before) || handlingForm(before) !== undefined));
}
