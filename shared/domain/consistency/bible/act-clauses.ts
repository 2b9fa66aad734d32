import { PREPOSITIONS } from "./grammar-words.ts";
import type { Sentence } from "./prose.ts";
import { clauseStart, isPerceiving } from "./unreal.ts";

/*
 * Where in a sentence somebody can be the subject of a clause, and where behind them its verb may stand. No tagger: a clause
 * begins behind a sign, a conjunction, an adverb, or an opening that tells a place or a time.
 */

const CLAUSE_BEGINS = new Set(
  "and but then as while when whenever so now yet suddenly again here there meanwhile finally today tonight still even only for because though although whereupon before after until once since till or until".split(
    " ",
  ),
);
/** Ends an opening of time: "the next morning Mira wakes", "by the time you come Mira has gone". */
const TIMES = new Set(
  "morning afternoon evening night day noon dawn dusk time moment more again hour minute week later second instant".split(
    " ",
  ),
);
const NO_SUBJECT_SO_FAR = new Set("you i we he she it they who that which is was are were".split(" "));
const LONGEST_OPENING = 8;
const PASSED_OVER = new Set(
  "then also now still just only again soon too first once himself herself themself themselves both slowly quickly suddenly finally already never meanwhile instead all even".split(
    " ",
  ),
);
/** Words between a name and its verb at most ("Mira, her cloak still wet, walks in"). */
const LONGEST_INSERTION = 16;
const TITLES =
  /^(?:mr|mrs|miss|ms|sir|lady|lord|captain|doctor|dr|king|queen|prince|princess|old|poor|dear|father|mother|brother|sister)$/u;

/** Whether the name can be the one who acts: it begins a clause, and no noun before it takes it into a relative one ("the coat Mira wore"). */
export function beginsClause({ text, tokens }: Sentence, first: number): boolean {
  if (first === 0) return true;
  const before = tokens.words[first - 1] ?? "";
  const gap = text.slice(tokens.ends[first - 1], tokens.starts[first]);
  if (/[,;:—–!?.…”"(]/u.test(gap)) return true;
  if (before === "that")
    return isPerceiving(tokens.words[first - 2] ?? "") || tokens.words.slice(0, first).includes("so");
  if (TIMES.has(before) && /^(?:the|each|every|any|next)$/u.test(tokens.words[first - 2] ?? "")) return true;
  return CLAUSE_BEGINS.has(before) || (before.length > 4 && before.endsWith("ly")) || TITLES.test(before);
}

/** "At the gate Mira waits", "An hour later she comes": nothing but a place or a time stands before, and nobody in it. */
export function opensWithPlace(sentence: Sentence, first: number): boolean {
  const { words } = sentence.tokens;
  const start = clauseStart(sentence, first);
  const opening = words.slice(start, first);
  if (opening.length < 2 || opening.length > LONGEST_OPENING) return false;
  if (opening.length <= 4 && TIMES.has(opening.at(-1) ?? "")) return true;
  const isPlace =
    PREPOSITIONS.has(opening[0] ?? "") || /^(?:later|after|afterwards|halfway)$/u.test(opening.at(-1) ?? "");
  const isBeyond = /^(?:halfway|back|somewhere|high|far|deep|close|low)$/u.test(opening[0] ?? "");
  // Beside "you" stands no other subject: "beside you Mira waits".
  return (
    (isPlace || isBeyond) &&
    !/^(?:of|about|like|than|for)$/u.test(opening[0] ?? "") &&
    !PREPOSITIONS.has(opening.at(-1) ?? "") &&
    !opening.some((word, at) => NO_SUBJECT_SO_FAR.has(word) && !PREPOSITIONS.has(opening[at - 1] ?? ""))
  );
}

/** Where the verb may stand after a name: behind an insertion between commas or dashes, if there is one. */
export function afterInsertion({ text, tokens }: Sentence, last: number): number {
  const sign = /^(?:,| ?[—–])/u.exec(text.slice(tokens.ends[last], tokens.starts[last + 1]))?.[0].trim();
  if (sign === undefined) return last + 1;
  for (let at = last + 1; at <= last + LONGEST_INSERTION; at += 1) {
    const end = tokens.ends[at];
    if (end === undefined) break;
    if (
      text
        .slice(end, tokens.starts[at + 1])
        .trimStart()
        .startsWith(sign)
    )
      return at + 1;
  }
  return last + 1;
}

/** For "Mira and Tom walk", "You and Mira walk": where the verb may stand; null when the name stands alone. */
export function joinedSubject({ text, tokens }: Sentence, first: number, at: number): number | null {
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

/** The token behind adverbs. */
export function pastAdverbs(words: readonly string[], from: number): number {
  let at = from;
  while (isPassedOver(words[at] ?? "")) at += 1;
  return at;
}

function isPassedOver(word: string): boolean {
  return PASSED_OVER.has(word) || (word.length > 4 && word.endsWith("ly"));
}

/** True when a verb of perceiving stands right before a token, and of now. */
export function isFreshlyPerceived(words: readonly string[], first: number): boolean {
  const verb = words[first - 1] ?? "";
  return (
    (isPerceiving(verb) || /^(?:leaves?|leaving|left|keeps?|catch|catches|caught)$/u.test(verb)) &&
    !["still", "often", "always", "sometimes"].includes(words[first - 2] ?? "")
  );
}
