import type { Entity } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import type { Mention } from "../bible/mentions.ts";
import { textKeys } from "../bible/keys.ts";
import { actsNow, isInSpeech, isMemory, pronounAct, type Pronouns, type Sentence, sentenceOf } from "../bible/prose.ts";
import { type StateThere, statesAt, storyMentions } from "../bible/story-mentions.ts";
import { hasStranger } from "../bible/strangers.ts";
import type { Passage } from "../passage.ts";
import type { Draft, Rule } from "../rule.ts";
import type { RunIndex } from "../run-index.ts";
import type { Span } from "../sentence.ts";

/*
 * Somebody dead who acts or speaks in narration. Only what the author has confirmed counts as a death. A memory, a dream, a supposition, a portrait and other people's talk are left alone
 * (bible/prose.ts), and so is every step that the author has flagged as outside the story's present.
 */

const BEGINS = ["dies"] as const;
const ENDS = ["revives"] as const;

/** A dead character acts or speaks (consistency, section 3). */
export const deadActs: Rule = {
  id: "text/dead-acts",
  version: 1,
  meta: {
    title: "The dead act",
    why: "Hundreds of steps after a death it is easily forgotten.",
    example: "Mira dies in step 340; in step 900 “Mira nods and opens the gate.”",
    needs: "a death that the author has confirmed",
  },
  followsOrder: true,

  keysFor: (delta) => textKeys(delta, ({ events }) => events.some(({ kind }) => kind === "dies")),

  run(index: RunIndex, key: string): readonly Draft[] {
    const record = index.record(key);
    if (record === null) return [];
    const { id } = record.step;
    const death = statesAt(index, index.position(id), BEGINS, ENDS);
    return storyMentions(index, key).flatMap(({ entity, mention, passage }) => {
      const dead = death(entity);
      const place = dead === null ? null : actOf(entity, mention, passage, index.mentions.in(id), index);
      return dead === null || place === null ? [] : [draft(entity, id, mention.passage, place, dead)];
    });
  },

  unchecked(index: RunIndex): string | null {
    const { bible } = index.bible;
    if (bible.entities.length === 0) return "no bible: nobody is confirmed";
    return bible.entities.some(({ events }) => events.some(({ kind }) => kind === "dies"))
      ? null
      : "no death is confirmed";
  },
};

/** Where the text says that the one mentioned acts, or null. */
function actOf(
  entity: Entity,
  mention: Mention,
  { text }: Passage,
  mentions: readonly Mention[],
  index: RunIndex,
): Span | null {
  if (isInSpeech(text, mention.start)) return null;
  const sentence = sentenceOf(text, mention);
  if (isMemory(sentence)) return null;
  if (actsNow(text, sentence, mention)) return { start: mention.start, end: mention.end };
  return pronounOf(entity, mention, text, mentions, index);
}

const PRONOUNS: Readonly<Record<"f" | "m" | "n", Pronouns>> = {
  f: { subject: "she", possessive: "her" },
  m: { subject: "he", possessive: "his" },
  n: { subject: "they", possessive: "their" },
};
/** Who is only spoken of, wished for or asked about does nothing in the next sentence. */
const ONLY_MEANT =
  /(?<!\p{L})(?:if|wish\p{L}*|would|could|might|unless|about|think\p{L}*|thought|ask\p{L}*|mention\p{L}*|miss|misses|missed|without|named?|called|like|bur(?:y|ies|ied)|body|for|of)(?!\p{L})/iu;

/**
 * "Mira is at the gate. She draws her bow.": an act by a pronoun, in the sentence that names her or at the beginning of the next. Nobody
 * else of her sex may be named in the paragraph so far, by a name that the bible has or has not.
 */
function pronounOf(
  entity: Entity,
  mention: Mention,
  text: string,
  mentions: readonly Mention[],
  index: RunIndex,
): Span | null {
  if (entity.sex === null) return null;
  const own = sentenceOf(text, mention);
  // What somebody had done, had been done before.
  if (ONLY_MEANT.test(text.slice(own.span.start, mention.start)) || own.tokens.words.includes("had")) return null;
  const name = own.tokens.ends.indexOf(mention.end - own.span.start);
  const next = sentenceAfter(text, own);
  const inNext = next === null || isMemory(next) || isInSpeech(text, next.span.start) ? null : next;
  const pronouns = PRONOUNS[entity.sex];
  const place = pronounAct(own, pronouns, name) ?? (inNext === null ? null : pronounAct(inNext, pronouns, null));
  if (place === null) return null;
  const paragraph = text.lastIndexOf("\n", mention.start) + 1;
  const near = mentions.filter(
    (other) => other.passage === mention.passage && other.start >= paragraph && other.start < place.start,
  );
  const isRival = (other: Mention): boolean => {
    const sex = index.bible.entity(other.entity)?.sex ?? null;
    return other.entity !== entity.id && (sex === null || sex === entity.sex);
  };
  if (near.some((other) => isRival(other) && index.bible.entity(other.entity)?.kind === "character")) return null;
  const isStranger =
    entity.sex !== "n" && hasStranger(text.slice(own.span.start, place.start), own.span.start, near, entity.sex);
  return isStranger ? null : place;
}

/** The sentence behind one, in the same paragraph; null for the last. */
function sentenceAfter(text: string, { span }: Sentence): Sentence | null {
  let at = span.end;
  while (/[^\S\n]/u.test(text[at] ?? "")) at += 1;
  return at >= text.length || text[at] === "\n" ? null : sentenceOf(text, { start: at, end: at + 1 });
}

function draft(
  entity: Entity,
  id: StepId,
  passage: number,
  focus: Span,
  { stretch: { event }, confirmed }: StateThere,
): Draft {
  return {
    claim: `${entity.name} acts or speaks here, and died in the other place.`,
    entity: entity.id,
    subject: `${entity.id}|dies|${event.step}`,
    severity: "warning",
    followed: { entity: entity.id, what: { kind: "event", event: "revives" } },
    evidence: [confirmed, { id, at: { passage }, focus, quote: "sentence", isAnchor: true }],
  };
}
