import { MessageChannel, type MessagePort } from "node:worker_threads";

import { afterEach, describe, expect, it } from "vitest";

import { openBridge, type LinePort } from "../../../electron/preload/open-bridge.ts";
import { openUtilityHost, type MainPort, type Port } from "../../../electron/hosts/utility-host.ts";
import { openBridgeCarrier } from "../../../renderer/host/bridge-carrier.ts";
import { openHost } from "../../../renderer/host/open-host.ts";
import type { Host, LineState } from "../../../renderer/host/host.ts";
import type { Bridge } from "../../../shared/contract/bridge.ts";
import type { FromBackend, ToBackend } from "../../../shared/contract/desktop.ts";
import { LINE_LOST } from "../../../shared/contract/line.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { fakeBackend, type FakeBackend } from "../../support/fake-backend.ts";

/*
 * Everything of Electron's way from the page to the backend but Electron itself: the page's host, preload's bridge, a
 * real channel, the utility process's host, a backend.
 */

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** The utility process with the test as main. */
function utility(backend: FakeBackend) {
  const told: FromBackend[] = [];
  let hear: (message: { data: unknown; ports: readonly Port[] }) => void = () => undefined;
  const main: MainPort = {
    on: (_event, listener) => (hear = listener),
    postMessage: (message) => void told.push(message),
  };
  const host = openUtilityHost(main, backend);
  return { host, told, say: (message: ToBackend, ports: readonly Port[] = []) => hear({ data: message, ports }) };
}

/** Electron's ports tell `{ data }` on Node's style of events. */
function mainSide(port: MessagePort): Port {
  open.push(port);
  return {
    on(event: string, listener: (message: { data: unknown }) => void) {
      if (event === "message") port.on("message", (data: unknown) => listener({ data }));
      else port.on("close", () => listener({ data: null }));
    },
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  };
}

function pageSide(port: MessagePort): LinePort {
  open.push(port);
  return {
    addEventListener: (_type, listener) => void port.on("message", (data: unknown) => listener({ data })),
    start: () => port.start(),
    postMessage: (message) => port.postMessage(message),
    close: () => port.close(),
  };
}

function page() {
  const opened = openBridge((file: File) => `/dropped/${file.name}`);
  let host: Host | null = null;
  const lines: LineState[] = [];
  host = openHost({ nativeDialogs: true, pdf: false, severalWindows: true, inSystem: true }, (listeners) =>
    openBridgeCarrier({ ...listeners, onLine: (state) => lines.push(state) }, opened.bridge satisfies Bridge<File>),
  );
  return { ...opened, host, lines };
}

function connected(backend: FakeBackend, window = 3) {
  const main = utility(backend);
  const side = page();
  const { port1, port2 } = new MessageChannel();
  main.say({ kind: "page", window }, [mainSide(port2)]);
  side.adopt(pageSide(port1));
  return { ...main, ...side };
}

const LIBRARY = {
  libraryId: "01a20596-72d8-7799-a7b6-41ed2ebf068f",
  name: "library",
  release: "0.1.0",
  writing: true,
  personId: "01a20596-72d8-7799-a7b6-41ed2ebf068f",
  deviceId: "01a20596-72d8-7799-a7b6-41ed2ebf068f",
};

describe("window.host", () => {
  it("[H26] has describe, call and subscribe and nothing else", () => {
    const { bridge } = openBridge(() => "");
    expect(Object.keys(bridge).toSorted()).toEqual(["call", "describe", "subscribe"]);
    expect(JSON.parse(bridge.describe())).toEqual({
      nativeDialogs: true,
      pdf: true,
      severalWindows: true,
      inSystem: true,
    });
  });

  it("[H26] lends only files that were dropped: a path that the page names is refused", async () => {
    const { host, bridge } = connected(fakeBackend());
    expect(await bridge.call("host.lendDropped", JSON.stringify({ paths: ["/etc/passwd"] }))).toContain(
      "unknownMethod",
    );
    const dropped = await host.dropFiles([new File(["x"], "a.json")]);
    expect(dropped).toMatchObject({ ok: true, value: [{ name: "a.json" }] });
  });
});

describe("from the page to the backend", () => {
  it("[H4] calls, answers and events", async () => {
    const backend = fakeBackend({ "library.describe": () => success(LIBRARY) });
    const { host } = connected(backend);
    const heard: unknown[] = [];
    host.subscribe("library.changed", (payload) => heard.push(payload));
    expect(await host.call("library.describe", {})).toEqual(success(LIBRARY));
    backend.tell({ name: "library.changed", payload: {} });
    await expect.poll(() => heard).toEqual([{}]);
  });

  it("[H4] an answer that does not fit the contract is a failure, never half an answer", async () => {
    const { host } = connected(fakeBackend({ "library.describe": () => success({ ...LIBRARY, writing: "yes" }) }));
    expect(await host.call("library.describe", {})).toMatchObject({ ok: false, failure: { kind: "internal" } });
  });

  it("[H22] a new line after the backend died: what waited is told, the next call works", async () => {
    const stuck = fakeBackend({ "library.describe": () => new Promise(() => undefined) });
    const first = connected(stuck);
    await expect.poll(() => first.lines).toEqual(["open"]);
    const waiting = first.host.call("library.describe", {});
    await expect.poll(() => stuck.calls).toHaveLength(1);
    first.lose();
    expect(await waiting).toEqual({ ok: false, failure: { kind: "io", message: LINE_LOST } });
    const second = utility(fakeBackend({ "library.describe": () => success(LIBRARY) }));
    const { port1, port2 } = new MessageChannel();
    second.say({ kind: "page", window: 3 }, [mainSide(port2)]);
    const answer = first.host.call("library.describe", {});
    first.adopt(pageSide(port1));
    expect(await answer).toEqual(success(LIBRARY));
    expect(first.lines).toEqual(["open", "lost", "open"]);
  });

  it("[H5] another document in the same window releases the one before", async () => {
    const backend = fakeBackend({ "library.describe": () => success(LIBRARY) });
    const { say, host } = connected(backend);
    await host.call("library.describe", {});
    const { port2 } = new MessageChannel();
    say({ kind: "page", window: 3 }, [mainSide(port2)]);
    expect(backend.released).toHaveLength(1);
  });

  it("[H16] a message that is no text ends the line", async () => {
    const backend = fakeBackend();
    const main = utility(backend);
    const { port1, port2 } = new MessageChannel();
    open.push(port1);
    main.say({ kind: "page", window: 1 }, [mainSide(port2)]);
    port1.postMessage({ id: 1 });
    await expect.poll(() => backend.released).toHaveLength(1);
  });

  it("[H23] a dialog's path becomes a handle; the page never sees it", async () => {
    const backend = fakeBackend();
    const { host, told, say } = connected(backend);
    const picked = host.exportTarget("folder", "../All runs");
    await expect
      .poll(() => told.at(-1))
      .toMatchObject({ kind: "choose", window: 3, wish: { what: "target", name: "-All runs" } });
    const asked = told.at(-1);
    say({ kind: "chosen", question: asked?.kind === "choose" ? asked.question : -1, paths: ["/home/ada"] });
    const outcome = await picked;
    const target = outcome.ok ? outcome.value?.target : undefined;
    expect(backend.pathOf(target ?? "")).toBe("/home/ada/-All runs");
    const cancelled = host.pickFiles({ several: true });
    await expect.poll(() => told.filter(({ kind }) => kind === "choose")).toHaveLength(2);
    say({ kind: "chosen", question: 1, paths: [] });
    expect(await cancelled).toEqual(success([]));
  });

  it("[H9] closing lets the page hand over first, then closes the library", async () => {
    const backend = fakeBackend({ "library.describe": () => success(LIBRARY) });
    const { host, say, told } = connected(backend);
    await host.call("library.describe", {});
    const order: string[] = [];
    host.onClosing(async () => {
      await host.call("library.describe", {});
      order.push(`handed over, closed: ${String(backend.closed())}`);
    });
    say({ kind: "flush", question: 5, window: 3 });
    await expect.poll(() => told.at(-1)).toEqual({ kind: "flushed", question: 5 });
    say({ kind: "close" });
    await expect.poll(() => backend.closed()).toBe(true);
    expect(order).toEqual(["handed over, closed: false", "handed over, closed: false"]);
  });
});
