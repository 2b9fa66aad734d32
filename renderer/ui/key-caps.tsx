import { type Keys, chordOf, isMac, keyCaps } from "../app/keys.ts";

/** The keys of an act as caps. Hidden from assistive technology, which is told by `aria-keyshortcuts` on the control. */
export function KeyCaps({ keys }: { readonly keys: Keys }) {
  const mac = isMac();
  return (
    <span className="keys" aria-hidden>
      {keyCaps(chordOf(keys, mac), mac).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
