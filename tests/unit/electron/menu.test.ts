import { afterEach, describe, expect, it } from "vitest";

import { APP_ORIGIN } from "../../../shared/contract/desktop.ts";
import type { MenuShown } from "../../../shared/contract/host-methods.ts";
import { contextMenuTemplate } from "../../../electron/main/context-menu.ts";
import { menuTemplate } from "../../../electron/main/menu.ts";
import { openDesktop, type DesktopApp } from "../../support/desktop-app.ts";
import type { StandInItem } from "../../support/electron-stand-in.ts";

let app: DesktopApp | null = null;
afterEach(() => {
  app?.close();
  app = null;
});

const SHOWN: MenuShown = {
  groups: [
    { place: "file", title: "Library", acts: [act("library.new", "New run", null)] },
    { place: "edit", title: "Finding", acts: [act("find.open", "Find", "Mod+F")] },
    {
      place: "own",
      title: "Salt & thoughts",
      acts: [
        act("act.meta", "Meta", "Mod+3", true),
        act("odd", "Odd", "Mod+Shift+Ω"),
        act("up", "Up", "Alt+Shift+ArrowUp"),
      ],
    },
    { place: "help", title: "Help", acts: [act("page.keys", "Keys", "Shift+F1")] },
  ],
  recent: [{ id: "recent:1", title: "The Lantern & Ferry" }],
};

function act(id: string, title: string, keys: string | null, isOn: boolean | null = null) {
  return { id, title, keys, isEnabled: id !== "odd", isOn };
}

function template(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  shown: MenuShown | null,
  pressed: string[] = [],
): StandInItem[] {
  const acts = { newWindow: () => pressed.push("new window"), command: (id: string) => pressed.push(id) };
  return read(menuTemplate({ platform, isPackaged, shown }, acts));
}

/** Main's description of a menu as the stand-in takes it. */
function read(items: ReturnType<typeof menuTemplate>): StandInItem[] {
  return items.map(({ submenu, click, ...item }) => ({
    ...item,
    submenu: Array.isArray(submenu) ? read(submenu) : [],
    click: () => {
      if (click !== undefined) Reflect.apply(click, undefined, []);
    },
  }));
}

function flat(items: readonly StandInItem[]): StandInItem[] {
  return items.flatMap((item) => [item, ...flat(item.submenu ?? [])]);
}

function called(items: readonly StandInItem[], label: string): StandInItem {
  const found = flat(items).find((one) => one.label === label);
  if (found === undefined) throw new Error(`There is no ${label}`);
  return found;
}

describe("the menu", () => {
  it("[H25] has the system's roles and a new window, and no developer's tools when packaged", () => {
    const text = (platform: NodeJS.Platform, isPackaged: boolean): string =>
      JSON.stringify(template(platform, isPackaged, null));
    expect(text("linux", true)).toContain('"role":"quit"');
    expect(text("darwin", true)).toContain('"role":"appMenu"');
    for (const role of ["editMenu", "windowMenu", "togglefullscreen", "zoomIn"])
      expect(text("win32", true)).toContain(role);
    expect(text("linux", true)).not.toMatch(/reload|toggleDevTools/u);
    expect(text("linux", false)).toMatch(/reload.*toggleDevTools/u);
  });

  it.each(["linux", "win32", "darwin"] as const)("[DT5] shows every act of the page with its key on %s", (platform) => {
    const pressed: string[] = [];
    const items = template(platform, true, SHOWN, pressed);
    for (const { acts } of SHOWN.groups) for (const { title } of acts) called(items, title).click?.();
    called(items, "The Lantern && Ferry").click?.();
    expect(pressed).toEqual(["library.new", "find.open", "act.meta", "odd", "up", "page.keys", "recent:1"]);
    expect(called(items, "Meta")).toMatchObject({
      checked: true,
      accelerator: "CommandOrControl+3",
      registerAccelerator: false,
    });
    expect(called(items, "Up").accelerator).toBe("Alt+Shift+Up");
    expect(called(items, "Odd")).toMatchObject({ enabled: false });
    // Electron throws at a key that it does not know; such an act is shown without one.
    expect(called(items, "Odd").accelerator).toBeUndefined();
    expect(items.map(({ label }) => label)).toContain("Salt && thoughts");
  });

  it("[DT5] has the acts of the app itself where macOS looks for them", () => {
    const ofTheApp: MenuShown["groups"][number] = {
      place: "app",
      title: "Runwright",
      acts: [act("page.settings", "Settings", "Mod+,")],
    };
    const [menu] = template("darwin", true, { ...SHOWN, groups: [ofTheApp, ...SHOWN.groups] });
    expect(menu?.role).toBe("appMenu");
    expect(menu?.submenu?.map(({ label, role }) => label ?? role)).toEqual([
      "Settings",
      undefined,
      "services",
      undefined,
      "hide",
      "hideOthers",
      "unhide",
      undefined,
      "quit",
    ]);
    expect(JSON.stringify(template("linux", true, SHOWN))).not.toContain("appMenu");
  });

  it("[DT5] follows the page that says so, and tells it what was chosen", async () => {
    app = await openDesktop();
    const { electron, firstWindow, backend, connect, tell } = app;
    connect();
    const { id } = firstWindow().webContents;
    await tell({ kind: "menu", window: id, menu: SHOWN });
    const bar = process.platform === "darwin" ? electron.menus.at(-1) : firstWindow().menu;
    called(bar ?? [], "Find").click?.();
    expect(backend().got.at(-1)?.message).toEqual({ kind: "command", window: id, id: "find.open" });
    await tell({ kind: "menu", window: 99, menu: SHOWN });
    expect(electron.windows).toHaveLength(1);
  });
});

describe("the menu under the pointer", () => {
  const flags = {
    canUndo: false,
    canRedo: false,
    canCut: true,
    canCopy: true,
    canPaste: true,
    canDelete: true,
    canSelectAll: true,
    canEditRichly: false,
  };

  it("[DT6] has the system's acts in a text, Copy on a selection, nothing elsewhere", async () => {
    app = await openDesktop();
    const roles = (items: readonly { role?: string }[]): unknown[] => items.map(({ role }) => role);
    const copied: string[] = [];
    const copy = (address: string): void => void copied.push(address);
    const text = { isEditable: true, editFlags: flags, selectionText: "", linkURL: "" };
    expect(roles(contextMenuTemplate(text, copy))).toEqual([
      "cut",
      "copy",
      "paste",
      "pasteAndMatchStyle",
      undefined,
      "selectAll",
    ]);
    expect(roles(contextMenuTemplate({ ...text, isEditable: false, selectionText: "a bell" }, copy))).toEqual(["copy"]);
    expect(contextMenuTemplate({ ...text, isEditable: false }, copy)).toEqual([]);
    const link = contextMenuTemplate({ ...text, isEditable: false, linkURL: "https://example.org/" }, copy);
    read(link)[0]?.click?.();
    expect(copied).toEqual(["https://example.org/"]);
    app.firstWindow().webContents.emit("context-menu", {}, text);
    app.firstWindow().webContents.emit("context-menu", {}, { ...text, isEditable: false });
    expect(app.electron.popups).toHaveLength(1);
    expect(app.firstWindow().loaded).toBe(`${APP_ORIGIN}/`);
  });
});
