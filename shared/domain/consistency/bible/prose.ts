import { type Span, sentenceAround, textOf } from "../sentence.ts";
import { type Tokens, tokenize } from "../tokens.ts";
import { isAct, isActBase, isActing, isBe, SPEECH } from "./verbs.ts";

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
  /^(?:remember\p{L}*|recall\p{L}*|memor\p{L}*|dream\p{L}*|dreamt|ago|ghost\p{L}*|spirit\p{L}*|spectre|portrait\p{L}*|painting|picture|photograph\p{L}*|statue|effigy|alive|flashback|vision\p{L}*|tomb\p{L}*|grave\p{L}*|haunt\p{L}*|imagin\p{L}*|legend\p{L}*|tale|tales|story|stories|song|songs|ballad|used|former|formerly|deceased|corpse|funeral|burial|mourn\p{L}*|diary|letter|letters|journal|reminisc\p{L}*|pretend\p{L}*|illusion|impostor|disguis\p{L}*|wraith|echo|echoes|apparition|phantom|undead|zombie)$/u;
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
const BODY = new Set(
  "voice hand hands fingers fist fists arm arms eyes gaze lips mouth smile grin laugh laughter head foot feet footsteps boots jaw brow shoulders sword blade dagger axe staff bow arrow knife hammer spear".split(
    " ",
  ),
);
const PASSED_OVER = new Set(
  "then also now still just only again soon himself herself themself themselves both slowly quickly suddenly finally".split(
    " ",
  ),
);
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
  if (!beginsClause(sentence, first)) return false;
  if (tokens.words.slice(0, first).some((word) => SUPPOSED.has(word))) return false;
  const possessive = /^['’]s\b/u.test(text.slice(place.end, place.end + 3));
  let at = last + 1;
  if (possessive) {
    // "Mira's left hand closes": at most two words between.
    const body = [at, at + 1, at + 2].find((index) => BODY.has(tokens.words[index] ?? ""));
    return body !== undefined && isVerbAt(sentence, body + 1, false);
  }
  at = afterInsertion(sentence, last);
  const joined = joinedSubject(sentence, first, at);
  return isVerbAt(sentence, joined ?? at, joined !== null);
}

/** Whether the sentence begins with "He", "She" or "They" and says an act of them. */
export function pronounActs(sentence: Sentence, pronouns: ReadonlySet<string>): boolean {
  const [word = ""] = sentence.tokens.words;
  return pronouns.has(word) && isVerbAt(sentence, 1, word === "they");
}

function isVerbAt({ tokens }: Sentence, from: number, plural: boolean): boolean {
  let at = from;
  while (isPassedOver(tokens.words[at] ?? "")) at += 1;
  const word = tokens.words[at] ?? "";
  const next = tokens.words[at + 1] ?? "";
  if (isBe(word)) return isActing(next);
  if (next === "by" && word.endsWith("ed")) return false;
  return isAct(word) || (plural && isActBase(word));
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
