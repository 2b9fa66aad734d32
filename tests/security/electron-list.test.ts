import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

import { judgeLink } from "../../electron/main/link.ts";
import { ROOT } from "../../electron/hosts/built.ts";
import { CONTENT_SECURITY_POLICY } from "../../shared/contract/content-policy.ts";
import { APP_ORIGIN } from "../../shared/contract/desktop.ts";
import { openDesktop, type DesktopApp } from "../support/desktop-app.ts";
import { preventable, type SessionLocks } from "../support/electron-stand-in.ts";

/*
 * The twenty points of Electron's security list (electronjs.org, "Security", release 45), each as a test of its number.
 */

let app: DesktopApp;
beforeEach(async () => {
  app = await openDesktop();
});
afterEach(() => app.close());

const preferences = (): Readonly<Record<string, unknown>> => app.firstWindow().options.webPreferences;

/** True when the page's session lets a request through. */
function passes(url: string): boolean {
  let passed = false;
  app.electron.locks.request?.({ url }, ({ cancel }) => (passed = !cancel));
  return passed;
}

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** The text of all sources in a folder, without what stands in comments. */
function sourcesIn(folder: string): string {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(?:ts|tsx|html)$/u.test(path))
    .map((path) => textOf(join(folder, path)).replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu, ""))
    .join("\n");
}

const PackageJson = z.object({ devDependencies: z.record(z.string(), z.string()) });
const BuilderConfig = z.object({ electronFuses: z.record(z.string(), z.boolean()) });

describe("Electron's list", () => {
  it("[DT1] 1: only what is the app's own is loaded", () => {
    expect(app.firstWindow().loaded).toBe(`${APP_ORIGIN}/`);
    for (const url of ["http://example.org/", "https://example.org/", "ws://example.org/"])
      expect(passes(url)).toBe(false);
  });

  it("[DT1] 2: no Node in a page, its frames and workers", () => {
    expect(preferences()).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it("[DT1] 3: context isolation", () => expect(preferences()["contextIsolation"]).toBe(true));

  it("[DT1] 4: the sandbox, for every process", () => {
    expect(preferences()["sandbox"]).toBe(true);
    expect(app.electron.app.sandboxed).toBe(true);
  });

  it("[DT1] 5: every permission is refused, asked for or looked up, in every session", () => {
    const { locks } = app.electron;
    for (const permission of [
      "media",
      "geolocation",
      "notifications",
      "clipboard-read",
      "openExternal",
      "fileSystem",
    ]) {
      let granted: boolean | null = null;
      locks.permissionRequest?.({}, permission, (isGranted) => (granted = isGranted));
      expect(granted, permission).toBe(false);
    }
    expect([locks.permissionCheck?.(), locks.devicePermission?.()]).toEqual([false, false]);
    const other: SessionLocks = { ...locks, request: null };
    app.electron.app.emit("session-created", app.electron.sessionOf(other));
    let passed: boolean | null = null;
    other.request?.({ url: "https://example.org/" }, ({ cancel }) => (passed = !cancel));
    expect(passed).toBe(false);
  });

  it("[DT1] 6: web security is on", () => expect(preferences()["webSecurity"]).toBe(true));

  it("[DT1] 7: a policy for the page's content without unsafe parts", () => {
    expect(CONTENT_SECURITY_POLICY).toMatch(/^default-src 'none';/u);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*|data:|blob:/u);
    for (const directive of ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"])
      expect(CONTENT_SECURITY_POLICY).toContain(directive);
  });

  it("[DT1] 8: no insecure content", () => expect(preferences()["allowRunningInsecureContent"]).toBe(false));

  it("[DT1] 9: no experimental features", () => expect(preferences()["experimentalFeatures"]).toBe(false));

  it("[DT1] 10: no Blink features", () => {
    expect(preferences()).not.toHaveProperty("enableBlinkFeatures");
    expect(sourcesIn("electron/main")).not.toMatch(/enableBlinkFeatures|appendSwitch/u);
  });

  it("[DT1] 11: no webview, and so none that opens windows", () => {
    expect(preferences()["webviewTag"]).toBe(false);
    expect(sourcesIn("renderer")).not.toMatch(/<webview|allowpopups/iu);
  });

  it("[DT1] 12: a webview is refused before it is made", () => {
    const event = preventable();
    app.firstWindow().webContents.emit("will-attach-webview", event);
    expect(event.defaultPrevented).toBe(true);
  });

  it("[DT1] 13: no navigation, by whatever way", () => {
    for (const act of ["will-navigate", "will-redirect", "will-frame-navigate"]) {
      const event = preventable({ url: `${APP_ORIGIN}/other`, isMainFrame: true });
      app.firstWindow().webContents.emit(act, event);
      expect(event.defaultPrevented, act).toBe(true);
    }
  });

  it("[DT1] 14: no new windows", () => {
    for (const url of ["about:blank", `${APP_ORIGIN}/`, "https://example.org/"])
      expect(app.firstWindow().webContents.openHandler?.({ url })).toEqual({ action: "deny" });
  });

  it("[DT1] 15: nothing is handed to the system but what a person was shown and has agreed to", () => {
    expect(sourcesIn("electron/main").match(/openExternal|openPath/gu)).toHaveLength(1);
    expect(judgeLink("file:///etc/passwd")).toBeNull();
  });

  it("[DT1] 16: one exact release of Electron, a supported one", () => {
    const wanted = PackageJson.parse(JSON.parse(textOf("package.json"))).devDependencies["electron"] ?? "";
    expect(wanted).toMatch(/^\d+\.\d+\.\d+$/u);
    expect(Number(wanted.split(".")[0])).toBeGreaterThanOrEqual(45);
  });

  it("[DT1] 17: main hears one message, of our own window's main frame on our own page", () => {
    expect(sourcesIn("electron/main").match(/ipcMain\.(?:on|handle|once)\w*\(/gu)).toHaveLength(1);
    app.connect({ url: `${APP_ORIGIN}/` });
    app.connect(null);
    expect(app.kinds()).toEqual([]);
    app.connect();
    expect(app.kinds()).toEqual(["page"]);
  });

  it("[DT1] 18: a scheme of its own; file: reaches nothing", () => {
    expect(app.electron.schemes).toEqual([
      [{ scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }],
    ]);
    expect(passes("file:///etc/passwd")).toBe(false);
    expect(sourcesIn("electron/main")).not.toMatch(/loadFile|file:\/\//u);
  });

  it("[DT1] 19: every fuse is named", () => {
    const { electronFuses } = BuilderConfig.parse(parse(textOf("electron-builder.yml")));
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    });
  });

  it("[DT1] 20: the page gets three functions and none of Electron", () => {
    const preload = sourcesIn("electron/preload");
    expect(preload.match(/exposeInMainWorld\(/gu)).toHaveLength(1);
    expect(preload).toContain('exposeInMainWorld("host", bridge)');
    expect(preload.match(/ipcRenderer\.\w+/gu)).toEqual(["ipcRenderer.on", "ipcRenderer.send"]);
  });
});

describe("links", () => {
  it.each([
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "vbscript:x",
    "ms-msdt:/id",
    "smb://host/share",
    "https://",
    "https://example.org@evil.example/",
    "https://:x@evil.example/",
    `https://example.org/${"x".repeat(2_000)}`,
    "no address",
    "",
  ])("[DT2] never opens %j", async (address) => {
    expect(judgeLink(address)).toBeNull();
    const { webContents } = app.firstWindow();
    webContents.openHandler?.({ url: address });
    webContents.emit("will-navigate", preventable({ url: address, isMainFrame: true }));
    await Promise.resolve();
    expect([app.electron.questions, app.electron.opened]).toEqual([[], []]);
  });

  it("[DT2] shows where a link leads, and opens it when the person says so", async () => {
    const { electron, firstWindow } = app;
    electron.responses.push(2, 0, 1);
    for (let time = 0; time < 3; time += 1) {
      firstWindow().webContents.openHandler?.({ url: "https://Example.org:8443/a b?c#d" });
      await new Promise((resolve) => process.nextTick(resolve));
      await Promise.resolve();
    }
    expect(electron.questions.map(({ message, detail }) => [message, detail])).toEqual(
      Array.from({ length: 3 }, () => ["This link leads to example.org:8443", "https://example.org:8443/a%20b?c#d"]),
    );
    expect(electron.opened).toEqual(["https://example.org:8443/a%20b?c#d"]);
    expect(electron.copied).toEqual(["https://example.org:8443/a%20b?c#d"]);
  });

  it("[DT2] warns of other alphabets, whose letters can look like ours, and offers not to open", () => {
    expect(judgeLink("https://аpple.com/")).toEqual({
      address: "https://xn--pple-43d.com/",
      host: "xn--pple-43d.com",
      isForeignScript: true,
    });
    app.firstWindow().webContents.openHandler?.({ url: "https://аpple.com/" });
    expect(app.electron.questions[0]).toMatchObject({ message: "This link leads to xn--pple-43d.com", defaultId: 2 });
  });

  it("[DT2] asks about one at a time, and of mail keeps the address alone", () => {
    const { webContents } = app.firstWindow();
    for (let time = 0; time < 50; time += 1) webContents.openHandler?.({ url: "https://example.org/" });
    expect(app.electron.questions).toHaveLength(1);
    expect(judgeLink("mailto:a@example.org?bcc=b@example.org&body=x")?.address).toBe("mailto:a@example.org");
  });
});
