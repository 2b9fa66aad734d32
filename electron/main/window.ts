import { BrowserWindow, type WebPreferences } from "electron";

import { APP_ORIGIN } from "../../shared/contract/desktop.ts";
import { WORDS } from "./words.ts";

/** Size of a first window, in device-independent pixels. */
const WIDTH = 1280;
const HEIGHT = 800;
/** The smallest window in which the page is still laid out. */
const MIN_WIDTH = 800;
const MIN_HEIGHT = 600;

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
export function openWindow(preload: string, isPackaged: boolean): BrowserWindow {
  const window = new BrowserWindow({
    title: WORDS.app,
    width: WIDTH,
    height: HEIGHT,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    webPreferences: webPreferences(preload, isPackaged),
  });
  window.once("ready-to-show", () => window.show());
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}
