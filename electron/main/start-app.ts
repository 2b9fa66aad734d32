import { join } from "node:path";

import { app, crashReporter, dialog, ipcMain, powerMonitor, protocol, session } from "electron";

import { RELEASE } from "../../shared/contract/release.ts";
import { SYSTEM_WORDS } from "../../shared/contract/system-words.ts";
import type { Log } from "../system/log.ts";
import { registerAppScheme, serveAppProtocol } from "./app-protocol.ts";
import { startBackendProcess, type BackendProcess } from "./backend-process.ts";
import { choosePaths } from "./dialogs.ts";
import { openIpcGate } from "./ipc-gate.ts";
import { openKeptState } from "./kept-state.ts";
import { linkQuestions } from "./link-question.ts";
import { filesNamed } from "./opened-files.ts";
import { runOnce } from "./run-once.ts";
import { lockContents, lockSession, type OnDenied } from "./security.ts";
import { openWindows } from "./windows.ts";

/*
 * Electron's main process: start-up and wiring, nothing else. It sees no text of a run; the page and the backend's
 * process talk over a port that main hands over and does not hold.
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
/** What main remembers between two starts. */
const KEPT_STATE = "desktop.json";

/** Starts the app, or hands over to the one that is running. Must be called before the app is ready. */
export function startApp(parts: AppParts, log: Log): void {
  // Every renderer in the sandbox, whatever a window's preferences say.
  app.enableSandbox();
  if (runOnce(parts.backend, ownArguments(process.argv))) return;
  registerAppScheme(protocol);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  // Dumps of crashes stay in the app's own folder: they hold what was in memory, the author's words among it.
  crashReporter.start({ uploadToServer: false });
  noteProcesses(log);
  const denied: OnDenied = (what) => log.note({ event: "denied", what });
  app.on("session-created", (created) => lockSession(created, denied));
  // A file may be opened before there is a window (macOS).
  const early: string[] = [];
  const keepEarly = (event: { preventDefault(): void }, path: string): void => {
    event.preventDefault();
    early.push(path);
  };
  app.on("open-file", keepEarly);
  void app.whenReady().then(() => {
    app.off("open-file", keepEarly);
    run(parts, log, denied, [...early, ...filesNamed(ownArguments(process.argv), process.cwd())]);
  });
}

function run(parts: AppParts, log: Log, denied: OnDenied, files: readonly string[]): void {
  lockSession(session.defaultSession, denied);
  serveAppProtocol(protocol, parts.page);
  const kept = openKeptState(join(app.getPath("userData"), KEPT_STATE));
  const windows = openWindows({
    preload: parts.preload,
    isPackaged: app.isPackaged,
    platform: process.platform,
    backend: () => backend,
    kept,
    log,
  });
  const backend = startBackendProcess({
    entry: parts.backend,
    args: process.argv.filter((argument) => argument.startsWith(LIBRARY)),
    async choose(id, wish) {
      const window = windows.of(id);
      return window === undefined ? [] : choosePaths(window, wish, kept);
    },
    onRefused(failure) {
      log.note({ event: "refused", kind: failure.kind });
      dialog.showErrorBox(SYSTEM_WORDS["system.cannotOpen"], failure.message);
      app.quit();
    },
    onDied: (status, deaths) => log.note({ event: "libraryDied", status, deaths }),
    onKeepsDying() {
      dialog.showErrorBox(SYSTEM_WORDS["system.backendGone"], SYSTEM_WORDS["system.backendGoneWhat"]);
    },
    onMenu: (id, menu) => windows.setMenu(id, menu),
  });
  openIpcGate(
    ipcMain,
    (contents) => windows.of(contents.id) !== undefined,
    (contents) => backend.connect(contents),
  );
  const askAboutLink = linkQuestions();
  app.on("web-contents-created", (_event, contents) =>
    lockContents(contents, denied, (address) => {
      const window = windows.of(contents.id);
      if (window !== undefined) void askAboutLink(window, address);
    }),
  );
  const open = (paths: readonly string[]): void => {
    const window = windows.toFront();
    if (paths.length === 0) return;
    for (const path of paths) app.addRecentDocument(path);
    backend.open(window, paths);
  };
  windows.drawMenu();
  open(files);

  app.on("second-instance", (_event, argv, folder) => open(filesNamed(ownArguments(argv), folder)));
  app.on("open-file", (event, path) => {
    event.preventDefault();
    open([path]);
  });
  app.on("activate", () => {
    if (windows.count() === 0) windows.add();
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  closeBeforeQuit(backend, log);
  // The machine may not come back from sleep, and a shutdown waits for nobody.
  powerMonitor.on("suspend", () => void backend.flush(null));
  powerMonitor.on("lock-screen", () => void backend.flush(null));
  powerMonitor.on("shutdown", () => app.quit());
}

/** What follows the program's own name, and in a source tree the script's. */
function ownArguments(argv: readonly string[]): string[] {
  return argv.slice(app.isPackaged ? 1 : 2);
}

function noteProcesses(log: Log): void {
  const { arch, platform, versions } = process;
  log.note({ event: "start", release: RELEASE, node: versions.node, platform, arch });
  app.on("child-process-gone", (_event, { type, reason, exitCode }) =>
    log.note({ event: "processGone", type: type.replaceAll(" ", "-"), reason, status: exitCode }),
  );
}

/** Quitting is a handshake: the pages hand over what they have, the library is flushed and closed, then the app ends. */
function closeBeforeQuit(backend: BackendProcess, log: Log): void {
  let isClosed = false;
  let isClosing = false;
  app.on("before-quit", (event) => {
    if (isClosed) return;
    event.preventDefault();
    if (isClosing) return;
    isClosing = true;
    void backend.close().then(() => {
      isClosed = true;
      log.note({ event: "end" });
      app.quit();
    });
  });
}
