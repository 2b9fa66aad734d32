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

/** The digits of a fingerprint that stand for the whole step, and for each of its sections after them. */
export const WHOLE_DIGITS = 16;
export const SECTION_DIGITS = 8;
/** What stands for a section in which nothing is to be read. */
export const NO_SECTION = "0".repeat(SECTION_DIGITS);

/** True when two fingerprints are of one text; those of older releases have the first part only. */
export function isSameStep(one: string | null, other: string | null | undefined): boolean {
  if (one === null || other === null || other === undefined) return false;
  return one.slice(0, WHOLE_DIGITS) === other.slice(0, WHOLE_DIGITS);
}

/**
 * Aligns by fingerprint: equal steps first, those that stand several times in their order; then steps that share a
 * section that tells them apart; then what follows an aligned step takes the free places after it. Cost: one pass over
 * each, whatever the steps hold.
 */
export function alignSteps(copy: readonly string[], run: readonly string[]): Alignment {
  const standing = new Map<string, { places: number[]; used: number }>();
  run.forEach((fingerprint, index) => {
    const whole = fingerprint.slice(0, WHOLE_DIGITS);
    const entry = standing.get(whole);
    if (entry === undefined) standing.set(whole, { places: [index], used: 0 });
    else entry.places.push(index);
  });
  const places: (number | null)[] = copy.map(() => null);
  const taken = new Set<number>();
  copy.forEach((fingerprint, index) => {
    const entry = standing.get(fingerprint.slice(0, WHOLE_DIGITS));
    const place = entry?.places[entry.used];
    if (entry === undefined || place === undefined) return;
    entry.used += 1;
    places[index] = place;
    taken.add(place);
  });
  const unchanged = taken.size;
  alignBySections(copy, run, places, taken);
  fillGaps(places, taken, run.length);
  return { places, unchanged };
}

/** A section that stands in more free steps than this tells none of them apart ("Yes." as an action). */
const TELLING_PLACES = 4;

/** Steps of which some sections were edited: the free step that shares most of the others, the nearest of equals. */
function alignBySections(
  copy: readonly string[],
  run: readonly string[],
  places: (number | null)[],
  taken: Set<number>,
): void {
  const standing = new Map<string, number[]>();
  run.forEach((fingerprint, index) => {
    if (taken.has(index)) return;
    for (const part of sectionsOf(fingerprint))
      standing.set(part, [...(standing.get(part) ?? []).slice(-TELLING_PLACES), index]);
  });
  let expected = 0;
  copy.forEach((fingerprint, index) => {
    const known = places[index] ?? null;
    if (known !== null) {
      expected = known + 1;
      return;
    }
    const votes = new Map<number, number>();
    for (const part of sectionsOf(fingerprint)) {
      const at = standing.get(part) ?? [];
      if (at.length <= TELLING_PLACES) for (const place of at) votes.set(place, (votes.get(place) ?? 0) + 1);
    }
    const free = [...votes].filter(([place]) => !taken.has(place));
    const [best] = free.toSorted(
      ([one, its], [other, others]) => others - its || Math.abs(one - expected) - Math.abs(other - expected),
    );
    if (best === undefined) return;
    places[index] = best[0];
    taken.add(best[0]);
    expected = best[0] + 1;
  });
}

/** The sections of a step that hold something, each by its place in the step and its digits. */
function sectionsOf(fingerprint: string): string[] {
  const parts: string[] = [];
  for (let at = WHOLE_DIGITS, section = 0; at < fingerprint.length; at += SECTION_DIGITS, section += 1) {
    const part = fingerprint.slice(at, at + SECTION_DIGITS);
    if (part !== NO_SECTION) parts.push(`${section} ${part}`);
  }
  return parts;
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
