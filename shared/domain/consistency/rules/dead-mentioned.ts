import { textKeys } from "../bible/keys.ts";
import { statesAt, storyMentions } from "../bible/story-mentions.ts";
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
    if (record === null) return [];
    const { id } = record.step;
    const death = statesAt(index, index.position(id), ["dies"], ["revives"]);
    return storyMentions(index, key).flatMap(({ entity, mention }): Draft[] => {
      const dead = death(entity);
      if (dead === null) return [];
      return [
        {
          claim: `${entity.name} is named here, and died in the other place.`,
          entity: entity.id,
          subject: `${entity.id}|dies|${dead.stretch.event.step}`,
          severity: "hint",
          evidence: [
            dead.confirmed,
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
