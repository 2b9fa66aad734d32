import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, describe, expect, it, vi } from "vitest";

import { RELEASE } from "../../../shared/contract/release.ts";
import { desktopFolder, openDesktop, type DesktopApp } from "../../support/desktop-app.ts";
import { preventable } from "../../support/electron-stand-in.ts";

let app: DesktopApp | null = null;
afterEach(() => {
  app?.close();
  app = null;
  vi.restoreAllMocks();
});

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const KEPT = "desktop.json";

/** Main's start after one that has left this behind. */
async function startAfter(left: string, screens = [SCREEN]): Promise<DesktopApp> {
  const userData = desktopFolder();
  writeFileSync(join(userData, KEPT), left);
  app = await openDesktop({ userData, screens });
  return app;
}

function place(changed: object = {}): string {
  const window = { x: 100, y: 80, width: 1400, height: 900, isMaximized: false, isFullScreen: false, ...changed };
  return JSON.stringify({ window, folders: {} });
}

describe("where a window opens", () => {
  it("[DT7] is where it was, as large as it was", async () => {
    const { firstWindow } = await startAfter(place());
    expect(firstWindow().bounds).toEqual({ x: 100, y: 80, width: 1400, height: 900 });
  });

  it("[DT7] is full or largest again when it was", async () => {
    const { firstWindow } = await startAfter(place({ isMaximized: true, isFullScreen: true }));
    expect([firstWindow().maximized, firstWindow().fullScreen]).toEqual([true, true]);
  });

  it.each([
    ["a screen that is gone", { x: 4000 }],
    ["above every screen", { y: -500 }],
    ["with no more than a rim on it", { x: 1900 }],
  ])("[DT7] is on a screen where it was on %s", async (_where, changed) => {
    const { firstWindow } = await startAfter(place(changed));
    expect(firstWindow().options).not.toHaveProperty("x");
    expect(firstWindow().options).toMatchObject({ width: 1400, height: 900 });
  });

  it("[DT7] is no larger than its screen", async () => {
    const { firstWindow } = await startAfter(place({ width: 5000, height: 4000 }));
    expect(firstWindow().bounds).toMatchObject({ width: 1920, height: 1080 });
  });

  it.each(["", "{", "[]", "null", '{"window":7}', '{"window":{"x":"a"},"more":true}', '{"window":{"x":1e99}}'])(
    "[DT7] is the first size where what was kept is %s",
    async (left) => {
      const { firstWindow } = await startAfter(left);
      expect(firstWindow().options).toMatchObject({ width: 1280, height: 800 });
    },
  );

  it("[DT7] is remembered when a window has come to rest, and where nothing can be written the app goes on", async () => {
    app = await openDesktop({ screens: [SCREEN] });
    const window = app.firstWindow();
    window.bounds = { x: 7, y: 8, width: 900, height: 700 };
    window.emit("move");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(readFileSync(join(app.folder, KEPT), "utf8")).toContain('"x":7');
    // A folder in the file's place refuses every account.
    mkdirSync(join(app.folder, `${KEPT}.new`));
    window.bounds = { x: 9, y: 8, width: 900, height: 700 };
    window.emit("resize");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(readFileSync(join(app.folder, KEPT), "utf8")).toContain('"x":7');
  });

  it("[DT7] stands beside the one that is open", async () => {
    app = await openDesktop({ screens: [SCREEN] });
    const first = app.firstWindow();
    first.bounds = { x: 100, y: 100, width: 1000, height: 700 };
    first.emit("move");
    await vi.advanceTimersByTimeAsync(1_000);
    app.electron.app.emit("second-instance", {}, ["runwright"], "/");
    expect(app.electron.windows).toHaveLength(1);
    const file = app.firstWindow().menu.find(({ label }) => label === "File") ?? app.electron.menus[0]?.[0];
    file?.submenu?.find(({ label }) => label === "New Window")?.click?.();
    expect(app.electron.windows.map(({ bounds }) => bounds.x)).toEqual([100, 128]);
  });
});

describe("dialogs", () => {
  it("[DT8] begin where the last one of their kind ended, also after a new start", async () => {
    app = await openDesktop();
    const { electron, firstWindow, tell, folder } = app;
    const choose = (wish: unknown): Promise<void> =>
      tell({ kind: "choose", question: 1, window: firstWindow().webContents.id, wish });
    electron.answers.push(["/runs/a.json"], ["/lead"], ["/out/b.json"], []);
    await choose({ what: "files", several: true });
    await choose({ what: "folder" });
    await choose({ what: "target", kind: "file", name: "b.json" });
    await choose({ what: "files", several: true });
    expect(electron.dialogs.at(-1)?.options).toMatchObject({ defaultPath: "/runs" });
    const kept = readFileSync(join(folder, KEPT), "utf8");
    app.close();
    const again = await startAfter(kept);
    await again.tell({
      kind: "choose",
      question: 1,
      window: again.firstWindow().webContents.id,
      wish: { what: "target", kind: "file", name: "c.json" },
    });
    expect(again.electron.dialogs.at(-1)?.options).toMatchObject({ defaultPath: join("/out", "c.json") });
  });
});

describe("printing", () => {
  it("[DT19] writes what the page prints where the person says, and says when it could not", async () => {
    app = await openDesktop();
    const { electron, firstWindow, backend, folder, tell } = app;
    const path = join(folder, "ferry.pdf");
    const chosen = async (): Promise<unknown> => {
      const before = backend().got.length;
      const wish = { what: "pdf", name: "ferry.pdf" };
      await tell({ kind: "choose", question: 3, window: firstWindow().webContents.id, wish });
      await vi.waitFor(() => expect(backend().got.length).toBeGreaterThan(before));
      return backend().got[before]?.message;
    };
    firstWindow().webContents.pdf = Buffer.from("%PDF-1.7");
    electron.answers.push([path]);
    expect(await chosen()).toEqual({ kind: "chosen", question: 3, paths: [path] });
    expect(readFileSync(path, "utf8")).toBe("%PDF-1.7");
    expect(await chosen(), "cancelled").toMatchObject({ paths: [] });
    firstWindow().webContents.pdf = new Error("no room");
    electron.answers.push([path]);
    expect(await chosen()).toMatchObject({ paths: [] });
    expect(electron.errors).toEqual(["The PDF was not written: no room"]);
    expect(readFileSync(path, "utf8"), "the one before is whole").toBe("%PDF-1.7");
    expect(existsSync(`${path}.new`)).toBe(false);
  });
});

describe("files that the system hands over", () => {
  function withFiles(): { userData: string; run: string; answer: string } {
    const userData = desktopFolder();
    const run = join(userData, "a run.json");
    const answer = join(userData, "answer.runpkg");
    for (const path of [run, answer, join(userData, "notes.txt")]) writeFileSync(path, "{}");
    mkdirSync(join(userData, "folder.json"));
    return { userData, run, answer };
  }

  it("[DT9] reach the page once it has a line: named at the start, at a second start, by double-click", async () => {
    const { userData, run, answer } = withFiles();
    const args = [
      run,
      join(userData, "notes.txt"),
      join(userData, "gone.json"),
      join(userData, "folder.json"),
      "--x.json",
    ];
    app = await openDesktop({ userData, args });
    const { electron, backend, connect, firstWindow } = app;
    const window = firstWindow().webContents.id;
    expect(backend().got).toEqual([]);
    connect();
    expect(backend().got.map(({ message }) => message)).toEqual([
      { kind: "page", window },
      { kind: "opened", window, paths: [run] },
    ]);
    electron.app.emit("second-instance", {}, ["runwright", "answer.runpkg"], userData);
    expect(backend().got.at(-1)?.message).toEqual({ kind: "opened", window, paths: [answer] });
    expect(firstWindow().focused).toBeGreaterThan(0);
    const event = preventable();
    electron.app.emit("open-file", event, run);
    expect(event.defaultPrevented).toBe(true);
    expect(backend().got.at(-1)?.message).toEqual({ kind: "opened", window, paths: [run] });
    expect(electron.recent).toEqual([run, answer, run]);
  });

  it("[DT9] a package whose name is a path is that file or none", async () => {
    const { userData } = withFiles();
    app = await openDesktop({
      userData,
      args: ["../../../../etc/passwd", "..\\..\\x.runpkg", "%2e%2e/x.json", ".json"],
    });
    app.connect();
    expect(app.kinds()).toEqual(["page"]);
  });
});

describe("an answer instead of the app", () => {
  it("[DT10] is the release, or what a diagnosis finds, without a window", async () => {
    const said: unknown[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(text) > 0);
    app = await openDesktop({ args: ["--version"] });
    expect([app.electron.exits, app.electron.windows, said]).toEqual([[0], [], [`${RELEASE}\n`]]);
    app.close();
    app = await openDesktop({ args: ["--diagnose", "--library=/somewhere"] });
    expect(app.electron.windows).toEqual([]);
    expect(app.backend().args).toEqual(["--diagnose", "--library=/somewhere"]);
    app.backend().emit("exit", 3);
    expect(app.electron.exits).toEqual([3]);
  });
});

describe("what goes wrong", () => {
  it("[DT11] is noted by its kind: the library's process, a page, what a page may not", async () => {
    app = await openDesktop();
    const { backend, electron, firstWindow, noted } = app;
    backend().emit("exit", 139);
    firstWindow().webContents.emit("render-process-gone", {}, { reason: "crashed", exitCode: 5 });
    electron.app.emit("child-process-gone", {}, { type: "GPU", reason: "oom", exitCode: 1 });
    electron.locks.request?.({ url: "https://secret.example/words" }, () => undefined);
    expect(noted.map(({ event }) => event)).toEqual(["start", "libraryDied", "processGone", "processGone", "denied"]);
    expect(JSON.stringify(noted)).not.toContain("secret");
    await vi.advanceTimersByTimeAsync(0);
    expect(firstWindow().webContents.reloads).toBe(1);
  });

  it("[DT11] leaves its dumps on this machine", async () => {
    app = await openDesktop();
    expect(app.electron.crashReports).toEqual([{ uploadToServer: false }]);
    expect(existsSync(join(app.folder, "secret.txt"))).toBe(true);
  });
});
