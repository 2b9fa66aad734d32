import type { MenuAct, MenuShown } from "../../shared/contract/host-methods.ts";
import { RunId } from "../../shared/domain/ids.ts";
import { say } from "../words/say.ts";
import { type BoundKeys, NOTHING_BOUND } from "./bound-keys.ts";
import { chordsOf, type Command, COMMAND_GROUPS, type CommandGroup, isEnabled } from "./commands.ts";

/*
 * What the page shows in the system's menu: its commands by group, and the runs that were worked on last. An act has one
 * name and one key wherever it appears, so all of it is read from the registry.
 */

/** Under which menu of the system a group stands; "own" is a menu of the group's own name. */
const PLACES: Readonly<Record<CommandGroup, MenuShown["groups"][number]["place"]>> = {
  write: "own",
  thoughts: "own",
  move: "own",
  find: "edit",
  review: "own",
  run: "own",
  library: "file",
  view: "view",
  help: "help",
};

/** What macOS has in the menu of the app itself, in its order. */
const OF_THE_APP: readonly string[] = ["page.about", "page.settings"];

/** So many of the runs that were worked on last. */
export const RECENT_RUNS = 8;

/** The system's menu has acts of its own for these. */
const OF_THE_SYSTEM = new Set(["act.undo", "act.redo"]);

const RECENT = "recent:";

/** A run as far as the menu needs one. `updatedAt` in UTC milliseconds. */
export type RecentRun = { readonly id: RunId; readonly title: string; readonly updatedAt: number };

/** The menu of the commands as they can be done at present. */
export function menuOf(
  commands: readonly Command[],
  runs: readonly RecentRun[],
  mac: boolean,
  bound: BoundKeys = NOTHING_BOUND,
): MenuShown {
  const ofTheApp = mac ? OF_THE_APP.flatMap((id) => commands.filter((command) => command.id === id)) : [];
  const groups = [
    { place: "app" as const, title: say("product"), acts: ofTheApp.map((command) => actOf(command, mac, bound)) },
    ...COMMAND_GROUPS.map((group) => ({
      place: PLACES[group],
      title: say(`commands.${group}`),
      acts: commands
        .filter((command) => command.group === group && !OF_THE_SYSTEM.has(command.id) && !ofTheApp.includes(command))
        .map((command) => actOf(command, mac, bound)),
    })),
  ];
  const recent = runs
    .toSorted((left, right) => right.updatedAt - left.updatedAt)
    .slice(0, RECENT_RUNS)
    .map(({ id, title }) => ({ id: `${RECENT}${id}`, title }));
  return { groups: groups.filter(({ acts }) => acts.length > 0), recent };
}

/** The run that an act of the menu stands for, or null when it stands for a command. */
export function recentRunOf(id: string): RunId | null {
  return id.startsWith(RECENT) ? (RunId.safeParse(id.slice(RECENT.length)).data ?? null) : null;
}

function actOf(command: Command, mac: boolean, bound: BoundKeys): MenuAct {
  return {
    id: command.id,
    title: command.title,
    keys: chordsOf(command, mac, bound)[0] ?? null,
    isEnabled: isEnabled(command),
    isOn: command.isActive?.() ?? null,
  };
}
