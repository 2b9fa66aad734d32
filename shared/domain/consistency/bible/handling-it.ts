import { type Hands, PREPOSITIONS, type Thing } from "./handling-who.ts";
import { isAnother, isBygone } from "./handling-gone.ts";
import { isInSpeech, type Sentence, sentenceAfter } from "./prose.ts";
import { namesSomebody, type Scene } from "./referent.ts";
import { isUnreal } from "./unreal.ts";

/*
 * What becomes of "it", a thing that was spoken of: "She thinks of the lantern. She draws it out". It is the thing while nothing
 * else was named that could be it; a place ("into her coat"), a person and a part of one are not.
 */

/** Sentences behind the one that names the thing, in the same paragraph. */
const SENTENCES_ON = 2;

/** The first "it" behind the thing, in its sentence or the next ones, that `read` says something of; null where it may be another. */
export function whatBecomes(
  scene: Scene,
  thing: Thing,
  isBarred: (sentence: Sentence) => boolean,
  read: (it: Thing) => Hands | null,
): Hands | null {
  let told: Sentence | null = thing.sentence;
  let from = thing.last + 1;
  for (let on = 0; on <= SENTENCES_ON && told !== null; on += 1) {
    if (isBarred(told)) return null;
    const { words } = told.tokens;
    for (let at = from; at < words.length; at += 1) {
      if (isRival(told, at)) return null;
      if (words[at] !== "it" || isQuoted(scene, told, at) || isEmpty(told, at) || isBygone(told) || isUnreal(told, at))
        continue;
      const it: Thing = { sentence: told, first: at, last: at };
      const hands = isAnother(it) ? null : read(it);
      if (hands !== null) return hands;
    }
    told = sentenceAfter(scene.text, told);
    from = 0;
  }
  return null;
}

function isQuoted(scene: Scene, { span, tokens }: Sentence, at: number): boolean {
  return isInSpeech(scene.text, span.start + (tokens.starts[at] ?? 0));
}

/** "it rains", "it is late", "it takes": nothing is meant by it. */
function isEmpty({ tokens: { words } }: Sentence, at: number): boolean {
  const [next = "", after = ""] = words.slice(at + 1, at + 3);
  return (
    /^(?:rains?|snows?|thunders|takes?|took|seems?|seemed|looks?|happens?|dawns|turns|grows|grew|gets|costs?|becomes?)$/u.test(
      next,
    ) ||
    (/^(?:is|was)$/u.test(next) &&
      /^(?:late|dark|cold|time|clear|hard|easy|best|no|not|so|as|said|raining|\p{Lu}.*)$/u.test(after))
  );
}

/** A thing that is named at the token and could be "it" as well: "picks up a stone". */
function isRival({ tokens: { words } }: Sentence, at: number): boolean {
  if (!/^(?:a|an|the|this|that|another)$/u.test(words[at] ?? "")) return false;
  const before = words[at - 1] ?? "";
  const noun = words[at + 1] ?? "";
  return (
    !PREPOSITIONS.has(before) &&
    !/^(?:as|for|of|than|until|till|and)$/u.test(before) &&
    !namesSomebody(noun) &&
    !PEOPLE.test(noun) &&
    !TIMES.test(noun)
  );
}

const PEOPLE =
  /(?:man|woman|ess|ian|ler|maker|keeper|broker|abbot|magistrate|judge|clerk|crowd|company|others?|two|three|est)$/u;
const TIMES = /^(?:night|day|morning|evening|moment|while|time|first|last|hour|word|breath|other)$/u;
