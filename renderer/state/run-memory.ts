import { isThoughtSection } from "../../shared/domain/section.ts";
import type { Step } from "../../shared/domain/step.ts";
import type { ThoughtId } from "../../shared/domain/ids.ts";
import { neededWords, tellingWords, uncommonWords } from "../../shared/domain/telling-words.ts";
import { visibleStep } from "../../shared/domain/visible.ts";
import type { LongTermThought } from "./long-term.ts";

/**
 * What the run's steps are about, for the memory beside the page: the uncommon words of each step, as numbers. It follows
 * the run by difference and in slices between which keys are answered, so its cost is that of the steps that changed. Where a
 * long-term thought was last taken up is then one look over the numbers (a few milliseconds for 1,000 steps).
 */

/** Where a thought was last taken up: a 1-based step, or null when none has. Absent: it has no word to be known by. */
export type Echoes = ReadonlyMap<ThoughtId, number | null>;

type Entry = { readonly step: Step; readonly before: Step | null; readonly words: Uint32Array };

/** The visible text of a step, section after section. */
export function visibleTextOf(step: Step, before: Step | null): string {
  const texts = visibleStep(step, before, 1).sections.map((name) =>
    isThoughtSection(name)
      ? step[name].bullets
          .flat()
          .map((thought) => thought.text)
          .join("\n")
      : step[name].text,
  );
  return texts.join("\n");
}

/** The memory of one run. */
export class RunMemory {
  #entries: readonly Entry[] = [];
  /** What was read, by its step; also of a reading that was given up for a newer one. */
  #known = new Map<Step, Entry>();
  /** The uncommon words of the thoughts that were asked for last, by their text. */
  #thoughts = new Map<string, readonly string[]>();
  readonly #numbers = new Map<string, number>();
  /** In how many steps each word stands. */
  readonly #spread: number[] = [];

  /**
   * Reads what has changed, a step at each turn of the generator; whoever calls it stops when there is no more time. Only when it
   * has ended does the memory know the new steps. The thoughts are those that it will be asked for: they are read in the same slices.
   */
  *follow(steps: readonly Step[], thoughts: readonly LongTermThought[] = []): Generator<void, void> {
    const entries: Entry[] = [];
    for (const [index, step] of steps.entries()) {
      const before = steps[index - 1] ?? null;
      const known = this.#known.get(step);
      if (known !== undefined && known.before === before) {
        entries.push(known);
        continue;
      }
      const entry = { step, before, words: this.#read(step, before) };
      this.#known.set(step, entry);
      entries.push(entry);
      yield;
    }
    for (const { text } of thoughts) {
      if (this.#thoughts.has(text)) continue;
      this.#thoughts.set(text, uncommonWords(text));
      yield;
    }
    const kept = new Set(entries);
    const old = new Set(this.#entries);
    for (const entry of old) if (!kept.has(entry)) this.#count(entry.words, -1);
    for (const entry of kept) if (!old.has(entry)) this.#count(entry.words, 1);
    this.#entries = entries;
    this.#known = new Map(entries.map((entry) => [entry.step, entry]));
  }

  /** Where each of the thoughts was last taken up after its own step and no later than `upTo` (1-based). */
  echoes(thoughts: readonly LongTermThought[], upTo: number): Echoes {
    const found = new Map<ThoughtId, number | null>();
    const open = new Map<number, { id: ThoughtId; step: number; needed: number }[]>();
    const read = new Map<string, readonly string[]>();
    let left = 0;
    for (const { thoughtId, step, text } of thoughts) {
      if (thoughtId === null) continue;
      const uncommon = this.#thoughts.get(text) ?? uncommonWords(text);
      read.set(text, uncommon);
      const words = this.#tellingWords(uncommon);
      if (words.length === 0) continue;
      found.set(thoughtId, null);
      left += 1;
      const asked = { id: thoughtId, step, needed: neededWords(words.length) };
      for (const word of words) open.set(word, [...(open.get(word) ?? []), asked]);
    }
    this.#thoughts = read;
    for (let step = Math.min(upTo, this.#entries.length); step > 1 && left > 0; step -= 1) {
      const hits = new Map<ThoughtId, number>();
      for (const word of this.#entries[step - 1]?.words ?? []) {
        for (const { id, step: own, needed } of open.get(word) ?? []) {
          if (own >= step || found.get(id) !== null) continue;
          const count = (hits.get(id) ?? 0) + 1;
          hits.set(id, count);
          if (count === needed) {
            found.set(id, step);
            left -= 1;
          }
        }
      }
    }
    return found;
  }

  /** The last step before `step` (1-based) that has all words of a name; null when none has, undefined when it cannot be told. */
  lastBefore(name: string, step: number): number | null | undefined {
    const numbers = uncommonWords(name).map((word) => this.#numbers.get(word));
    if (numbers.length === 0 || numbers.includes(undefined)) return undefined;
    for (let at = Math.min(step - 1, this.#entries.length); at >= 1; at -= 1) {
      const words = this.#entries[at - 1]?.words;
      if (words !== undefined && numbers.every((number) => number !== undefined && words.includes(number))) return at;
    }
    return null;
  }

  #read(step: Step, before: Step | null): Uint32Array {
    return Uint32Array.from(uncommonWords(visibleTextOf(step, before)), (word) => {
      const known = this.#numbers.get(word);
      if (known !== undefined) return known;
      const number = this.#spread.push(0) - 1;
      this.#numbers.set(word, number);
      return number;
    });
  }

  #count(words: Uint32Array, by: 1 | -1): void {
    for (const word of words) this.#spread[word] = (this.#spread[word] ?? 0) + by;
  }

  #tellingWords(uncommon: readonly string[]): readonly number[] {
    const known = uncommon.flatMap((word) => this.#numbers.get(word) ?? []);
    return tellingWords(known, this.#entries.length, (word) => this.#spread[word] ?? 0);
  }
}
