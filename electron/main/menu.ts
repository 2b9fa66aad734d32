import type { MenuItemConstructorOptions } from "electron";

import { WORDS } from "./words.ts";

/** What the menu does beside the system's own roles. */
export type MenuActs = { readonly newWindow: () => void };

/**
 * The menu: the system's roles, in its words and with its keys. The page's own acts have their keys in the page, which
 * gets every key first. There is no reload in a packaged app: it is a developer's tool.
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  acts: MenuActs,
): MenuItemConstructorOptions[] {
  const isMac = platform === "darwin";
  return [
    ...(isMac ? [{ role: "appMenu" as const }] : []),
    {
      label: WORDS.file,
      submenu: [
        { label: WORDS.newWindow, click: acts.newWindow },
        { type: "separator" },
        isMac ? { role: "close" } : { role: "quit" },
      ],
    },
    { role: "editMenu" },
    {
      role: "viewMenu",
      submenu: [
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { type: "separator" },
        { role: "togglefullscreen" },
        ...(isPackaged
          ? []
          : [{ type: "separator" as const }, { role: "reload" as const }, { role: "toggleDevTools" as const }]),
      ],
    },
    { role: "windowMenu" },
  ];
}
