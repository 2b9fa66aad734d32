import { doubleMetaphone } from "double-metaphone";
import { distance } from "fastest-levenshtein";

import { isOrdinaryWord } from "../english-words.ts";
import type { NameMention } from "../extract.ts";
import { SHORTEST_COMPARED_UNITS } from "../name-index.ts";
import { LEAST_STEPS_OF_NAME } from "../recurring.ts";
import type { Draft, Rule } from "../rule.ts";
import type { Delta, RunIndex } from "../run-index.ts";
import { sentenceAround, sentenceWords } from "../sentence.ts";
import type { StepId } from "../../ids.ts";

/*
 * A rare spelling beside a frequent one. Two names that both recur are two people (Celia and Cecilia), so the rule
 * asks for a steep imbalance: the usual name must stand several times for each time the other does. It abstains
 * where the other is an ordinary word, stands in lower case anywhere, is a plural, a demonym or a pet form of
 * the usual name, or shares a sentence with it (a sentence spells a name one way; two spellings there are two people).
 */

/** The least that the usual name must stand in the run, however rare the other is. */
const LEAST_USUAL_MENTIONS = 8;
/** How often the usual name stands for each slip: a spelling that drifts keeps the sound; one that changes it needs more of a proof. */
const MENTIONS_FOR_EACH_SLIP = { sameSound: 8, otherSound: 15 };
/** A spelling that comes back more often than this is somebody's name. */
const MOST_SLIPS = 20;
/** Two letters' difference needs a longer name and the same sound. */
const SHORTEST_FOR_TWO_LETTERS = 6;

/** Name variants among recurring names, without a bible (consistency, section 1b). */
export const nameVariant: Rule = {
  id: "text/name-variant",
  version: 1,
  meta: {
    title: "A name spelled two ways",
    why: "Over hundreds of steps a name drifts, and a search for it then misses a part of its story.",
    example: "“Lidgate” in step 190 where the run writes “Lydgate” 985 times.",
    needs: "",
  },
  followsOrder: true,

  keysFor(delta: Delta): Set<string> {
    return withNeighbours(delta);
  },

  run(index: RunIndex, name: string): readonly Draft[] {
    const usual = usualFor(index, name);
    if (usual === null || shareSentence(index, name, usual)) return [];
    return mentionsInOrder(index, name).map(([id, mention]) => draft(index, id, mention, usual, name));
  },

  unchecked(index: RunIndex): string | null {
    for (const name of index.names.all()) if (isRecurringName(index, name)) return null;
    return "no name recurs in the run, so there is none to compare with";
  },
};

/** The names that a change touches, and those that look or sound like them. */
export function withNeighbours({ index: { names }, names: touched, bible }: Delta): Set<string> {
  const keys = new Set([...touched, ...(bible?.words ?? [])]);
  const around = [...keys].flatMap((key) => names.neighbours(key));
  for (const other of around) keys.add(other);
  return keys;
}

/** The frequent name of which `name` is a rare spelling, or null. */
export function usualFor(index: RunIndex, name: string): string | null {
  const slips = total(index, name);
  if (isKnownName(index, name)) return null;
  if (slips === 0 || slips > MOST_SLIPS || name.length < SHORTEST_COMPARED_UNITS) return null;
  if (isOrdinaryWord(name) || index.word(name).lower > 0 || /(.)\1\1/u.test(name) || /\p{N}/u.test(name)) return null;
  let best: { readonly name: string; readonly letters: number; readonly mentions: number } | null = null;
  for (const other of index.names.neighbours(name)) {
    const mentions = total(index, other);
    const forEach = soundAlike(name, other) ? MENTIONS_FOR_EACH_SLIP.sameSound : MENTIONS_FOR_EACH_SLIP.otherSound;
    if (mentions < Math.max(LEAST_USUAL_MENTIONS, slips * forEach) || !isRecurringName(index, other)) continue;
    const letters = lettersApart(name, other);
    if (letters === null || isDerived(name, other) || isDerived(other, name)) continue;
    if (best === null || letters < best.letters || (letters === best.letters && mentions > best.mentions)) {
      best = { name: other, letters, mentions };
    }
  }
  return best?.name ?? null;
}

/** True for a word of a name of the bible: it is no slip, whatever it looks like. Former names are left to the rule that knows them. */
export function isKnownName({ bible: { matcher, former } }: RunIndex, name: string): boolean {
  return matcher.isNameWord(name) || former.isNameWord(name);
}

/** How often a folded word stands with a capital. */
export function total(index: RunIndex, name: string): number {
  const counts = index.names.counts(name);
  return counts.mid + counts.initial + counts.upper;
}

/** True for a word that has capitals where only names have them, in several steps, and is hardly ever written small. */
export function isRecurringName(index: RunIndex, name: string): boolean {
  const { mid, initial, upper } = index.names.counts(name);
  const all = mid + initial + upper;
  if (index.names.places(name).size < LEAST_STEPS_OF_NAME) return false;
  const lower = index.word(name).lower;
  return (mid >= 3 || upper >= 3) && lower * 10 <= (isOrdinaryWord(name) ? mid : all);
}

/** How many letters apart two spellings are (a swap of neighbours counts as one), or null when they are two names to any reader. */
export function lettersApart(left: string, right: string): 1 | 2 | null {
  const shorter = Math.min(left.length, right.length);
  if (shorter < SHORTEST_COMPARED_UNITS || Math.abs(left.length - right.length) > 2) return null;
  const letters = distance(left, right);
  const sameBeginning = left[0] === right[0];
  if (letters === 1 || (letters === 2 && isSwap(left, right)))
    return sameBeginning || soundAlike(left, right) ? 1 : null;
  return letters === 2 && shorter >= SHORTEST_FOR_TWO_LETTERS && sameBeginning && soundAlike(left, right) ? 2 : null;
}

function isSwap(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let at = 0;
  while (left[at] === right[at]) at += 1;
  return left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2);
}

/** Whether two names may sound the same. */
export function soundAlike(left: string, right: string): boolean {
  const codes = doubleMetaphone(left);
  return doubleMetaphone(right).some((code) => codes.includes(code));
}

/** "Lydgates", "Indian", "Germany", "Danny" beside "Lydgate", "India", "German", "Dann": made from the other, not a slip of it. */
export function isDerived(longer: string, base: string): boolean {
  if (!longer.startsWith(base)) return longer.endsWith("ies") && base === `${longer.slice(0, -3)}y`;
  const ending = longer.slice(base.length);
  return ["s", "es", "y", "ie", "i", "'s"].includes(ending) || (["n", "ns"].includes(ending) && base.endsWith("a"));
}

/** A name’s mentions in the order of the run. */
export function mentionsInOrder(index: RunIndex, name: string): (readonly [StepId, NameMention])[] {
  const steps = [...index.names.places(name)].toSorted(
    ([left], [right]) => index.position(left) - index.position(right),
  );
  return steps.flatMap(([id, mentions]) => mentions.map((mention) => [id, mention] as const));
}

/** Whether two names stand in one sentence: then they are two people. */
export function shareSentence(index: RunIndex, name: string, usual: string): boolean {
  return mentionsInOrder(index, name).some(([id, mention]) => {
    if (!index.names.places(usual).has(id)) return false;
    const text = index.record(id)?.passages[mention.passage]?.text ?? "";
    return sentenceWords(text, sentenceAround(text, mention)).includes(usual);
  });
}

function draft(index: RunIndex, id: StepId, mention: NameMention, usual: string, name: string): Draft {
  const [usualId, usualMention] = nearest(index, usual, index.position(id)) ?? [id, mention];
  const written = spelling(index, id, mention);
  const usually = spelling(index, usualId, usualMention);
  return {
    claim: `“${written}” may be a slip for “${usually}”, as the run writes ${total(index, usual)} times.`,
    entity: usually,
    subject: `${usual}|${name}`,
    severity: "warning",
    evidence: [
      { id, at: { passage: mention.passage }, focus: mention, quote: "sentence", isAnchor: true },
      { id: usualId, at: { passage: usualMention.passage }, focus: usualMention, quote: "sentence", isAnchor: false },
    ],
  };
}

/** The mention in the step nearest to `position`, of two as near the earlier; ordinary capitals before all capitals. */
export function nearest(index: RunIndex, name: string, position: number): readonly [StepId, NameMention] | null {
  let best: readonly [StepId, NameMention] | null = null;
  let bestDistance = Infinity;
  for (const [id, mentions] of index.names.places(name)) {
    const away = index.position(id) - position;
    const distanceToIt = Math.abs(away) * 2 + (away > 0 ? 1 : 0);
    const mention = mentions.find(({ kind }) => kind !== "upper") ?? mentions[0];
    if (mention === undefined || distanceToIt >= bestDistance) continue;
    best = [id, mention];
    bestDistance = distanceToIt;
  }
  return best;
}

/** A name as written at a mention; one in all capitals (a speaker's line) with only the first letter large. */
export function spelling(index: RunIndex, id: StepId, mention: NameMention): string {
  const text = index.record(id)?.passages[mention.passage]?.text.slice(mention.start, mention.end) ?? "";
  return mention.kind === "upper" ? text.slice(0, 1) + text.slice(1).toLowerCase() : text;
}
