import type { Bridge, BridgeNews } from "../../shared/contract/bridge.ts";
import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import type { Abilities } from "../../shared/contract/host-methods.ts";
import { LINE_LOST, openLine, type Line } from "../../shared/contract/line.ts";
import { failed, type Outcome } from "../../shared/lib/outcome.ts";

/** What Electron offers. */
const ABILITIES: Abilities = { nativeDialogs: true, pdf: true, severalWindows: true, inSystem: true };

/** The method by which dropped files are lent. Only this bridge may use it: it alone knows that a path was dropped. */
const LEND_DROPPED = "host.lendDropped";

/** How long a call waits for a line: a backend that died is up again within a second or two. */
const WAIT_FOR_LINE_MS = 5_000;

/** A port of the page, as far as the bridge needs one. */
export type LinePort = {
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  /** Messages wait in the port until then. */
  start(): void;
  postMessage(message: string): void;
  close(): void;
};

/** True for a port; a message without one holds undefined. */
export function isLinePort(value: unknown): value is LinePort {
  return typeof value === "object" && value !== null && "postMessage" in value && "start" in value;
}

/** What preload holds: the bridge for the page, and what to do with a line that main hands over. */
export type OpenedBridge<Dropped> = {
  readonly bridge: Bridge<Dropped>;
  /** Takes the port of a new line; what waited for an answer on the one before is told that it was lost. */
  readonly adopt: (port: LinePort) => void;
  /** The line is gone, and another one is not there yet. */
  readonly lose: () => void;
};

/** Makes the bridge. `pathOf` tells where a dropped file lies, empty when it is no file of the system. */
export function openBridge<Dropped>(pathOf: (file: Dropped) => string): OpenedBridge<Dropped> {
  const listeners = new Set<(news: string) => void>();
  const waiting = new Set<(line: Line | null) => void>();
  let line: Line | null = null;
  let oldPort: LinePort | null = null;

  function tell(news: BridgeNews): void {
    const text = JSON.stringify(news);
    for (const listener of listeners) listener(text);
  }

  function lineWhenOpen(): Promise<Line | null> {
    if (line !== null) return Promise.resolve(line);
    return new Promise((resolve) => {
      waiting.add(resolve);
      setTimeout(() => {
        waiting.delete(resolve);
        resolve(null);
      }, WAIT_FOR_LINE_MS);
    });
  }

  function lose(): void {
    if (line === null) return;
    const lost = line;
    line = null;
    lost.lost();
    tell({ kind: "line", state: "lost" });
  }

  async function call(method: string, request: unknown): Promise<Outcome<unknown, Failure>> {
    const open = await lineWhenOpen();
    return open === null ? failed(plainFailure("io", LINE_LOST)) : open.call(method, request);
  }

  return {
    bridge: {
      describe: () => JSON.stringify(ABILITIES),
      async call(method, request, dropped) {
        if (dropped !== undefined) {
          const paths = dropped.map(pathOf).filter((path) => path !== "");
          return JSON.stringify(await call(LEND_DROPPED, { paths }));
        }
        if (method === LEND_DROPPED) {
          return JSON.stringify(failed(plainFailure("unknownMethod", "Files are lent by dropping them.")));
        }
        return JSON.stringify(await call(method, JSON.parse(request)));
      },
      subscribe(listener) {
        listeners.add(listener);
        if (line !== null) listener(JSON.stringify({ kind: "line", state: "open" } satisfies BridgeNews));
        return () => void listeners.delete(listener);
      },
    },
    adopt(port) {
      lose();
      oldPort?.close();
      oldPort = port;
      const opening = openLine((text) => port.postMessage(text), {
        onEvent: (name, payload) => tell({ kind: "event", name, payload }),
        onClosing: () => tell({ kind: "closing" }),
      });
      port.addEventListener("message", ({ data }) => {
        if (typeof data !== "string") throw new TypeError("The backend sends texts.");
        if (opening.receive(data) === null) return;
        line = opening;
        for (const resolve of waiting) resolve(opening);
        waiting.clear();
        tell({ kind: "line", state: "open" });
      });
      port.start();
    },
    lose,
  };
}
