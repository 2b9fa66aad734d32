import {
  type Hands,
  ownerAt,
  personAt,
  personEnding,
  PREPOSITIONS,
  subjectBehind,
  subjectOf,
  type Thing,
} from "./handling-who.ts";
import { isPossessive, type Sentence, tokensOf } from "./prose.ts";
import type { Scene } from "./referent.ts";
import { clauseStart, isUnreal } from "./unreal.ts";
import { isAct, isBe } from "./verbs.ts";

/*
 * At whose hand, belt or trunk a thing is: the place behind it or before it, a part or bag of somebody's that does something to
 * it, and whom it is taken from.
 */

/** What holds things: parts of a body, clothes, bags and furniture of one's own. */
const HOLDS =
  /^(?:hands?|fists?|palms?|fingers?|thumbs?|grip|grasp|belt|pockets?|packs?|rucksack|bags?|backpack|knapsack|satchel|pouch|purse|sack|basket|bundle|bedroll|blankets?|kit|luggage|trunk|chest|case|box|drawers?|pillow|desk|workbench|bench|bunk|bed|shelf|hook|peg|tool ?box|locker|saddle|saddle|sleeves?|cuffs?|laps?|arms?|elbow|armpit|shoulders?|neck|throat|back|knees?|sides?|hips?|coat|cloak|jacket|shirt|bodice|skirts?|apron|waistcoat|robes?|collar|hood|hat|gloves?|mittens?|stockings?|socks?|boots?|shoes?|sash|girdle|sheath|scabbard|holster|quiver|saddlebags?|waist|thigh|leg|ankle|wrist|breast|bosom|heart|teeth|mouth|lips|chin|cheek|ear|nose|eye|head|hair|brow|feet|foot|keeping|possession|care)$/u;
/** Parts of somebody that close on a thing or move it. */
const CLOSES =
  /^(?:hands?|fists?|palms?|fingers?|fingertips|fingernails?|thumbs?|grip|grasp|arms?|nails?|teeth|lips)$/u;
/** Verbs by which a thing comes from somebody. */
const TAKES =
  /^(?:take|borrow|buy|get|accept|receive|snatch|grab|steal|pull|pluck|wrest|fetch|win|collect)s?$|^(?:took|borrowed|bought|accepted|received|snatched|grabbed|stole|plucked|wrested|fetched|won)$/u;
/** Verbs by which what holds a thing has it or gives it out. */
const CONTAINS =
  /^(?:hold|contain|hide|conceal|cover|yield|reveal|keep|carry|shield|cradle|guard)s?$|^(?:held|contained|hid|concealed|covered|yielded|revealed|kept|carried|shielded)$/u;
const MOST_TO_PLACE = 9;

/** "the lantern hangs at Tom's belt", "in her hand the lantern …", "with the lantern in his fist". */
export function placed(scene: Scene, { sentence, first, last }: Thing): Hands | null {
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
  // Before the thing: nothing but one verb, or a comma and what the place is like, may stand between its place and its name.
  for (let at = first - 2; at >= Math.max(clauseStart(sentence, first), first - 7); at -= 1) {
    if (!PREPOSITIONS.has(words[at] ?? "")) continue;
    const hold = holdBehind(scene, sentence, at + 1);
    if (hold === null || hold < first - 2 || (hold === first - 2 && !isThere(words[first - 1] ?? ""))) continue;
    const owner = holderAt(scene, sentence, at + 1);
    if (owner !== null) return owner;
  }
  return openingPlace(scene, sentence, first);
}

/** "In Tom's trunk, between the shirts, the lantern is safe", "Wrapped in her stocking, the lantern …": the place that the sentence opens with. */
function openingPlace(scene: Scene, sentence: Sentence, first: number): Hands | null {
  const { words, starts, ends } = sentence.tokens;
  const gap = sentence.text.slice(ends[first - 1], starts[first]);
  const from = PREPOSITIONS.has(words[0] ?? "") ? 0 : 1;
  const isSubject = gap.startsWith(",") && isSaid(words, first);
  // "Out of Tom's bag come string, three coins and the lantern".
  const isLast =
    /^(?:out|from|in|inside)$/u.test(words[0] ?? "") && words.slice(3, first).some((word) => COMES.test(word));
  if (
    !(isSubject || isLast) ||
    !PREPOSITIONS.has(words[from] ?? "") ||
    (from === 1 && !/(?:ed|en|t|ung)$/u.test(words[0] ?? ""))
  )
    return null;
  return holderAt(scene, sentence, words[from + 1] === "of" ? from + 2 : from + 1);
}

const COMES =
  /^(?:come|comes|came|fall|falls|fell|tumble|tumbles|tumbled|slides?|slid|spills?|spilled|is|are|was|were|lies?|lay)$/u;

/** Whether a finite verb stands near behind the token: what stands there is a subject. */
function isSaid(words: readonly string[], from: number): boolean {
  return words.slice(from + 1, from + 6).some((word) => isBe(word) || isAct(word) || isThere(word));
}

function isThere(word: string): boolean {
  return isBe(word) || isAct(word) || /^(?:lies|lay|rests|rested|hangs|hung|sits|sat|stands|stood)$/u.test(word);
}

/** The token of a word for what holds things, at most two behind the owner at `at`; null where it is empty. */
function holdBehind(scene: Scene, sentence: Sentence, at: number): number | null {
  const { words } = sentence.tokens;
  const owner = personAt(scene, sentence, at);
  const behind = owner === null ? at : (tokensOf(sentence, owner)?.[1] ?? at);
  for (let hold = behind + 1; hold <= behind + 3; hold += 1) {
    const word = words[hold] ?? "";
    if (word === "empty") return null;
    if (HOLDS.test(word)) return hold;
    if (PREPOSITIONS.has(word) || word === "and" || isBe(word)) return null;
  }
  return null;
}

/** Whose hand, belt or pocket stands at a token: a name's, a pronoun's, yours. */
export function holderAt(scene: Scene, sentence: Sentence, at: number): Hands | null {
  const { words } = sentence.tokens;
  const word = words[at] ?? "";
  const isOther = word === "the" && words[at + 1] === "other" && words[at - 2] !== "of";
  if (!isOther && holdBehind(scene, sentence, at) === null) return null;
  if (/^(?:one|both|each|either)$/u.test(word) || (word === "the" && words[at + 1] === "other"))
    return subjectOf(scene, sentence, at - 1) ?? subjectBehind(scene, { sentence, first: at, last: at });
  const owner = personAt(scene, sentence, at);
  return ownerAt(scene, sentence, owner === null ? at : (tokensOf(sentence, owner)?.[1] ?? at));
}

/** "You take the lantern from Tom": it was his. */
export function takenFrom(scene: Scene, { sentence, first, last }: Thing): Hands | null {
  const { words } = sentence.tokens;
  if (words[last + 1] !== "from" || !TAKES.test(words[first - 1] ?? "")) return null;
  return wholeName(scene, sentence, last + 2);
}

/** "You give Tom back the lantern", "you return the lantern to Tom": it is his. */
export function givenBack(scene: Scene, { sentence, first, last }: Thing): Hands | null {
  const { words } = sentence.tokens;
  if (words[first - 1] === "back") return personEnding(scene, sentence, first - 2)?.entity ?? null;
  const behind = words[last + 1] === "back" ? last + 2 : last + 1;
  const isBack = behind === last + 2 || /^return(?:s|ed)?$/u.test(words[first - 1] ?? "");
  return isBack && words[behind] === "to" ? wholeName(scene, sentence, behind + 1) : null;
}

/** The person whose name begins at a token, where it owns nothing. */
function wholeName(scene: Scene, sentence: Sentence, at: number): Hands | null {
  const named = personAt(scene, sentence, at);
  return named === null || isPossessive(scene.text, named.end) ? null : named.entity;
}

/** "Tom's fingers tighten on the lantern", "his trunk holds the lantern": what is his does something to it. */
export function closedOn(scene: Scene, { sentence, first }: Thing): Hands | null {
  const { words } = sentence.tokens;
  const start = clauseStart(sentence, first);
  for (let part = first - 2; part >= Math.max(1, start); part -= 1) {
    const word = words[part] ?? "";
    const isPart = CLOSES.test(word);
    if (!isPart && !HOLDS.test(word)) continue;
    if (PREPOSITIONS.has(words[start] ?? "") || isUnreal(sentence, part)) continue;
    const verbs = words.slice(part + 1, first);
    const link = words[first - 1] ?? "";
    const isFull = link === "of" && words[first - 2] === "full" && isBe(words[part + 1] ?? "");
    const isOn = isPart && /^(?:on|over|around|round|along|about|upon)$/u.test(link);
    const isDone = isOn || isFull || (isPart ? isAct(link) : CONTAINS.test(link));
    if (!isDone || verbs.some((each) => /^(?:to|from|not|never)$/u.test(each) || (each === "of" && !isFull))) continue;
    for (let at = part - 1; at >= Math.max(start, part - 3); at -= 1) {
      const isOwn = at === part - 1 && /^(?:a|an|one|both)$/u.test(words[at] ?? "");
      const owner = isOwn ? subjectOf(scene, sentence, at) : ownerAt(scene, sentence, at);
      if (owner !== null) return owner;
    }
  }
  return null;
}
