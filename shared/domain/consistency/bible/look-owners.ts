import type { BibleId } from "../../bible/bible.ts";
import {
  AUXILIARIES,
  CONJUNCTIONS,
  DETERMINERS,
  endsPhrase,
  POSSESSIVES,
  PREPOSITIONS,
  PRONOUNS,
} from "./grammar-words.ts";
import { MOST_ADJECTIVES } from "./look-colours.ts";
import { isAlone } from "./look-scene.ts";
import type { Mention } from "./mentions.ts";
import { isPossessive, type Sentence, tokensOf } from "./prose.ts";
import { isColour } from "./looks.ts";
import { antecedent, isPerson, isPersonal, namesSomebody, type Scene } from "./referent.ts";
import { clauseStart, isPerceiving } from "./unreal.ts";
import { isAct } from "./verbs.ts";

/*
 * Whose a word of the body is, where the sentence says it plainly: a name's or a pronoun's possessive before it, "with" or
 * "has" behind the one who has it, a loose phrase behind its subject ("Mira turns, blue eyes blazing"), the face that it falls
 * over, the one who lifts or combs it, and else the only one whom the stretch is about (look-scene.ts). Resolve or abstain:
 * between the owner and the word no other person or beast may stand.
 */

const HAVING = new Set("with had has have wears wore".split(" "));
const OWNERS = new Set(["her", "his", "their"]);
/** Eyes and locks in these are nobody's. */
const HOLDERS = new Set("jar box bowl tray drawer case bottle tin bag basket shelf".split(" "));
const WORN_ON = new Set(
  "face eyes eye ear ears shoulder shoulders brow brows neck back belt waist cheek cheeks forehead mouth hood helmet helm cap hat cowl visor scarf shawl collar head temple temples nose chin throat spine lashes brim crown".split(
    " ",
  ),
);
/** What people do with their own eyes and hair; base forms. */
const OWN_CARE = new Set(
  (
    "shake toss push tie comb brush braid plait sweep flick flip tuck twist pin wind gather undo loosen unbind wring dry blink lift raise " +
    "lower narrow open close roll turn fix rub wipe avert cast drop squint train keep level bend bow wear widen scrunch shut rake run swing hide"
  ).split(" "),
);
const LOOKS_WITH =
  /^(?:watch|look|gaze|star|regard|stud|follow|fix|eye|glar|peer|survey|consider|search|measur)(?:s|es|ed|e|ies|ied|y|ing)?$/u;
const MEASURES = /^(?:an?|the|two|one|both|some|its|no)$/u;
/** What one does to somebody else's look. */
const OTHERS =
  /^(?:love|know|miss|hate|want|dream|remember|draw|paint|describe|admire|cut|imagine|recognis|recogniz|met|knew)/u;

/** May stand before a comma within a description ("her long, brown hair"); another word there ends a phrase before it. */
const DESCRIBES =
  /^(?:long|short|thick|thin|soft|wild|wet|damp|loose|curly|straight|tangled|matted|fine|heavy|wide|big|large|small|great|narrow|sharp|tired|kind|cold|warm|clear|pale|bright|dark|deep|beautiful|lovely|clever|merry|grave|old|young|dirty|filthy|glossy|unruly|unkempt|\p{L}+(?:y|ed|ing))$/u;

/** "has always wanted red hair" has none. */
const WANTED = /^(?:want|admir|envi|lov|hat|notic|lik|miss|need|remember|fanci|dream)(?:t|ed)$/u;

/** Whose the word of the body at the token `body` is; null where the text does not say it plainly. */
export function ownerOf(
  scene: Scene,
  sentence: Sentence,
  body: number,
  colour: number,
  isLoose = false,
): BibleId | null {
  const first = Math.min(body, colour);
  const { text } = sentence;
  const { words, starts, ends } = sentence.tokens;
  let head = first;
  const other = isLoose ? undefined : ofWhom(scene, sentence, body, colour);
  if (other !== undefined) return other;
  for (let at = body - 1; at >= Math.max(0, first - MOST_ADJECTIVES - 1); at -= 1) {
    const { start, end } = placeOf(sentence, at);
    const mention = scene.mentions.find((each) => each.start <= start && each.end >= end);
    if (isPossessive(scene.text, end)) return mention !== undefined && isPerson(scene, mention) ? mention.entity : null;
    const word = words[at] ?? "";
    if (OWNERS.has(word)) return antecedent(scene, sentence, at);
    if (word === "of" && HOLDERS.has(words[at - 1] ?? "")) return null;
    if (/^(?:were|are|was|is)$/u.test(word) && /^(?:hers|his)$/u.test(words[at - 1] ?? ""))
      return antecedent(scene, sentence, at - 1);
    if (word === "whose") return rightBefore(scene, sentence, at);
    if (["your", "my", "our", "its"].includes(word)) return null;
    if (isLoose && endsPhrase(word)) break;
    if (HAVING.has(word))
      return words.slice(at + 1, first).some((each) => WANTED.test(each)) ? null : hasIt(scene, sentence, at);
    if (mention !== undefined || isBorder(words, at)) break;
    if (text.slice(ends[at], starts[at + 1]).includes(",") && !isColour("hair", word) && !DESCRIBES.test(word)) break;
    head = at;
  }
  if (isLoose) return null;
  return (
    heldBy(scene, sentence, head) ??
    hadBehind(scene, sentence, body) ??
    wornBy(scene, sentence, body) ??
    caredFor(scene, sentence, head, first) ??
    looseSubject(scene, sentence, head) ??
    isAlone(scene, sentence, head, body)
  );
}

/** Whether a phrase ends before the token: at a verb, a preposition that is not "a strand of", or another clause. */
function isBorder(words: readonly string[], at: number): boolean {
  const word = words[at] ?? "";
  if (word === "of") return words[at - 1] === "out";
  return (
    PREPOSITIONS.has(word) ||
    PRONOUNS.has(word) ||
    CONJUNCTIONS.has(word) ||
    AUXILIARIES.has(word) ||
    (isAct(word) && !word.endsWith("ed") && !DETERMINERS.has(words[at - 1] ?? ""))
  );
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
  if (before === undefined && ahead !== undefined && body <= 2)
    return /^(?:(?:,? (?:and )?[\p{L}-]+){0,4}|(?: [\p{L}-]+){1,6}), $/u.test(scene.text.slice(end, ahead.start)) &&
      !isPossessive(scene.text, ahead.end)
      ? ahead.entity
      : null;
  const bearer = before === undefined || !isPerson(scene, before) ? pronounSubject(scene, sentence, body) : before;
  if (bearer === null) return null;
  if (
    before !== undefined &&
    isBehindPreposition(sentence, before) &&
    namesSomebody(scene.text.slice(sentence.span.start, before.start))
  )
    return null;
  const between = scene.text.slice(bearer.end, end);
  return /^(?:[:,] (?:\p{L}+,? ){0,4}|,? (?:is|was) (?:\p{L}+,? ){0,3}|, an? )\p{L}+-\p{L}+$/u.test(between) &&
    !namesSomebody(between) &&
    !/(?<!\p{L})(?:and|sees|with|the)(?!\p{L})/u.test(between)
    ? bearer.entity
    : null;
}

type Bearer = { readonly entity: BibleId; readonly end: number };

/** "She is brown-eyed": the pronoun that the sentence is about. */
function pronounSubject(scene: Scene, sentence: Sentence, until: number): Bearer | null {
  const at = sentence.tokens.words.findIndex((word, index) => index < until && /^(?:she|he)$/u.test(word));
  const entity = at < 0 ? null : antecedent(scene, sentence, at);
  return entity === null ? null : { entity, end: placeOf(sentence, at).end };
}

/** Whom a name of the hair's colour means: "Mira is a redhead", "a redhead like Mira", "the redhead Mira", "Mira, the only blonde". */
export function ownerOfHairName(scene: Scene, sentence: Sentence, at: number): BibleId | null {
  const { start, end } = placeOf(sentence, at);
  const ahead = scene.mentions.find((each) => each.start > start && each.start < sentence.span.end);
  const opens = at <= 1 ? /^(?: like|,)? $/u : /^(?: like)? $/u;
  if (ahead !== undefined && isPerson(scene, ahead) && opens.test(scene.text.slice(end, ahead.start)))
    return isPossessive(scene.text, ahead.end) ? null : ahead.entity;
  const before = scene.mentions.findLast((each) => each.end <= start && each.start >= sentence.span.start);
  const bearer = before === undefined || !isPerson(scene, before) ? pronounSubject(scene, sentence, at) : before;
  if (bearer === null) return null;
  const between = scene.text.slice(bearer.end, start);
  const isSaid = /^(?:,? (?:is|was),? (?:\p{L}+,? ){0,4}|,? (?:an?|the) (?:[\p{L}-]+,? ){0,3})$/u.test(between);
  const ends =
    !/^ \p{L}/u.test(scene.text.slice(end, end + 2)) ||
    /^ (?:and|with|who|in|to|of)(?!\p{L})/u.test(scene.text.slice(end));
  return isSaid && ends && !/(?<!\p{L})(?:not|no|never|like|and)(?!\p{L})/u.test(between) && !namesSomebody(between)
    ? bearer.entity
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
  if (isPersonal(words[having - 1] ?? "") && words[having] !== "with") return antecedent(scene, sentence, having - 1);
  const looks = words.slice(Math.max(0, having - 4), having).some((word) => LOOKS_WITH.test(word));
  const near = rightBefore(scene, sentence, having);
  if (near !== null && !looks) {
    const mention = scene.mentions.find((each) => each.end === placeOf(sentence, having - 1).end);
    return mention === undefined || isBehindPreposition(sentence, mention) ? null : near;
  }
  if (words[having] !== "with") return null;
  const start = clauseStart(sentence, having);
  return looks && isPersonal(words[start] ?? "")
    ? antecedent(scene, sentence, start)
    : subjectOver(scene, sentence, having);
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
  if (only === undefined || people.some((each) => each.entity !== only.entity))
    return pronounOver(scene, sentence, at, people.length);
  if (isPossessive(scene.text, only.end) || isBehindPreposition(sentence, only)) return null;
  const between = scene.text.slice(only.end, start);
  return APPOSITION.test(between) || !(namesSomebody(between) || namesAnother(between)) ? only.entity : null;
}

/** "She watches you, blue eyes unblinking": the pronoun that the sentence opens with. */
function pronounOver(scene: Scene, sentence: Sentence, at: number, named: number): BibleId | null {
  if (named > 0 || !/^(?:she|he)$/u.test(sentence.tokens.words[0] ?? "")) return null;
  const between = scene.text.slice(placeOf(sentence, 0).end, placeOf(sentence, at).start);
  return namesSomebody(between) || namesAnother(between) ? null : antecedent(scene, sentence, 0);
}

/** A capitalised word, or a pronoun of somebody else. */
function namesAnother(stretch: string): boolean {
  return /(?<!\p{L})(?:\p{Lu}\p{Ll}+|he|him|she|they|them|who|whose)(?!\p{L})/u.test(stretch);
}

const BEFORE_OBJECTS = new Set([...PREPOSITIONS, "and", "or"]);

/** "The child beside Mira has brown eyes": the name is not the subject. */
function isBehindPreposition(sentence: Sentence, mention: Mention): boolean {
  const [first] = tokensOf(sentence, mention) ?? [0];
  return BEFORE_OBJECTS.has(sentence.tokens.words[first - 1] ?? "");
}

/** "those brown eyes of hers", "the brown eyes of Mira": whose it is said to be; undefined where no "of" follows. */
function ofWhom(scene: Scene, sentence: Sentence, body: number, colour: number): BibleId | null | undefined {
  const { words } = sentence.tokens;
  const next = words[body + 1] ?? "";
  if (words[colour - 1] === "as" && words[colour + 1] === "as") return asWhose(scene, sentence, colour + 2);
  if (/^(?:as|like)$/u.test(next)) return asWhose(scene, sentence, body + 2);
  if (next !== "of") return undefined;
  const { start } = placeOf(sentence, body + 2);
  const named = scene.mentions.find((each) => each.start === start && isPerson(scene, each));
  if (named !== undefined) return named.entity;
  const word = sentence.tokens.words[body + 2] ?? "";
  if (isPersonal(word)) return antecedent(scene, sentence, body + 2);
  // "eyes of the palest grey" are nobody else's.
  return body < colour ? undefined : null;
}

/** "took hold of Mira by the plait": whose part somebody is held by. */
function heldBy(scene: Scene, sentence: Sentence, head: number): BibleId | null {
  const { words } = sentence.tokens;
  const by = words[head - 1] === "by" ? head - 1 : words[head - 2] === "by" ? head - 2 : -1;
  return by < 0
    ? null
    : /^(?:her|him)$/u.test(words[by - 1] ?? "")
      ? antecedent(scene, sentence, by - 1)
      : rightBefore(scene, sentence, by);
}

/** "red hair like hers", "such red hair as Mira's". */
function asWhose(scene: Scene, sentence: Sentence, at: number): BibleId | undefined {
  const place = placeOf(sentence, at);
  const named = scene.mentions.find((each) => each.start === place.start && isPerson(scene, each));
  if (named !== undefined)
    return isPossessive(scene.text, named.end) && !/^['’]s? \p{L}/u.test(scene.text.slice(named.end))
      ? named.entity
      : undefined;
  const word = sentence.tokens.words[at] ?? "";
  return word === "hers" || (word === "his" && !/^ \p{L}/u.test(scene.text.slice(place.end)))
    ? (antecedent(scene, sentence, at) ?? undefined)
    : undefined;
}

/** "the brown eyes Mira turns on you", "the fair hair she is vain of". */
function hadBehind(scene: Scene, sentence: Sentence, body: number): BibleId | null {
  const { words, ends, starts } = sentence.tokens;
  if (sentence.text.slice(ends[body], starts[body + 1]) !== " ") return null;
  const at = words[body + 1] === "that" ? body + 2 : body + 1;
  const place = placeOf(sentence, at);
  const named = scene.mentions.find((each) => each.start === place.start && isPerson(scene, each));
  const verb = words[(named === undefined ? at : (tokensOf(sentence, named)?.[1] ?? at)) + 1] ?? "";
  if (isPerceiving(verb) || OTHERS.test(verb)) return null;
  if (named !== undefined) return isPossessive(scene.text, named.end) ? null : named.entity;
  return /^(?:she|he)$/u.test(words[at] ?? "") ? antecedent(scene, sentence, at) : null;
}

/** "a strand of blond hair falls over her face", "under Mira's hood the curls are red": the owner of the face. */
function wornBy(scene: Scene, sentence: Sentence, body: number): BibleId | null {
  const { words } = sentence.tokens;
  for (let at = Math.max(0, body - 8); at <= body + 8; at += 1) {
    const place = placeOf(sentence, at);
    const named = scene.mentions.find((each) => each.start <= place.start && each.end === place.end);
    if (named === undefined && !OWNERS.has(words[at] ?? "")) continue;
    const [first] = (named === undefined ? null : tokensOf(sentence, named)) ?? [at];
    const isWorn =
      PREPOSITIONS.has(words[first - 1] ?? "") &&
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
function caredFor(scene: Scene, sentence: Sentence, head: number, first: number): BibleId | null {
  const { words } = sentence.tokens;
  let verb = first - 1;
  while (verb > head - 5 && !isCare(words[verb] ?? "")) verb -= 1;
  if (!isCare(words[verb] ?? "")) return null;
  const between = words.slice(verb + 1, first);
  if (between.some((word) => CONJUNCTIONS.has(word) || POSSESSIVES.has(word))) return null;
  return subjectOf(scene, sentence, verb);
}

/** The subject of the verb at a token, as far as its clause tells it; else the one whom the sentence is about. */
function subjectOf(scene: Scene, sentence: Sentence, verb: number): BibleId | null {
  const { words } = sentence.tokens;
  for (let at = verb - 1; at >= clauseStart(sentence, verb); at -= 1) {
    const word = words[at] ?? "";
    if (/^(?:she|he)$/u.test(word)) return antecedent(scene, sentence, at);
    if (/^(?:you|i|we|they|who)$/u.test(word)) return null;
  }
  return subjectOver(scene, sentence, verb);
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

/** "Mira turns, blue eyes blazing": a phrase without article or owner, behind a comma, is the subject's. */
function looseSubject(scene: Scene, sentence: Sentence, first: number): BibleId | null {
  const { text, tokens } = sentence;
  const start = clauseStart(sentence, first);
  if (start === 0 || !text.slice(tokens.ends[start - 1], tokens.starts[start]).startsWith(",")) return null;
  const head = tokens.words.slice(start, first);
  if (head.some((word) => isAct(word) || MEASURES.test(word) || /^(?:many|every|any)$/u.test(word))) return null;
  return subjectOver(scene, sentence, start);
}
