import type { Command, CommandGroup } from "../../app/commands.ts";
import { boundChord, type BoundKeys, keysOfUnbound } from "../../app/bound-keys.ts";
import type { Chord } from "../../app/keys.ts";
import { type ActId, ACTS } from "../../editor/acts/registry.ts";
import type { ActBindings, EditorAct } from "../../editor/editor-acts.ts";
import type { RunEditor } from "../../editor/run-editor.ts";
import { say } from "../../words/say.ts";

const GROUPS: Readonly<Partial<Record<ActId, CommandGroup>>> = {
  watsonian: "thoughts",
  doylist: "thoughts",
  meta: "thoughts",
  comment: "thoughts",
  longterm: "thoughts",
  moveThoughtUp: "thoughts",
  moveThoughtDown: "thoughts",
  moveBulletUp: "thoughts",
  moveBulletDown: "thoughts",
  insertStep: "run",
  insertStepBefore: "run",
  splitStep: "run",
  mergeSteps: "run",
  moveStepUp: "run",
  moveStepDown: "run",
  duplicateStep: "run",
  deleteStep: "run",
  removeChapter: "run",
  removeBookmark: "run",
  nextSection: "move",
  previousSection: "move",
  nextStep: "move",
  previousStep: "move",
};

/** A key of the text's own spelling ("Mod-Shift-z") as a chord ("Mod+Shift+Z"). */
export function chordOfAct(key: string): Chord {
  const parts = key.split("-");
  const last = parts.pop() ?? "";
  return [...parts, last.length === 1 ? last.toUpperCase() : last].join("+");
}

/** A chord in the text's own spelling. */
function keyOfChord(chord: Chord): string {
  const parts = chord.split("+");
  const last = parts.pop() ?? "";
  return [...parts, last.length === 1 ? last.toLowerCase() : last].join("-");
}

/** The keys of the acts that are bound otherwise, as the text is given them. */
export function boundActs(bound: BoundKeys, mac: boolean): ActBindings {
  const acts: Partial<Record<ActId, readonly string[]>> = {};
  for (const { id, keys } of ACTS) {
    const [first, ...more] = keys[mac ? "mac" : "other"].map(chordOfAct);
    const designed = [first ?? keysOfUnbound(commandOfAct(id)), ...more];
    if (designed.some((chord) => chord in bound))
      acts[id] = designed.flatMap((chord) => boundChord(chord, bound) ?? []).map(keyOfChord);
  }
  return acts;
}

function commandOfAct(id: ActId): string {
  return `act.${id}`;
}

/** The acts of the text as commands. While the caret is in the text its own keymap answers their keys. */
export function actCommands(editor: RunEditor): Command[] {
  return editor.acts.map((act) => commandOf(act));
}

/** The acts of writing that have keys, to be read and bound where no run is open; none of them can be done there. */
export function writingKeys(): Command[] {
  const nowhere = { isEnabled: () => false, isActive: () => null, run: () => false };
  return ACTS.filter(({ keys }) => keys.other.length > 0).map(({ id, keys }) =>
    commandOf({ ...nowhere, id, title: say(`act.${id}`), keys }),
  );
}

function commandOf(act: EditorAct): Command {
  const [mac, ...moreMac] = act.keys.mac.map(chordOfAct);
  const [other, ...moreOther] = act.keys.other.map(chordOfAct);
  return {
    id: commandOfAct(act.id),
    title: act.title,
    group: GROUPS[act.id] ?? "write",
    keys: mac === undefined || other === undefined ? undefined : { mac, other },
    moreKeys: moreOther.map((chord, index) => ({ other: chord, mac: moreMac[index] ?? chord })),
    inText: true,
    isEnabled: act.isEnabled,
    isActive: () => act.isActive() ?? false,
    run: () => void act.run(),
  };
}
