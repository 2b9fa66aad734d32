import type { Entity, Event } from "../../bible/bible.ts";
import { textKeys } from "../bible/keys.ts";
import { confirmedPlace } from "../bible/places.ts";
import { type Sentence, sentenceOf } from "../bible/prose.ts";
import { isMemory } from "../bible/unreal.ts";
import { storyMentions } from "../bible/story-mentions.ts";
import type { Draft, Rule } from "../rule.ts";
import type { RunIndex } from "../run-index.ts";
import type { Span } from "../sentence.ts";
import { tokenize } from "../tokens.ts";

/*
 * Somebody who knows what they learn only later. The author has confirmed what is learnt and when; a sentence of an earlier
 * step that names the person, then a word of knowing or telling, and half of the words of what is learnt says so too soon. Thoughts
 * are the author's: nobody knows what stands there.
 */

const KNOWING =
  /^(?:know|knows|knew|known|knowing|realises?|realizes?|realised|realized|mentions?|mentioned|explains?|explained|reveals?|revealed|tells?|told|says?|said|whispers?|whispered|confesses|confessed|admits?|admitted|warns?|warned|understands?|understood|aware|certain|sure|learnt|learned)$/u;
const NOT_KNOWING =
  /^(?:not|never|no|nobody|nothing|without|if|whether|wonders?|wondered|asks?|asked|guess\p{L}*|suspect\p{L}*|perhaps|maybe|unaware|ignorant|doubts?|doubted)$/u;
/** Shorter words tell nothing apart. */
const SHORTEST_TELLING_UNITS = 4;
/** So many of the words of what is learnt must stand in the sentence, and at least half of them; one where it has no more. */
const LEAST_TELLING = 2;

/** Knowledge before it was learnt (consistency, section 3). Off by default. */
export const knowledge: Rule = {
  id: "text/knowledge",
  version: 1,
  meta: {
    title: "Known before it was learnt",
    why: "What a person learns late is easily in their mouth early, above all after steps were moved.",
    example: "Mira learns in step 200 that the duke poisoned the well; in step 150 “Mira knows who poisoned the well.”",
    needs: "an event “learns” with its words",
  },
  followsOrder: true,
  isOffByDefault: true,
  keysFor: (delta) => textKeys(delta, (entity) => lessonsOf(entity).length > 0),

  run(index: RunIndex, key: string): readonly Draft[] {
    const record = index.record(key);
    if (record === null) return [];
    const { id } = record.step;
    const position = index.position(id);
    return storyMentions(index, key).flatMap(({ entity, mention, passage: { text } }) => {
      const later = lessonsOf(entity).filter(({ event }) => index.position(event.step) > position);
      if (later.length === 0) return [];
      const sentence = sentenceOf(text, mention);
      return later.flatMap(({ event, learnt }): Draft[] => {
        if (!saysItKnows(sentence, mention, learnt)) return [];
        const confirmed = confirmedPlace(index, event.step, entity.id, event.quote);
        if (confirmed === null) return [];
        return [
          {
            claim: `${entity.name} knows here what is learnt only in the other place: “${learnt.slice(0, MOST_OF_A_LESSON)}”.`,
            entity: entity.id,
            subject: `${entity.id}|learns|${event.step}|${learnt}`.slice(0, LONGEST_SUBJECT),
            severity: "hint",
            evidence: [
              confirmed,
              { id, at: { passage: mention.passage }, focus: mention, quote: "sentence", isAnchor: true },
            ],
          },
        ];
      });
    });
  },

  unchecked: ({ bible }) =>
    bible.bible.entities.some((entity) => lessonsOf(entity).length > 0) ? null : "nothing is confirmed to be learnt",
};

/** A claim stays one line and a half; a subject within what a verdict may keep. */
const MOST_OF_A_LESSON = 120;
const LONGEST_SUBJECT = 900;

function lessonsOf({ events }: Entity): { readonly event: Event; readonly learnt: string }[] {
  return events.flatMap((event) => {
    const learnt = event.secret ?? event.fact ?? "";
    return event.kind === "learns" && learnt !== "" ? [{ event, learnt }] : [];
  });
}

/** Whether the sentence says behind the name a word of knowing and what is learnt. */
function saysItKnows(sentence: Sentence, place: Span, learnt: string): boolean {
  const { words, starts } = sentence.tokens;
  if (isMemory(sentence) || words.some((word) => NOT_KNOWING.test(word))) return false;
  const name = starts.indexOf(place.start - sentence.span.start);
  if (name < 0 || !words.slice(name + 1).some((word) => KNOWING.test(word))) return false;
  const telling = new Set(tokenize(learnt).words.filter((word) => word.length >= SHORTEST_TELLING_UNITS));
  const said = new Set(words.filter((word) => telling.has(word)));
  return said.size >= Math.min(telling.size, Math.max(LEAST_TELLING, telling.size / 2)) && said.size > 0;
}
