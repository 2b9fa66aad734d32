import type { Entity } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import type { Mention } from "../bible/mentions.ts";
import { confirmedPlace } from "../bible/places.ts";
import { textKeys } from "../bible/keys.ts";
import { isInSpeech, isMemory, sentenceOf } from "../bible/prose.ts";
import { isStory, type Passage } from "../passage.ts";
import type { FindingSeverity } from "../results.ts";
import type { Draft, Rule, RuleMeta } from "../rule.ts";
import type { RunIndex } from "../run-index.ts";
import { type ItemState, itemBefore } from "./ledger/items.ts";

/*
 * A thing in somebody's hands that the ledger has elsewhere. Only a name that can mean no other thing counts (two words or
 * a capital: "the brass lantern", "Dawnbringer"); a bare noun ("lantern") is for the second rule, which is off by default. The verb of handling must stand
 * before the name in its sentence, with the person, "you" or "I" before it; another lantern, a memory and a wish are left alone.
 */

const HANDLING = new Set(
  (
    "use uses used using draw draws drew drawing light lights lit lighting raise raises raised raising lift lifts lifted lifting " +
    "wield wields wielded wielding swing swings swung swinging hold holds held holding grip grips gripped gripping clutch clutches " +
    "clutched open opens opened take takes took taking pull pulls pulled pulling put puts puts drink drinks drank throw throws threw " +
    "throwing toss tosses tossed hand hands handed handing give gives gave giving pass passes passed offer offers offered play plays " +
    "played ring rings rang blow blows blew aim aims aimed fire fires fired strike strikes struck unsheathe unsheathes unsheathed " +
    "carry carries carried carrying wear wears wore wearing unfold unfolds unfolded unroll unrolls unrolled brandish brandishes " +
    "brandished twirl twirls twirled sharpen sharpens sharpened polish polishes polished read reads shake shakes shook set sets grab " +
    "grabs grabbed snatch snatches snatched produce produces produced sheathe sheathes sheathed press presses pressed point points pointed turn turns turned"
  ).split(" "),
);
const NOT_THAT_ONE = new Set(
  "another a an similar second copy replica spare different new identical like no without missing lost broken empty imaginary painted for of".split(
    " ",
  ),
);
const NOT_NOW = new Set(
  "not never no if would could might wish wished wishes want wants wanted had once without dream remember until unless nobody find finds found search searches searched look looks looking seek seeks sought lost lacks lacked miss misses missed reach reaches reached retrieve retrieves retrieved recover recovers recovered".split(
    " ",
  ),
);
const ANYBODY = new Set(["you", "i", "we"]);
/** Words between the verb and the thing at most ("draws from under her cloak the brass lantern"). */
const MOST_BETWEEN = 8;

type HandlingRule = {
  readonly id: string;
  readonly meta: RuleMeta;
  readonly severity: FindingSeverity;
  readonly isOffByDefault: boolean;
  /** Whether a mention names the thing in the way that the rule looks at. */
  readonly isMeant: (passage: Passage, mention: Mention) => boolean;
};

function handlingRule({ id: ruleId, meta, severity, isOffByDefault, isMeant }: HandlingRule): Rule {
  return {
    id: ruleId,
    version: 1,
    meta,
    followsOrder: true,
    isOffByDefault,
    keysFor: (delta) => textKeys(delta, isTracked),

    run(index: RunIndex, key: string): readonly Draft[] {
      const record = index.record(key);
      if (record === null || index.bible.isAside(record.step.id)) return [];
      const { id } = record.step;
      const mentions = index.mentions.in(id);
      return mentions.flatMap((mention) => {
        const item = index.bible.entity(mention.entity);
        const passage = record.passages[mention.passage];
        if (item === undefined || passage === undefined || !isTracked(item) || !isStory(passage)) return [];
        // In a step in which something happens to it, it is on its way.
        if (item.events.some(({ step }) => step === id)) return [];
        const state = itemBefore(item, index.position(id), index);
        const user = isMeant(passage, mention) ? userOf(passage, mention, mentions, index) : null;
        const fault = user === null ? null : faultOf(item, state, user, mentions, index);
        return fault === null ? [] : draftsOf(index, item, id, mention, fault, severity);
      });
    },

    unchecked: ({ bible }) => {
      if (bible.bible.entities.length === 0) return "no bible: no item is confirmed";
      return bible.bible.entities.some(isTracked) ? null : "no gain or loss of an item is confirmed";
    },
  };
}

/** An item used after it was lost, before it was gained, or by who has it not (consistency, section 3). */
export const itemUse = handlingRule({
  id: "text/item-use",
  meta: {
    title: "A thing in the wrong hands",
    why: "What was lost in step 80 is easily lit again in step 300.",
    example: "The brass lantern is lost in step 80; in step 300 “Mira raises the brass lantern.”",
    needs: "an item with a name of its own, and its gains and losses",
  },
  severity: "warning",
  isOffByDefault: false,
  isMeant: isOwnName,
});

/** The same of a thing that is called by a bare noun, which may mean any other (consistency, section 3). Off by default. */
export const bareItemUse = handlingRule({
  id: "text/bare-item-use",
  meta: {
    title: "A thing in the wrong hands, by a bare noun",
    why: "Most things are called by one plain word, which may also mean another of its kind.",
    example: "The lantern is lost in step 80; in step 300 “Mira raises the lantern.”",
    needs: "an item whose name or alias is one plain word, and its gains and losses",
  },
  severity: "hint",
  isOffByDefault: true,
  isMeant: (passage, mention) => !isOwnName(passage, mention),
});

function isTracked({ kind, events }: Entity): boolean {
  return kind === "item" && events.some((event) => ["gained", "lost", "given", "broken"].includes(event.kind));
}

function isOwnName({ text }: Passage, { start, end }: Mention): boolean {
  const name = text.slice(start, end).replace(/^the /iu, "");
  return /\s/u.test(name) || /^\p{Lu}/u.test(name);
}

/** Who handles the thing: an entity, or "anybody" for you and I; null where nobody plainly does. */
function userOf({ text }: Passage, mention: Mention, mentions: readonly Mention[], index: RunIndex): string | null {
  if (isInSpeech(text, mention.start)) return null;
  const sentence = sentenceOf(text, mention);
  if (isMemory(sentence)) return null;
  const { tokens, span } = sentence;
  const at = tokens.starts.indexOf(mention.start - span.start);
  const before = tokens.words.slice(0, Math.max(0, at));
  if (at < 0 || before.some((word) => NOT_NOW.has(word))) return null;
  if (before.slice(-2).some((word) => NOT_THAT_ONE.has(word))) return null;
  const verb = before.findLastIndex((word) => HANDLING.has(word));
  if (verb < 0 || at - verb > MOST_BETWEEN) return null;
  const verbAt = span.start + (tokens.starts[verb] ?? 0);
  const person = mentions.findLast(
    (each) =>
      each.passage === mention.passage &&
      each.start >= span.start &&
      each.end <= verbAt &&
      index.bible.entity(each.entity)?.kind === "character",
  );
  if (person !== undefined) return /^['’]s/u.test(text.slice(person.end, person.end + 2)) ? null : person.entity;
  if (before.slice(0, verb).some((word) => ANYBODY.has(word))) return "anybody";
  const pronoun = before[0] === "she" ? "f" : before[0] === "he" ? "m" : null;
  return pronoun === null ? null : onlyPerson(pronoun, span.start, mention, mentions, index);
}

/** The only person of a sex whom the passage has named up to there. */
function onlyPerson(
  sex: "f" | "m",
  until: number,
  mention: Mention,
  mentions: readonly Mention[],
  index: RunIndex,
): string | null {
  const named = new Set(
    mentions
      .filter((each) => each.passage === mention.passage && each.end <= until)
      .filter(
        (each) =>
          index.bible.entity(each.entity)?.kind === "character" &&
          (index.bible.entity(each.entity)?.sex ?? sex) === sex,
      )
      .map((each) => each.entity),
  );
  const [only] = named;
  return named.size === 1 && only !== undefined ? only : null;
}

type Fault = { readonly claim: string; readonly since: StepId; readonly quote: string; readonly what: string };

function faultOf(
  item: Entity,
  { state, holder, since }: ItemState,
  user: string,
  mentions: readonly Mention[],
  index: RunIndex,
): Fault | null {
  if (state === "gone" && since !== null)
    return {
      claim: `${item.name} is in use here, and was ${since.kind} in the other place.`,
      since: since.step,
      quote: since.quote,
      what: since.kind,
    };
  if (state === "unknown") {
    const gain = item.events.find(
      ({ kind, by }) => kind === "gained" && (user === "anybody" || by === null || by === user),
    );
    if (gain === undefined || index.position(gain.step) < 0) return null;
    return {
      claim: `${item.name} is in use here, and is gained only in the other place.`,
      since: gain.step,
      quote: gain.quote,
      what: "gained",
    };
  }
  if (holder === null || since === null || user === "anybody" || user === holder) return null;
  // Where the holder is named too, it may be handed over.
  if (mentions.some(({ entity }) => entity === holder)) return null;
  const claim = `${index.bible.name(user)} uses ${item.name}, which ${index.bible.name(holder)} has since the other place.`;
  return { claim, since: since.step, quote: since.quote, what: `${holder} ${user}` };
}

function draftsOf(
  index: RunIndex,
  item: Entity,
  id: StepId,
  mention: Mention,
  fault: Fault,
  severity: FindingSeverity,
): Draft[] {
  const confirmed = confirmedPlace(index, fault.since, item.id, fault.quote);
  if (confirmed === null) return [];
  return [
    {
      claim: fault.claim,
      entity: item.id,
      subject: `${item.id}|${fault.what}|${fault.since}`,
      severity,
      evidence: [
        confirmed,
        { id, at: { passage: mention.passage }, focus: mention, quote: "sentence", isAnchor: true },
      ],
    },
  ];
}
