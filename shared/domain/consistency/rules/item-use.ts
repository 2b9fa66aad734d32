import type { BibleId, Entity, Event } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import { handsOn } from "../bible/handling.ts";
import { mayBeBack } from "../bible/handling-back.ts";
import type { Hands } from "../bible/handling-who.ts";
import { sceneOf } from "../bible/referent.ts";
import type { Mention } from "../bible/mentions.ts";
import { confirmedPlace } from "../bible/places.ts";
import { textKeys } from "../bible/keys.ts";
import { isStory, type Passage } from "../passage.ts";
import type { FindingSeverity } from "../results.ts";
import type { Draft, Rule, RuleMeta } from "../rule.ts";
import type { Delta, RunIndex } from "../run-index.ts";
import { type ItemState, itemBefore } from "./ledger/items.ts";

/*
 * A thing in somebody's hands that the ledger has elsewhere. Only a name that can mean no other thing counts (two words or
 * a capital: "the brass lantern", "Dawnbringer"); a bare noun ("lantern") is for the second rule, which is off by default. In whose hands the text
 * puts it is read by bible/handling.ts; another lantern, a memory and a wish are left alone.
 */

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
    keysFor: (delta) => new Set([...textKeys(delta, isTracked), ...stepsOfTurned(delta)]),

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
        const user = isMeant(passage, mention) ? handsIn(index, id, passage, mention, state) : null;
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

function handsIn(index: RunIndex, id: StepId, { text }: Passage, mention: Mention, item: ItemState): Hands | null {
  const scene = sceneOf(index, id, mention.passage, text);
  const hands = handsOn(scene, mention, item.state === "gone");
  if (hands !== null && item.state === "gone" && mayBeBack(scene, mention, hands, item.keeper)) return null;
  // Behind "LAURA:" it is Laura who says "I".
  return hands === "anybody" && isLabelled(text, mention.start) ? "nobody" : hands;
}

/** True where the paragraph begins with its speaker, as in a play. */
function isLabelled(text: string, at: number): boolean {
  return /^\p{Lu}[^:\n.!?“"]{0,40}:/u.test(text.slice(text.lastIndexOf("\n", at - 1) + 1, at));
}

function isTracked({ kind, events }: Entity): boolean {
  return kind === "item" && events.some((event) => ["gained", "lost", "given", "broken"].includes(event.kind));
}

function isOwnName({ text }: Passage, { start, end }: Mention): boolean {
  const name = text.slice(start, end).replace(/^the /iu, "");
  return /\s/u.test(name) || /^\p{Lu}/u.test(name);
}

type Fault = { readonly claim: string; readonly since: StepId; readonly quote: string; readonly what: string };

function faultOf(
  item: Entity,
  { state, holder, since }: ItemState,
  user: Hands,
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
  // Before it is anybody's, it may stand in a window.
  if (user === "nobody") return null;
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
  if (holder === null || since === null || user === holder) return null;
  // Where the holder is named too, it may be handed over.
  if (mentions.some(({ entity }) => entity === holder)) return null;
  if (user === "anybody") return isOther(holder, since.step, item, index) ? yours(item, holder, since, index) : null;
  const claim = `${index.bible.name(user)} uses ${item.name}, which ${index.bible.name(holder)} has since the other place.`;
  return { claim, since: since.step, quote: since.quote, what: `${holder} ${user}` };
}

function yours(item: Entity, holder: BibleId, since: Event, index: RunIndex): Fault {
  const claim = `${item.name} is in the hands of “you” or “I” here, and ${index.bible.name(holder)} has it since the other place.`;
  return { claim, since: since.step, quote: since.quote, what: `${holder} you` };
}

/** Whether "you" is surely not the holder: the narration names them as it does others, and they had the thing in their own hands when they got it. */
function isOther(holder: BibleId, since: StepId, item: Entity, index: RunIndex): boolean {
  if (!index.narration.isTold(holder)) return false;
  const passages = index.record(since)?.passages ?? [];
  return !index.mentions.in(since).some((mention) => {
    const passage = passages[mention.passage];
    if (mention.entity !== item.id || passage === undefined || !isStory(passage)) return false;
    return handsOn(sceneOf(index, since, mention.passage, passage.text), mention, false) === "anybody";
  });
}

/** The steps that name a thing of somebody whom the narration names now and did not, or the other way round. */
function stepsOfTurned({ turned, index }: Delta): StepId[] {
  if (turned.size === 0) return [];
  const isTheirs = ({ by, to }: Event): boolean => (by !== null && turned.has(by)) || (to !== null && turned.has(to));
  const things = index.bible.bible.entities.filter((entity) => isTracked(entity) && entity.events.some(isTheirs));
  return things.flatMap(({ id }) => [...index.mentions.of(id).keys()]);
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
