import type { BibleId, Entity } from "../../../bible/bible.ts";
import type { StepId } from "../../../ids.ts";
import { eventsInOrder } from "../../bible/bible-index.ts";
import type { Rule, RuleMeta } from "../../rule.ts";
import type { RunIndex } from "../../run-index.ts";
import { type LedgerFinding, ledgerRule } from "./ledger-rule.ts";
import { minuteOf } from "./story-time.ts";

/*
 * Where somebody is, step by step: by the cast of a step that has a place, and by their moves. Two sightings at one moment
 * in two places cannot both be; between two in order there must be a way (where ways are written down at all), and its
 * minutes must have passed. Steps flagged as flashback or dream are no sightings; parallel ones are, since they share the clock.
 */

type Sighting = {
  readonly step: StepId;
  readonly position: number;
  readonly place: BibleId;
  /** Minutes since the story's first midnight; null where the clock is not set to the minute. */
  readonly minute: number | null;
  /** By a move: how one came here is said. */
  readonly moved: boolean;
};

function sightingsOf(entity: Entity, index: RunIndex): Sighting[] {
  const cast = index.bible.castSteps(entity.id).flatMap((step): Sighting[] => {
    const tags = index.bible.tags(step);
    const position = index.position(step);
    if (tags === undefined || tags.place === null || position < 0) return [];
    if (tags.clock?.flags.some((flag) => flag !== "parallel") === true) return [];
    return [{ step, position, place: tags.place, minute: minuteOf(tags.clock), moved: false }];
  });
  const moves = eventsInOrder(entity, (id) => index.position(id)).flatMap(({ event, position }): Sighting[] =>
    event.kind === "moves" && event.place !== null
      ? [
          {
            step: event.step,
            position,
            place: event.place,
            minute: minuteOf(index.bible.tags(event.step)?.clock ?? null),
            moved: true,
          },
        ]
      : [],
  );
  return [...cast, ...moves].toSorted(
    (left, right) => left.position - right.position || Number(left.moved) - Number(right.moved),
  );
}

/** Shortest minutes from one place to another by the ways of the bible; null: no way leads there. A way of unknown length counts 0. */
function minutesBetween(index: RunIndex, from: BibleId, to: BibleId): number | null {
  const best = new Map<BibleId, number>([[from, 0]]);
  const open = new Set<BibleId>([from]);
  const neighbours = waysOf(index);
  while (open.size > 0) {
    let here: BibleId | null = null;
    for (const place of open) if (here === null || (best.get(place) ?? 0) < (best.get(here) ?? 0)) here = place;
    if (here === null) break;
    if (here === to) return best.get(here) ?? 0;
    open.delete(here);
    for (const { to: next, minutes } of neighbours.get(here) ?? []) {
      const length = (best.get(here) ?? 0) + minutes;
      if (length >= (best.get(next) ?? Infinity)) continue;
      best.set(next, length);
      open.add(next);
    }
  }
  return null;
}

type Neighbours = ReadonlyMap<BibleId, readonly { readonly to: BibleId; readonly minutes: number }[]>;
const known = new WeakMap<object, Neighbours>();

function waysOf(index: RunIndex): Neighbours {
  const { ways } = index.bible.bible;
  const ready = known.get(ways);
  if (ready !== undefined) return ready;
  const neighbours = new Map<BibleId, { readonly to: BibleId; readonly minutes: number }[]>();
  const add = (from: BibleId, to: BibleId, minutes: number): void => {
    neighbours.set(from, [...(neighbours.get(from) ?? []), { to, minutes }]);
  };
  for (const { from, to, minutes } of ways) {
    add(from, to, minutes ?? 0);
    add(to, from, minutes ?? 0);
  }
  known.set(ways, neighbours);
  return neighbours;
}

type Pair = { readonly before: Sighting; readonly after: Sighting };

/** Neighbouring sightings in two places, in the order of the run. */
function changesOf(entity: Entity, index: RunIndex): Pair[] {
  const sightings = sightingsOf(entity, index);
  return sightings.slice(1).flatMap((after, at) => {
    const before = sightings[at];
    return before === undefined || before.place === after.place ? [] : [{ before, after }];
  });
}

function finding(
  entity: Entity,
  index: RunIndex,
  { before, after }: Pair,
  says: (from: string, to: string) => string,
): LedgerFinding {
  return {
    claim: says(index.bible.name(before.place), index.bible.name(after.place)),
    entity: entity.id,
    subject: [entity.id, before.place, before.step, before.minute ?? "", after.place, after.step, after.minute ?? ""],
    places: [
      { step: before.step, entity: entity.id },
      { step: after.step, entity: entity.id },
    ],
  };
}

function travelRule(
  id: string,
  meta: RuleMeta,
  isWrong: (pair: Pair, index: RunIndex) => string | null,
  lacks: (index: RunIndex) => string | null,
): Rule {
  return ledgerRule({
    id,
    meta,
    lacks: (index) => {
      const { steps, entities } = index.bible.bible;
      const isPlaced =
        steps.some(({ place }) => place !== null) ||
        entities.some(({ events }) => events.some(({ kind }) => kind === "moves"));
      return isPlaced ? lacks(index) : "no step has a place";
    },
    find: (entity, index) =>
      changesOf(entity, index).flatMap((pair) => {
        const wrong = isWrong(pair, index);
        return wrong === null ? [] : [finding(entity, index, pair, () => wrong)];
      }),
  });
}

function atOnce({ before, after }: Pair): boolean {
  if (before.minute !== null && before.minute === after.minute) return true;
  // Within one step a move explains the change; two moves to two places do not.
  return before.step === after.step && before.moved && after.moved;
}

const named = (index: RunIndex, { before, after }: Pair): string =>
  `${index.bible.name(before.place)} and ${index.bible.name(after.place)}`;

/** One entity in two places at once (consistency, section 3). */
export const twoPlaces = travelRule(
  "ledger/two-places",
  {
    title: "In two places at once",
    why: "Nobody is in two places at the same minute.",
    example: "Mira is at the harbour and in the keep on day 1 at 09:30.",
    needs: "places of steps, with casts or moves",
  },
  (pair, index) => (atOnce(pair) ? `The same moment finds them in two places: ${named(index, pair)}.` : null),
  () => null,
);

/** A move without a way (consistency, section 3). */
export const noWay = travelRule(
  "ledger/no-way",
  {
    title: "A move without a way",
    why: "Where the ways are written down, a way must lead there.",
    example: "From the harbour to the island, and no way of the bible leads over the water.",
    needs: "places of steps, and ways between places",
  },
  (pair, index) => {
    const { before, after } = pair;
    const ways = waysOf(index);
    if (atOnce(pair) || !ways.has(before.place) || !ways.has(after.place)) return null;
    return minutesBetween(index, before.place, after.place) === null
      ? `No way of the bible leads from ${index.bible.name(before.place)} to ${index.bible.name(after.place)}.`
      : null;
  },
  (index) => (index.bible.bible.ways.length > 0 ? null : "no way between places is written down"),
);

/** Faster than the way (consistency, section 3). */
export const tooFast = travelRule(
  "ledger/too-fast",
  {
    title: "Faster than the way",
    why: "A way of forty minutes takes forty minutes.",
    example: "At the harbour at 09:30 and in the keep at 09:45, forty minutes away.",
    needs: "ways with their minutes, and a clock",
  },
  (pair, index) => {
    const { before, after } = pair;
    if (atOnce(pair) || before.minute === null || after.minute === null || after.minute < before.minute) return null;
    const needed = minutesBetween(index, before.place, after.place);
    const had = after.minute - before.minute;
    return needed !== null && had < needed
      ? `From ${index.bible.name(before.place)} to ${index.bible.name(after.place)} in ${had} minutes; the way takes ${needed}.`
      : null;
  },
  (index) => {
    if (!index.bible.bible.ways.some(({ minutes }) => minutes !== null)) return "no way between places has its minutes";
    return index.bible.bible.steps.some(({ clock }) => (clock?.time ?? null) !== null)
      ? null
      : "no step’s clock has a time";
  },
);
