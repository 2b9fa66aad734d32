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

  /** Puts a step's fingerprints in the place of those that it had; one that stands where it stood is no change. */
  change(id: StepId, before: readonly Print[], after: readonly Print[]): void {
    if (before.length === 0) return this.#add(id, after);
    const had = new Set(before.map(nameOf));
    const has = new Set(after.map(nameOf));
    this.#remove(
      id,
      before.filter((print) => !has.has(nameOf(print))),
    );
    this.#add(
      id,
      after.filter((print) => !had.has(nameOf(print))),
    );
  }

  #add(id: StepId, prints: readonly Print[]): void {
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

  #remove(id: StepId, prints: readonly Print[]): void {
    for (const print of prints) {
      if (this.#repeated.has(print.hash)) this.#changes += 1;
      const name = nameOf(print);
      const left = this.places(print.hash).filter((place) => place.id !== id || nameOf(place.print) !== name);
      const [only] = left;
      if (only === undefined) this.#places.delete(print.hash);
      else this.#places.set(print.hash, left.length === 1 ? only : left);
      if (left.length < 2) this.#repeated.delete(print.hash);
    }
  }
}

/** What tells a step's fingerprints apart. */
function nameOf({ hash, passage, token }: Print): string {
  return `${hash} ${passage} ${token}`;
}
