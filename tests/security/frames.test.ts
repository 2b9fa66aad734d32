import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { openConnection, CALLS_PER_SECOND, MAX_RUNNING, MAX_WAITING } from "../../electron/hosts/connection.ts";
import { MAX_MESSAGE_BYTES } from "../../electron/hosts/loopback/pages.ts";
import { Failure } from "../../shared/contract/failure.ts";
import { HostFrame, MAX_FRAME_UNITS } from "../../shared/contract/wire.ts";
import { openBackend } from "../../electron/backend/backend.ts";
import type { Backend } from "../../electron/backend/backend-shape.ts";
import { echo, fakeBackend } from "../support/fake-backend.ts";
import { nearlyCalls } from "../support/nearly-calls.ts";
import { openPage, openTestLoopback, type OpenedLoopback } from "../support/loopback.ts";
import { tablesOf } from "../support/tables.ts";

/** Messages of the fuzz (issue: both doors fuzzed), over so many pages, since each is held to a pace. */
const FUZZED = 10_000;
const PAGES = 5;

let backend: Backend;
let opened: OpenedLoopback;

beforeEach(async () => {
  backend = fakeBackend({ echo });
});
afterEach(() => opened.close());

describe("what a page sends", () => {
  it("[H15] [DT3] gets an answer with a known failure, whatever it is, and nothing is written", async () => {
    opened = await openTestLoopback(fakeBackend());
    const folder = mkdtempSync(join(tmpdir(), "runwright-fuzzed-"));
    const path = join(folder, "library.runwright");
    const library = await openBackend({
      library: { path, mode: "write" },
      onSurprise: () => undefined,
    });
    if (!library.ok) throw new Error(library.failure.message);
    await opened.close();
    opened = await openTestLoopback(library.value);
    const before = tablesOf({ path });
    const texts = nearlyCalls(FUZZED);
    const unknown: unknown[] = [];
    const send = async (share: readonly string[]): Promise<void> => {
      const { socket } = await openPage(opened.host);
      let answers = 0;
      const all = new Promise<void>((resolve) => {
        socket.removeAllListeners("message");
        socket.on("message", (data: Buffer) => {
          const frame = HostFrame.parse(JSON.parse(data.toString("utf8")));
          if (frame.kind !== "answer") return;
          answers += 1;
          if (!frame.outcome.ok && !Failure.safeParse(frame.outcome.failure).success) unknown.push(frame);
          if (answers === share.length) resolve();
        });
      });
      for (const text of share) socket.send(text);
      await all;
    };
    const share = Math.ceil(texts.length / PAGES);
    await Promise.all([...Array(PAGES).keys()].map((page) => send(texts.slice(page * share, (page + 1) * share))));
    expect(unknown).toEqual([]);
    expect(tablesOf({ path })).toEqual(before);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    await library.value.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("[H15] is answered by its number when it is a call that does not fit", async () => {
    opened = await openTestLoopback(backend);
    const page = await openPage(opened.host);
    const answered = new Promise<unknown>((resolve) => {
      page.socket.once("message", (data: Buffer) => resolve(JSON.parse(data.toString("utf8"))));
    });
    page.socket.send(JSON.stringify({ id: 7, method: "echo", request: 1, more: true }));
    expect(await answered).toMatchObject({
      kind: "answer",
      id: 7,
      outcome: { ok: false, failure: { kind: "invalidRequest" } },
    });
  });

  it("[H16] ends the line on a message longer than any may be, and on bytes", async () => {
    opened = await openTestLoopback(backend);
    const long = await openPage(opened.host);
    long.socket.on("error", () => undefined);
    long.socket.send("x".repeat(MAX_MESSAGE_BYTES + 1));
    expect([1006, 1009]).toContain(await long.gone);
    const bytes = await openPage(opened.host);
    bytes.socket.send(Buffer.from("{}"));
    expect(await bytes.gone).toBe(1008);
  });

  it("[H16] tells that a message is too long while it can still be read", async () => {
    opened = await openTestLoopback(backend);
    const page = await openPage(opened.host);
    const answered = new Promise<unknown>((resolve) => {
      page.socket.once("message", (data: Buffer) => resolve(JSON.parse(data.toString("utf8"))));
    });
    page.socket.send(" ".repeat(MAX_FRAME_UNITS + 1));
    expect(await answered).toMatchObject({ id: null, outcome: { ok: false, failure: { kind: "tooLarge" } } });
  });
});

describe("a page that sends too fast", () => {
  /** A connection whose carrier writes down what it was told. */
  function connection(slow: boolean) {
    const told: string[] = [];
    const sent: string[] = [];
    const waiting: (() => void)[] = [];
    const held = fakeBackend({
      echo: (caller, request) =>
        slow
          ? new Promise((resolve) => waiting.push(() => resolve({ ok: true, value: request })))
          : echo(caller, request),
    });
    const line = openConnection({
      backend: held,
      caller: "page-fast",
      ownMethods: {},
      carrier: {
        send: (text) => void sent.push(text),
        pause: () => void told.push("pause"),
        resume: () => void told.push("resume"),
        end: () => void told.push("end"),
      },
    });
    return { held, line, told, sent, waiting };
  }

  const call = (id: number): string => JSON.stringify({ id, method: "echo", request: id });

  it("[H16] is held back when too much runs at once, and goes on when some of it is done", async () => {
    opened = await openTestLoopback(backend);
    const { held, line, told, waiting } = connection(true);
    for (let id = 0; id < MAX_RUNNING + 5; id += 1) line.receive(call(id));
    expect(held.calls).toHaveLength(MAX_RUNNING);
    expect(told).toEqual(["pause"]);
    for (const finish of waiting.splice(0)) finish();
    await expect.poll(() => told).toEqual(["pause", "resume"]);
    expect(held.calls).toHaveLength(MAX_RUNNING + 5);
    line.close();
  });

  it("[H16] is held to a pace, and everything it sent is answered", async () => {
    opened = await openTestLoopback(backend);
    const { line, told, sent } = connection(false);
    const many = 1_000 + CALLS_PER_SECOND / 5;
    const startedAt = performance.now();
    for (let id = 0; id < many; id += 1) {
      line.receive(call(id));
      if (id % MAX_RUNNING === 0) await new Promise(setImmediate);
    }
    expect(told).toContain("pause");
    await expect.poll(() => sent.length, { timeout: 60_000 }).toBe(many + 1);
    // The pace itself: the last fifth of a second's worth cannot have gone through in no time.
    expect(performance.now() - startedAt).toBeGreaterThan(100);
    line.close();
  });

  it("[H16] is ended and released where its carrier cannot hold it back", async () => {
    opened = await openTestLoopback(backend);
    const { held, line, told } = connection(true);
    for (let id = 0; id < MAX_RUNNING + MAX_WAITING + 1; id += 1) line.receive(call(id));
    expect(told).toEqual(["pause", "end"]);
    expect(held.released).toEqual(["page-fast"]);
    expect(held.calls).toHaveLength(MAX_RUNNING);
  });
});
