import type { BibleId, Entity, Event } from "../../../bible/bible.ts";
import type { StepId } from "../../../ids.ts";
import { eventsInOrder } from "../../bible/bible-index.ts";
import type { RunIndex } from "../../run-index.ts";
import type { Rule, RuleMeta } from "../../rule.ts";
import { type LedgerFinding, ledgerRule } from "./ledger-rule.ts";

/*
 * Who has an item when, as its events say. An item of which any amount is confirmed is counted (arrows, coins); any other is
 * one thing that one person has. The account goes on after a fault as if the later event were right, so that one slip is told once.
 */

type FaultKind = "before-gained" | "after-lost" | "held-by-two" | "below-zero";
type Fault = {
  readonly kind: FaultKind;
  readonly claim: string;
  readonly earlier: Event | null;
  readonly step: StepId;
  readonly what: string;
};

/** Where an item is at one moment: whoever has it, or how it went out of the story. */
export type ItemState = {
  readonly state: "unknown" | "held" | "gone";
  readonly holder: BibleId | null;
  readonly since: Event | null;
  /** Of a thing that is gone: who had it last, as far as that is confirmed. */
  readonly keeper: BibleId | null;
};

const UNKNOWN: ItemState = { state: "unknown", holder: null, since: null, keeper: null };

/** Where a single item is before a position: the last event of an earlier step decides. */
export function itemBefore(item: Entity, position: number, index: RunIndex): ItemState {
  let state = UNKNOWN;
  for (const { event, position: at } of eventsInOrder(item, (id) => index.position(id))) {
    if (at >= position) break;
    state = after(state, event);
  }
  return state;
}

function after(state: ItemState, event: Event): ItemState {
  if (event.kind === "gained") return { state: "held", holder: event.by, since: event, keeper: null };
  if (event.kind === "given") return { state: "held", holder: event.to, since: event, keeper: null };
  if (event.kind === "lost" || event.kind === "broken")
    return { state: "gone", holder: null, since: event, keeper: event.by ?? state.holder ?? state.keeper };
  return state;
}

function faultsOf(item: Entity, index: RunIndex): Fault[] {
  const events = eventsInOrder(item, (id) => index.position(id));
  const isCounted = item.events.some(({ amount }) => amount !== null && amount !== 1);
  const name = (id: BibleId | null): string => (id === null ? "somebody" : index.bible.name(id));
  return isCounted
    ? countFaults(
        item,
        events.map(({ event }) => event),
        name,
      )
    : [...singleFaults(item, events, name), ...castFaults(item, index)];
}

function countFaults(item: Entity, events: readonly Event[], name: (id: BibleId | null) => string): Fault[] {
  const faults: Fault[] = [];
  const held = new Map<BibleId | null, number>();
  let last: Event | null = null;
  for (const event of events) {
    const amount = event.amount ?? 1;
    const change = (who: BibleId | null, by: number): void => {
      const left = (held.get(who) ?? 0) + by;
      held.set(who, Math.max(0, left));
      if (left >= 0) return;
      faults.push({
        kind: "below-zero",
        claim: `${name(who)} has ${left - by} of ${item.name} and ${event.kind === "given" ? "gives" : "loses"} ${amount}.`,
        earlier: last,
        step: event.step,
        what: `${event.kind} ${amount} ${left}`,
      });
    };
    if (event.kind === "gained") change(event.by, amount);
    if (event.kind === "lost") change(event.by, -amount);
    if (event.kind === "given") {
      change(event.by, -amount);
      change(event.to, amount);
    }
    last = event;
  }
  return faults;
}

function singleFaults(
  item: Entity,
  events: readonly { readonly event: Event; readonly position: number }[],
  name: (id: BibleId | null) => string,
): Fault[] {
  const faults: Fault[] = [];
  let state = UNKNOWN;
  const isGainedLater = events.some(({ event }) => event.kind === "gained");
  for (const { event } of events) {
    const { by, step, kind } = event;
    const fault = (which: FaultKind, claim: string): void => {
      faults.push({ kind: which, claim, earlier: state.since ?? firstGain(events), step, what: `${kind} ${by ?? ""}` });
    };
    if (kind === "gained" && state.state === "held" && state.holder !== null && by !== null && state.holder !== by)
      fault("held-by-two", `${name(by)} gains ${item.name}, which ${name(state.holder)} still has.`);
    if (kind === "given" || kind === "lost" || kind === "broken") {
      const who = by === null ? "It" : name(by);
      if (state.state === "unknown" && isGainedLater)
        fault("before-gained", `${item.name} is ${kind} here and gained only later.`);
      else if (state.state === "gone")
        fault("after-lost", `${item.name} is ${kind} here, and was ${state.since?.kind ?? "lost"} before.`);
      else if (state.state === "held" && by !== null && state.holder !== null && state.holder !== by)
        fault("held-by-two", `${who} has not ${item.name}: ${name(state.holder)} has it.`);
    }
    state = after(state, event);
  }
  return faults;
}

function firstGain(events: readonly { readonly event: Event }[]): Event | null {
  return events.find(({ event }) => event.kind === "gained")?.event ?? null;
}

/** An item in the cast of a step in which it is out of the story, or not yet in it. */
function castFaults(item: Entity, index: RunIndex): Fault[] {
  const events = eventsInOrder(item, (id) => index.position(id));
  return index.bible.castSteps(item.id).flatMap((step): Fault[] => {
    const position = index.position(step);
    if (position < 0 || index.bible.isAside(step) || events.some((each) => each.position === position)) return [];
    const { state, since } = itemBefore(item, position, index);
    if (state === "gone") {
      const claim = `${item.name} is there in this step, and was ${since?.kind ?? "lost"} before.`;
      return [{ kind: "after-lost", claim, earlier: since, step, what: "cast" }];
    }
    const gain = firstGain(events);
    if (state !== "unknown" || gain === null) return [];
    return [
      {
        kind: "before-gained",
        claim: `${item.name} is there in this step and gained only later.`,
        earlier: gain,
        step,
        what: "cast",
      },
    ];
  });
}

function itemRule(id: string, kind: FaultKind, meta: RuleMeta): Rule {
  return ledgerRule({
    id,
    meta,
    lacks: ({ bible }) =>
      bible.bible.entities.some((entity) => entity.kind === "item" && entity.events.length > 0)
        ? null
        : "no gain, loss or gift of an item is confirmed",
    find: (entity, index) => {
      if (entity.kind !== "item" || entity.events.length === 0) return [];
      return faultsOf(entity, index)
        .filter((fault) => fault.kind === kind)
        .map((fault): LedgerFinding => {
          const here = { step: fault.step, entity: entity.id };
          const { earlier } = fault;
          return {
            claim: fault.claim,
            entity: entity.id,
            subject: [entity.id, fault.what, fault.step, earlier?.step ?? "", earlier?.kind ?? ""],
            places:
              earlier === null || earlier.step === fault.step
                ? [here]
                : [{ step: earlier.step, entity: entity.id, quote: earlier.quote }, here],
          };
        });
    },
  });
}

/** An item used before it was gained (consistency, section 3). */
export const itemBeforeGained = itemRule("ledger/item-before-gained", "before-gained", {
  title: "An item before it was gained",
  why: "What is only found later cannot be given away or lie on the table yet.",
  example: "The lantern is lost in step 5 and gained in step 12.",
  needs: "gains and losses",
});

/** An item used after it was lost (consistency, section 3). */
export const itemAfterLost = itemRule("ledger/item-after-lost", "after-lost", {
  title: "An item after it was lost",
  why: "What was lost or broken must be gained again first.",
  example: "The lantern is lost in step 80 and given away in step 120.",
  needs: "gains and losses",
});

/** An item in two hands (consistency, section 3). */
export const itemHeldByTwo = itemRule("ledger/item-held-by-two", "held-by-two", {
  title: "An item in two hands",
  why: "One thing is with one person at a time.",
  example: "Mira has the lantern, and Tom gives it away.",
  needs: "gains and gifts with their persons",
});

/** More given away than there is (consistency, section 3). */
export const amountBelowZero = itemRule("ledger/amount-below-zero", "below-zero", {
  title: "More gone than there was",
  why: "Nobody can lose eleven arrows of ten.",
  example: "10 arrows gained in step 3, 11 lost by step 40.",
  needs: "gains and losses with amounts",
});
