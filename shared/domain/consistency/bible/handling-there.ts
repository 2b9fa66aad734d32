import { handlingForm } from "./handling-verbs.ts";
import { isPossessive, type Sentence } from "./prose.ts";
import { isInPresent } from "./tense.ts";
import { isAct, isPastOnly } from "./verbs.ts";

/*
 * Whether a sentence says of a thing that it is there, in nobody's hands: it does, sheds or is what only a thing at hand
 * does, sheds or is. What goes on far away or under water says nothing.
 */

/** "The lantern swings from the beam", "by the light of the lantern you read": nobody has it, yet it is there (tokens of its name). */
export function isThereItself(sentence: Sentence, [first, last]: readonly [number, number]): boolean {
  const { words, ends } = sentence.tokens;
  if (AWAY.test(sentence.text) || isInPastTense(sentence, last + 1)) return false;
  if (words[first - 1] === "of" && SHEDS.has(words[first - 2] ?? ""))
    return /^(?:by|in)$/u.test(words[first - 4] ?? "") || isAct(words[last + 1] ?? "");
  const starts = first === 0 || /^[,;:]/u.test(sentence.text.slice(ends[first - 1]));
  if (!starts) return false;
  const isOwner = isPossessive(sentence.text, ends[last] ?? 0);
  if (isOwner) return SHEDS.has(words[last + 1] ?? "") && isAct(words[last + 2] ?? "");
  if (/^(?:is|are)$/u.test(words[last + 1] ?? "")) return isAtHand(words[last + 2] ?? "");
  return isAct(words[last + 1] ?? "") && !GOES.test(words[last + 1] ?? "");
}

/** "The lantern is warm", "the lantern is passed round": said only of what is there. */
function isAtHand(word: string): boolean {
  return FELT.has(word) || (handlingForm(word) === "finite" && !PUT_AWAY.test(word));
}

const FELT = new Set("warm hot heavy lit alight here bright".split(" "));
/** Passives that say where a thing has gone, not that it is there. */
const PUT_AWAY =
  /^(?:taken|kept|hidden|left|dropped|sold|guarded|displayed|stored|pawned|wagered|thrown|put|placed|laid|set|shown|hung|worn|given|held|borne|planted|stashed|stowed|surrendered|closed|shut|returned|traded|borrowed|built|made|done|meant|gone)$/u;

function isInPastTense(sentence: Sentence, verb: number): boolean {
  return isPastOnly(sentence.tokens.words[verb] ?? "") && isInPresent(sentence.passage, sentence.span.start);
}

/** What a thing gives off while it is there. */
const SHEDS = new Set(
  "light glow flame beam gleam sound note ring chime peal song smoke heat warmth shadow reflection".split(" "),
);
/** Where lost things are. */
const AWAY =
  /(?<!\p{L})(?:under|beneath|bottom|river|sea|lake|somewhere|mud|sand|ice|water|waves|deep|abyss|elsewhere|far|memory|mind|thoughts)(?!\p{L})/iu;
/** What lost things do. */
const GOES =
  /^(?:rust|sink|drift|roll|tumble|fall|break|shatter|go|come|haunt|wait|sleep|vanish|slip|drop|belong)(?:s|es|ed|ped)?$|^(?:sank|fell|broke|went|came|slept)$/u;
