import type { StepId } from "../../../shared/domain/ids.ts";
import type { ReadingConnection } from "../storage/connection.ts";
import { positionsFor } from "./positions.ts";
import { PLACES_IN_ORDER, STEP_AFTER, STEP_BEFORE, type StepPlace, type StepRow } from "./step-row.ts";

/*
 * Which step stands before which, before and after a save. Most saves change no order: neighbours are then asked of
 * the index one by one and the cost does not grow with the run. A new order has to be read whole in any case.
 */

/** The order of a run at one moment. */
export type Sequence = {
  readonly before: (id: StepId) => StepId | null;
  readonly after: (id: StepId) => StepId | null;
  readonly position: (id: StepId) => number | null;
};

/** The order of a run that a save leaves as it is. `row` answers a step of the run; rows found on the way go to `found`. */
export function standingSequence(
  connection: ReadingConnection,
  runKey: number,
  row: (id: StepId) => StepRow | null,
  found: (row: StepRow) => void,
): Sequence {
  const neighbour = (query: typeof STEP_BEFORE): ((id: StepId) => StepId | null) => {
    const known = new Map<StepId, StepId | null>();
    return (id) => {
      const answered = known.get(id);
      if (answered !== undefined) return answered;
      const place = row(id);
      const next = place === null ? undefined : connection.first(query, runKey, place.position);
      if (next !== undefined) found(next);
      known.set(id, next?.id ?? null);
      return next?.id ?? null;
    };
  };
  return {
    before: neighbour(STEP_BEFORE),
    after: neighbour(STEP_AFTER),
    position: (id) => row(id)?.position ?? null,
  };
}

/** The order that a list of places stands for. */
export function listedSequence(places: readonly Pick<StepPlace, "id" | "position">[]): Sequence {
  const indexes = new Map(places.map(({ id }, index) => [id, index]));
  const neighbour = (id: StepId, distance: number): StepId | null => {
    const index = indexes.get(id);
    return index === undefined ? null : (places[index + distance]?.id ?? null);
  };
  return {
    before: (id) => neighbour(id, -1),
    after: (id) => neighbour(id, 1),
    position: (id) => {
      const index = indexes.get(id);
      return index === undefined ? null : (places[index]?.position ?? null);
    },
  };
}

/** The places of a run's steps as they stand. */
export function presentPlaces(connection: ReadingConnection, runKey: number): StepPlace[] {
  return connection.all(PLACES_IN_ORDER, runKey);
}

/** The places that a new order gives to its steps. */
export function newPlaces(
  order: readonly StepId[],
  present: readonly StepPlace[],
): Pick<StepPlace, "id" | "position">[] {
  const known = new Map(present.map((place) => [place.id, place.position]));
  const positions = positionsFor(order, (id) => known.get(id) ?? null);
  return order.map((id, index) => {
    const position = positions[index];
    if (position === undefined) throw new Error(`No position for step ${id}`);
    return { id, position };
  });
}
