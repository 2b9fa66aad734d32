import { describe, expect, it, vi } from "vitest";

import { boundChord, chordOfStroke, isBindable, NOTHING_BOUND, withBound } from "../../../renderer/app/bound-keys.ts";
import { type Command, Commands } from "../../../renderer/app/commands.ts";
import type { KeyStroke } from "../../../renderer/app/keys.ts";
import { boundActs, chordOfAct } from "../../../renderer/features/run/act-commands.ts";
import { ACTS } from "../../../renderer/editor/acts/registry.ts";

const press = (key: string, parts: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  getModifierState: () => false,
  ...parts,
});

function command(id: string, parts: Partial<Command> = {}): Command {
  return { id, title: id, group: "help", run: vi.fn<() => void>(), ...parts };
}

describe("the registry of commands", () => {
  it("[PG2] gives a key to the newest command that can be run", () => {
    const commands = new Commands(false);
    const [below, above, off] = [
      command("below", { keys: "Mod+K" }),
      command("above", { keys: "Mod+K" }),
      command("off", { keys: "Mod+K", isEnabled: () => false }),
    ];
    commands.register([below]);
    const leave = commands.register([above, off]);
    expect(commands.forKey(press("k", { ctrlKey: true }), false)).toBe(above);
    leave();
    expect(commands.forKey(press("k", { ctrlKey: true }), false)).toBe(below);
    expect(commands.forKey(press("k"), false)).toBeNull();
  });

  it("[PG2] leaves the text's own keys to the text while the caret is in it", () => {
    const commands = new Commands(false);
    const act = command("act", { keys: "Mod+1", inText: true });
    commands.register([act]);
    expect(commands.forKey(press("1", { ctrlKey: true }), true)).toBeNull();
    expect(commands.forKey(press("1", { ctrlKey: true }), false)).toBe(act);
  });

  it("[PG2] tells its readers of every change and hands out the same list until then", () => {
    const commands = new Commands(false);
    const told = vi.fn<() => void>();
    const stop = commands.subscribe(told);
    const leave = commands.register([command("one")]);
    expect(commands.all()).toBe(commands.all());
    leave();
    stop();
    commands.register([command("two")]);
    expect(told).toHaveBeenCalledTimes(2);
  });

  it("[PG2] runs nothing that is not there or not enabled", () => {
    const commands = new Commands(false);
    const off = command("off", { isEnabled: () => false });
    commands.register([off]);
    expect(commands.run("off")).toBe(false);
    expect(commands.run("gone")).toBe(false);
    expect(off.run).not.toHaveBeenCalled();
  });

  it("[PG2] has a key of its own for every act of the text", () => {
    for (const platform of ["other", "mac"] as const) {
      const chords = ACTS.flatMap((act) => act.keys[platform].map(chordOfAct));
      expect(new Set(chords).size).toBe(chords.length);
    }
  });
});

describe("keys that are bound otherwise", () => {
  it("[PG30] go to their act and no longer where they were, and an act without keys may have some", () => {
    let bound = withBound(NOTHING_BOUND, "Mod+J", "F4");
    bound = withBound(bound, "#split", "Mod+K");
    const commands = new Commands(false, () => bound);
    const [goTo, split] = [command("goTo", { keys: "Mod+J" }), command("split")];
    commands.register([goTo, split]);
    expect(commands.forKey(press("F4"), false)).toBe(goTo);
    expect(commands.forKey(press("j", { ctrlKey: true }), false)).toBeNull();
    expect(commands.forKey(press("k", { ctrlKey: true }), false)).toBe(split);
    bound = withBound(bound, "Mod+J", "");
    expect(commands.forKey(press("F4"), false)).toBeNull();
    bound = withBound(withBound(bound, "Mod+J", "Mod+J"), "#split", "");
    expect(bound).toEqual(NOTHING_BOUND);
    expect(commands.forKey(press("j", { ctrlKey: true }), false)).toBe(goTo);
    expect(boundChord("#split", bound)).toBeNull();
  });

  it("[PG30] are read off the keyboard by what they are, whatever Shift and Alt make them type", () => {
    const alone = press("Shift", { shiftKey: true });
    expect(chordOfStroke(alone, false)).toBeNull();
    expect(chordOfStroke(press("P", { ctrlKey: true, shiftKey: true, code: "KeyP" }), false)).toBe("Mod+Shift+P");
    expect(chordOfStroke(press("π", { metaKey: true, altKey: true, code: "KeyP" }), true)).toBe("Mod+Alt+P");
    expect(chordOfStroke(press("é", { ctrlKey: true, code: "Digit2" }), false)).toBe("Mod+2");
    expect(chordOfStroke(press("q", { getModifierState: (name) => name === "AltGraph" }), false)).toBeNull();
  });

  it("[PG30] never are those that write, move, copy, or belong to the browser or a keyboard", () => {
    const never = [
      "A",
      "Shift+A",
      "Enter",
      "Alt+Enter",
      "Mod+V",
      "Mod+Shift+V",
      "F11",
      "ArrowUp",
      "Mod+Home",
      "Mod+Tab",
    ];
    for (const chord of [...never, "Mod+Backspace", "Mod+Shift+2", "Mod+Alt+L", "Space"])
      expect([chord, isBindable(chord, false)]).toEqual([chord, false]);
    expect(isBindable("Mod+H", true)).toBe(false);
    for (const chord of ["F4", "Shift+F4", "Mod+K", "Alt+K", "Mod+Shift+K", "Alt+ArrowUp", "Mod+Alt+Enter", "Mod+9"])
      expect([chord, isBindable(chord, false)]).toEqual([chord, true]);
  });

  it("[PG30] are told to the text in its own spelling, and all that is designed may be bound", () => {
    expect(boundActs(NOTHING_BOUND, false)).toEqual({});
    const bound = { "Mod+2": "F4", "#act.splitStep": "Mod+K", "Mod+Y": "", "Mod+Enter": "Mod+Shift+G" };
    expect(boundActs(bound, false)).toEqual({
      finishSection: ["Mod-Shift-g"],
      doylist: ["F4"],
      splitStep: ["Mod-k"],
      redo: ["Mod-Shift-z"],
    });
    for (const { keys } of ACTS)
      for (const key of keys.other) expect([key, isBindable(chordOfAct(key), false)]).toEqual([key, true]);
  });
});
