import { type Chord, isMac, keyCaps, type Keys } from "../app/keys.ts";
import { useBoundChord } from "./bound-chord.ts";

/** The keys of an act as caps. Hidden from assistive technology, which is told by `aria-keyshortcuts` on the control. */
export function KeyCaps({ keys }: { readonly keys: Keys }) {
  const chord = useBoundChord(keys);
  return chord === null ? null : <ChordCaps chord={chord} />;
}

/** A chord as it stands, as caps. */
export function ChordCaps({ chord }: { readonly chord: Chord }) {
  return (
    <span className="keys" aria-hidden>
      {keyCaps(chord, isMac()).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
