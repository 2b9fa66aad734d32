import type { BibleId } from "../../bible/bible.ts";
import { AUXILIARIES, CONJUNCTIONS, DETERMINERS, endsPhrase, PREPOSITIONS, PRONOUNS } from "./grammar-words.ts";
import { MOST_ADJECTIVES } from "./look-colours.ts";
import { isAlone } from "./look-scene.ts";
import {
  apposedBefore,
  isBehindPreposition,
  namedAt,
  placeOf,
  rightBefore,
  subjectOf,
  subjectOver,
} from "./look-subjects.ts";
import { caredFor, heldBy, wornBy } from "./look-wearing.ts";
import { isColour } from "./looks.ts";
import { isPossessive, type Sentence, tokensOf } from "./prose.ts";
import { antecedent, isPerson, isPersonal, type Scene } from "./referent.ts";
import { clauseStart, isPerceiving } from "./unreal.ts";
import { isAct, isActing } from "./verbs.ts";

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
    // "the fiddler, then Mira with her chestnut braid".
    if (OWNERS.has(word)) return withTheir(scene, sentence, at) ?? antecedent(scene, sentence, at);
    if (word === "of" && HOLDERS.has(words[at - 1] ?? "")) return null;
    if (/^(?:were|are|was|is)$/u.test(word) && /^(?:hers|his)$/u.test(words[at - 1] ?? ""))
      return antecedent(scene, sentence, at - 1);
    if (word === "whose") return rightBefore(scene, sentence, at) ?? apposedBefore(scene, sentence, at);
    if (["your", "my", "our", "its"].includes(word)) return null;
    if (isLoose && endsPhrase(word)) break;
    if (HAVING.has(word))
      return words.slice(at + 1, first).some((each) => WANTED.test(each)) ? null : hasIt(scene, sentence, at);
    if (word === "of" && words[at - 1] === "out" && lookBefore(words, at) >= 0)
      return subjectOf(scene, sentence, lookBefore(words, at));
    if (isNotedFor(words, at)) return subjectOf(scene, sentence, at);
    if (mention !== undefined || isBorder(words, at)) break;
    const gap = text.slice(ends[at], starts[at + 1]);
    if (!/^(?:,? |-)$/u.test(gap)) break;
    if (gap.startsWith(",") && !isColour("hair", word) && !DESCRIBES.test(word)) break;
    head = at;
  }
  if (isLoose && isTrailing(sentence, body)) return looseSubject(scene, sentence, head, body);
  // "A flaxen strand has come loose from under her cap".
  if (isLoose) return OF_HAIR.test(words[body] ?? "") ? wornBy(scene, sentence, body) : null;
  return (
    openedWith(scene, sentence, first) ??
    heldBy(scene, sentence, head) ??
    hadBehind(scene, sentence, body) ??
    wornBy(scene, sentence, body) ??
    caredFor(scene, sentence, head, [first, body]) ??
    looseSubject(scene, sentence, head, body) ??
    isAlone(scene, sentence, head, body)
  );
}

/** The one right before "with her", if she is a woman; a man may look at somebody with his own. */
function withTheir(scene: Scene, sentence: Sentence, owner: number): BibleId | null {
  const { words } = sentence.tokens;
  const near = words[owner - 1] === "with" ? rightBefore(scene, sentence, owner - 1) : null;
  const sex = near === null ? null : scene.index.bible.entity(near)?.sex;
  return (words[owner] === "her" && sex === "f") || (words[owner] === "his" && sex === "m") ? near : null;
}

const OF_HAIR = /^(?:strand|wisp|tendril|tuft)s?$/u;

/** "Eyes blue as the enamel before her, she asked …": a look that a sentence opens with is its subject's. */
function openedWith(scene: Scene, sentence: Sentence, first: number): BibleId | null {
  const { text, tokens } = sentence;
  if (first > 0 || DETERMINERS.has(tokens.words[0] ?? "")) return null;
  const at = tokens.words.findIndex(
    (_, index) => index > 1 && text.slice(tokens.ends[index - 1], tokens.starts[index]) === ", ",
  );
  if (at < 0 || tokens.words.slice(0, at).some((word) => isAct(word) && !word.endsWith("ed"))) return null;
  const named = namedAt(scene, sentence, at);
  if (named !== undefined) return isPossessive(scene.text, named.end) ? null : named.entity;
  return /^(?:she|he)$/u.test(tokens.words[at] ?? "") ? antecedent(scene, sentence, at) : null;
}

/** "one blonde strand trailing": what a look does while somebody else has the verb. */
function isTrailing({ tokens: { words } }: Sentence, body: number): boolean {
  return isActing(words[body + 1] ?? "");
}

/** The verb of looking before a token ("looked at you out of very blue eyes"); -1 where there is none near. */
function lookBefore(words: readonly string[], at: number): number {
  return words.findLastIndex((word, index) => index < at && index >= at - FARTHEST_LOOK && LOOKS_WITH.test(word));
}

/** Words between a verb of looking and the eyes that do it, at most. */
const FARTHEST_LOOK = 8;

/** "famous for her red hair", "vain of", "born with": what somebody is known by. */
function isNotedFor(words: readonly string[], at: number): boolean {
  return (
    /^(?:for|of|by)$/u.test(words[at] ?? "") &&
    /^(?:known|famous|famed|proud|vain|teased|mocked|recognisable|unmistakable|envied)$/u.test(words[at - 1] ?? "")
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

/** Who has what stands behind "with" or "has": the one right before it, or the subject of its clause. */
function hasIt(scene: Scene, sentence: Sentence, having: number): BibleId | null {
  const { words } = sentence.tokens;
  if (isPersonal(words[having - 1] ?? "") && words[having] !== "with") return antecedent(scene, sentence, having - 1);
  const looks = lookBefore(words, having) >= 0;
  const near = rightBefore(scene, sentence, having);
  if (near !== null && !looks) {
    const mention = scene.mentions.find((each) => each.end === placeOf(sentence, having - 1).end);
    return mention === undefined || isBehindPreposition(sentence, mention) ? null : near;
  }
  // "The doll Mira carries has yellow hair".
  const carried = scene.mentions.find((each) => each.end === placeOf(sentence, having - 2).end);
  if (carried !== undefined && carried.start > sentence.span.start && isAct(words[having - 1] ?? "")) return null;
  if (words[having] !== "with") return subjectOf(scene, sentence, having);
  // "the glass with red hair", "a girl with red hair": what stands before it has it.
  if (!looks && DETERMINERS.has(words[having - 2] ?? "") && !isTrailing(sentence, having + 3)) return null;
  const start = clauseStart(sentence, having);
  return looks && isPersonal(words[start] ?? "")
    ? antecedent(scene, sentence, start)
    : subjectOver(scene, sentence, having);
}

/** "those brown eyes of hers", "the brown eyes of Mira": whose it is said to be; undefined where no "of" follows. */
function ofWhom(scene: Scene, sentence: Sentence, body: number, colour: number): BibleId | null | undefined {
  const { words } = sentence.tokens;
  const next = words[body + 1] ?? "";
  if (words[colour - 1] === "as" && words[colour + 1] === "as") return asWhose(scene, sentence, colour + 2);
  if (/^(?:as|like)$/u.test(next)) return asWhose(scene, sentence, body + 2);
  if (next.startsWith("belong") && words[body + 2] === "to")
    return namedAt(scene, sentence, body + 3)?.entity ?? antecedent(scene, sentence, body + 3);
  if (next !== "of") return undefined;
  const named = namedAt(scene, sentence, body + 2);
  if (named !== undefined) return named.entity;
  const word = sentence.tokens.words[body + 2] ?? "";
  if (isPersonal(word)) return isOfTheirs(sentence, body) ? null : antecedent(scene, sentence, body + 2);
  // "eyes of the palest grey" are nobody else's.
  return body < colour ? undefined : null;
}

/** "the fair hair of her daughter": not her own, as "those eyes of his" are. */
function isOfTheirs({ tokens: { words } }: Sentence, body: number): boolean {
  const next = words[body + 3];
  if (!OWNERS.has(words[body + 2] ?? "") || next === undefined || endsPhrase(next)) return false;
  return !words
    .slice(Math.max(0, body - MOST_ADJECTIVES), body)
    .some((word) => /^(?:those|these|that|this)$/u.test(word));
}

/** "red hair like hers", "such red hair as Mira's". */
function asWhose(scene: Scene, sentence: Sentence, at: number): BibleId | undefined {
  const place = placeOf(sentence, at);
  const named = namedAt(scene, sentence, at);
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
  const named = namedAt(scene, sentence, at);
  const verb = words[(named === undefined ? at : (tokensOf(sentence, named)?.[1] ?? at)) + 1] ?? "";
  if (isPerceiving(verb) || OTHERS.test(verb)) return null;
  if (named !== undefined) return isPossessive(scene.text, named.end) ? null : named.entity;
  return /^(?:she|he)$/u.test(words[at] ?? "") ? antecedent(scene, sentence, at) : null;
}

/** "Mira turns, blue eyes blazing": a phrase without article or owner, behind a comma, is the subject's. */
function looseSubject(scene: Scene, sentence: Sentence, first: number, body: number): BibleId | null {
  const { text, tokens } = sentence;
  const start = clauseStart(sentence, first);
  if (start === 0 || !/^ ?[,:(—–]/u.test(text.slice(tokens.ends[start - 1], tokens.starts[start]))) return null;
  const head = tokens.words.slice(start, first);
  const isMeasured = head.some((word) => MEASURES.test(word)) && !isTrailing(sentence, body);
  if (isMeasured || head.some((word) => isAct(word) || /^(?:many|every|any|no)$/u.test(word))) return null;
  return subjectOver(scene, sentence, start);
}
