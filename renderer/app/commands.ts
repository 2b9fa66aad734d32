import { boundChord, type BoundKeys, keysOfUnbound, NOTHING_BOUND } from "./bound-keys.ts";
import { type Chord, chordOf, type Keys, type KeyStroke, matches } from "./keys.ts";

/**
 * Every act of the page in one place: menus, keys, palette and the keys sheet are read from here, so that an act has one
 * name and one key wherever it appears. A screen registers its commands while it is shown; the newest one for a chord
 * wins, since the screen on top is the one that is meant.
 */

/** Where a command stands in the palette and on the keys sheet. */
export const COMMAND_GROUPS = [
  "write",
  "thoughts",
  "move",
  "find",
  "review",
  "run",
  "library",
  "view",
  "help",
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** One act. `run` may be called only while `isEnabled` says so. */
export type Command = {
  readonly id: string;
  /** As shown in menus and palette; begins with a capital, no full stop. */
  readonly title: string;
  /** Words for which somebody may look for it that are not in its title; not shown. */
  readonly also?: string | undefined;
  readonly group: CommandGroup;
  readonly keys?: Keys | undefined;
  /** More chords for the same act; only the first is shown. */
  readonly moreKeys?: readonly Keys[] | undefined;
  /** False hides it from the palette and lets its keys pass. */
  readonly isEnabled?: (() => boolean) | undefined;
  /** True when a toggle is on. */
  readonly isActive?: (() => boolean) | undefined;
  /** True when the text's own keymap answers the keys while the caret is in it; the registry then leaves them alone there. */
  readonly inText?: boolean | undefined;
  /** Kept out of the palette: an act that only makes sense by its key. */
  readonly keyOnly?: boolean | undefined;
  readonly run: () => void;
};

/** True when the command can be run now. */
export function isEnabled(command: Command): boolean {
  return command.isEnabled?.() ?? true;
}

/** The chords that a command was designed with on a platform, the shown one first; never empty (`bound-keys.ts`). */
export function designedChords(command: Command, mac: boolean): [Chord, ...Chord[]] {
  const shown = command.keys === undefined ? keysOfUnbound(command.id) : chordOf(command.keys, mac);
  return [shown, ...(command.moreKeys ?? []).map((keys) => chordOf(keys, mac))];
}

/** The chords that a command has now, the shown one first. */
export function chordsOf(command: Command, mac: boolean, bound: BoundKeys): Chord[] {
  return designedChords(command, mac).flatMap((designed) => boundChord(designed, bound) ?? []);
}

/** The commands of the page. `subscribe` and `all` fit `useSyncExternalStore`. */
export class Commands {
  #layers: readonly (readonly Command[])[] = [];
  #all: readonly Command[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #mac: boolean;
  readonly #bound: () => BoundKeys;

  /** `bound`: what the author bound otherwise, asked for at every key. */
  constructor(mac: boolean, bound: () => BoundKeys = () => NOTHING_BOUND) {
    this.#mac = mac;
    this.#bound = bound;
  }

  /** Adds commands until the returned function is called. */
  register(commands: readonly Command[]): () => void {
    this.#set([...this.#layers, commands]);
    return () => this.#set(this.#layers.filter((layer) => layer !== commands));
  }

  #set(layers: readonly (readonly Command[])[]): void {
    this.#layers = layers;
    const byId = new Map<string, Command>();
    for (const command of layers.flat()) byId.set(command.id, command);
    this.#all = [...byId.values()];
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Every command that is registered, one for each id; the same array until something changes. */
  readonly all = (): readonly Command[] => this.#all;

  /** The command with an id, or null. */
  find(id: string): Command | null {
    return this.#all.find((command) => command.id === id) ?? null;
  }

  /** Runs a command by its id. False when it is not there or not enabled. */
  run(id: string): boolean {
    const command = this.find(id);
    if (command === null || !isEnabled(command)) return false;
    command.run();
    return true;
  }

  /** The enabled command that a key stroke means, or null. `inText`: the caret is in the run's text. */
  forKey(event: KeyStroke, inText: boolean): Command | null {
    const bound = this.#bound();
    const meant = this.#all.findLast(
      (command) =>
        !(inText && command.inText === true) &&
        chordsOf(command, this.#mac, bound).some((chord) => matches(chord, event, this.#mac)) &&
        isEnabled(command),
    );
    return meant ?? null;
  }
}
