import { createContext, use } from "react";

import { boundChord, type BoundKeys, NOTHING_BOUND } from "../app/bound-keys.ts";
import { ariaChord, type Chord, chordOf, isMac, type Keys } from "../app/keys.ts";

const BoundKeysContext = createContext<BoundKeys>(NOTHING_BOUND);

/** Gives everything inside the keys that the author bound otherwise. */
export const BoundKeysProvider = BoundKeysContext.Provider;

/** The chord that keys are now, on this platform; null where there are none. */
export function useBoundChord(keys: Keys | undefined): Chord | null {
  const bound = use(BoundKeysContext);
  return keys === undefined ? null : boundChord(chordOf(keys, isMac()), bound);
}

/** The same for `aria-keyshortcuts`. */
export function useAriaKeys(keys: Keys | undefined): string | undefined {
  const chord = useBoundChord(keys);
  return chord === null ? undefined : ariaChord(chord, isMac());
}
