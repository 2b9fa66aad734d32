import type { Draft, Rule } from "../rule.ts";
import type { Delta, RunIndex } from "../run-index.ts";
import { isOrdinaryWord } from "../english-words.ts";
import { spelling } from "./name-variant.ts";

/*
 * A name that speaks and is never heard of, before or after: mostly what is left of an earlier name, or a slip that no
 * frequent name resembles. Minor characters who say one line are common in finished books, but those are also spoken
 * of; so the rule asks that the speech is the name's only mention in the whole run. A run that is being written must first have
 * gone on for STEPS_AFTER steps: whoever has just come in may still come back.
 */
const STEPS_AFTER = 50;
const SHORTEST_UNITS = 3;

/** A speaker who occurs once (consistency, section 3). */
export const oneOffSpeaker: Rule = {
  id: "text/one-off-speaker",
  version: 1,
  meta: {
    title: "A speaker who occurs once",
    why: "A name that speaks once and is never mentioned elsewhere is often an old name left behind.",
    example: "“…,” said Harlan, in step 12, and no Harlan anywhere else.",
    needs: "",
  },
  followsOrder: true,

  keysFor(delta: Delta): Set<string> {
    const keys = new Set<string>(delta.names);
    // A longer run makes earlier names ripe for this rule.
    if (delta.reordered) {
      for (const name of delta.index.names.all()) if (delta.index.names.places(name).size === 1) keys.add(name);
    }
    return keys;
  },

  run(index: RunIndex, name: string): readonly Draft[] {
    const [place, ...others] = index.names.places(name);
    if (place === undefined || others.length > 0) return [];
    const [id, mentions] = place;
    const [mention] = mentions;
    if (mention === undefined || mentions.length > 1 || !mention.speaks) return [];
    if (name.length < SHORTEST_UNITS || isOrdinaryWord(name) || index.word(name).lower > 0) return [];
    if (index.order.length - 1 - index.position(id) < STEPS_AFTER) return [];
    const passage = index.record(id)?.passages[mention.passage];
    if (passage === undefined || passage.type !== null) return [];
    const written = spelling(index, id, mention);
    return [
      {
        claim: `“${written}” speaks here and is not mentioned anywhere else in the run.`,
        entity: written,
        subject: name,
        severity: "warning",
        evidence: [{ id, at: { passage: mention.passage }, focus: mention, quote: "sentence", isAnchor: true }],
      },
    ];
  },
};
