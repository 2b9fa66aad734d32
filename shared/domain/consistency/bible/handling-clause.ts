import { ANYBODY, CAUSES, pastAdverbsBack, personAt, personEnding, PREPOSITIONS, type Thing } from "./handling-who.ts";
import { handlingForm, touchesNothing } from "./handling-verbs.ts";
import { isPossessive, type Sentence, tokensOf } from "./prose.ts";
import { isPersonal, type Scene } from "./referent.ts";
import { clauseStart, isPerceiving } from "./unreal.ts";
import { isAct, isActBase, isBe } from "./verbs.ts";

/*
 * The grammar around a thing: the verb whose object it is, and the row of things that it is one of. Without a tagger, so by what
 * may stand between: a verb's object stands behind it with nothing but manner, a receiver or a place before it.
 */

const PARTICLES = new Set(
  "up out down back off away over around round on in from under beneath inside aside forth forward again still carefully gently quickly slowly then both straight".split(
    " ",
  ),
);

const RECEIVERS = new Set("you me us him her them".split(" "));

/** Begins another thing of the same row ("a razor, half a cheese and the lantern"). */
const DETERMINERS = new Set("a an the his her your my their our its one two three four five some half".split(" "));

/** Words between the verb and the thing at most ("draws from under her cloak the brass lantern"). */
const MOST_BETWEEN = 8;

const MOST_IN_ROW = 20;

/** An infinitive behind these is done, not meant: "stoops to lift the lantern". */
const DOES =
  /^(?:beg[ai]ns?|start(?:s|ed)?|continues?d?|manage[sd]?|stoops?|stooped|bends?|bent|kneels?|knelt|pauses?d?|stops|stopped|leans?|leaned|hurr(?:y|ies|ied)|turns?|turned|rises|rose|sits|sat|proceeds?|time|has|have|managing|beginning|starting)$/u;

/** An -ing behind these is not done. */
const NOT_DONE =
  /^(?:without|of|for|from|than|like|miss\p{L}*|regret\p{L}*|imagin\p{L}*|consider\p{L}*|avoid\p{L}*|suggest\p{L}*|den(?:y|ies|ied)|fear\p{L}*|resist\p{L}*|quit|quits|mention\p{L}*|not|never|about|before|to|a|an|the)$/u;

/** "very carefully": a word that says how, or a particle. */
export function isManner(word: string): boolean {
  return PARTICLES.has(word) || word === "very" || word.endsWith("ly");
}

/** The verb of handling whose object the thing is, when the sentence says that it is done: a finite form, an -ing that goes with one, a base behind "you". */
export function handlingOf(scene: Scene, thing: Thing): number | null {
  const { sentence, first } = thing;
  const verb = verbOver(scene, sentence, first);
  if (verb === null) return null;
  const { words } = sentence.tokens;
  const before = words[pastAdverbsBack(words, verb - 1)] ?? "";
  const form = formAt(words, verb);
  if (form === "participle") return NOT_DONE.test(before) ? null : verb;
  if (before === "to") return isDoneTo(words, pastAdverbsBack(words, verb - 1)) ? verb : null;
  if (form === "base" && !isBaseVerb(scene, sentence, verb)) return null;
  const isNoun = /^(?:had|the|a|an|his|your|my|of|without|by|for|from)$/u.test(before) || before === "her";
  return isNoun && !(before === "her" && form === "base") ? null : verb;
}

/** Whether the infinitive behind "to" is done: "sits down to polish the lantern". */
function isDoneTo(words: readonly string[], to: number): boolean {
  let at = to - 1;
  while (/^(?:down|up|over|out|in|back|forward|round|on|aside)$/u.test(words[at] ?? "")) at -= 1;
  return DOES.test(words[at] ?? "");
}

/** How a token is a verb of handling: a word that is one only behind "you" is one there. */
function formAt(words: readonly string[], at: number): ReturnType<typeof handlingForm> {
  const word = words[at] ?? "";
  const before = words[pastAdverbsBack(words, at - 1)] ?? "";
  const form = handlingForm(word);
  // "set" and "put" are of the past too.
  if (form === "base" && BOTH_TENSES.test(word)) return "finite";
  return form ?? (ANYBODY.has(before) && isActBase(word) && !touchesNothing(word) ? "base" : undefined);
}

const BOTH_TENSES = /^(?:put|set|cut|shut|thrust|spread|hit|let)$/u;

/** The verb right over the thing: between them only particles, a receiver, or a place. */
function verbOver(scene: Scene, sentence: Sentence, first: number): number | null {
  const { words } = sentence.tokens;
  const start = Math.max(clauseStart(sentence, beforeManner(sentence, first)), first - MOST_BETWEEN - 1);
  for (let at = first - 1; at >= start; at -= 1) {
    const form = formAt(words, at);
    if (form !== undefined && isObjectOf(scene, sentence, at + 1, first)) return at;
    if (/^(?:that|which|who|whom|whoever|not|than)$/u.test(words[at] ?? "")) return null;
  }
  return null;
}

/** The first token of the row of things that ends with the thing ("a razor, half a cheese and the lantern"); null where it is none of a row. */
export function rowStart(scene: Scene, { sentence, first, last }: Thing): number | null {
  const { words } = sentence.tokens;
  if (!isParted(sentence, first - 1) || isAct(words[last + 1] ?? "") || isBe(words[last + 1] ?? "")) return null;
  let at = words[first - 1] === "and" ? first - 2 : first - 1;
  for (; at >= Math.max(0, first - MOST_IN_ROW); at -= 1) {
    const word = words[at] ?? "";
    const form = handlingForm(word);
    const isVerb = isBe(word) || (form !== undefined && form !== "base" && !isParted(sentence, at));
    if (isVerb || (PREPOSITIONS.has(word) && word !== "of")) break;
    if (ANYBODY.has(word) || (isPersonal(word) && !DETERMINERS.has(word))) return null;
    if (/[;:.!?"“”—–]/u.test(gapBehind(sentence, at)) || personEnding(scene, sentence, at) !== undefined) return null;
  }
  let start = at + 1;
  while (PARTICLES.has(words[start] ?? "")) start += 1;
  return at >= 0 && start < first - 1 ? start : null;
}

/** Whether a comma or "and" stands at a token: things of a row are parted by them. */
function isParted(sentence: Sentence, at: number): boolean {
  return sentence.tokens.words[at] === "and" || /^,\s*$/u.test(gapBehind(sentence, at));
}

function gapBehind({ text, tokens: { starts, ends } }: Sentence, at: number): string {
  return text.slice(ends[at], starts[at + 1] ?? ends[at]);
}

/** "takes, very carefully, the lantern": the token before the commas when only the manner stands between them. */
function beforeManner(sentence: Sentence, first: number): number {
  if (clauseStart(sentence, first) !== first || first === 0) return first;
  const start = clauseStart(sentence, first - 1);
  return start > 0 && sentence.tokens.words.slice(start, first).every(isManner) ? start - 1 : first;
}

function isObjectOf(scene: Scene, sentence: Sentence, from: number, first: number): boolean {
  const { words } = sentence.tokens;
  for (let at = from; at < first; at += 1) {
    const word = words[at] ?? "";
    if (isManner(word)) {
      const place = /^(?:from|under|beneath|inside|out|over|on|in)$/u.test(word) ? placePhrase(words, at, first) : null;
      if (place !== null) at = place;
      continue;
    }
    if (RECEIVERS.has(word)) continue;
    const receiver = personAt(scene, sentence, at);
    const end = receiver === null ? null : tokensOf(sentence, receiver);
    // "hands the old smith the lantern": of two in a row the first is who gets the second.
    const stranger = DETERMINERS.has(word) && first - at >= 2 && first - at <= 3 ? first - 1 : null;
    if (receiver !== null && isPossessive(scene.text, receiver.end)) return false;
    const last = end?.[1] ?? stranger;
    if (last === null || PREPOSITIONS.has(words[last] ?? "")) return false;
    at = last;
  }
  const link = words[first - 1] ?? "";
  // "stumbles over the lantern", "climbs on the lantern": nothing is done to it.
  if (PREPOSITIONS.has(link) && MOVES.test(words[from - 1] ?? "")) return false;
  return !PREPOSITIONS.has(link) || /^(?:out|off|on|over|around|round|in)$/u.test(link);
}

const MOVES =
  /^(?:stumble|trip|step|sit|stand|lean|kneel|crouch|lie|sleep|fall|land|walk|run|jump|leap|climb|march|crawl|bend|stoop|tread|rest|pass|come|go|move|stop|work|insist|agree|decide|live|hover|settle|laugh|cry|weep)(?:s|es|d|ed|p?ed|ped|p?ing|ning|ting|ing)?$|^(?:sat|stood|leant|knelt|lay|slept|fell|ran|leapt|bent|trod|came|went)$/u;

/** "from under her cloak": the last token of a place, when it ends before the thing. */
function placePhrase(words: readonly string[], from: number, first: number): number | null {
  for (let at = from + 1; at < Math.min(first, from + 5); at += 1)
    if (/^(?:her|his|your|my|the|a|its)$/u.test(words[at] ?? "")) return Math.min(first - 1, at + 1);
  return null;
}

/** A base is a verb behind "you", behind somebody whom one sees or lets, and behind "and" when such a one did something before. */
function isBaseVerb(scene: Scene, sentence: Sentence, verb: number): boolean {
  const { words } = sentence.tokens;
  const at = pastAdverbsBack(words, verb - 1);
  const before = words[at] ?? "";
  if (ANYBODY.has(before) || (before === "and" && words.some((word) => ANYBODY.has(word)))) return true;
  const named = personEnding(scene, sentence, at);
  const first = named === undefined ? at : (tokensOf(sentence, named)?.[0] ?? at);
  const isOne = named !== undefined || /^(?:him|her|them|you|me|us)$/u.test(before);
  const cause = words[first - 1] ?? "";
  return isOne && (isPerceiving(cause) || CAUSES.test(cause));
}
