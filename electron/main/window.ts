import { BrowserWindow, type WebPreferences } from "electron";

import { APP_ORIGIN } from "../../shared/contract/desktop.ts";
import { SYSTEM_WORDS } from "../../shared/contract/system-words.ts";
import { type Opening, MIN_HEIGHT, MIN_WIDTH } from "./window-place.ts";

/** Every default that matters, said (Electron's security list). */
export function webPreferences(preload: string, isPackaged: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    safeDialogs: true,
    devTools: !isPackaged,
  };
}

/** Opens a window on the page; it is shown when there is something to see. */
export function openWindow(preload: string, isPackaged: boolean, at: Opening): BrowserWindow {
  const window = new BrowserWindow({
    title: SYSTEM_WORDS.product,
    ...at,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    webPreferences: webPreferences(preload, isPackaged),
  });
  window.once("ready-to-show", () => window.show());
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}
