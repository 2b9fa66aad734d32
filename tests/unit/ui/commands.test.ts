import { describe, expect, it, vi } from "vitest";

import { type Command, Commands } from "../../../renderer/app/commands.ts";
import type { KeyStroke } from "../../../renderer/app/keys.ts";
import { chordOfAct } from "../../../renderer/features/run/act-commands.ts";
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
