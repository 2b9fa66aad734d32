import { app, dialog, ipcMain, Menu, powerMonitor, protocol, session, type BrowserWindow } from "electron";

import { registerAppScheme, serveAppProtocol } from "./app-protocol.ts";
import { startBackendProcess, type BackendProcess } from "./backend-process.ts";
import { choosePaths } from "./dialogs.ts";
import { openIpcGate } from "./ipc-gate.ts";
import { menuTemplate } from "./menu.ts";
import { lockContents, lockSession } from "./security.ts";
import { openWindow } from "./window.ts";
import { WORDS } from "./words.ts";

/*
 * Electron's main process: start-up and wiring, nothing else. It sees no word of the author's; the page and the
 * backend's process talk over a port that main hands over and does not hold.
 */

/** Where the built parts lie. */
export type AppParts = {
  /** The bundle of preload. */
  readonly preload: string;
  /** The bundle of the backend's process. */
  readonly backend: string;
  /** The folder of the built page. */
  readonly page: string;
};

/** The argument that names a library; it is passed on to the backend's process as it is. */
const LIBRARY = "--library=";

/** Starts the app, or hands over to the one that is running. Must be called before the app is ready. */
export function startApp(parts: AppParts): void {
  // Every renderer in the sandbox, whatever a window's preferences say.
  app.enableSandbox();
  registerAppScheme(protocol);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on("web-contents-created", (_event, contents) => lockContents(contents));
  void app.whenReady().then(() => run(parts));
}

function run(parts: AppParts): void {
  lockSession(session.defaultSession);
  serveAppProtocol(protocol, parts.page);
  const windows = new Map<number, BrowserWindow>();
  const backend = startBackendProcess({
    entry: parts.backend,
    args: process.argv.filter((argument) => argument.startsWith(LIBRARY)),
    async choose(id, wish) {
      const window = windows.get(id);
      return window === undefined ? [] : choosePaths(window, wish);
    },
    onRefused(failure) {
      dialog.showErrorBox(WORDS.cannotOpen, failure.message);
      app.quit();
    },
    onKeepsDying() {
      dialog.showErrorBox(WORDS.backendGone, WORDS.backendGoneWhat);
    },
  });
  openIpcGate(
    ipcMain,
    (contents) => windows.has(contents.id),
    (contents) => backend.connect(contents),
  );

  const newWindow = (): void => addWindow(parts.preload, windows, backend);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged, { newWindow })));
  newWindow();

  app.on("second-instance", () => {
    const [window] = windows.values();
    if (window === undefined) return newWindow();
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on("activate", () => {
    if (windows.size === 0) newWindow();
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  closeBeforeQuit(backend);
  // The machine may not come back from sleep, and a shutdown waits for nobody.
  powerMonitor.on("suspend", () => void backend.flush(null));
  powerMonitor.on("shutdown", () => app.quit());
}

function addWindow(preload: string, windows: Map<number, BrowserWindow>, backend: BackendProcess): void {
  const window = openWindow(preload, app.isPackaged);
  const { id } = window.webContents;
  windows.set(id, window);
  let isFlushed = false;
  window.on("close", (event) => {
    if (isFlushed || backend.isClosing()) return;
    event.preventDefault();
    void backend.flush(id).then(() => {
      isFlushed = true;
      window.close();
    });
  });
  window.on("closed", () => {
    windows.delete(id);
    backend.forget(id);
  });
  // Windows ends a session without `will-quit`.
  window.on("query-session-end", () => void backend.flush(null));
  window.on("session-end", () => void backend.close());
}

/** Quitting is a handshake: the pages hand over what they have, the library is flushed and closed, then the app ends. */
function closeBeforeQuit(backend: BackendProcess): void {
  let isClosed = false;
  let isClosing = false;
  app.on("before-quit", (event) => {
    if (isClosed) return;
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    void backend.close().then(() => {
      isClosed = true;
      app.quit();
    });
  });
}
