import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { findBrowser, hasDisplay, openAppWindow, windowArguments } from "../../../electron/hosts/app-window.ts";
import { dataFolder } from "../../../electron/system/data-folder.ts";
import { findElectron } from "../../../electron/hosts/electron-binary.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "runwright-start-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(path: string, body: string): string {
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe("Electron's binary", () => {
  function electron(version: string, path: string | null): string {
    const place = join(folder, "node_modules/electron");
    mkdirSync(join(place, "dist"), { recursive: true });
    writeFileSync(join(place, "package.json"), '{"version":"45.4.1"}');
    writeFileSync(join(place, "dist/version"), version);
    writeFileSync(join(place, "dist/electron"), "");
    if (path !== null) writeFileSync(join(place, "path.txt"), path);
    return join(place, "dist/electron");
  }

  it("[H28] is found where the installer put it, in the version that the package names", () => {
    const binary = electron("v45.4.1", "electron");
    expect(findElectron(folder, {})).toBe(binary);
  });

  it("[H28] is not there after half an installation, or in another version", () => {
    expect(findElectron(folder, {})).toBeNull();
    electron("45.4.1", null);
    expect(findElectron(folder, {})).toBeNull();
    electron("44.0.0", "electron");
    expect(findElectron(folder, {})).toBeNull();
  });

  it("[H28] is the one that ELECTRON_OVERRIDE_DIST_PATH names, when it is there", () => {
    const other = join(folder, "other");
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: other })).toBeNull();
    mkdirSync(other);
    writeFileSync(join(other, "electron"), "");
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: other })).toBe(join(other, "electron"));
  });
});

describe("the window without Electron", () => {
  it("[H29] needs a display", () => {
    expect(hasDisplay("linux", {})).toBe(false);
    expect(hasDisplay("linux", { DISPLAY: ":0" })).toBe(true);
    expect(hasDisplay("linux", { WAYLAND_DISPLAY: "wayland-0" })).toBe(true);
    expect(hasDisplay("win32", {})).toBe(true);
  });

  it("[H29] is the first installed browser with app windows, and nothing that cannot be run", () => {
    const path = `${join(folder, "a")}:${folder}`;
    expect(findBrowser("linux", { PATH: path })).toBeNull();
    writeFileSync(join(folder, "chromium"), "");
    expect(findBrowser("linux", { PATH: path })).toBeNull();
    const chrome = program(join(folder, "google-chrome"), "exit 0");
    expect(findBrowser("linux", { PATH: path })).toBe(chrome);
    const chromium = program(join(folder, "chromium"), "exit 0");
    expect(findBrowser("linux", { PATH: path })).toBe(chromium);
  });

  it("[H29] has a profile of its own, and no sandbox only as root", () => {
    expect(windowArguments("http://127.0.0.1:1/?token=x", "/p", false)).toEqual([
      "--app=http://127.0.0.1:1/?token=x",
      "--user-data-dir=/p",
      "--no-first-run",
      "--no-default-browser-check",
      "--password-store=basic",
      "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    ]);
    expect(windowArguments("http://127.0.0.1:1/", "/p", true)).toEqual(
      expect.arrayContaining(["--no-sandbox", "--test-type"]),
    );
  });

  it("[H29] that ends at once with 0 has been handed to a browser that was running; with anything else it has failed", async () => {
    const profile = join(folder, "profile");
    const handing = openAppWindow(program(join(folder, "handing"), "exit 0"), "http://127.0.0.1:1/", profile);
    expect(await handing.ended).toBe("handedOver");
    expect(existsSync(profile)).toBe(true);
    const failing = openAppWindow(program(join(folder, "failing"), "exit 1"), "http://127.0.0.1:1/", profile);
    expect(await failing.ended).toBe("failed");
  });
});

describe("the app's data folder", () => {
  it("[H30] is where each system keeps an app's data", () => {
    expect(dataFolder("linux", {}, "/home/ada")).toBe("/home/ada/.local/share/Runwright");
    expect(dataFolder("linux", { XDG_DATA_HOME: "/data" }, "/home/ada")).toBe("/data/Runwright");
    expect(dataFolder("linux", { XDG_DATA_HOME: "" }, "/home/ada")).toBe("/home/ada/.local/share/Runwright");
    expect(dataFolder("darwin", {}, "/Users/ada")).toBe("/Users/ada/Library/Application Support/Runwright");
    expect(dataFolder("win32", { APPDATA: "C:/Roaming" }, "C:/Users/ada")).toBe("C:/Roaming/Runwright");
  });
});
