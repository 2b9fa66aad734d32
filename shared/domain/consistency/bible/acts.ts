import type { Span } from "../sentence.ts";
import { isPossessive, type Sentence, sentenceBefore, tokensOf } from "./prose.ts";
import { bringsUpDepiction, clauseStart, isPerceiving, isUnreal } from "./unreal.ts";
import { isInPresent } from "./tense.ts";
import { isAct, isActBase, isActing, isBe, isPastOnly, SPEECH } from "./verbs.ts";

/*
 * Whether a sentence says that the one whom it names is about and acts: as its subject, as one who is seen doing something,
 * who comes in behind the verb ("on the landing stands Mira"), whose voice or hand does something, from whom an answer comes,
 * or who is followed. Whoever is not clearly the one who acts does not act.
 */

const CLAUSE_BEGINS = new Set(
  "and but then as while when so now yet suddenly again here there meanwhile finally today tonight still even only for because though although whereupon".split(
    " ",
  ),
);
/** May open a sentence that goes on with its subject and no comma: "At the gate Mira waits". */
const PLACES = new Set(
  "at in on by from under over above below behind beside before across along out up down off through inside outside without with near around against between into after within halfway opposite to beyond".split(
    " ",
  ),
);
/** Ends an opening of time: "the next morning Mira wakes". */
const TIMES = new Set(
  "morning evening night day noon dawn dusk time moment more again hour minute week later".split(" "),
);
const NO_SUBJECT_SO_FAR = new Set("you i we he she it they who that which is was are were".split(" "));
const LONGEST_OPENING = 8;

const PASSED_OVER = new Set(
  "then also now still just only again soon too first once himself herself themself themselves both slowly quickly suddenly finally already".split(
    " ",
  ),
);
/** Words between a name and its verb at most ("Mira, her cloak still wet, walks in"). */
const LONGEST_INSERTION = 14;

/** Parts, sounds and looks that only the living have of their own accord. */
const BODY = new Set(
  (
    "voice hand hands finger fingers fist fists arm arms eyes gaze glance lips mouth smile grin laugh laughter giggle chuckle head foot " +
    "feet footsteps footfalls jaw brow eyebrow eyebrows shoulders shoulder elbow knee knees thumb palm grip breath breathing snore snores snoring " +
    "whisper whispers shout cry scream sigh cough whistle whistling humming singing reply answer"
  ).split(" "),
);
const SOUNDS = new Set(
  "voice laugh laughter giggle chuckle footsteps footfalls breath breathing snore snores snoring whisper whispers shout cry scream sigh cough whistle whistling humming singing hand fingers grip gaze eyes".split(
    " ",
  ),
);
/** Of these "is" says that somebody is alive: "her breathing is slow". */
const TELLS_LIFE = new Set("breath breathing pulse voice tone grip reply answer laugh glance stare".split(" "));
/** What the voice of the dead does in those who heard it. */
const LINGERS =
  /^(?:rings|rang|echoes|echoed|lingers|lingered|returns|returned|haunts|haunted|follows|followed|fades|faded)$/u;
/** What the living refrain from where they are: "she does not look up". */
const REFRAINED = new Set(
  "turn stir flinch blink stop slow pause hesitate wait bother budge glance let notice hear smile wake listen".split(
    " ",
  ),
);
/** "looks up" is an act, "looks pale" and "looks like him" are none. */
const AT_SOMETHING = new Set(
  "up at back away round around down over out for from to into past through along about toward towards straight".split(
    " ",
  ),
);
/** Whoever is asked is there, so that their silence is one of now. */
const ASKED = /(?<!\p{L})(?:ask|call|greet|beg|question)(?:s|ed)?(?!\p{L})/iu;
/** "falls open", "goes slack": what a part does that nobody moves. */
const LETS_GO = /^(?:falls?|fell|drops?|dropped|goes|went|hangs?|hung|lolls?|lolled)$/u;
const LIMP = /^(?:open|limp|slack|loose|aside|away|back|down|still|cold|sideways)$/u;
/** A sound that is heard from there is a sound of now. */
const NEARBY = new Set("behind from outside above below beyond through down up across on next near".split(" "));
/** "smiles down from the wall": what hangs there or looks down from heaven. */
const LOOKS_FROM =
  /(?<!\p{L})(?:look|smile|gaze|stare|frown|beam|glower|watch|grin)(?:s|ed|es)? (?:\p{L}+ ){0,3}(?:from|over)(?!\p{L})/iu;
/** Said in a sentence, it is about a death and not about the living. */
const ELEGY =
  /(?<!\p{L})(?:died|dies|dead|death|killed|slain|murdered|fell|fallen|cairn|headstone|gravestone|tombstone|coffin|urn|ashes|bones|skull|skeleton|pyre|shroud|churchyard|cemetery|heir|widow|widower|epitaph|relics?|heaven|stars|afterlife|other side|next world|lifetime|always|every (?:night|day|year|time)|sleeps? (?:under|beneath|below)|in those days|back then|in life|in (?:her|his|their) (?:youth|day|time)|that (?:winter|summer|spring|autumn|year)|(?:daughter|son|child|boy|girl|niece|nephew|brother|sister|cousin)['’]s)(?!\p{L})/iu;

/** What of somebody's stays with those who outlive them: in your head, in their memory. */
const INWARD =
  /(?<!\p{L})(?:in|inside|into|through|of|to) (?:your|his|her|their|my|our) (?:head|mind|memory|ears|heart|thoughts|sleep)(?!\p{L})/iu;

/** Verbs of standing, moving and appearing that may stand before their subject; finite forms. */
const COMES_IN = new Set(
  (
    "stands stood sits sat kneels knelt crouches crouched waits waited comes came steps stepped walks walked runs ran rides rode " +
    "strides strode strolls strolled staggers staggered stumbles stumbled limps limped climbs climbed emerges emerged appears appeared " +
    "bursts burst leans leaned leaps leapt jumps jumped creeps crept crawls crawled marches marched saunters sauntered shuffles shuffled " +
    "slips slipped swaggers swaggered trots trotted tumbles tumbled wanders wandered looms loomed squats squatted"
  ).split(" "),
);
/** What of a person's doing comes "from Mira". */
const GIVEN = new Set(
  "answer reply nod grin laugh shout whisper wink shrug smile glance look curse wave sigh snort cry yell warning order kiss hug shove kick blow question objection protest".split(
    " ",
  ),
);
/** What is done only with somebody who is there and moves: base, -s and -ing forms, and pasts that are no backstory. */
const WITH_THE_LIVING = new Set(
  "follow follows followed following greet greets greeted trail trails trailed tail tails interrupt interrupts interrupted".split(
    " ",
  ),
);
/** How only the living are. */
const LIVELY = new Set(
  "asleep awake halfway busy drunk furious angry pleased annoyed ready breathless hungry thirsty seasick unimpressed impatient already on up".split(
    " ",
  ),
);
const ON = new Set("watch guard duty".split(" "));

/** Whether the sentence says that the one named at `place` (offsets of the passage) acts or speaks, or is seen to, in the story's present. */
export function actsNow(text: string, sentence: Sentence, place: Span): boolean {
  const tokens = tokensOf(sentence, place);
  if (tokens === null) return false;
  const [first, last] = tokens;
  if (isSpeakerLabel(text, place)) return true;
  const before = sentenceBefore(text, sentence);
  if (isUnreal(sentence, first) || (before !== null && bringsUpDepiction(before))) return false;
  if (isElegy(sentence) || LOOKS_FROM.test(sentence.text)) return false;
  if (isSaidToSpeak(text, sentence, first, place)) return true;
  if (isPossessive(text, place.end)) return bodyActs(sentence, first, last);
  return (
    isSubject(sentence, first, last) ||
    isSeenActing(sentence, first, last) ||
    comesIn(sentence, first) ||
    isItWho(sentence, first, last) ||
    actsBehindName(sentence, first, last) ||
    isAnsweredOrFollowed(sentence, first)
  );
}

function isElegy({ text }: Sentence): boolean {
  return ELEGY.test(text) || INWARD.test(text);
}

const OWNERS = new Set(["her", "his", "their"]);
const OBJECTS = new Set(["her", "him"]);

/** Whether the pronoun at a token is the subject of an act in the story's present, or the owner of a hand or voice that acts. */
export function pronounActs(text: string, sentence: Sentence, at: number): boolean {
  const { tokens, span } = sentence;
  const place = { start: span.start + (tokens.starts[at] ?? 0), end: span.start + (tokens.ends[at] ?? 0) };
  if (isUnreal(sentence, at) || isElegy(sentence)) return false;
  if (OBJECTS.has(tokens.words[at] ?? "") && isSeenActing(sentence, at, at)) return true;
  if (OWNERS.has(tokens.words[at] ?? "")) return bodyActs(sentence, at, at);
  return isSaidToSpeak(text, sentence, at, place) || isSubject(sentence, at, at);
}

function isSubject(sentence: Sentence, first: number, last: number): boolean {
  if (!beginsClause(sentence, first) && !opensWithPlace(sentence, first)) return false;
  // "She's mending": a pronoun that is no owner's has its verb with it.
  if (isPossessive(sentence.text, sentence.tokens.ends[last] ?? 0)) return isDoing(sentence, last + 1);
  const at = afterInsertion(sentence, last);
  const joined = joinedSubject(sentence, first, at);
  return isVerbAt(sentence, joined ?? at, joined !== null || sentence.tokens.words[first] === "they");
}

/** "Mira's voice comes down the stairs", "you hear Mira's laugh", "behind you comes Mira's laugh". */
function bodyActs(sentence: Sentence, first: number, last: number): boolean {
  const { words } = sentence.tokens;
  const body = [last + 1, last + 2, last + 3].find((at) => BODY.has(words[at] ?? ""));
  if (body === undefined) return false;
  const verb = words[body + 1] ?? "";
  const behind = words[body + 2] ?? "";
  // "rings out" is heard now, "rings in your ears" may be all that is left.
  if (verb === "still" || (LINGERS.test(verb) && behind !== "out")) return false;
  if (LETS_GO.test(verb) && LIMP.test(behind)) return false;
  if (SOUNDS.has(words[body] ?? "") && isFreshlyPerceived(words, first))
    return words.slice(body + 1, body + 5).some((word) => NEARBY.has(word));
  if (comesIn(sentence, first)) return true;
  if (TELLS_LIFE.has(words[body] ?? "") && /^(?:is|are)$/u.test(verb))
    return !/^(?:gone|only|still|in|no|not|never|lost|silent|what|all|one|the|missed)$/u.test(behind);
  return (
    (beginsClause(sentence, first) || opensWithPlace(sentence, first)) &&
    isVerbAt(sentence, body + 1, isPlural(words[body] ?? ""))
  );
}

function isPlural(body: string): boolean {
  return body.endsWith("s") || body === "feet";
}

/** "see Mira pick it up", "find Mira asleep": a verb of perception before the name, an act or a state of the living behind it. */
function isSeenActing({ tokens: { words } }: Sentence, first: number, last: number): boolean {
  if (!isFreshlyPerceived(words, first)) return false;
  const at = pastAdverbs(words, last + 1);
  const word = words[at] ?? "";
  return isActBase(word) || isActing(word) || isLively(words, at);
}

function isFreshlyPerceived(words: readonly string[], first: number): boolean {
  return (
    isPerceiving(words[first - 1] ?? "") && !["still", "often", "always", "sometimes"].includes(words[first - 2] ?? "")
  );
}

/** "On the landing stands Mira", "there comes Mira": an opening of place, a verb of motion or posture, then the name. */
function comesIn(sentence: Sentence, first: number): boolean {
  const { words } = sentence.tokens;
  if (!COMES_IN.has(words[first - 1] ?? "")) return false;
  const start = clauseStart(sentence, first);
  const opening = words.slice(start, first - 1);
  const [head = ""] = opening;
  const begins = PLACES.has(head) || ["here", "there", "then", "back", "next", "away"].includes(head);
  return begins && !opening.some((word) => NO_SUBJECT_SO_FAR.has(word));
}

/** "It is Mira who finds the door". */
function isItWho(sentence: Sentence, first: number, last: number): boolean {
  const { words } = sentence.tokens;
  if (words[first - 2] !== "it" || !isBe(words[first - 1] ?? "")) return false;
  return ["who", "that"].includes(words[last + 1] ?? "") && isVerbAt(sentence, last + 2, false);
}

const TOLD_OF = new Set("of about after for on over".split(" "));

/** "to Mira, who ties it", "ask Mira, and she points north": an act right behind a name that is no subject. */
function actsBehindName(sentence: Sentence, first: number, last: number): boolean {
  const { tokens, text } = sentence;
  if (TOLD_OF.has(tokens.words[first - 1] ?? "")) return false;
  const next = last + 1;
  if (text[tokens.ends[last] ?? 0] !== "," || tokens.words[next] !== "who") return false;
  const verb = pastAdverbs(tokens.words, next + 1);
  const word = tokens.words[verb] ?? "";
  // Only what happens now: "Mira, who built this house" tells of before.
  return isPresent(word) && isVerbAt(sentence, next + 1, false);
}

function isPresent(word: string): boolean {
  return word.endsWith("s") && word !== "was";
}

/** "The answer comes from Mira", "you follow Mira". */
function isAnsweredOrFollowed(sentence: Sentence, first: number): boolean {
  const { words } = sentence.tokens;
  const before = words[first - 1] ?? "";
  if (WITH_THE_LIVING.has(before)) return true;
  return (
    before === "from" &&
    words.slice(Math.max(clauseStart(sentence, first), first - 6), first).some((word) => GIVEN.has(word))
  );
}

function isVerbAt(sentence: Sentence, from: number, plural: boolean): boolean {
  const { passage, span, tokens } = sentence;
  const { words } = tokens;
  const at = pastAdverbs(words, from);
  const word = words[at] ?? "";
  const next = words[at + 1] ?? "";
  if (isBe(word)) return isDoing(sentence, at + 1);
  if (/^look(?:s|ed)?$/u.test(word)) return AT_SOMETHING.has(next);
  if (/^(?:do|does|did)(?:n't)?$/u.test(word)) return isRefraining(sentence, at);
  if (isPastOnly(word) && isInPresent(passage, span.start)) return false;
  if ((next === "by" && word.endsWith("ed")) || /^(?:not|never|no)$/u.test(next)) return false;
  return isAct(word) || (plural && isActBase(word));
}

/** Behind a form of "to be": what somebody is doing, or how only the living are. */
function isDoing({ tokens: { words } }: Sentence, from: number): boolean {
  const what = pastAdverbs(words, from);
  return isActing(words[what] ?? "") || isLively(words, what) || isLively(words, from);
}

/** "does not look up", and of one who is asked "doesn't answer". */
function isRefraining({ tokens: { words }, text }: Sentence, does: number): boolean {
  const isShort = words[does]?.endsWith("n't") === true;
  if (!isShort && words[does + 1] !== "not") return isActBase(words[does + 1] ?? "");
  const at = pastAdverbs(words, does + (isShort ? 1 : 2));
  const verb = words[at] ?? "";
  if (verb === "look") return AT_SOMETHING.has(words[at + 1] ?? "");
  return REFRAINED.has(verb) || (/^(?:answer|reply)$/u.test(verb) && ASKED.test(text));
}

function isLively(words: readonly string[], at: number): boolean {
  const word = words[at] ?? "";
  if (word === "on") return ON.has(words[at + 1] ?? "");
  if (word === "already" || word === "up") return words[at + 1] === "halfway" || words[at + 1] === "on";
  return LIVELY.has(word);
}

function pastAdverbs(words: readonly string[], from: number): number {
  let at = from;
  while (isPassedOver(words[at] ?? "")) at += 1;
  return at;
}

function isPassedOver(word: string): boolean {
  return PASSED_OVER.has(word) || (word.length > 4 && word.endsWith("ly"));
}

/** Where the verb may stand after a name: behind an insertion between commas, if there is one. */
function afterInsertion({ text, tokens }: Sentence, last: number): number {
  if (text[tokens.ends[last] ?? 0] !== ",") return last + 1;
  for (let at = last + 1; at <= last + LONGEST_INSERTION; at += 1) {
    const end = tokens.ends[at];
    if (end === undefined) break;
    if (text[end] === ",") return at + 1;
  }
  return last + 1;
}

/** For "Mira and Tom walk", "You and Mira walk": where the verb may stand; null when the name stands alone. */
function joinedSubject({ text, tokens }: Sentence, first: number, at: number): number | null {
  if (tokens.words[first - 1] === "and") return at;
  if (tokens.words[at] !== "and") return null;
  let end = at + 1;
  while (
    end < tokens.words.length &&
    end <= at + 3 &&
    /^\p{Lu}/u.test(text.slice(tokens.starts[end], tokens.ends[end]))
  )
    end += 1;
  return end > at + 1 || ["you", "i", "others"].includes(tokens.words[at + 1] ?? "") ? Math.max(end, at + 2) : null;
}

/** Whether the name can be the one who acts: it begins a clause, and no noun before it takes it into a relative one ("the coat Mira wore"). */
function beginsClause({ text, tokens }: Sentence, first: number): boolean {
  if (first === 0) return true;
  const before = tokens.words[first - 1] ?? "";
  const gap = text.slice(tokens.ends[first - 1], tokens.starts[first]);
  if (/[,;:—–!?.…”"(]/u.test(gap)) return true;
  return CLAUSE_BEGINS.has(before) || (before.length > 4 && before.endsWith("ly")) || TITLES.test(before);
}

/** "At the gate Mira waits", "An hour later she comes": nothing but a place or a time stands before, and nobody in it. */
function opensWithPlace(sentence: Sentence, first: number): boolean {
  const { words } = sentence.tokens;
  const start = clauseStart(sentence, first);
  const opening = words.slice(start, first);
  if (opening.length < 2 || opening.length > LONGEST_OPENING) return false;
  if (opening.length <= 4 && TIMES.has(opening.at(-1) ?? "")) return true;
  const isPlace = PLACES.has(opening[0] ?? "") || /^(?:later|after|afterwards)$/u.test(opening.at(-1) ?? "");
  // Beside "you" stands no other subject: "beside you Mira waits".
  return isPlace && !opening.some((word, at) => NO_SUBJECT_SO_FAR.has(word) && !PLACES.has(opening[at - 1] ?? ""));
}

const TITLES =
  /^(?:mr|mrs|miss|ms|sir|lady|lord|captain|doctor|dr|king|queen|prince|princess|old|poor|dear|father|mother|brother|sister)$/u;

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
