/**
 * Which step of the author's run is which step of the copy that a reviewer read. Steps are compared by a fingerprint of
 * what a reader sees; steps that were edited have none in common and are placed by their neighbours.
 */
export type Alignment = {
  /** For each step of the copy (0-based): the author's step (0-based) it became, or null when it is gone. */
  readonly places: readonly (number | null)[];
  /** How many steps of the copy stand unchanged in the author's run. */
  readonly unchanged: number;
};

/**
 * Aligns by fingerprint: equal steps first, those that stand several times in their order; then what follows an aligned
 * step takes the free places after it. Cost: one pass over each, whatever the steps hold.
 */
export function alignSteps(copy: readonly string[], run: readonly string[]): Alignment {
  const standing = new Map<string, { places: number[]; used: number }>();
  run.forEach((fingerprint, index) => {
    const entry = standing.get(fingerprint);
    if (entry === undefined) standing.set(fingerprint, { places: [index], used: 0 });
    else entry.places.push(index);
  });
  const places: (number | null)[] = copy.map(() => null);
  const taken = new Set<number>();
  copy.forEach((fingerprint, index) => {
    const entry = standing.get(fingerprint);
    const place = entry?.places[entry.used];
    if (entry === undefined || place === undefined) return;
    entry.used += 1;
    places[index] = place;
    taken.add(place);
  });
  const unchanged = taken.size;
  fillGaps(places, taken, run.length);
  return { places, unchanged };
}

/**
 * Edited steps: those that follow an aligned step take the free places after it, one by one. Those before the first
 * aligned one take the places before it, backwards: a step put in front of the run moves them all.
 */
function fillGaps(places: (number | null)[], taken: Set<number>, runLength: number): void {
  const first = places.findIndex((place) => place !== null);
  for (
    let index = first - 1, next = (places[first] ?? 0) - 1;
    index >= 0 && next >= 0 && !taken.has(next);
    index -= 1
  ) {
    places[index] = next;
    taken.add(next);
    next -= 1;
  }
  let next = 0;
  places.forEach((place, index) => {
    if (place !== null) {
      next = place + 1;
      return;
    }
    if (next < runLength && !taken.has(next)) {
      places[index] = next;
      taken.add(next);
      next += 1;
    }
  });
}
