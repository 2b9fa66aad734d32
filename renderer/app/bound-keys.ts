import { type Chord, type KeyStroke, parseChord } from "./keys.ts";

/*
 * Keys that the author bound otherwise. They are kept by the chord that an act was designed with, not by the act: two screens
 * that share a chord (Go to, say) keep sharing it, and whatever draws a chord can tell the present one without knowing the
 * act. An act that was designed without keys has its id in the place of them ("#act.splitStep").
 */

/** The chord in the place of each designed one; "" for an act whose keys were taken away. Those left out are as designed. */
export type BoundKeys = Readonly<Record<Chord, Chord>>;

/** As designed. */
export const NOTHING_BOUND: BoundKeys = {};

/** What stands for the keys of an act that was designed without. */
export function keysOfUnbound(commandId: string): Chord {
  return `#${commandId}`;
}

/** The chord that takes the place of a designed one; null for none. */
export function boundChord(designed: Chord, bound: BoundKeys): Chord | null {
  const chord = bound[designed] ?? (designed.startsWith("#") ? "" : designed);
  return chord === "" ? null : chord;
}

/** The bindings with one more; what is as designed is not kept. */
export function withBound(bound: BoundKeys, designed: Chord, chord: Chord): BoundKeys {
  const { [designed]: _was, ...others } = bound;
  const isDesigned = chord === designed || (chord === "" && designed.startsWith("#"));
  return isDesigned ? others : { ...others, [designed]: chord };
}

const MODIFIERS: ReadonlySet<string> = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph", "Dead", "Process"]);

/** The chord that a key stroke is; null while only modifiers are held. */
export function chordOfStroke(event: KeyStroke, mac: boolean): Chord | null {
  if (MODIFIERS.has(event.key) || event.isComposing || event.getModifierState("AltGraph")) return null;
  const parts: string[] = [];
  if (mac && event.ctrlKey) parts.push("Control");
  if (mac ? event.metaKey : event.ctrlKey) parts.push("Mod");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey) parts.push("Shift");
  return [...parts, keyOf(event)].join("+");
}

/** A letter or digit by what it is on the layout, else by where it lies (Alt and Shift type signs on many). */
function keyOf({ key, code }: KeyStroke): string {
  const digit = /^Digit(\d)$/u.exec(code)?.[1];
  const letter = /^Key([A-Z])$/u.exec(code)?.[1];
  if (/^[a-z]$/iu.test(key)) return key.toUpperCase();
  return digit ?? letter ?? key;
}

/** Chords of the clipboard and of the browser's own windows. */
const TAKEN: ReadonlySet<Chord> = new Set(
  ["C", "X", "V", "A", "W", "T", "N", "Q", "R"].flatMap((letter) => [`Mod+${letter}`, `Mod+Shift+${letter}`]),
);
const FUNCTION_KEY = /^F([1-9]|1[0-2])$/u;
const MOVING_KEY = /^(Arrow.+|Home|End|PageUp|PageDown)$/u;
const WRITING_KEY = /^(Backspace|Delete|Tab|Escape| |\+)$/u;

/**
 * Whether an act may have this chord: none that writes, moves the caret, copies, or belongs to the browser or to a keyboard
 * (interface, section 3: no AltGr letters, no Ctrl+Shift+digit, no Cmd+H, F11 stays the browser's).
 */
export function isBindable(chord: Chord, mac: boolean): boolean {
  const { key, mod, alt, shift, control } = parseChord(chord);
  if (WRITING_KEY.test(key) || TAKEN.has(chord) || key === "F11") return false;
  if (FUNCTION_KEY.test(key)) return true;
  if (MOVING_KEY.test(key)) return alt;
  if (key === "Enter") return mod;
  // What is left are signs: one letter, digit or mark.
  if (key.length > 2 || control) return false;
  if (/^\d$/u.test(key) && mod && shift) return false;
  if (mac) return mod && chord !== "Mod+H";
  return mod !== alt;
}
