import { describe, expect, it } from "vitest";

import { ariaChord, chordOf, keyCaps, type KeyStroke, matches } from "../../../renderer/app/keys.ts";

function stroke(key: string, parts: Partial<KeyStroke> & { altGraph?: boolean } = {}): KeyStroke {
  const { altGraph = false, ...rest } = parts;
  return {
    key,
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    getModifierState: (name) => name === "AltGraph" && altGraph,
    ...rest,
  };
}

describe("chords", () => {
  it("[PG1] means Ctrl off macOS and Cmd on it, with exactly the modifiers that it names", () => {
    expect(matches("Mod+J", stroke("j", { ctrlKey: true }), false)).toBe(true);
    expect(matches("Mod+J", stroke("j", { metaKey: true }), false)).toBe(false);
    expect(matches("Mod+J", stroke("j", { metaKey: true }), true)).toBe(true);
    expect(matches("Mod+J", stroke("J", { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(matches("Mod+Shift+P", stroke("P", { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(matches("Shift+F8", stroke("F8", { shiftKey: true }), false)).toBe(true);
    expect(matches("F8", stroke("F8", { shiftKey: true }), false)).toBe(false);
  });

  it("[PG1] follows the layout's letters, and the key's place where the layout types another sign", () => {
    // A French layout types & on the 1; a Russian one types a Cyrillic letter on the J; Dvorak's J lies on QWERTY's C.
    expect(matches("Mod+1", stroke("&", { ctrlKey: true, code: "Digit1" }), false)).toBe(true);
    expect(matches("Mod+J", stroke("о", { ctrlKey: true, code: "KeyJ" }), false)).toBe(true);
    expect(matches("Mod+J", stroke("j", { ctrlKey: true, code: "KeyC" }), false)).toBe(true);
    expect(matches("Mod+C", stroke("j", { ctrlKey: true, code: "KeyC" }), false)).toBe(false);
  });

  it("[PG1] leaves AltGr and input methods alone", () => {
    expect(matches("Mod+Alt+J", stroke("j", { ctrlKey: true, altKey: true, altGraph: true }), false)).toBe(false);
    expect(matches("Mod+J", stroke("j", { ctrlKey: true, isComposing: true }), false)).toBe(false);
  });

  it("[PG1] is shown as the platform writes it", () => {
    expect(keyCaps("Mod+Shift+P", false)).toEqual(["Ctrl", "Shift", "P"]);
    expect(keyCaps("Mod+Shift+P", true)).toEqual(["⌘", "⇧", "P"]);
    expect(chordOf({ mac: "Mod+[", other: "Alt+ArrowLeft" }, false)).toBe("Alt+ArrowLeft");
    expect(ariaChord("Mod+J", true)).toBe("Meta+J");
  });
});
