import { handlingOf, isManner } from "./handling-clause.ts";
import {
  ANYBODY,
  type Hands,
  meant,
  pastAdverbsBack,
  personAt,
  personEnding,
  PREPOSITIONS,
  subjectBehind,
  subjectOf,
  type Thing,
  yoursOr,
} from "./handling-who.ts";
import { holderAt } from "./handling-places.ts";
import { handlingForm } from "./handling-verbs.ts";
import { isPossessive, type Sentence, tokensOf } from "./prose.ts";
import type { Scene } from "./referent.ts";
import { isInPresent } from "./tense.ts";
import { clauseStart } from "./unreal.ts";
import { isAct, isBe, isPastOnly } from "./verbs.ts";

/* Acts on a thing and with it, and whose they are: lifted, knocked with, worked on, carried by, "which Tom is using". */

/** Behind these "with the lantern" says nothing of whose hand it is in. */
const CONCERNS =
  /^(?:done|do|does|did|pleased|happy|obsessed|familiar|compar\p{L}*|along|wrong|right|fascinated|away|speaks?|together|besotted|taken|part|parts|parted|begins?|starts?|deals?)$/u;
/** Verbs whose thing stands behind a preposition: "drinks from the goblet", "blows on the horn". */
const USES =
  /^(?:drink|sip|pour|eat|read|play|blow|breathe|drum|tap|lean|rub|knock|peer|look|spit|tug|pull|bang|press)(?:s|es|ing|ped|ping|ging)?$|^(?:drank|sipped|poured|ate|played|blew|breathed|drummed|tapped|leaned|rubbed|knocked|peered)$/u;
const CLUTCHES = /^(?:tug|pull|hold|hang|cling|toy|fiddle|bang)(?:s|ging|ing|ged|ed)?$|^(?:held|hung|clung)$/u;
/** Where something is done on a thing: "wipes the soot off the lantern", "pours oil into the lantern". */
const WORKED_ON = /^(?:off|into|onto|inside|from|through|round|around)$/u;
/** Turned or kept from a thing, these do nothing to it. */
const TURNED = new Set(
  "eyes gaze face head back distance thoughts mind attention hand hands way road path point claim right title key clue answer reference".split(
    " ",
  ),
);
const MOST_BETWEEN = 8;

/** "Mira lifts the lantern", "Mira, still clutching the lantern". A stranger who does may be bringing back what was gone. */
export function handled(scene: Scene, thing: Thing): Hands | null {
  const { sentence } = thing;
  const verb = handlingOf(scene, thing);
  if (verb === null) return null;
  if (isOfBefore(scene, sentence, verb)) return null;
  const hands = subjectOf(scene, sentence, verb);
  // "Holding the lantern at arm's length, Mira …".
  const isOpening = hands === null && verb === 0 && handlingForm(sentence.tokens.words[verb] ?? "") === "participle";
  return isOpening ? subjectBehind(scene, thing) : hands;
}

/** Whether a verb in the past tells of before, where the story is told in the present; "you have carried it" is of now. */
function isOfBefore(scene: Scene, { tokens: { words }, span }: Sentence, verb: number): boolean {
  if (!isPastOnly(words[verb] ?? "") || !isInPresent(scene.text, span.start)) return false;
  return !/^(?:has|have|\p{L}+'ve)$/u.test(words[pastAdverbsBack(words, verb - 1)] ?? "");
}

/** "Mira knocks with the lantern", "with the lantern Mira lights the stair", "Mira drinks from the goblet". */
export function usedWith(scene: Scene, { sentence, first, last }: Thing): Hands | null {
  const { words } = sentence.tokens;
  const link = words[first - 1] ?? "";
  const before = words[first - 2] ?? "";
  if (link === "with" && first === 1) return subjectBehind(scene, { sentence, first, last });
  if (link === "with") return CONCERNS.test(before) ? null : subjectOf(scene, sentence, first - 1);
  const isUsed =
    (/^(?:from|on|into|through|onto)$/u.test(link) &&
      USES.test(before) &&
      !(link === "on" && /^(?:look|peer)/u.test(before))) ||
    (/^(?:at|to)$/u.test(link) && CLUTCHES.test(before));
  return isUsed ? subjectOf(scene, sentence, first - 2) : null;
}

/** "Tom, who goes nowhere without the lantern": who is never without it has it. */
export function neverWithout(scene: Scene, { sentence, first }: Thing): Hands | null {
  const { words } = sentence.tokens;
  if (words[first - 1] !== "without") return null;
  const never = words.findLastIndex((word, at) => at < first && /^(?:never|nowhere|not|seldom|rarely)$/u.test(word));
  if (never < Math.max(0, first - 6)) return null;
  const who = words.slice(0, never).lastIndexOf("who");
  return subjectOf(scene, sentence, who < 0 ? never : who);
}

/** "Tom will not part with the lantern", "you refuse to let go of the lantern", "… to let the lantern out of your sight": who keeps it has it. */
export function heldOnTo(scene: Scene, { sentence, first, last }: Thing): Hands | null {
  const { words } = sentence.tokens;
  const start = clauseStart(sentence, first);
  const no = words.findLastIndex((word, at) => at >= start && at < first && KEEPS.test(word));
  if (no < 0) return null;
  const between = words.slice(no + 1, first).join(" ");
  const behind = words.slice(last + 1, last + 3).join(" ");
  const isKept =
    PARTING.test(between) || (/(?:^| )(?:let|lets|letting)$/u.test(between) && /^(?:out of|go|off|from)/u.test(behind));
  return isKept ? subjectOf(scene, sentence, no) : null;
}

const KEEPS = /^(?:not|never|cannot|refus(?:e|es|ed|ing)|\p{L}+n't|without|loath|reluctant|unwilling)$/u;
const PARTING =
  /(?:^| )(?:let(?:s|ting)? go of|part(?:ing)? with|parted from|put(?:ting)? down|set(?:ting)? down|lay(?:ing)? down|loos(?:e|en|ening) (?:her|his|your) (?:grip|hold) on|hand(?:ing)? over|leave|leaving|be parted from)$/u;

/** "The lantern in hand, Mira …", "Tom comes down, the lantern at the ready". */
export function inHand(scene: Scene, thing: Thing): Hands | null {
  const { sentence, first, last } = thing;
  const behind = sentence.tokens.words.slice(last + 1, last + 4).join(" ");
  if (
    !/^(?:in hand|in arm|at the ready|on shoulder|over shoulder|aloft|held (?:high|out|up|aloft|before|close))(?: |$)/u.test(
      behind,
    )
  )
    return null;
  return subjectOf(scene, sentence, first) ?? subjectBehind(scene, thing);
}

/** "Mira pours oil into the lantern": it is there for her to do so, in whosever hands. */
export function workedOn(scene: Scene, { sentence, first }: Thing): Hands | null {
  const { words } = sentence.tokens;
  if (!WORKED_ON.test(words[first - 1] ?? "")) return null;
  const start = Math.max(clauseStart(sentence, first), first - MOST_BETWEEN);
  const verb = words.findIndex((word, at) => {
    const form = at > start && at < first - 2 ? handlingForm(word) : undefined;
    return form === "finite" || (form === "base" && ANYBODY.has(words[at - 1] ?? ""));
  });
  if (verb < 0 || isOfBefore(scene, sentence, verb)) return null;
  const object = words.slice(verb + 1, first - 1);
  const isDoneToIt = !object.some((word) => isManner(word) || PREPOSITIONS.has(word) || TURNED.has(word));
  const who = isDoneToIt ? subjectOf(scene, sentence, verb) : null;
  // What is thrown into it may be thrown from afar.
  return who === null || /^(?:off|from)$/u.test(words[first - 1] ?? "") ? who : "nobody";
}

/** "the lantern is carried by Mira". */
export function handledBy(scene: Scene, { sentence, last }: Thing): Hands | null {
  const { words } = sentence.tokens;
  const at = words[last + 2] === "being" ? last + 3 : last + 2;
  if (!isBe(words[last + 1] ?? "") || handlingForm(words[at] ?? "") !== "finite" || words[at + 1] !== "by") return null;
  const by = personAt(scene, sentence, at + 2);
  return by === null || isPossessive(scene.text, by.end) ? null : by.entity;
}

/** "the lantern, which Tom is using to hold the door", "the lantern Tom carries": what is said of it in passing, in the present. */
export function relatedTo(scene: Scene, { sentence, first, last }: Thing): Hands | null {
  const { words, ends } = sentence.tokens;
  const isLinked = /^(?:which|that)$/u.test(words[last + 1] ?? "");
  const at = isLinked ? last + 2 : last + 1;
  // "Without the lantern you hold on to the rail" has no such clause.
  const isOpening = PREPOSITIONS.has(words[first - 1] ?? "") || words[first - 1] === "without";
  if (!isLinked && (isOpening || /^[,;:.]/u.test(sentence.text.slice(ends[last])))) return null;
  const named = personAt(scene, sentence, at);
  const who = named === null ? subjectWord(words[at] ?? "", () => meant(scene, sentence, at)) : named.entity;
  if (who === null || (named !== null && isPossessive(scene.text, named.end))) return null;
  let verb = (named === null ? at : (tokensOf(sentence, named)?.[1] ?? at)) + 1;
  while (isManner(words[verb] ?? "") || words[verb] === "always") verb += 1;
  const word = words[verb] ?? "";
  const next = handlingForm(words[verb + 1] ?? "");
  if (isBe(word)) return next === "participle" ? who : null;
  if (/^(?:has|have)$/u.test(word)) return next === "finite" || PREPOSITIONS.has(words[verb + 1] ?? "") ? who : null;
  const form = handlingForm(word);
  const isPresent = form === "finite" ? !isPastOnly(word) : form === "base" && who === "anybody";
  return isPresent ? who : null;
}

function subjectWord(word: string, pronoun: () => Hands): Hands | null {
  if (ANYBODY.has(word)) return yoursOr(word);
  return word === "she" || word === "he" ? pronoun() : null;
}

/** "The bulge beneath Tom's waistcoat is the lantern": whose pocket or coat the subject of "is" is in. */
function heldSubject(scene: Scene, sentence: Sentence, be: number): Hands | null {
  const { words } = sentence.tokens;
  if (!/^(?:the|what|a|something|all)$/u.test(words[0] ?? "")) return null;
  for (let at = 1; at < Math.min(be - 2, MOST_BETWEEN); at += 1) {
    const owner = PREPOSITIONS.has(words[at] ?? "") ? holderAt(scene, sentence, at + 1) : null;
    if (owner !== null) return owner;
  }
  return null;
}

/** "The only thing that Tom brought away is the lantern", "what Mira pulls out is the lantern". */
export function identified(scene: Scene, { sentence, first, last }: Thing): Hands | null {
  const { words } = sentence.tokens;
  if (!isBe(words[first - 1] ?? "")) return null;
  // "Something digs into your hip, and it is the lantern".
  if (words[first - 2] === "it") return /^(?:that|who|which)$/u.test(words[last + 1] ?? "") ? null : "nobody";
  const held = heldSubject(scene, sentence, first - 1);
  if (held !== null) return held;
  if (!/^(?:what|all|the|his|her|one)$/u.test(words[0] ?? "")) return null;
  const head = words.findIndex((word) =>
    /^(?:what|all|thing|one|only|first|last|treasure|weapon|tool|everything)$/u.test(word),
  );
  if (head < 0 || head > 4) return null;
  for (let verb = first - 2; verb > head + 1; verb -= 1) {
    if (handlingForm(words[verb] ?? "") === undefined || !isAct(words[verb] ?? "")) continue;
    const named = personEnding(scene, sentence, verb - 1);
    return named?.entity ?? subjectWord(words[verb - 1] ?? "", () => meant(scene, sentence, verb - 1));
  }
  return null;
}
