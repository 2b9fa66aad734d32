import { type Span, sentenceAround, textOf } from "../sentence.ts";
import { type Tokens, tokenize } from "../tokens.ts";
import { isAct, isActBase, isActing, isBe, SPEECH, tenseOf } from "./verbs.ts";

/*
 * What a sentence says of somebody whom it names. Everything here resolves or abstains: a memory, a supposition, a relative
 * clause and speech are no narration of the present, and whoever is not clearly the one who acts does not act.
 */

/** A sentence with its words; offsets are the passage's. */
export type Sentence = { readonly span: Span; readonly text: string; readonly tokens: Tokens };

/** The sentence around a place of a text. */
export function sentenceOf(text: string, place: Span): Sentence {
  const span = sentenceAround(text, place);
  const own = textOf(text, span);
  return { span, text: own, tokens: tokenize(own) };
}

/** The sentence before one, in the same paragraph; null for the first. */
export function sentenceBefore(text: string, { span }: Sentence): Sentence | null {
  let at = span.start - 1;
  while (at >= 0 && /[^\S\n]/u.test(text[at] ?? "")) at -= 1;
  if (at < 0 || text[at] === "\n") return null;
  return sentenceOf(text, { start: at, end: at + 1 });
}

/** True when the place stands inside quotation marks: what is said there is somebody's word, not the story's. */
export function isInSpeech(text: string, at: number): boolean {
  const from = text.lastIndexOf("\n", at - 1) + 1;
  let straight = 0;
  let open = 0;
  for (let index = from; index < at; index += 1) {
    const sign = text[index];
    if (sign === '"') straight += 1;
    else if (sign === "“" || sign === "«" || sign === "„") open += 1;
    else if (sign === "”" || sign === "»") open = Math.max(0, open - 1);
  }
  return open > 0 || straight % 2 === 1;
}

const PAST_OR_FANCY =
  /^(?:remember\p{L}*|recall\p{L}*|memor\p{L}*|dream\p{L}*|dreamt|ago|ghost\p{L}*|spirit\p{L}*|spectre|portrait\p{L}*|painting|picture|photograph\p{L}*|statue|effigy|alive|flashback|vision\p{L}*|tomb\p{L}*|grave\p{L}*|haunt\p{L}*|imagin\p{L}*|legend\p{L}*|tale|tales|story|stories|song|songs|ballad|used|former|formerly|deceased|corpse|funeral|burial|mourn\p{L}*|diary|letter|letters|journal|reminisc\p{L}*|pretend\p{L}*|illusion|impostor|disguis\p{L}*|wraith|echo|echoes|apparition|phantom|undead|zombie|dead|died|death|lifeless|bier|coffin|casket|shroud\p{L}*|pyre|ashes|urn|headstone|gravestone|epitaph|nightmare\p{L}*|hallucinat\p{L}*|mirage|yesterday|childhood|namesake|mural|tapestry|carving|sketch|drawing|actor|actress|puppet|recount\p{L}*|lookalike)$/u;
const SUPPOSED = new Set(
  "if once would could might had unless whether wished wish perhaps maybe that which who whom whose what how why where since after before until till because than like never not".split(
    " ",
  ),
);

/** True when a sentence speaks of what was, is dreamt, told or depicted: nothing in it is the story's present. */
export function isMemory({ tokens }: Sentence): boolean {
  return tokens.words.some((word) => PAST_OR_FANCY.test(word));
}

const CLAUSE_BEGINS = new Set(
  "and but then as while when so now yet suddenly again here there meanwhile finally today tonight still even only for".split(
    " ",
  ),
);
/** What only the living have: that it is there says enough. */
const SIGNS_OF_LIFE = new Set(
  "voice laugh laughter whisper shout cry breath breathing footstep footsteps tread smile grin gaze glance nod wink shrug sigh answer reply grip".split(
    " ",
  ),
);
const BODY = new Set(
  "hand hands finger fingers thumb fist fists palm arm arms elbow eyes eyebrow eyebrows lips mouth head foot feet boots jaw chin brow shoulder shoulders knee knees sword blade dagger axe staff bow arrow knife hammer spear".split(
    " ",
  ),
);
/** What a limb does by its weight alone. */
const INERT = new Set(
  "falls fell hangs hung dangles dangled lolls lolled slides slid rolls rolled slips slipped drops dropped".split(" "),
);
const PASSED_OVER = new Set(
  "then also now still just only again soon already always never himself herself themself themselves both all".split(
    " ",
  ),
);
/** "She looks tired" says how she is; "she looks up" what she does. */
const LOOKING = /^(?:looks?|looked)$/u;
const WHITHER = new Set(
  "at up down away over around round back toward towards from to into past through out along about for".split(" "),
);
/** "Mira hands you the key": nouns, unless somebody is behind them. */
const NOUN_OR_VERB = new Set("hands eyes lets".split(" "));
const RECEIVERS = new Set("you him her it them me us the a over back".split(" "));
const DENIALS = new Set("doesn't does didn't did don't won't will".split(" "));
const PERCEIVED = new Set(
  "see sees saw watch watches watched hear hears heard feel feels felt notice notices noticed catch catches caught find finds spot spots spotted let lets".split(
    " ",
  ),
);
/** Words that open a sentence with where or how, before its subject. */
const OPENERS = new Set(
  "beside behind across near from at in on under outside inside ahead above below with without by over through to opposite between down up out off beyond around against".split(
    " ",
  ),
);
/** Words between such an opener and the name at most. */
const LONGEST_OPENING = 8;
/** Words between a name and its verb at most ("Mira, her cloak still wet, walks in"). */
const LONGEST_INSERTION = 9;

/**
 * Whether the sentence says that the one named at `place` (offsets of the passage) acts or speaks now. Looks at the words around the name alone;
 * memories are for `isMemory`.
 */
export function actsNow(text: string, sentence: Sentence, place: Span): boolean {
  const { tokens, span } = sentence;
  const first = tokenAt(tokens, place.start - span.start);
  const last = tokenEndingAt(tokens, place.end - span.start);
  if (first < 0 || last < 0) return false;
  if (isSpeakerLabel(text, place)) return true;
  if (isSaidToSpeak(text, sentence, first, place)) return true;
  if (isPerceivedActing(sentence, first, last) || isWhoActs(text, sentence, place, first, last)) return true;
  if (!beginsClause(sentence, first) && !isOpened(sentence, first, last)) return false;
  if (tokens.words.slice(0, first).some((word) => SUPPOSED.has(word))) return false;
  // "As Mira taught you" tells of long ago, "as Mira pours the wine" of now.
  if (tokens.words[first - 1] === "as" && tenseOf(tokens.words[last + 1] ?? "") === "past") return false;
  if (/^['’]s\b/u.test(text.slice(place.end, place.end + 3))) return hasLiving(sentence, last + 1);
  const at = afterInsertion(sentence, last);
  const joined = joinedSubject(sentence, first, at);
  return isVerbAt(sentence, joined ?? at, joined !== null);
}

/** "Mira's left hand closes", "Mira's voice is low": at most two words between. */
function hasLiving(sentence: Sentence, from: number): boolean {
  const { words } = sentence.tokens;
  const at = [from, from + 1, from + 2].find(
    (index) => BODY.has(words[index] ?? "") || SIGNS_OF_LIFE.has(words[index] ?? ""),
  );
  if (at === undefined) return false;
  const next = words[at + 1] ?? "";
  if (SIGNS_OF_LIFE.has(words[at] ?? "")) return isBe(next) || isVerbAt(sentence, at + 1, false);
  return !INERT.has(next) && isVerbAt(sentence, at + 1, false);
}

/** What "she" and "her" are for somebody. */
export type Pronouns = { readonly subject: string; readonly possessive: string };

/**
 * Where the sentence says an act of somebody by a pronoun: at its beginning ("She turns", "Then she turns", "Her hand closes"), or behind
 * `from`, a token, in a clause of its own (", and she waves"). Null where it says none.
 */
export function pronounAct(sentence: Sentence, { subject, possessive }: Pronouns, from: number | null): Span | null {
  const { words, starts, ends } = sentence.tokens;
  const isPlural = subject === "they";
  for (const [at, word] of words.entries()) {
    if (from !== null && at <= from) continue;
    if (from === null && at > 0 && !words.slice(0, at).every(isLeadIn)) break;
    if (from !== null && !beginsClause(sentence, at)) continue;
    const isContracted = /^['’]s\b/u.test(sentence.text.slice(ends[at]));
    const says =
      word === subject
        ? isContracted
          ? isActingAt(words, at + 1)
          : isVerbAt(sentence, at + 1, isPlural)
        : word === possessive && from === null && hasLiving(sentence, at + 1);
    if (says) return { start: sentence.span.start + (starts[at] ?? 0), end: sentence.span.start + (ends[at] ?? 0) };
  }
  return null;
}

function isLeadIn(word: string): boolean {
  return CLAUSE_BEGINS.has(word) || (word.length > 4 && word.endsWith("ly"));
}

function isVerbAt({ tokens: { words } }: Sentence, from: number, plural: boolean): boolean {
  let at = from;
  while (isPassedOver(words[at] ?? "")) at += 1;
  const word = words[at] ?? "";
  const next = words[at + 1] ?? "";
  if (isBe(word)) return isActingAt(words, at + 1);
  if (DENIALS.has(word)) return isActBase(next === "not" ? (words[at + 2] ?? "") : next);
  if (LOOKING.test(word)) return WHITHER.has(next);
  if (NOUN_OR_VERB.has(word)) return RECEIVERS.has(next);
  if (next === "by" && word.endsWith("ed")) return false;
  return isAct(word) || (plural && isActBase(word));
}

/** "is already sharpening": the -ing behind the words that may stand between. */
function isActingAt(words: readonly string[], from: number): boolean {
  let at = from;
  while (isPassedOver(words[at] ?? "") || words[at] === "not") at += 1;
  return isActing(words[at] ?? "");
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

/** "You watch Mira climb", "you hear Mira calling". */
function isPerceivedActing({ tokens: { words } }: Sentence, first: number, last: number): boolean {
  const next = words[last + 1] ?? "";
  return (
    PERCEIVED.has(words[first - 1] ?? "") &&
    (isActBase(next) || isActing(next)) &&
    !words.slice(0, first).some((word) => SUPPOSED.has(word))
  );
}

/** "You turn to Mira, who shrugs"; whoever is only thought or spoken of does nothing. */
function isWhoActs(text: string, sentence: Sentence, place: Span, first: number, last: number): boolean {
  const { words } = sentence.tokens;
  if (!/^, who\b/u.test(text.slice(place.end, place.end + 5)) || /^(?:of|about|for)$/u.test(words[first - 1] ?? ""))
    return false;
  return !words.slice(0, first).some((word) => SUPPOSED.has(word)) && isVerbAt(sentence, last + 2, false);
}

/** "From the balcony Mira waves": where or how, then the name; "the coat Mira wore" has no such opener, and "in the coat Mira wore you look well" goes on with another subject. */
function isOpened({ text, tokens: { words, starts } }: Sentence, first: number, last: number): boolean {
  if (first > LONGEST_OPENING || !OPENERS.has(words[0] ?? "")) return false;
  if (/[,;:—–]/u.test(text.slice(0, starts[first]))) return false;
  if (words.slice(1, first).some((word) => isBe(word) || (isAct(word) && !word.endsWith("s")))) return false;
  return !words
    .slice(last + 1)
    .some(
      (word, at, rest) =>
        /^(?:you|i|we)$/u.test(word) && isActBase(rest[at + 1] ?? "") && !WHITHER.has(rest[at + 1] ?? ""),
    );
}

const TITLES =
  /^(?:mr|mrs|miss|ms|sir|lady|lord|captain|doctor|dr|king|queen|prince|princess|old|young|poor|dear|little|father|mother|brother|sister)$/u;

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

function tokenAt({ starts }: Tokens, start: number): number {
  return starts.indexOf(start);
}

function tokenEndingAt({ ends }: Tokens, end: number): number {
  return ends.indexOf(end);
}
