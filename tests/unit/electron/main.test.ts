import { afterEach, describe, expect, it, vi } from "vitest";

import { CONTENT_SECURITY_POLICY } from "../../../shared/contract/content-policy.ts";
import { APP_ORIGIN, CONNECT_CHANNEL, LINE_CHANNEL } from "../../../shared/contract/desktop.ts";
import { openDesktop, type DesktopApp } from "../../support/desktop-app.ts";
import { preventable, type StandInElectron } from "../../support/electron-stand-in.ts";

let app: DesktopApp;
let electron: StandInElectron;

afterEach(() => app.close());

async function start(options: Parameters<typeof openDesktop>[0] = {}): Promise<void> {
  app = await openDesktop(options);
  ({ electron } = app);
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

const firstWindow = (): ReturnType<DesktopApp["firstWindow"]> => app.firstWindow();
const backend = (): ReturnType<DesktopApp["backend"]> => app.backend();
const connect = (from?: unknown): void => app.connect(from);
const kinds = (): unknown[] => app.kinds();

describe("start-up", () => {
  it("[H17] hands over to the app that is running, and touches nothing", async () => {
    await start({ isFirst: false });
    expect(electron.quits).toEqual([true]);
    expect(electron.windows).toEqual([]);
    expect(electron.processes).toEqual([]);
  });

  it("[H17] a second start brings the window to the front", async () => {
    await start();
    electron.app.emit("second-instance", {}, ["runwright"], "/");
    expect(firstWindow().focused).toBe(1);
    expect(electron.windows).toHaveLength(1);
  });

  it("[H18] every default that matters is said", async () => {
    await start();
    expect(electron.app.sandboxed).toBe(true);
    expect(firstWindow().loaded).toBe(`${APP_ORIGIN}/`);
    expect(firstWindow().options.webPreferences).toEqual({
      preload: "/p/preload.cjs",
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
      devTools: false,
    });
  });

  it("[H18] shows the window when there is something to see", async () => {
    await start();
    expect(firstWindow().shown).toBe(false);
    firstWindow().emit("ready-to-show");
    expect(firstWindow().shown).toBe(true);
  });

  it("[H18] a library that cannot be opened is told with its sentence, and the app ends", async () => {
    await start();
    backend().emit("message", { kind: "refused", failure: { kind: "heldByWriter", message: "Held by Ada." } });
    expect(electron.errors).toEqual(["Runwright cannot open your library: Held by Ada."]);
    backend().emit("exit", 0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(electron.processes).toHaveLength(1);
    expect(electron.quits.at(-1)).toBe(true);
  });
});

describe("the page's address", () => {
  async function get(address: string, method = "GET"): Promise<Response> {
    const handler = electron.handlers.get("app");
    if (handler === undefined) throw new Error("The scheme is handled.");
    return handler(new Request(address, { method }));
  }

  it("[H19] serves the page's files with the policy", async () => {
    await start();
    for (const address of [`${APP_ORIGIN}/`, `${APP_ORIGIN}/index.html`]) {
      const page = await get(address);
      expect(await page.text()).toBe("the page");
      expect(page.headers.get("Content-Security-Policy")).toBe(CONTENT_SECURITY_POLICY);
    }
    expect((await get(`${APP_ORIGIN}/assets/a.js`)).headers.get("Content-Type")).toContain("text/javascript");
  });

  it.each([
    `${APP_ORIGIN}/../secret.txt`,
    `${APP_ORIGIN}/%2e%2e/secret.txt`,
    `${APP_ORIGIN}/..%2fsecret.txt`,
    `${APP_ORIGIN}/assets/..%5c..%5csecret.txt`,
    `${APP_ORIGIN}/assets`,
    "app://other/index.html",
    "app://runwright.evil/index.html",
    "app://runwright:80/index.html",
  ])("[H19] gives nothing for %s", async (address) => {
    await start();
    const answer = await get(address);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain("not for pages");
  });

  it("[H19] only looks", async () => {
    await start();
    expect((await get(`${APP_ORIGIN}/`, "POST")).status).toBe(404);
  });
});

describe("what the page may not", () => {
  it("[H20] navigate, open windows or webviews", async () => {
    await start();
    const { webContents } = firstWindow();
    for (const act of ["will-navigate", "will-redirect", "will-frame-navigate", "will-attach-webview"]) {
      const event = preventable({ url: "https://example.org/", isMainFrame: false });
      webContents.emit(act, event);
      expect(event.defaultPrevented, act).toBe(true);
    }
    expect(webContents.openHandler?.({ url: "javascript:alert(1)" })).toEqual({ action: "deny" });
  });

  it("[H20] have any permission", async () => {
    await start();
    const { locks } = electron;
    const granted: unknown[] = [];
    locks.permissionRequest?.({}, "media", (isGranted) => granted.push(isGranted));
    granted.push(locks.permissionCheck?.(), locks.devicePermission?.(), locks.spelling);
    expect(granted).toEqual([false, false, false, false]);
  });

  it("[H20] reach the network", async () => {
    await start();
    const passed = (url: string): boolean => {
      let isPassed = false;
      electron.locks.request?.({ url }, ({ cancel }) => (isPassed = !cancel));
      return isPassed;
    };
    expect(["app://runwright/", "blob:app://runwright/1"].map(passed)).toEqual([true, true]);
    expect(
      ["https://example.org/", "http://127.0.0.1/", "ws://x/", "file:///etc/passwd", "ftp://x/", "no address"].map(
        passed,
      ),
    ).toEqual([false, false, false, false, false, false]);
  });
});

describe("the line", () => {
  it("[H21] is handed over to the main frame of our window on our page, and to nobody else", async () => {
    await start();
    const { webContents } = firstWindow();
    connect({ url: `${APP_ORIGIN}/` });
    connect(null);
    webContents.mainFrame.url = "https://evil.example/";
    connect();
    webContents.mainFrame.url = `${APP_ORIGIN}.evil/`;
    connect();
    electron.ipcMain.emit(CONNECT_CHANNEL, { sender: { id: 99 }, senderFrame: { url: `${APP_ORIGIN}/` } });
    expect(backend().got).toEqual([]);
    webContents.mainFrame.url = `${APP_ORIGIN}/`;
    connect();
    expect(backend().got).toMatchObject([{ message: { kind: "page", window: webContents.id } }]);
    expect(webContents.sent).toMatchObject([{ channel: LINE_CHANNEL }]);
    const [pagePort] = webContents.sent[0]?.ports ?? [];
    expect(backend().got[0]?.ports).toEqual([pagePort?.other]);
  });

  it("[H22] is handed over again when the backend has died, with growing waits, and the page is told at once", async () => {
    await start();
    connect();
    const waits: number[] = [];
    for (let death = 0; death < 7; death += 1) {
      const before = electron.processes.length;
      const sent = firstWindow().webContents.sent.length;
      backend().emit("exit", 1);
      expect(firstWindow().webContents.sent[sent]).toEqual({ channel: LINE_CHANNEL, ports: [] });
      let waited = 0;
      while (electron.processes.length === before) {
        await vi.advanceTimersByTimeAsync(50);
        waited += 50;
      }
      waits.push(waited);
      expect(kinds()).toEqual(["page"]);
      expect(firstWindow().webContents.sent.at(-1)?.ports).toHaveLength(1);
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000]);
    expect(electron.errors).toHaveLength(1);
  });
});

describe("dialogs", () => {
  async function choose(wish: unknown): Promise<unknown> {
    const before = backend().got.length;
    backend().emit("message", { kind: "choose", question: 7, window: firstWindow().webContents.id, wish });
    await settle();
    return backend().got[before]?.message;
  }

  it("[H23] are shown when the backend asks, and what was chosen goes back to it", async () => {
    await start();
    electron.answers.push(["/runs/a.json", "/runs/b.json"], ["/runs"], ["/out/a.json"], ["/out"], []);
    expect(await choose({ what: "files", several: true })).toEqual({
      kind: "chosen",
      question: 7,
      paths: ["/runs/a.json", "/runs/b.json"],
    });
    expect(await choose({ what: "folder" })).toMatchObject({ paths: ["/runs"] });
    expect(await choose({ what: "target", kind: "file", name: "a.json" })).toMatchObject({ paths: ["/out/a.json"] });
    expect(await choose({ what: "target", kind: "folder", name: "All" })).toMatchObject({ paths: ["/out"] });
    expect(await choose({ what: "files", several: false })).toMatchObject({ paths: [] });
    expect(electron.dialogs.map(({ kind }) => kind)).toEqual(["open", "open", "save", "open", "open"]);
  });
});

describe("the end", () => {
  it("[H24] quitting waits until pages have handed over and the library is closed", async () => {
    await start();
    connect();
    electron.app.quit();
    expect(electron.quits).toEqual([false]);
    expect(kinds()).toEqual(["page", "close"]);
    electron.app.quit();
    expect(kinds()).toEqual(["page", "close"]);
    backend().emit("exit", 0);
    await settle();
    expect(electron.quits).toEqual([false, false, true]);
    expect(electron.processes).toHaveLength(1);
  });

  it("[H24] quitting does not wait for ever", async () => {
    await start();
    electron.app.quit();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(electron.quits).toEqual([false, true]);
    expect(backend().killed).toBe(true);
  });

  it("[H24] a window closes when its page has handed over", async () => {
    await start();
    connect();
    firstWindow().close();
    expect(firstWindow().closed).toBe(false);
    const flush = backend().got.at(-1)?.message;
    expect(flush).toMatchObject({ kind: "flush", window: firstWindow().webContents.id });
    backend().emit("message", { kind: "flushed", question: 0 });
    await settle();
    expect(firstWindow().closed).toBe(true);
    expect(kinds().at(-1)).toBe("close");
  });

  it("[H24] pages hand over before the machine sleeps, shuts down or ends the session", async () => {
    await start();
    connect();
    electron.powerMonitor.emit("suspend");
    firstWindow().emit("query-session-end");
    expect(kinds()).toEqual(["page", "flush", "flush"]);
    firstWindow().emit("session-end");
    expect(kinds().at(-1)).toBe("close");
    electron.powerMonitor.emit("shutdown");
    expect(electron.quits).toEqual([false]);
  });
});
