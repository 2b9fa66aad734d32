import type { MenuItemConstructorOptions } from "electron";

import type { MenuAct, MenuShown } from "../../shared/contract/host-methods.ts";
import { SYSTEM_WORDS } from "../../shared/contract/system-words.ts";

/** What the menu does beside the system's own roles. */
export type MenuActs = {
  readonly newWindow: () => void;
  /** An act of the page in front. */
  readonly command: (id: string) => void;
};

/** What the menu stands on. */
export type MenuOptions = {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** What the page in front shows; null before it has said so, and where no window is open. */
  readonly shown: MenuShown | null;
};

type Item = MenuItemConstructorOptions;

/**
 * The menu: the system's roles, in its words and with its keys, and the page's acts under them. The page hears its keys
 * itself, before the menu would, so they are shown here and not listened to. There is no reload in a packaged app: it is
 * a developer's tool.
 */
export function menuTemplate({ platform, isPackaged, shown }: MenuOptions, acts: MenuActs): Item[] {
  const isMac = platform === "darwin";
  const at = (place: MenuShown["groups"][number]["place"]): Item[] =>
    (shown?.groups ?? [])
      .filter((group) => group.place === place)
      .flatMap((group) => [SEPARATOR, ...group.acts.map((act) => itemOf(act, acts))]);
  const own = (shown?.groups ?? []).filter(({ place }) => place === "own");
  const help = at("help").slice(1);
  return [
    ...(isMac ? [appMenu(at("app").slice(1))] : []),
    {
      label: SYSTEM_WORDS["system.file"],
      submenu: [
        { label: SYSTEM_WORDS["system.newWindow"], click: acts.newWindow },
        ...recentRuns(shown, acts),
        ...at("file"),
        SEPARATOR,
        isMac ? { role: "close" } : { role: "quit" },
      ],
    },
    {
      role: "editMenu",
      submenu: [
        { role: "undo" },
        { role: "redo" },
        SEPARATOR,
        { role: "cut" },
        { role: "copy" },
        { role: "paste" },
        { role: "pasteAndMatchStyle" },
        { role: "selectAll" },
        ...at("edit"),
      ],
    },
    ...own.map(({ title, acts: listed }) => ({
      label: escaped(title),
      submenu: listed.map((act) => itemOf(act, acts)),
    })),
    {
      role: "viewMenu",
      submenu: [
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        SEPARATOR,
        { role: "togglefullscreen" },
        ...at("view"),
        ...(isPackaged ? [] : [SEPARATOR, { role: "reload" as const }, { role: "toggleDevTools" as const }]),
      ],
    },
    { role: "windowMenu" },
    ...(help.length === 0 ? [] : [{ role: "help" as const, submenu: help }]),
  ];
}

const SEPARATOR: Item = { type: "separator" };

/** macOS's menu of the app itself: the page's own acts first, then what the system puts there. */
function appMenu(own: Item[]): Item {
  return {
    role: "appMenu",
    submenu: [
      ...own,
      ...(own.length === 0 ? [] : [SEPARATOR]),
      { role: "services" },
      SEPARATOR,
      { role: "hide" },
      { role: "hideOthers" },
      { role: "unhide" },
      SEPARATOR,
      { role: "quit" },
    ],
  };
}

function recentRuns(shown: MenuShown | null, acts: MenuActs): Item[] {
  if (shown === null || shown.recent.length === 0) return [];
  const runs = shown.recent.map(({ id, title }) => ({ label: escaped(title), click: () => acts.command(id) }));
  return [{ label: SYSTEM_WORDS["system.recentRuns"], submenu: runs }];
}

function itemOf(act: MenuAct, { command }: MenuActs): Item {
  return {
    label: escaped(act.title),
    enabled: act.isEnabled,
    ...(act.isOn === null ? {} : { type: "checkbox" as const, checked: act.isOn }),
    ...acceleratorOf(act.keys),
    click: () => command(act.id),
  };
}

/** On a menu "&" marks the letter to be pressed: a title's own is doubled. */
function escaped(title: string): string {
  return title.replaceAll("&", "&&");
}

const ELECTRON_KEYS: Readonly<Record<string, string>> = {
  Mod: "CommandOrControl",
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  Escape: "Esc",
};
/** What Electron takes as an accelerator; it throws at anything else. */
const ACCELERATOR =
  /^(?:(?:CommandOrControl|Control|Alt|Shift)\+){0,4}(?:[A-Z0-9]|F\d{1,2}|Up|Down|Left|Right|Page(?:Up|Down)|Home|End|Enter|Esc|Tab|Space|Backspace|Delete|[,.;/\\[\]'=-])$/u;

/** A chord as Electron's accelerator, shown and not registered; nothing where Electron would not take it. */
function acceleratorOf(keys: string | null): Pick<Item, "accelerator" | "registerAccelerator"> {
  const accelerator = keys
    ?.split("+")
    .map((part) => ELECTRON_KEYS[part] ?? part)
    .join("+");
  return accelerator !== undefined && ACCELERATOR.test(accelerator) ? { accelerator, registerAccelerator: false } : {};
}
