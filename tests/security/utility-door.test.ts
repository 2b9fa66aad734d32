import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { openBackend } from "../../electron/backend/backend.ts";
import { openUtilityHost, type MainPort, type Port } from "../../electron/hosts/utility-host.ts";
import { FromBackend } from "../../shared/contract/desktop.ts";
import { Failure } from "../../shared/contract/failure.ts";
import { HostFrame } from "../../shared/contract/wire.ts";
import { nearlyCalls } from "../support/nearly-calls.ts";
import { tablesOf } from "../support/tables.ts";

/** Messages of the fuzz (issue: both doors fuzzed), over so many windows, since each is held to a pace. */
const FUZZED = 10_000;
const WINDOWS = 5;

/** The page's end of a port that delivers at once. */
function port(onText: (text: string) => void) {
  let hear: (message: { data: unknown }) => void = () => undefined;
  const side: Port = {
    on(event: string, listener: (message: { data: unknown }) => void) {
      if (event === "message") hear = listener;
    },
    postMessage: (text) => onText(String(text)),
    start: () => undefined,
    close: () => undefined,
  };
  return { side, send: (data: unknown) => hear({ data }) };
}

describe("Electron's door", () => {
  it("[DT3] answers 10,000 hostile messages with known failures, asks main for nothing unfit and writes nothing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "runwright-utility-"));
    const path = join(folder, "library.runwright");
    const opened = await openBackend({
      library: { path, mode: "write" },
      onSurprise: () => undefined,
    });
    if (!opened.ok) throw new Error(opened.failure.message);
    const backend = opened.value;
    const before = tablesOf({ path });
    const unfit: unknown[] = [];
    let toMain: Parameters<MainPort["on"]>[1] = () => undefined;
    openUtilityHost(
      {
        on: (_event, listener) => (toMain = listener),
        postMessage: (message) => {
          const read = FromBackend.safeParse(message);
          if (!read.success) unfit.push(message);
          // Nobody is there to choose anything: the person cancels.
          else if (read.data.kind === "choose")
            toMain({ data: { kind: "chosen", question: read.data.question, paths: [] }, ports: [] });
        },
      },
      backend,
    );
    const texts = nearlyCalls(FUZZED);
    const share = Math.ceil(texts.length / WINDOWS);
    await Promise.all(
      [...Array(WINDOWS).keys()].map(async (window) => {
        const own = texts.slice(window * share, (window + 1) * share);
        let answers = 0;
        await new Promise<void>((resolve) => {
          const { side, send } = port((text) => {
            const frame = HostFrame.parse(JSON.parse(text));
            if (frame.kind !== "answer") return;
            answers += 1;
            if (!frame.outcome.ok && !Failure.safeParse(frame.outcome.failure).success) unfit.push(frame);
            if (answers === own.length) resolve();
          });
          toMain({ data: { kind: "page", window }, ports: [side] });
          for (const text of own) send(text);
        });
      }),
    );
    expect(unfit).toEqual([]);
    expect(tablesOf({ path })).toEqual(before);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
