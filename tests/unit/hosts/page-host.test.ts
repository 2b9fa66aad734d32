import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";

import { openLoopback, type Loopback } from "../../../electron/hosts/loopback/loopback.ts";
import type { Host, LineState } from "../../../renderer/host/host.ts";
import { openHost } from "../../../renderer/host/open-host.ts";
import { openSocketCarrier } from "../../../renderer/host/socket-carrier.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { fakeBackend, type FakeBackend } from "../../support/fake-backend.ts";
import { enter, loopbackFolder, tokenOf } from "../../support/loopback.ts";

/* The page's host against a real loopback host. A browser sends cookie and origin by itself; here the test does. */

const LIBRARY = {
  libraryId: "01a20596-72d8-7799-a7b6-41ed2ebf068f",
  name: "library",
  release: "0.1.0",
  writing: true,
  personId: "01a20596-72d8-7799-a7b6-41ed2ebf068f",
  deviceId: "01a20596-72d8-7799-a7b6-41ed2ebf068f",
};

let place: ReturnType<typeof loopbackFolder>;
let backend: FakeBackend;
let loopback: Loopback;
let host: Host;
let lines: LineState[];
let sockets: WebSocket[];

async function serve(): Promise<Loopback> {
  const opened = await openLoopback({
    backend,
    libraryPath: place.libraryPath,
    pageFolder: place.pageFolder,
    port: null,
    foldersFrom: place.folder,
  });
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

beforeEach(async () => {
  place = loopbackFolder();
  backend = fakeBackend({ "library.describe": () => success(LIBRARY) });
  loopback = await serve();
  const origin = `http://127.0.0.1:${String(loopback.port)}`;
  const { cookie } = await enter(loopback, tokenOf(loopback.url));
  sockets = [];
  lines = [];
  class BrowserSocket extends WebSocket {
    constructor(address: URL) {
      super(address, { origin, headers: { Cookie: cookie } });
      this.on("error", () => undefined);
      sockets.push(this);
    }
  }
  vi.stubGlobal("WebSocket", BrowserSocket);
  const plainFetch = fetch;
  vi.stubGlobal("fetch", (address: URL, init: RequestInit = {}) =>
    plainFetch(address, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), Cookie: cookie, Origin: origin },
    }),
  );
  host = openHost({ nativeDialogs: false, pdf: false, severalWindows: true, inSystem: false }, (listeners) =>
    openSocketCarrier(listeners, new URL(origin)),
  );
  host.watchLine((state) => lines.push(state));
});
afterEach(async () => {
  await loopback.close();
  // The page goes with its test: nothing opens the line again.
  vi.stubGlobal("WebSocket", class extends EventTarget {});
  vi.unstubAllGlobals();
});

describe("the page's host over the loopback", () => {
  it("[H4] calls, answers and events, checked by the contract", async () => {
    const heard: unknown[] = [];
    const stop = host.subscribe("library.changed", (payload) => heard.push(payload));
    expect(await host.call("library.describe", {})).toEqual(success(LIBRARY));
    backend.tell({ name: "library.changed", payload: {} });
    await expect.poll(() => heard).toEqual([{}]);
    stop();
    backend.tell({ name: "library.changed", payload: {} });
    await host.call("library.describe", {});
    expect(heard).toEqual([{}]);
  });

  it("[H8] opens the line again by itself after a restart of the host, and says so", async () => {
    await host.call("library.describe", {});
    await loopback.close();
    await expect.poll(() => lines).toEqual(["open", "lost"]);
    const waiting = host.call("library.describe", {});
    loopback = await serve();
    expect(await waiting).toEqual(success(LIBRARY));
    expect(lines).toEqual(["open", "lost", "open"]);
    expect(sockets.length).toBeGreaterThan(1);
  });

  it("[H6] sends dropped files and gets their handles, or the first failure", async () => {
    const lent = await host.dropFiles([new File(["{}"], "a.json"), new File(["[]"], "ü.json")]);
    expect(lent).toMatchObject({ ok: true, value: [{ name: "a.json" }, { name: "ü.json" }] });
  });

  it("[H6] sends nothing of a file that is longer than what is read, and says so", async () => {
    const long = new File(["{}"], "long.jsonl");
    Object.defineProperty(long, "size", { value: 5 * 1024 ** 3 });
    const sent = vi.spyOn(globalThis, "fetch");
    const lent = await host.dropFiles([long]);
    expect(lent).toMatchObject({ ok: false, failure: { kind: "tooLarge" } });
    expect(lent.ok ? "" : lent.failure.message).toContain("long.jsonl: The file is larger than 4 GB");
    expect(sent).not.toHaveBeenCalled();
  });

  it("[H7] lets the person choose a folder in the page's list", async () => {
    mkdirSync(join(place.folder, "Runs"));
    const picked = await host.pickFolder(async (list) => {
      const shown = await list(null);
      if (!shown.ok) throw new Error(shown.failure.message);
      return shown.value.folders.find(({ name }) => name === "Runs")?.place ?? null;
    });
    expect(picked).toMatchObject({ ok: true, value: { name: "Runs" } });
    expect(await host.pickFolder(async () => null)).toEqual(success(null));
    const target = await host.pickTargetIn(
      async (list) => {
        const shown = await list(null);
        return shown.ok ? shown.value.place : null;
      },
      "file",
      "a.json",
    );
    const handle = target.ok ? (target.value?.target ?? "") : "";
    expect(backend.pathOf(handle)).toBe(join(place.folder, "a.json"));
  });

  it("[H6] opens a target that is fetched as a download", async () => {
    const opened = await host.exportTarget("file", "a.json");
    if (!opened.ok || opened.value === null) throw new Error("A download is always to be had.");
    writeFileSync(backend.pathOf(opened.value.target) ?? "", "the run");
    const fetched = await fetch(
      new URL(`/downloads/${opened.value.target}`, `http://127.0.0.1:${String(loopback.port)}`),
    );
    expect(await fetched.text()).toBe("the run");
  });

  it("[H9] hands over what it has when the host closes, before the line ends", async () => {
    await host.call("library.describe", {});
    host.onClosing(async () => void (await host.call("library.describe", {})));
    await loopback.close();
    expect(backend.calls).toHaveLength(2);
  });
});
