import type { Entity } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import type { Mention } from "../bible/mentions.ts";
import { textKeys } from "../bible/keys.ts";
import { actsNow, pronounActs } from "../bible/acts.ts";
import { isElegy, isNamesake } from "../bible/elegy.ts";
import { isInSpeech, type Sentence, sentenceAfter, sentenceOf, tokensOf } from "../bible/prose.ts";
import { antecedent, isPersonal, type Scene, sceneOf } from "../bible/referent.ts";
import { type StateThere, statesAt, storyMentions } from "../bible/story-mentions.ts";
import { isMemory, isTold } from "../bible/unreal.ts";
import type { Draft, Rule } from "../rule.ts";
import type { RunIndex } from "../run-index.ts";
import type { Span } from "../sentence.ts";

/*
 * Somebody dead who acts or speaks in narration. Only what the author has confirmed counts as a death. A memory, a dream,
 * a supposition, a portrait and other people's talk are left alone (bible/unreal.ts), and so is every step that the author
 * has flagged as outside the story's present.
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
      const place = dead === null ? null : actOf(mention, sceneOf(index, id, mention.passage, passage.text));
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
function actOf(mention: Mention, scene: Scene): Span | null {
  const { text } = scene;
  const sentence = sentenceOf(text, mention);
  if (isInSpeech(text, mention.start)) return isCalled(text, mention) ? pronounOf(mention, sentence, scene) : null;
  if (actsNow(text, sentence, mention)) return { start: mention.start, end: mention.end };
  return isPresentToFollow(sentence, mention) ? pronounOf(mention, sentence, scene) : null;
}

/** `"Mira!" you shout, and she turns`: a name that is all of what is said. */
function isCalled(text: string, { start, end }: Mention): boolean {
  return /["“«]$/u.test(text.slice(0, start)) && /^[!,.?]+["”»]/u.test(text.slice(end));
}

const WOULD = /^(?:would|could|should|might|\p{L}+'d)$/u;
const SPOKEN_OF = new Set("of about after like than without".split(" "));
/** Says that somebody is not there, or no more. */
const ABSENT =
  /(?<!\p{L})(?:no|nobody|none|gone|dead|miss|misses|missed|lies|lay|(?:not|never|\p{L}+n['’]t) (?:\p{L}+ ){0,2}(?:here|there|come|coming|back|return|answer|wake|move|live|survive|breathe|see|hear|know))(?!\p{L})/iu;

/** Says of somebody that they are there by denying that nobody is. */
const NOT_ALONE =
  /(?<!\p{L})(?:not alone|(?:no one|nobody|none) (?:\p{L}+ ){0,5}but|(?:no one|nobody) else|(?:no one|nobody) (?:heard|saw|(?:expect|notic|hear|see|stop|look)(?:s|ed|es)))(?!\p{L})/iu;

/** True when the one mentioned may be about, so that a pronoun behind the name can act. */
function isPresentToFollow(sentence: Sentence, mention: Mention): boolean {
  const place = tokensOf(sentence, mention);
  if (place === null || isTold(sentence, place[0]) || isMemory(sentence) || isElegy(sentence)) return false;
  if (isNamesake(sentence, place[0])) return false;
  if (sentence.tokens.words.slice(0, place[0]).some((word) => WOULD.test(word))) return false;
  return (
    !SPOKEN_OF.has(sentence.tokens.words[place[0] - 1] ?? "") && !ABSENT.test(sentence.text.replace(NOT_ALONE, ""))
  );
}

/** Sentences behind a name in which a pronoun can still be its own. */
const SENTENCES_ON = 2;

/** "You ask Mira, and she points north", "Mira is at the gate. She draws her bow.": the pronoun that acts. */
function pronounOf(mention: Mention, own: Sentence, scene: Scene): Span | null {
  let sentence: Sentence | null = own;
  for (let on = 0; on <= SENTENCES_ON && sentence !== null; on += 1) {
    const { span, tokens } = sentence;
    for (const [at, word] of tokens.words.entries()) {
      const start = span.start + (tokens.starts[at] ?? 0);
      if (start < mention.end || !isPersonal(word) || isInSpeech(scene.text, start)) continue;
      if (!pronounActs(scene.text, sentence, at) || antecedent(scene, sentence, at) !== mention.entity) continue;
      return { start, end: span.start + (tokens.ends[at] ?? 0) };
    }
    sentence = sentenceAfter(scene.text, sentence);
  }
  return null;
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
