/**
 * Keys as data: a chord is written "Mod+Shift+P" and means Ctrl on Windows and Linux, Cmd on macOS. Letters and digits
 * are matched by what the layout types and, where it types no Latin letter (a Cyrillic layout) or a sign (the digits of
 * a French one), by where the key lies. Keys typed with AltGr belong to the keyboard and never match.
 */

/** A chord such as "Mod+J", "Alt+PageDown", "F8"; "Mod", "Alt", "Shift" and "Control" (the real one, also on macOS). */
export type Chord = string;
/** Where a command's keys differ between macOS and the rest. */
export type Keys = Chord | { readonly mac: Chord; readonly other: Chord };

/** True on macOS, where Mod is Cmd. */
export function isMac(userAgent: string = navigator.userAgent): boolean {
  return /Mac OS X|Macintosh/u.test(userAgent);
}

/** The chord of a command on this platform. */
export function chordOf(keys: Keys, mac: boolean): Chord {
  return typeof keys === "string" ? keys : mac ? keys.mac : keys.other;
}

type ParsedChord = {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly control: boolean;
};

/** A chord taken apart. */
export function parseChord(chord: Chord): ParsedChord {
  const parts = chord.split("+");
  return {
    key: parts.at(-1) ?? "",
    mod: parts.includes("Mod"),
    alt: parts.includes("Alt"),
    shift: parts.includes("Shift"),
    control: parts.includes("Control"),
  };
}

/** What of a keyboard event a chord is matched against. */
export type KeyStroke = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing" | "getModifierState"
>;

/** True when the event is the chord, with exactly its modifiers. */
export function matches(chord: Chord, event: KeyStroke, mac: boolean): boolean {
  if (event.isComposing || event.getModifierState("AltGraph")) return false;
  const wanted = parseChord(chord);
  const control = wanted.control || (wanted.mod && !mac);
  const meta = wanted.mod && mac;
  if (event.ctrlKey !== control || event.metaKey !== meta) return false;
  if (event.altKey !== wanted.alt || event.shiftKey !== wanted.shift) return false;
  return keyMatches(wanted.key, event);
}

function keyMatches(key: string, event: KeyStroke): boolean {
  if (event.key.toUpperCase() === key.toUpperCase()) return true;
  if (/^\d$/u.test(key)) return event.code === `Digit${key}`;
  const typesLatin = /^[a-z]$/iu.test(event.key);
  return /^[A-Z]$/u.test(key) && !typesLatin && event.code === `Key${key}`;
}

const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Control: "⌃" };
const NAMES: Readonly<Record<string, string>> = {
  Mod: "Ctrl",
  Control: "Ctrl",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  PageUp: "Page Up",
  PageDown: "Page Down",
  Escape: "Esc",
};

/** The key caps of a chord in the order they are pressed: ["Ctrl", "Shift", "P"], on macOS ["⇧", "⌘", "P"]. */
export function keyCaps(chord: Chord, mac: boolean): string[] {
  return chord.split("+").map((part) => (mac ? MAC_SIGNS[part] : undefined) ?? NAMES[part] ?? part);
}

/** A chord for `aria-keyshortcuts`. */
export function ariaChord(chord: Chord, mac: boolean): string {
  return chord.replace("Mod", mac ? "Meta" : "Control");
}
