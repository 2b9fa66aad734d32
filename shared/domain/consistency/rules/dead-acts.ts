import type { Entity } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import type { Mention } from "../bible/mentions.ts";
import { textKeys } from "../bible/keys.ts";
import { actsNow, isInSpeech, isMemory, pronounActs, sentenceBefore, sentenceOf } from "../bible/prose.ts";
import { type StateThere, statesAt, storyMentions } from "../bible/story-mentions.ts";
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

const PRONOUNS: Readonly<Record<"f" | "m" | "n", ReadonlySet<string>>> = {
  f: new Set(["she"]),
  m: new Set(["he"]),
  n: new Set(["they"]),
};

/**
 * "Mira is at the gate. She draws her bow.": the act of the sentence after, when it begins with the pronoun, this sentence
 * names her first and nobody else, and nobody else of her sex is named in the paragraph so far.
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
  if (own.tokens.starts[0] !== mention.start - own.span.start) return null;
  let at = own.span.end;
  while (/[^\S\n]/u.test(text[at] ?? "")) at += 1;
  if (at >= text.length || text[at] === "\n") return null;
  const next = sentenceOf(text, { start: at, end: at + 1 });
  if (sentenceBefore(text, next)?.span.start !== own.span.start) return null;
  if (isMemory(next) || isInSpeech(text, next.span.start) || !pronounActs(next, PRONOUNS[entity.sex])) return null;
  const paragraph = text.lastIndexOf("\n", mention.start) + 1;
  const rivals = mentions.filter((other) => {
    if (other.passage !== mention.passage || other.start < paragraph || other.start >= next.span.end) return false;
    if (other.entity === entity.id) return false;
    const sex = index.bible.entity(other.entity)?.sex ?? null;
    return sex === null || sex === entity.sex;
  });
  const [pronoun = 0] = next.tokens.starts;
  const [end = 0] = next.tokens.ends;
  return rivals.length > 0 ? null : { start: next.span.start + pronoun, end: next.span.start + end };
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
