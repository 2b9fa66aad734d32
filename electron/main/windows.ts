import { clipboard, dialog, Menu, screen, type BrowserWindow, type ContextMenuParams } from "electron";

import type { MenuShown } from "../../shared/contract/host-methods.ts";
import { SYSTEM_WORDS } from "../../shared/contract/system-words.ts";
import type { Log } from "../system/log.ts";
import type { BackendProcess } from "./backend-process.ts";
import { contextMenuTemplate } from "./context-menu.ts";
import type { KeptState } from "./kept-state.ts";
import { menuTemplate } from "./menu.ts";
import { openingAt } from "./window-place.ts";
import { openWindow } from "./window.ts";

/*
 * The windows of the app: where they open, what their menus show, and how they go: never before their page has handed
 * over what it had.
 */

/** A moved or sized window is remembered when it has come to rest. */
const REMEMBER_AFTER_MS = 500;

export type WindowsOptions = {
  /** The bundle of preload. */
  readonly preload: string;
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly backend: () => BackendProcess;
  readonly kept: KeptState;
  readonly log: Log;
};

export type Windows = {
  /** Opens a window; answers the id of its contents. */
  add(): number;
  /** The window whose contents have this id. */
  of(id: number): BrowserWindow | undefined;
  count(): number;
  /** Brings the window that was in front last to the front; opens one where there is none. Answers its contents' id. */
  toFront(): number;
  /** The page of a window has said what the menu shows while it is in front. */
  setMenu(id: number, shown: MenuShown): void;
  /** Draws the menu anew: another window is in front, or none. */
  drawMenu(): void;
};

/** Makes the app's windows. */
export function openWindows(options: WindowsOptions): Windows {
  const { backend, isPackaged, kept, log, platform, preload } = options;
  const windows = new Map<number, BrowserWindow>();
  const menus = new Map<number, MenuShown>();
  let front: number | null = null;

  function draw(id: number | null): void {
    const window = id === null ? undefined : windows.get(id);
    const shown = id === null ? null : (menus.get(id) ?? null);
    const menu = Menu.buildFromTemplate(
      menuTemplate(
        { platform, isPackaged, shown },
        {
          newWindow: () => void add(),
          command: (act) => {
            if (id !== null) backend().command(id, act);
          },
        },
      ),
    );
    // macOS has one menu, that of the window in front; elsewhere each window has its own.
    if (platform === "darwin" || window === undefined) Menu.setApplicationMenu(menu);
    else window.setMenu(menu);
  }

  function add(): number {
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const place = kept.get().window;
    const window = openWindow(preload, isPackaged, openingAt(place, areas, windows.size));
    const { id } = window.webContents;
    if (windows.size === 0 && place?.isMaximized === true) window.maximize();
    if (windows.size === 0 && place?.isFullScreen === true) window.setFullScreen(true);
    windows.set(id, window);
    front = id;
    draw(id);
    window.on("focus", () => {
      front = id;
      if (platform === "darwin") draw(id);
    });
    rememberPlace(window, kept);
    askBeforeClosing(window, id, backend);
    window.on("closed", () => {
      windows.delete(id);
      menus.delete(id);
      backend().forget(id);
      front = [...windows.keys()].at(-1) ?? null;
      if (platform === "darwin") draw(front);
    });
    window.webContents.on("context-menu", (_event, params) => popUp(window, params));
    window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
      log.note({ event: "processGone", type: "page", reason, status: exitCode });
      if (reason !== "clean-exit") void offerAgain(window);
    });
    window.on("unresponsive", () => log.note({ event: "unresponsive" }));
    return id;
  }

  return {
    add,
    of: (id) => windows.get(id),
    count: () => windows.size,
    toFront() {
      const window = front === null ? undefined : windows.get(front);
      if (front === null || window === undefined) return add();
      if (window.isMinimized()) window.restore();
      window.focus();
      return front;
    },
    setMenu(id, shown) {
      if (!windows.has(id)) return;
      menus.set(id, shown);
      if (platform !== "darwin" || id === front) draw(id);
    },
    drawMenu: () => draw(front),
  };
}

function rememberPlace(window: BrowserWindow, kept: KeptState): void {
  let waiting: NodeJS.Timeout | null = null;
  const remember = (): void => {
    waiting = null;
    if (window.isDestroyed() || window.isMinimized()) return;
    // The place to go back to from full screen and from the largest size.
    const { x, y, width, height } = window.getNormalBounds();
    kept.keep({
      window: { x, y, width, height, isMaximized: window.isMaximized(), isFullScreen: window.isFullScreen() },
    });
  };
  const soon = (): void => {
    waiting ??= setTimeout(remember, REMEMBER_AFTER_MS);
  };
  window.on("move", soon);
  window.on("resize", soon);
  window.on("enter-full-screen", soon);
  window.on("leave-full-screen", soon);
  window.on("close", () => {
    if (waiting !== null) clearTimeout(waiting);
    remember();
  });
}

/** A window closes when its page has handed over what it has. */
function askBeforeClosing(window: BrowserWindow, id: number, backend: () => BackendProcess): void {
  let isFlushed = false;
  window.on("close", (event) => {
    if (isFlushed || backend().isClosing()) return;
    event.preventDefault();
    void backend()
      .flush(id)
      .then(() => {
        isFlushed = true;
        window.close();
      });
  });
  // Windows ends a session without `will-quit`.
  window.on("query-session-end", () => void backend().flush(null));
  window.on("session-end", () => void backend().close());
}

function popUp(window: BrowserWindow, params: ContextMenuParams): void {
  const template = contextMenuTemplate(params, (address) => void clipboard.writeText(address));
  if (template.length > 0) Menu.buildFromTemplate(template).popup({ window });
}

/** A page whose process is gone shows nothing at all: the person is told, and it is loaded again. */
async function offerAgain(window: BrowserWindow): Promise<void> {
  await dialog.showMessageBox(window, {
    type: "error",
    message: SYSTEM_WORDS["system.pageGone"],
    detail: SYSTEM_WORDS["system.pageGoneWhat"],
    buttons: [SYSTEM_WORDS["system.openAgain"]],
  });
  if (!window.isDestroyed()) window.webContents.reload();
}
