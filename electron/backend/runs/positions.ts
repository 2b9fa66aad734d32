import { MAX_POSITION } from "../search/rowid.ts";

/*
 * Positions of steps leave gaps, so that a step put between two others costs one row and not the rest of the run. Of the
 * steps that a new order keeps in their order as many as possible stay where they are (the longest increasing
 * subsequence of their positions); the others get places in the gaps. Where a gap is used up its neighbours are spread
 * anew, as few as give room again: with wide gaps all around that is a handful, and it is rare (a gap of 4,096 is halved
 * twelve times before it is full).
 */

/** The distance at which steps are put at the end of a run: 65,535 of them fit before gaps must narrow. */
export const STEP_GAP = 4_096;
/** The least room that spreading leaves between two steps, so that the next insertions find some. */
const SPREAD_GAP = 64;

/**
 * The positions of steps after their order changed: one for each step of `order`, strictly increasing, between 1 and
 * MAX_POSITION. `known` answers where a step stands, or null for one that comes new.
 * Throws a RangeError when there are more steps than positions.
 */
export function positionsFor<Id>(order: readonly Id[], known: (id: Id) => number | null): number[] {
  if (order.length > MAX_POSITION) throw new RangeError(`A run cannot have ${String(order.length)} steps`);
  const positions = stayingPositions(order.map(known));
  let index = 0;
  while (index < positions.length) {
    if (positions[index] !== null) {
      index += 1;
      continue;
    }
    index = fillGap(positions, index);
  }
  return positions.map((position) => {
    if (position === null) throw new Error("A step was left without a place");
    return position;
  });
}

/** Keeps the longest increasing subsequence of the known positions and sets the others to null. */
function stayingPositions(known: readonly (number | null)[]): (number | null)[] {
  // tails[n] is the index of the smallest position that ends an increasing subsequence of n + 1.
  const tails: number[] = [];
  const before: (number | null)[] = known.map(() => null);
  known.forEach((position, index) => {
    if (position === null) return;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(known, at(tails, middle)) < position) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? null : at(tails, low - 1);
    tails[low] = index;
  });
  const staying: (number | null)[] = known.map(() => null);
  for (let index = tails.at(-1) ?? null; index !== null; index = before[index] ?? null) {
    staying[index] = at(known, index);
  }
  return staying;
}

function at(list: readonly (number | null)[], index: number): number {
  const value = list[index];
  if (value === null || value === undefined) throw new Error(`No number at ${String(index)}`);
  return value;
}

/** Gives places to the steps without one from `start` on, up to the next that has one; answers where to go on. */
function fillGap(positions: (number | null)[], start: number): number {
  let first = start;
  let end = start;
  while (end < positions.length && positions[end] === null) end += 1;
  // Spreads [first, end) between its neighbours; widened by one neighbour on each side while there is no room.
  for (let room = 1; ; room = SPREAD_GAP) {
    const below = first === 0 ? 0 : at(positions, first - 1);
    const count = end - first;
    if (end === positions.length && below + STEP_GAP * count <= MAX_POSITION) {
      for (let index = first; index < end; index += 1) positions[index] = below + STEP_GAP * (index - first + 1);
      return end;
    }
    const above = end === positions.length ? MAX_POSITION + 1 : at(positions, end);
    const isWhole = first === 0 && end === positions.length;
    if (above - below >= (count + 1) * room || isWhole) {
      for (let index = first; index < end; index += 1) {
        positions[index] = below + Math.floor(((above - below) * (index - first + 1)) / (count + 1));
      }
      return end;
    }
    if (first > 0) first -= 1;
    if (end < positions.length) {
      end += 1;
      while (end < positions.length && positions[end] === null) end += 1;
    }
  }
}
