import { stretchAt, stretchesOf } from "../bible/bible-index.ts";
import { textKeys } from "../bible/keys.ts";
import { confirmedPlace } from "../bible/places.ts";
import { isStory } from "../passage.ts";
import type { Draft, Rule } from "../rule.ts";

/** The dead merely mentioned in the story (consistency, section 3). Off by default: the living speak of the dead. */
export const deadMentioned: Rule = {
  id: "text/dead-mentioned",
  version: 1,
  meta: {
    title: "The dead are mentioned",
    why: "For a last look over every place that names somebody after their death.",
    example: "Mira dies in step 340; step 900 names her.",
    needs: "a death that the author has confirmed",
  },
  followsOrder: true,
  isOffByDefault: true,
  keysFor: (delta) => textKeys(delta, ({ events }) => events.some(({ kind }) => kind === "dies")),

  run(index, key): readonly Draft[] {
    const record = index.record(key);
    if (record === null || index.bible.isAside(record.step.id)) return [];
    const { id } = record.step;
    return index.mentions.in(id).flatMap((mention): Draft[] => {
      const entity = index.bible.entity(mention.entity);
      const passage = record.passages[mention.passage];
      if (entity === undefined || passage === undefined || !isStory(passage)) return [];
      const dead = stretchAt(
        stretchesOf(entity, ["dies"], ["revives"], (step) => index.position(step)),
        index.position(id),
      );
      const death = dead === null ? null : confirmedPlace(index, dead.event.step, entity.id, dead.event.quote);
      if (dead === null || death === null) return [];
      return [
        {
          claim: `${entity.name} is named here, and died in the other place.`,
          entity: entity.id,
          subject: `${entity.id}|dies|${dead.event.step}`,
          severity: "hint",
          evidence: [
            death,
            { id, at: { passage: mention.passage }, focus: mention, quote: "sentence", isAnchor: true },
          ],
        },
      ];
    });
  },

  unchecked: ({ bible }) =>
    bible.bible.entities.some(({ events }) => events.some(({ kind }) => kind === "dies"))
      ? null
      : "no death is confirmed",
};
