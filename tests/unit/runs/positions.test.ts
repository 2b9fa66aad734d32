import fc from "fast-check";
import { expect, it } from "vitest";

import { positionsFor, STEP_GAP } from "../../../electron/backend/runs/positions.ts";
import { MAX_POSITION } from "../../../electron/backend/search/rowid.ts";

/** Gives an order its positions, as a save does with those that the steps had. */
function arrange(order: readonly string[], before: ReadonlyMap<string, number>): Map<string, number> {
  const positions = positionsFor(order, (id) => before.get(id) ?? null);
  return new Map(order.map((id, index) => [id, positions[index] ?? Number.NaN]));
}

function moved(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  return [...after].filter(([id, position]) => before.has(id) && before.get(id) !== position).length;
}

const letters = (count: number): string[] => Array.from({ length: count }, (_, index) => `s${String(index)}`);

it("[L9] puts steps at the end with room between them and moves none for a step in between", () => {
  const start = arrange(letters(3), new Map());
  expect([...start.values()]).toEqual([STEP_GAP, 2 * STEP_GAP, 3 * STEP_GAP]);
  const between = arrange(["s0", "new", "s1", "s2"], start);
  expect(moved(start, between)).toBe(0);
  const swapped = arrange(["s1", "s0", "s2"], start);
  expect(moved(start, swapped)).toBe(1);
});

it("[L9] moves only a handful of neighbours when a gap is used up, however often", () => {
  let order = letters(1_000);
  let positions = arrange(order, new Map());
  let most = 0;
  for (let count = 0; count < 2_000; count += 1) {
    // Always at the same place: the worst that an author can do.
    order = [...order.slice(0, 500), `new${String(count)}`, ...order.slice(500)];
    const after = arrange(order, positions);
    most = Math.max(most, moved(positions, after));
    positions = after;
  }
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(300);
});

it("[L9] gives every order strictly increasing positions, also where there is next to no room", () => {
  const start = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 20 });
  const anywhere = fc.oneof(start, fc.uniqueArray(fc.integer({ min: 1, max: MAX_POSITION }), { maxLength: 20 }));
  const atTheEnd = fc.uniqueArray(fc.integer({ min: MAX_POSITION - 30, max: MAX_POSITION }), { maxLength: 20 });
  fc.assert(
    fc.property(fc.oneof(anywhere, atTheEnd), fc.array(fc.nat({ max: 40 }), { maxLength: 40 }), (known, picks) => {
      const before = new Map(known.map((position, index) => [`s${String(index)}`, position]));
      const order = [...new Set(picks.map((pick) => `s${String(pick)}`))];
      const positions = [...arrange(order, before).values()];
      positions.forEach((position, index) => {
        expect(Number.isInteger(position)).toBe(true);
        expect(position).toBeGreaterThan(positions[index - 1] ?? 0);
        expect(position).toBeLessThanOrEqual(MAX_POSITION);
      });
    }),
  );
});

it("[L9] places as many steps as a run may ever hold", () => {
  const order = letters(200_000);
  const positions = [...arrange(order, new Map()).values()];
  expect(positions.every((position, index) => position > (positions[index - 1] ?? 0) && position <= MAX_POSITION)).toBe(
    true,
  );
});
