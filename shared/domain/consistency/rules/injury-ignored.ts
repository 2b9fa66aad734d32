import { textKeys } from "../bible/keys.ts";
import { actsNow } from "../bible/acts.ts";
import { isInSpeech, type Sentence, sentenceOf } from "../bible/prose.ts";
import { isMemory } from "../bible/unreal.ts";
import { statesAt, storyMentions } from "../bible/story-mentions.ts";
import type { Draft, Rule } from "../rule.ts";
import type { RunIndex } from "../run-index.ts";
import type { Span } from "../sentence.ts";

/*
 * Somebody injured who climbs and fights as if nothing were. Which injury forbids which act is not guessed: any great
 * effort counts, unless its paragraph says a word of pain or bandages. So the rule is right about half of the time, and off by default.
 */

const EFFORTS = new Set(
  (
    "runs ran running sprints sprinted sprinting climbs climbed climbing leaps leapt leaped leaping jumps jumped jumping vaults vaulted " +
    "vaulting swims swam swimming dives dived dove diving swings swung swinging lifts lifted lifting hauls hauled hauling carries carried " +
    "carrying fights fought fighting wrestles wrestled wrestling dances danced dancing races raced racing charges charged charging " +
    "lunges lunged lunging scrambles scrambled scrambling rows rowed rowing gallops galloped galloping shoves shoved shoving kicks kicked kicking"
  ).split(" "),
);
const PAIN =
  /(?<!\p{L})(?:pain\p{L}*|hurt\p{L}*|wound\p{L}*|injur\p{L}*|bandag\p{L}*|splint\p{L}*|sling|crutch\p{L}*|limp\p{L}*|winc\p{L}*|groan\p{L}*|grimac\p{L}*|bleed\p{L}*|blood\p{L}*|stitch\p{L}*|ache\p{L}*|aching|sore|stagger\p{L}*|hobbl\p{L}*|teeth|scar\p{L}*|heal\p{L}*|broken|bad (?:leg|arm|knee|shoulder|hand|foot))(?!\p{L})/iu;
/** Words between the name and the effort at most ("Mira quickly and silently climbs"). */
const MOST_BETWEEN = 4;

/** An injury that the story has forgotten (consistency, section 3). Off by default. */
export const injuryIgnored: Rule = {
  id: "text/injury-ignored",
  version: 1,
  meta: {
    title: "An injury ignored",
    why: "A broken arm is easily forgotten ten steps later.",
    example: "Mira is injured in step 40 and not healed; in step 52 “Mira climbs the rope.”",
    needs: "an injury that the author has confirmed",
  },
  followsOrder: true,
  isOffByDefault: true,
  keysFor: (delta) => textKeys(delta, ({ events }) => events.some(({ kind }) => kind === "injured")),

  run(index: RunIndex, key: string): readonly Draft[] {
    const record = index.record(key);
    if (record === null) return [];
    const { id } = record.step;
    const injury = statesAt(index, index.position(id), ["injured"], ["heals", "dies"]);
    return storyMentions(index, key).flatMap(({ entity, mention, passage: { text } }): Draft[] => {
      const hurt = injury(entity);
      if (hurt === null || isInSpeech(text, mention.start)) return [];
      const sentence = sentenceOf(text, mention);
      if (!makesEffort(text, sentence, mention) || PAIN.test(paragraphAround(text, mention))) return [];
      return [
        {
          claim: `${entity.name} makes a great effort here, was injured in the other place and has not healed since.`,
          entity: entity.id,
          subject: `${entity.id}|injured|${hurt.stretch.event.step}`,
          severity: "hint",
          followed: { entity: entity.id, what: { kind: "event", event: "heals" } },
          evidence: [
            hurt.confirmed,
            { id, at: { passage: mention.passage }, focus: mention, quote: "sentence", isAnchor: true },
          ],
        },
      ];
    });
  },

  unchecked: ({ bible }) =>
    bible.bible.entities.some(({ events }) => events.some(({ kind }) => kind === "injured"))
      ? null
      : "no injury is confirmed",
};

function makesEffort(text: string, sentence: Sentence, place: Span): boolean {
  if (isMemory(sentence) || !actsNow(text, sentence, place)) return false;
  const { tokens, span } = sentence;
  const last = tokens.ends.indexOf(place.end - span.start);
  return tokens.words.slice(last + 1, last + 2 + MOST_BETWEEN).some((word) => EFFORTS.has(word));
}

function paragraphAround(text: string, { start, end }: Span): string {
  const until = text.indexOf("\n", end);
  return text.slice(text.lastIndexOf("\n", start) + 1, until < 0 ? text.length : until);
}
