import type { StepId } from "../ids.ts";
import type { Print } from "./extract.ts";

/** A kept shingle's place in the run. */
export type PrintPlace = { readonly id: StepId; readonly print: Print };

/**
 * Where each fingerprint stands. Nearly all stand once, so a lone place is kept bare, and the few that stand twice or
 * more are listed apart: a rule that looks for repeats looks at those only.
 */
export class PrintIndex {
  #places = new Map<number, PrintPlace | PrintPlace[]>();
  #repeated = new Set<number>();
  #changes = 0;

  /** Grows whenever a place of a repeated hash comes or goes: equal numbers mean that nothing about repeats changed. */
  get changes(): number {
    return this.#changes;
  }

  /** Hashes that stand in two places or more, in no order. */
  get repeated(): ReadonlySet<number> {
    return this.#repeated;
  }

  /** The places of a hash, in no order. */
  places(hash: number): readonly PrintPlace[] {
    const places = this.#places.get(hash);
    return places === undefined ? [] : Array.isArray(places) ? places : [places];
  }

  /** Takes in a step's fingerprints. */
  add(id: StepId, prints: readonly Print[]): void {
    for (const print of prints) {
      const place = { id, print };
      const there = this.#places.get(print.hash);
      if (there === undefined) this.#places.set(print.hash, place);
      else {
        if (Array.isArray(there)) there.push(place);
        else this.#places.set(print.hash, [there, place]);
        this.#repeated.add(print.hash);
        this.#changes += 1;
      }
    }
  }

  /** Takes out a step's fingerprints: all that stand under its id. */
  remove(id: StepId, prints: readonly Print[]): void {
    for (const hash of new Set(prints.map((print) => print.hash))) {
      if (this.#repeated.has(hash)) this.#changes += 1;
      const left = this.places(hash).filter((place) => place.id !== id);
      const [only] = left;
      if (only === undefined) this.#places.delete(hash);
      else this.#places.set(hash, left.length === 1 ? only : left);
      if (left.length < 2) this.#repeated.delete(hash);
    }
  }
}
