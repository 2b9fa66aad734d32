import {
  handled,
  handledBy,
  heldOnTo,
  identified,
  inHand,
  neverWithout,
  relatedTo,
  usedWith,
  workedOn,
} from "./handling-acts.ts";
import { rowStart } from "./handling-clause.ts";
import type { Hands, Thing } from "./handling-who.ts";
import { isAnother, isBygone, isElsewhere, isLikened, isOfLoss, isOfReturn } from "./handling-gone.ts";
import { whatBecomes } from "./handling-it.ts";
import { closedOn, givenBack, placed, takenFrom } from "./handling-places.ts";
import { isThereItself, withHead } from "./handling-there.ts";
import type { Mention } from "./mentions.ts";
import { isInSpeech, type Sentence, sentenceOf, tokensOf } from "./prose.ts";
import type { Scene } from "./referent.ts";
import { isMemory, isUnreal } from "./unreal.ts";

/*
 * In whose hands a sentence puts a thing: who handles it ("Mira lifts the lantern"), at or in whose hand, belt or pocket it
 * is, whose fingers close on it, or from whom it is taken; or that it is there, in whosever hands. A copy, a wish and a search put it in
 * nobody's hands.
 */

const ARTICLES = new Set("the this that her his your my their our".split(" "));

/** A way in which a sentence can put a thing in somebody's hands. */
type Reading = (scene: Scene, thing: Thing) => Hands | null;
const READINGS: readonly Reading[] = [
  placed,
  takenFrom,
  givenBack,
  handled,
  usedWith,
  handledBy,
  relatedTo,
  workedOn,
  inHand,
  identified,
];

/**
 * In whose hands the text puts the thing named at `mention`; null where it does not say it plainly. Of a thing that is gone it is asked only
 * whether it is there, and what tells that it is sought or back speaks against it.
 */
export function handsOn(scene: Scene, mention: Mention, isGone: boolean): Hands | null {
  const sentence = sentenceOf(scene.text, mention);
  const own = tokensOf(sentence, mention);
  if (own === null) return null;
  if (isGone && (comesBack(scene, mention) || isRegained(sentence, own))) return null;
  const isBarred = isGone ? isOfLoss : isElsewhere;
  const isSaid = isInSpeech(scene.text, mention.start);
  const told = mainPart(sentence, own[1]);
  if (isMemory(told) && !isSaid && !RECALLS.test(sentence.text)) return null;
  const { words } = sentence.tokens;
  // A name without its article ("Mira lifts the iron key") takes in the one that the text gives it.
  const place = [own[0] - (ARTICLES.has(words[own[0] - 1] ?? "") ? 1 : 0), own[1]] as const;
  const thing: Thing = { sentence, first: place[0], last: place[1] };
  if (isBarred(sentence)) return null;
  const isPast = isBygone(told) || isMemory(told);
  const always =
    isPast || isSaid
      ? null
      : (neverWithout(scene, thing) ?? heldOnTo(scene, thing) ?? identified(scene, thing) ?? relatedTo(scene, thing));
  if (always !== null && always !== "nobody") return always;
  const hands = isSaid || isPast || isUnreal(told, own[0]) ? null : plainest(scene, thing);
  if (hands !== null && hands !== "nobody") return hands;
  // In "nothing like the lantern, but she carried it" it is the other.
  if (isLikened(thing)) return hands;
  return whatBecomes(scene, thing, isBarred, (it) => plainest(scene, it)) ?? hands;
}

/** Behind these another clause begins, whose time is its own: "the lantern waits where he laid it last night". */
const CLAUSES = /^(?:where|which|who|that|when|since|because|though|until|till|as|before|after)$/u;

/** ", wrapped in yesterday's paper", ", remembering the flood": what is said in passing behind a comma. */
function isAside({ text, tokens: { words, starts, ends } }: Sentence, at: number): boolean {
  return /(?:ing|ed|pt|nt)$/u.test(words[at] ?? "") && text.slice(ends[at - 1], starts[at]).startsWith(",");
}

/** The sentence up to the clause that begins behind a token. */
function mainPart(sentence: Sentence, last: number): Sentence {
  const { words, starts, ends } = sentence.tokens;
  const end = words.findIndex((word, at) => at > last && (CLAUSES.test(word) || isAside(sentence, at)));
  if (end < 0 || sentence.text.endsWith("?")) return sentence;
  const tokens = { words: words.slice(0, end), starts: starts.slice(0, end), ends: ends.slice(0, end) };
  return { ...sentence, text: sentence.text.slice(0, ends[end - 1]), tokens };
}

/** Called to mind, a thing may be taken up in the next breath; dreamt of, it is not. */
const RECALLS = /(?<!\p{L})(?:remember|recall)(?:s|ed)?(?!\p{L})/iu;

/** "wins the lantern again". */
function isRegained({ tokens: { words } }: Sentence, [first, last]: readonly [number, number]): boolean {
  const verb = words[first - (ARTICLES.has(words[first - 1] ?? "") ? 2 : 1)] ?? "";
  return words[last + 1] === "again" && /^(?:wins?|won|gets?|got|has|have|holds?|held|owns?)$/u.test(verb);
}

/** Whether the passage tells, up to the sentence of the mention, that the thing is found again. */
function comesBack(scene: Scene, mention: Mention): boolean {
  return scene.mentions.some(
    (each) => each.entity === mention.entity && each.start <= mention.start && isOfReturn(sentenceOf(scene.text, each)),
  );
}

/** The first reading that says whose hands these are; else "nobody" when the sentence says at least that somebody has the thing, or that it is there. */
function plainest(scene: Scene, named: Thing): Hands | null {
  const whole = withHead(named.sentence, named.first) ?? named.first;
  const one = { ...named, first: whole };
  const row = rowStart(scene, one);
  const hands = plainly(scene, one);
  return row === null || (hands !== null && hands !== "nobody")
    ? hands
    : (plainly(scene, { ...one, first: row }) ?? hands);
}

function plainly(scene: Scene, thing: Thing): Hands | null {
  const closed = closedOn(scene, thing);
  if (closed !== null || isAnother(thing)) return closed;
  let least: Hands | null = null;
  for (const read of READINGS) {
    const hands = read(scene, thing);
    if (hands !== null && hands !== "nobody") return hands;
    least ??= hands;
  }
  return least ?? (isThereItself(thing) ? "nobody" : null);
}
