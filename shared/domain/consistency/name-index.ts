import { doubleMetaphone } from "double-metaphone";

import type { StepId } from "../ids.ts";
import { isOrdinaryWord } from "./english-words.ts";
import type { NameMention } from "./extract.ts";

/** How often a capitalised word stands, by kind of capital. */
export type NameCounts = { readonly mid: number; readonly initial: number; readonly upper: number };

/** Shorter names have too many honest neighbours (Mary and Mark, Vex and Vax). */
export const SHORTEST_COMPARED_UNITS = 5;
/** Sound decides only from this length on, and only if the code says enough. */
const SHORTEST_SOUNDED_UNITS = 6;
const SHORTEST_SOUND_CODE = 3;
/** An ordinary word ("Grog", "Pike") is compared as a name once it has so many capitals inside sentences. */
const MANY_CAPITALS = 3;
/** A family of look-alikes larger than this is no spelling mistake, and comparing all with all would cost its square. */
const MOST_NEIGHBOURS = 64;

/**
 * Capitalised words of the run with their places, and who looks or sounds like whom. Likeness is found through what
 * is left of a word when one letter is taken away (equal remains mean one letter changed, added, dropped or swapped) and
 * through its sound, so no word is compared with all others (consistency, section 5).
 */
export class NameIndex {
  #entries = new Map<
    string,
    { counts: { mid: number; initial: number; upper: number }; places: Map<StepId, readonly NameMention[]> }
  >();
  #remains = new Map<string, Set<string>>();
  #sounds = new Map<string, Set<string>>();
  #compared = new Set<string>();

  /** How often a folded word stands with a capital. */
  counts(name: string): NameCounts {
    return this.#entries.get(name)?.counts ?? NO_COUNTS;
  }

  /** A name's mentions by step, steps in no order. */
  places(name: string): ReadonlyMap<StepId, readonly NameMention[]> {
    return this.#entries.get(name)?.places ?? NO_PLACES;
  }

  /** All capitalised words that the run holds, folded, in no order. */
  all(): Iterable<string> {
    return this.#entries.keys();
  }

  /** Puts a step's mentions in the place of those that it had. */
  change(
    id: StepId,
    before: ReadonlyMap<string, readonly NameMention[]>,
    after: ReadonlyMap<string, readonly NameMention[]>,
  ): void {
    for (const [name, mentions] of after) {
      const entry = this.#entries.get(name) ?? { counts: { mid: 0, initial: 0, upper: 0 }, places: new Map() };
      this.#entries.set(name, entry);
      for (const { kind } of before.get(name) ?? []) entry.counts[kind] -= 1;
      for (const { kind } of mentions) entry.counts[kind] += 1;
      entry.places.set(id, mentions);
      this.#compareOrNot(name);
    }
    for (const [name, mentions] of before) {
      const entry = after.has(name) ? undefined : this.#entries.get(name);
      if (entry === undefined) continue;
      for (const { kind } of mentions) entry.counts[kind] -= 1;
      entry.places.delete(id);
      if (entry.places.size === 0) this.#entries.delete(name);
      this.#compareOrNot(name);
    }
  }

  /** Names of the run that look or sound like this one, sorted. */
  neighbours(name: string): readonly string[] {
    if (!this.#compared.has(name)) return [];
    const found = new Set<string>();
    for (const remain of remains(name)) collect(this.#remains, remain, found);
    for (const code of sounds(name)) collect(this.#sounds, code, found);
    found.delete(name);
    return [...found].toSorted();
  }

  /** Enters the word in the look-alike tables or takes it out, as its counts ask: the tables follow from the run alone, not from its history. */
  #compareOrNot(name: string): void {
    if (name.length < SHORTEST_COMPARED_UNITS) return;
    const counts = this.counts(name);
    const isPresent = this.#entries.has(name);
    const should = isPresent && (counts.mid >= MANY_CAPITALS || !isOrdinaryWord(name));
    if (should === this.#compared.has(name)) return;
    const change = should ? put : take;
    for (const remain of remains(name)) change(this.#remains, remain, name);
    for (const code of sounds(name)) change(this.#sounds, code, name);
    if (should) this.#compared.add(name);
    else this.#compared.delete(name);
  }
}

const NO_COUNTS: NameCounts = { mid: 0, initial: 0, upper: 0 };
const NO_PLACES: ReadonlyMap<StepId, readonly NameMention[]> = new Map();

function put(table: Map<string, Set<string>>, key: string, name: string): void {
  const names = table.get(key);
  if (names === undefined) table.set(key, new Set([name]));
  else names.add(name);
}

function take(table: Map<string, Set<string>>, key: string, name: string): void {
  const names = table.get(key);
  names?.delete(name);
  if (names?.size === 0) table.delete(key);
}

function collect(table: ReadonlyMap<string, ReadonlySet<string>>, key: string, found: Set<string>): void {
  const names = table.get(key);
  if (names === undefined || names.size > MOST_NEIGHBOURS) return;
  for (const name of names) found.add(name);
}

/** The word itself and the word without each of its letters. */
function remains(name: string): Set<string> {
  const all = new Set([name]);
  for (let index = 0; index < name.length; index += 1) all.add(name.slice(0, index) + name.slice(index + 1));
  return all;
}

function sounds(name: string): readonly string[] {
  if (name.length < SHORTEST_SOUNDED_UNITS) return [];
  return [...new Set(doubleMetaphone(name))].filter((code) => code.length >= SHORTEST_SOUND_CODE);
}
