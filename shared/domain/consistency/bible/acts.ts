import type { Span } from "../sentence.ts";
import {
  afterInsertion,
  beginsClause,
  joinedSubject,
  isFreshlyPerceived,
  opensWithPlace,
  pastAdverbs,
} from "./act-clauses.ts";
import { bodyActs, isHeard } from "./act-body.ts";
import { isDealtWith, isGivenBy } from "./act-company.ts";
import { isDoing, isLively, isVerbAt } from "./act-verbs.ts";
import { PREPOSITIONS } from "./grammar-words.ts";
import { isElegy, isNamesake, isUndone } from "./elegy.ts";
import { isPossessive, type Sentence, sentenceBefore, tokensOf } from "./prose.ts";
import { bringsUpDepiction, clauseStart, isUnreal } from "./unreal.ts";
import { isAct, isActBase, isActing, isBe, SPEECH } from "./verbs.ts";

/*
 * Whether a sentence says that the one whom it names is about and acts: as its subject, as one who is seen doing something,
 * who comes in behind the verb ("on the landing stands Mira"), whose voice or hand does something (act-body.ts), or with whom
 * others have to do as with the living (act-company.ts). Whoever is not clearly the one who acts does not act.
 */

/** Verbs of standing, moving and appearing that may stand before their subject; finite forms. */
const COMES_IN = new Set(
  (
    "stands stood sits sat kneels knelt crouches crouched waits waited comes came steps stepped walks walked runs ran rides rode " +
    "strides strode strolls strolled staggers staggered stumbles stumbled limps limped climbs climbed emerges emerged appears appeared " +
    "bursts burst leans leaned leaps leapt jumps jumped creeps crept crawls crawled marches marched saunters sauntered shuffles shuffled " +
    "slips slipped swaggers swaggered trots trotted tumbles tumbled wanders wandered looms loomed squats squatted goes went swings sails " +
    "slides stamps storms dashes bounds drops perches perched swims strolls struts pops"
  ).split(" "),
);
const NO_SUBJECT_SO_FAR = new Set("you i we he she it they who that which is was are were".split(" "));
const OPENINGS = new Set([
  "here",
  "there",
  "then",
  "back",
  "next",
  "away",
  "up",
  "in",
  "out",
  "off",
  "down",
  "over",
  "past",
  "along",
]);
const OWNERS = new Set(["her", "his", "their"]);
const OBJECTS = new Set(["her", "him"]);
const TOLD_OF = new Set("of about after for on over".split(" "));

/** Whether the sentence says that the one named at `place` (offsets of the passage) acts or speaks, or is seen to, in the story's present. */
export function actsNow(text: string, sentence: Sentence, place: Span): boolean {
  const tokens = tokensOf(sentence, place);
  if (tokens === null) return false;
  const [first, last] = tokens;
  if (isSpeakerLabel(text, place)) return true;
  if (isNamesake(sentence, first) || isAside(text, sentence, first)) return false;
  if (isSaidToSpeak(text, sentence, first, place)) return true;
  if (isPossessive(text, place.end))
    return (
      bodyActs(sentence, first, last) ||
      (comesIn(sentence, first) && OWN.test(sentence.tokens.words[last + 1] ?? "")) ||
      isGivenBy(sentence, first, last) ||
      (isBe(sentence.tokens.words[first - 1] ?? "") && isHeard(sentence, first))
    );
  return (
    isSubject(sentence, first, last) ||
    isSeenActing(sentence, first, last) ||
    comesIn(sentence, first) ||
    isItWho(sentence, first, last) ||
    actsBehindName(sentence, first, last) ||
    isHeard(sentence, first) ||
    isDealtWith(sentence, first, last)
  );
}

/** What of somebody's comes in with them: "round the corner comes Mira's voice"; a mare or a hat may come without. */
const OWN =
  /^(?:voice|laugh|laughter|face|head|hands?|arms?|feet|foot|footsteps?|step|boots?|shadow|shoulders?|back|fist|fingers?|cough|whistle|song|shout|cry|silhouette|figure|grin|nose|knock)$/u;

/** True when what the sentence says at a token is no act of the story's present, by itself or by the sentences around it. */
function isAside(text: string, sentence: Sentence, at: number): boolean {
  const before = sentenceBefore(text, sentence);
  return (
    isUnreal(sentence, at) ||
    isElegy(sentence) ||
    isUndone(text, sentence) ||
    (before !== null && bringsUpDepiction(before))
  );
}

/** Whether the pronoun at a token is the subject of an act in the story's present, or the owner of a hand or voice that acts. */
export function pronounActs(text: string, sentence: Sentence, at: number): boolean {
  const { tokens, span } = sentence;
  const word = tokens.words[at] ?? "";
  const place = { start: span.start + (tokens.starts[at] ?? 0), end: span.start + (tokens.ends[at] ?? 0) };
  if (isAside(text, sentence, at)) return false;
  if (OBJECTS.has(word) && (isSeenActing(sentence, at, at) || isDealtWith(sentence, at, at))) return true;
  if (OWNERS.has(word)) return bodyActs(sentence, at, at) || isGivenBy(sentence, at, at);
  return isSaidToSpeak(text, sentence, at, place) || isSubject(sentence, at, at) || isHere(sentence, at);
}

/** "Here she is, in muddy boots", "there she goes". */
function isHere({ tokens: { words } }: Sentence, at: number): boolean {
  return (
    /^(?:here|there)$/u.test(words[at - 1] ?? "") &&
    /^(?:is|comes|goes|was|came|went|stands|stood|sits|sat)$/u.test(words[at + 1] ?? "")
  );
}

function isSubject(sentence: Sentence, first: number, last: number): boolean {
  if (!beginsClause(sentence, first) && !opensWithPlace(sentence, first)) return false;
  // "She's mending": a pronoun that is no owner's has its verb with it.
  if (isPossessive(sentence.text, sentence.tokens.ends[last] ?? 0)) return isDoing(sentence, last + 1);
  if (isListed(sentence, first) && isActing(sentence.tokens.words[last + 1] ?? "")) return true;
  const at = afterInsertion(sentence, last);
  const joined = joinedSubject(sentence, first, at);
  return isVerbAt(sentence, joined ?? at, joined !== null || sentence.tokens.words[first] === "they");
}

/** "Tom at the bow, Mira cursing at the stern": behind a sign, in a row. */
function isListed({ text, tokens }: Sentence, first: number): boolean {
  return first > 0 && /[,:;—–]/u.test(text.slice(tokens.ends[first - 1], tokens.starts[first]));
}

/** "see Mira pick it up", "find Mira asleep": a verb of perception before the name, an act or a state of the living behind it. */
function isSeenActing({ tokens: { words } }: Sentence, first: number, last: number): boolean {
  if (!isFreshlyPerceived(words, first)) return false;
  const at = pastAdverbs(words, last + 1);
  const word = words[at] ?? "";
  return isActBase(word) || isActing(word) || isLively(words, at);
}

/** "On the landing stands Mira", "there comes Mira": an opening of place, a verb of motion or posture, then the name. */
function comesIn(sentence: Sentence, first: number): boolean {
  const { words } = sentence.tokens;
  if (!COMES_IN.has(words[first - 1] ?? "")) return false;
  const start = clauseStart(sentence, first);
  // "Down the gangway, between two porters, comes Mira": the sentence opens, and the verb stands alone behind its commas.
  const opening = words.slice(start === first - 1 || start === first ? 0 : start, first - 1);
  return beginsOpening(opening) && !opening.some((word) => NO_SUBJECT_SO_FAR.has(word));
}

function beginsOpening([head = ""]: readonly string[]): boolean {
  if (/^(?:of|about|like|than|for|since|during|despite|until|till)$/u.test(head)) return false;
  return OPENINGS.has(head) || head === "halfway" || PREPOSITIONS.has(head);
}

/** "It is Mira who finds the door". */
function isItWho(sentence: Sentence, first: number, last: number): boolean {
  const { words } = sentence.tokens;
  if (!isBe(words[first - 1] ?? "")) return false;
  if (isIdentified(sentence, first, last)) return true;
  if (words[first - 2] === "it" && /^(?:at|with|on|again|back|come)$/u.test(words[last + 1] ?? "")) return true;
  if (isOneOf(sentence, first, last)) return true;
  // "So ticklish is Mira that …".
  if (words[0] === "so" && first <= 4 && words[last + 1] === "that") return true;
  return ["who", "that"].includes(words[last + 1] ?? "") && isVerbAt(sentence, last + 2, false);
}

const SOMEBODY =
  /(?<!\p{L})(?:someone|somebody|who|knocks?|knocked|footsteps|steps|voice|whistl\p{L}+|scrap\p{L}+|creak\p{L}*|cough\p{L}*|door|shadow|figure|sneez\p{L}+|snor\p{L}+|hear|heard|boots?|hand|nudg\p{L}+|tap\p{L}*)(?!\p{L})/iu;

/** "Someone whistles from the scaffolding. That is Mira, …": who it is that was heard or seen. */
function isIdentified(sentence: Sentence, first: number, last: number): boolean {
  const { text, tokens, passage } = sentence;
  if (
    !/^(?:it|that|this)$/u.test(tokens.words[first - 2] ?? "") ||
    !/^[.,;:!]?(?:\s|$)/u.test(text.slice(tokens.ends[last]))
  )
    return false;
  if (!/^\s*(?:[.,;:!]|$)/u.test(text.slice(tokens.ends[last]))) return false;
  const before = sentenceBefore(passage, sentence);
  return before !== null && SOMEBODY.test(before.text);
}

const ONES = /^(?:one|first|second|third|fourth|fifth|sixth|last|only|other|rest|\p{L}{3,}est)$/u;

/** "The fifth, squashed against the gate, is Mira.", "the one he is losing to is Mira". */
function isOneOf({ text, tokens }: Sentence, first: number, last: number): boolean {
  const { words } = tokens;
  if (!/^\s*(?:[.,;:!]|$)/u.test(text.slice(tokens.ends[last]))) return false;
  const head = words.findIndex((word, at) => at < first - 2 && ONES.test(word) && words[at - 1] === "the");
  return head >= 0 && words.slice(head + 1, first - 1).some((word) => isActing(word) || isAct(word));
}

/** "to Mira, who ties it", "to Mira, asleep on the hay": what is said of now right behind a name that is no subject. */
function actsBehindName(sentence: Sentence, first: number, last: number): boolean {
  const { tokens, text } = sentence;
  const before = tokens.words[first - 1] ?? "";
  if (TOLD_OF.has(before) && !/^(?:asleep|awake|grinning|snoring)$/u.test(tokens.words[last + 1] ?? "")) return false;
  const next = last + 1;
  if (text[tokens.ends[last] ?? 0] !== ",") return false;
  if (tokens.words[next] !== "who")
    return isPresentWith(sentence, first) && (isActing(tokens.words[next] ?? "") || isLively(tokens.words, next));
  const verb = pastAdverbs(tokens.words, next + 1);
  const word = tokens.words[verb] ?? "";
  // Only what happens now: "Mira, who built this house" tells of before.
  return word.endsWith("s") && word !== "was" && isVerbAt(sentence, next + 1, false);
}

/** "There is Mira, grinning", "beside you Mira, …", "nobody but Mira, …". */
function isPresentWith({ tokens: { words } }: Sentence, first: number): boolean {
  return (
    isBe(words[first - 1] ?? "") ||
    /^(?:here|there|there's|but|only|to|past|with|by|beside)$/u.test(words[first - 1] ?? "")
  );
}

function isSpeakerLabel(text: string, { start, end }: Span): boolean {
  return text[end] === ":" && (start === 0 || text[start - 1] === "\n");
}

/** `"…," said Mira` and `"…" Mira says`: a verb of speech right beside the name, behind a closing quote. */
function isSaidToSpeak(text: string, { tokens, span }: Sentence, first: number, place: Span): boolean {
  const before = tokens.words[first - 1] ?? "";
  if (SPEECH.has(before)) {
    const start = (tokens.starts[first - 1] ?? 0) + span.start;
    return /["”’»][\s,]*$/u.test(text.slice(Math.max(0, start - 3), start));
  }
  const after = /^ (\p{L}+)/u.exec(text.slice(place.end, place.end + 20))?.[1] ?? "";
  return SPEECH.has(after) && /["”’»]\s$/u.test(text.slice(Math.max(0, place.start - 2), place.start));
}
