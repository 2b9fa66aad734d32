import type { BibleId, Entity, Fact } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import { foldValue, holdsAt } from "../bible/bible-index.ts";
import { contradicts, isClaim, lookOf, lookOfBody, lookOfCompound } from "../bible/looks.ts";
import type { Mention } from "../bible/mentions.ts";
import { textKeys } from "../bible/keys.ts";
import { confirmedPlace } from "../bible/places.ts";
import { hasStranger } from "../bible/strangers.ts";
import { isInSpeech, isMemory, type Sentence, sentenceBefore, sentenceOf } from "../bible/prose.ts";
import { isStory, type Passage } from "../passage.ts";
import type { Draft, Rule } from "../rule.ts";
import type { RunIndex } from "../run-index.ts";
import type { Span } from "../sentence.ts";

/*
 * Prose that gives somebody another look than the author has confirmed. The words that carry a look ("eyes", "braid",
 * "-haired") are looked for where the step names somebody with such a fact; then the owner must be plain: the name's own
 * possessive, the name right behind the compound, "with" behind the name, or the only person of the pronoun's sex in
 * this sentence and the one before. Otherwise the rule abstains ("Mira's sister had blue eyes").
 */

/** An attribute in prose against a confirmed fact (consistency, section 3). */
export const attribute: Rule = {
  id: "text/attribute",
  version: 1,
  meta: {
    title: "Another look than confirmed",
    why: "Eyes and hair change colour over a thousand steps without anybody having meant it.",
    example: "Mira’s eyes are green since step 12; in step 700 “her brown eyes narrowed.”",
    needs: "a fact about eyes, hair or beard that the author has confirmed",
  },
  followsOrder: true,

  keysFor: (delta) => textKeys(delta, (entity) => lookFacts(entity).length > 0),

  run(index: RunIndex, key: string): readonly Draft[] {
    const record = index.record(key);
    if (record === null) return [];
    const { id } = record.step;
    const mentions = index.mentions.in(id);
    if (!mentions.some(({ entity }) => hasLookFact(index, entity))) return [];
    if (index.bible.isAside(id)) return [];
    return record.passages.flatMap((passage, at) =>
      isStory(passage)
        ? claimsIn(
            passage,
            mentions.filter((each) => each.passage === at),
            index,
          ).flatMap((claim) => contradiction(index, id, at, claim))
        : [],
    );
  },

  unchecked(index: RunIndex): string | null {
    const { entities } = index.bible.bible;
    if (entities.length === 0) return "no bible: no fact is confirmed";
    return entities.some((entity) => lookFacts(entity).length > 0)
      ? null
      : "no fact about eyes, hair or beard is confirmed";
  },
};

function lookFacts(entity: Entity): { readonly fact: Fact; readonly look: string }[] {
  return entity.facts.flatMap((fact) => {
    const look = lookOf(foldValue(fact.attribute));
    return look === null ? [] : [{ fact, look }];
  });
}

function hasLookFact(index: RunIndex, id: BibleId): boolean {
  const entity = index.bible.entity(id);
  return entity !== undefined && lookFacts(entity).length > 0;
}

function contradiction(index: RunIndex, id: StepId, passage: number, claim: Claim): Draft[] {
  const entity = index.bible.entity(claim.entity);
  if (entity === undefined) return [];
  const position = index.position(id);
  const holding = lookFacts(entity).filter(
    ({ fact, look }) => look === claim.look && holdsAt(fact, position, (step) => index.position(step)),
  );
  // Of two facts that both hold (a fault of the bible itself) either may be meant.
  if (holding.length === 0 || holding.some(({ fact }) => !contradicts(claim.look, fact.value, claim.word))) return [];
  const [{ fact } = { fact: undefined }] = holding;
  const confirmed = fact === undefined ? null : confirmedPlace(index, fact.from, entity.id, fact.quote);
  if (fact === undefined || confirmed === null) return [];
  const here = { id, at: { passage }, focus: claim.focus, quote: "sentence" as const, isAnchor: true };
  return [
    {
      claim: `${entity.name}: ${fact.attribute} “${fact.value}” is confirmed, and here it reads “${claim.word}”.`,
      entity: entity.id,
      subject: `${entity.id}|${foldValue(fact.attribute)}|${foldValue(fact.value)}|${claim.word}`,
      severity: "warning",
      followed: { entity: entity.id, what: { kind: "fact", attribute: fact.attribute, value: claim.word } },
      evidence: fact.from === id ? [here] : [confirmed, here],
    },
  ];
}

/** What a text says of somebody's look: the colour's place is the focus. */
export type Claim = { readonly entity: BibleId; readonly look: string; readonly word: string; readonly focus: Span };

const PRONOUNS: Readonly<Record<string, "f" | "m">> = { her: "f", his: "m", she: "f", he: "m" };
const LINKS = new Set("were are was is had has looked shone gleamed seemed flashed turned".split(" "));
const NOT_HERS = new Set(
  "not never no nor neither if like dyed dye dyes wig mask disguise illusion glamour glamoured contact borrowed painted lens lenses shadow firelight blood tears".split(
    " ",
  ),
);
/** Words that may stand between the word of the body and its colour ("eyes, the deep blue of", "hair a warm brown"). */
const BEFORE_COLOUR = new Set(
  "as a an the of so very quite pale palest deep dark light bright clear startling striking vivid warm cold soft rich same still wide large and fine thick long short".split(
    " ",
  ),
);
/** Words between the word of the body and its colour at most. */
const MOST_BEFORE_COLOUR = 5;
/** Words between a possessive and the body's word at most ("her long, very dark brown hair"). */
const MOST_ADJECTIVES = 5;

/** What a text of the story says plainly of the looks of those whom it names (`mentions`: those of this text). */
export function claimsIn({ text }: Passage, mentions: readonly Mention[], index: RunIndex): Claim[] {
  if (mentions.length === 0) return [];
  const claims: Claim[] = [];
  for (const match of text.matchAll(BODY_WORDS)) {
    const place = { start: match.index, end: match.index + match[0].length };
    if (isInSpeech(text, place.start)) continue;
    const sentence = sentenceOf(text, place);
    if (isMemory(sentence) || sentence.tokens.words.some((word) => NOT_HERS.has(word))) continue;
    const claim = claimAt(text, sentence, place, mentions, index);
    // "A strand of blond hair" has one colour for two words of the body.
    const isKnown = claim !== null && claims.some(({ focus }) => focus.end > claim.focus.start);
    if (claim !== null && !isKnown) claims.push(claim);
  }
  return claims;
}

const BODY_WORDS =
  /(?<![\p{L}\p{M}])(?:eyes?|irises|gaze|hair|locks?|curls?|braids?|plaits?|strands?|ponytail|fringe|mane|tresses|beard|moustache|mustache|whiskers|eyed|haired|bearded)(?![\p{L}\p{M}])/giu;

function claimAt(
  text: string,
  sentence: Sentence,
  place: Span,
  mentions: readonly Mention[],
  index: RunIndex,
): Claim | null {
  const { tokens, span } = sentence;
  const body = tokens.starts.indexOf(place.start - span.start);
  const word = tokens.words[body] ?? "";
  const compound = lookOfCompound(word);
  const look = compound ?? lookOfBody(word);
  if (look === null) return null;
  const colour = compound === null ? colourOf(sentence, body, look) : colourAt(sentence, body - 1, look);
  if (colour === null) return null;
  const entity =
    compound === null ? ownerOf(text, sentence, body, mentions, index) : namedBehind(sentence, body, mentions);
  if (entity === null) return null;
  const focus = { start: span.start + (tokens.starts[colour] ?? 0), end: span.start + (tokens.ends[body] ?? 0) };
  const start = Math.min(focus.start, place.start);
  const end = Math.max(span.start + (tokens.ends[colour] ?? 0), focus.end);
  return { entity, look, word: tokens.words[colour] ?? "", focus: { start, end } };
}

/** The colour that the sentence gives the word of the body: right before it among its adjectives, or behind "were". */
function colourOf(sentence: Sentence, body: number, look: string): number | null {
  const { tokens, text } = sentence;
  for (let at = body - 1; at >= Math.max(0, body - MOST_ADJECTIVES); at -= 1) {
    const gap = text.slice(tokens.ends[at], tokens.starts[at + 1]);
    if (!/^(?:,? |-)$/u.test(gap)) break;
    if (colourAt(sentence, at, look) !== null) return at;
    if (PRONOUNS[tokens.words[at] ?? ""] !== undefined) break;
  }
  return colourBehind(sentence, body, look) ?? colourOfThat(sentence, body, look);
}

/** "eyes were a warm brown", "eyes, brown and tired", "hair as red as rust", "eyes meet yours, and they are brown". */
function colourBehind({ tokens: { words, ends }, text }: Sentence, body: number, look: string): number | null {
  let at = behindThey(words, body) ?? body + 1;
  if (LINKS.has(words[at] ?? "")) at += 1;
  else if (at === body + 1 && !/^[,—–]|^ (?:as|a|an|of|so|the)\b/u.test(text.slice(ends[body] ?? 0))) return null;
  for (let seen = 0; seen <= MOST_BEFORE_COLOUR; seen += 1, at += 1) {
    if (isClaim(look, words[at] ?? "")) return at;
    if (!BEFORE_COLOUR.has(words[at] ?? "") && !/\p{L}{3,}ly$/u.test(words[at] ?? "")) return null;
  }
  return null;
}

/** Where "they are" ends, if it stands soon behind. */
function behindThey(words: readonly string[], body: number): number | null {
  for (let at = body + 1; at <= body + 6; at += 1)
    if (/^(?:they|it)$/u.test(words[at] ?? "") && LINKS.has(words[at + 1] ?? "")) return at + 2;
  return null;
}

/** "the blue of her eyes", "the gold in Mira's hair": the colour before "of" or "in". */
function colourOfThat({ tokens: { words } }: Sentence, body: number, look: string): number | null {
  for (let at = body - 1; at >= Math.max(1, body - 4); at -= 1)
    if (/^(?:of|in)$/u.test(words[at] ?? "") && words[at - 1] !== undefined)
      return isClaim(look, words[at - 1] ?? "") ? at - 1 : null;
  return null;
}

function colourAt({ tokens }: Sentence, at: number, look: string): number | null {
  return isClaim(look, tokens.words[at] ?? "") ? at : null;
}

/** Whose the word of the body is, if the text says it plainly. */
function ownerOf(
  text: string,
  sentence: Sentence,
  body: number,
  mentions: readonly Mention[],
  index: RunIndex,
): BibleId | null {
  const { tokens, span } = sentence;
  for (let at = body - 1; at >= Math.max(0, body - MOST_ADJECTIVES - 1); at -= 1) {
    const start = span.start + (tokens.starts[at] ?? 0);
    const end = span.start + (tokens.ends[at] ?? 0);
    const mention = mentions.find((each) => each.start <= start && each.end >= end);
    if (mention !== undefined && mention.end === end)
      return /^['’](?:s\b)?/u.test(text.slice(end, end + 3)) ? mention.entity : body - at <= 4 ? mention.entity : null;
    if (/^['’]s\b/u.test(text.slice(end, end + 3)) || OF_ANYBODY.has(tokens.words[at] ?? "")) break;
    const sex = PRONOUNS[tokens.words[at] ?? ""];
    if (sex !== undefined) return onlyOneOf(sex, text, sentence, at, mentions, index);
    if (tokens.words[at] === "with" || tokens.words[at] === "had" || tokens.words[at] === "has")
      return subjectBefore(sentence, at, mentions, index);
  }
  return ownerBehind(text, sentence, body, mentions, index);
}

/** Whose these are, the sentence has not said before the word of the body. */
const OF_ANYBODY = new Set("the your my its their this that those these another some no".split(" "));
const WHERE_HAIR_FALLS = new Set(
  "face shoulder shoulders brow eyes forehead cheek cheeks back neck temple temples collar hood".split(" "),
);
/** Words between the word of the body and the place where it falls at most. */
const MOST_TO_PLACE = 6;

/** "A strand of blond hair falls over Mira's face": the owner of the face behind it. */
function ownerBehind(
  text: string,
  sentence: Sentence,
  body: number,
  mentions: readonly Mention[],
  index: RunIndex,
): BibleId | null {
  const { tokens, span } = sentence;
  for (let at = body + 1; at <= body + MOST_TO_PLACE; at += 1) {
    if (!WHERE_HAIR_FALLS.has(tokens.words[at + 1] ?? "")) continue;
    const sex = PRONOUNS[tokens.words[at] ?? ""];
    if (sex !== undefined) return onlyOneOf(sex, text, sentence, at, mentions, index);
    const end = span.start + (tokens.ends[at] ?? 0);
    return /^['’]s\b/u.test(text.slice(end, end + 3))
      ? (mentions.find((each) => each.end === end)?.entity ?? null)
      : null;
  }
  return null;
}

/** "Mira had green eyes": the name stands right before the verb. */
function subjectBefore(sentence: Sentence, at: number, mentions: readonly Mention[], index: RunIndex): BibleId | null {
  const { tokens, span, text } = sentence;
  const before = tokens.words[at - 1] ?? "";
  const end = span.start + (tokens.ends[at - 1] ?? 0);
  if (/^['’]s\b/u.test(text.slice(tokens.ends[at - 1], (tokens.ends[at - 1] ?? 0) + 3))) return null;
  const sex = PRONOUNS[before];
  if (sex !== undefined) return onlyOneOf(sex, text, sentence, at - 1, mentions, index);
  const mention = mentions.find((each) => each.end === end);
  return mention === undefined || isAfterPreposition(sentence, mention) ? null : mention.entity;
}

const PREPOSITIONS = new Set(
  "beside with of near behind before by to for from like than under over against about around at and or".split(" "),
);

/** "The child beside Mira has brown eyes": the name is not the subject. */
function isAfterPreposition({ tokens, span }: Sentence, { start }: Mention): boolean {
  const first = tokens.starts.indexOf(start - span.start);
  return PREPOSITIONS.has(tokens.words[first - 1] ?? "");
}

/** The only person of a sex whom this sentence (before the pronoun) and the one before name; null where there may be another. */
function onlyOneOf(
  sex: "f" | "m",
  text: string,
  sentence: Sentence,
  at: number,
  mentions: readonly Mention[],
  index: RunIndex,
): BibleId | null {
  const { span, tokens } = sentence;
  const pronoun = span.start + (tokens.starts[at] ?? 0);
  const before = sentenceBefore(text, sentence);
  const from = before?.span.start ?? span.start;
  const near = mentions.filter((each) => each.start >= from && each.start < span.end);
  const people = near.filter((each) => index.bible.entity(each.entity)?.kind === "character");
  const rivals = new Set(
    people.filter((each) => (index.bible.entity(each.entity)?.sex ?? sex) === sex).map((each) => each.entity),
  );
  const [only] = rivals;
  if (only === undefined || rivals.size > 1 || index.bible.entity(only)?.sex !== sex) return null;
  if (!people.some((each) => each.entity === only && each.start < pronoun)) return null;
  return hasStranger(text.slice(from, pronoun), from, near, sex) ? null : only;
}

/** "the green-eyed Mira" and "Mira, green-eyed and tired": the name right behind the compound, or right before it. */
function namedBehind({ tokens, span }: Sentence, body: number, mentions: readonly Mention[]): BibleId | null {
  const next = span.start + (tokens.starts[body + 1] ?? -1);
  const behind = mentions.find((each) => each.start === next);
  return behind?.entity ?? null;
}
