import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";

import { openConnection, CALLS_PER_SECOND, MAX_RUNNING, MAX_WAITING } from "../../electron/hosts/connection.ts";
import { MAX_MESSAGE_BYTES } from "../../electron/hosts/loopback/pages.ts";
import { contract } from "../../shared/contract/contract.ts";
import { Failure } from "../../shared/contract/failure.ts";
import { hostMethods } from "../../shared/contract/host-methods.ts";
import { HostFrame, MAX_FRAME_UNITS } from "../../shared/contract/wire.ts";
import { openBackend } from "../../electron/backend/backend.ts";
import type { Backend } from "../../electron/backend/backend-shape.ts";
import { echo, fakeBackend } from "../support/fake-backend.ts";
import { openPage, openTestLoopback, type OpenedLoopback } from "../support/loopback.ts";

/** Messages of the fuzz (house: both doors fuzzed). */
const FUZZED = 2_000;

let backend: Backend;
let opened: OpenedLoopback;

beforeEach(async () => {
  backend = fakeBackend({ echo });
});
afterEach(() => opened.close());

/** Texts that are nearly calls: broken JSON, wrong shapes, real methods with wrong and hostile requests. */
const methodName = fc.oneof(
  fc.constantFrom(...Object.keys(contract), ...Object.keys(hostMethods)),
  fc.constantFrom("constructor", "__proto__", "toString", "run.save ", "RUN.SAVE", ""),
  fc.string(),
);
const nearlyCall = fc.oneof(
  fc.string(),
  fc.json(),
  fc
    .record({ id: fc.oneof(fc.nat(), fc.double(), fc.string()), method: methodName, request: fc.jsonValue() })
    .map((call) => JSON.stringify(call)),
  fc
    .record({ id: fc.nat(), method: methodName, request: fc.object({ maxDepth: 3 }) })
    .map((call) => JSON.stringify(call)),
  fc
    .record({ id: fc.nat(), method: methodName })
    .map((call) => `${JSON.stringify(call).slice(0, -1)},"__proto__":{"polluted":true}}`),
);

/** The two writes that need no id of the library: a text that happens to be one of them is no misuse. */
const CallOfAWrite = z.discriminatedUnion("method", [
  z.looseObject({ method: z.literal("run.sample"), request: contract["run.sample"].request }),
  z.looseObject({ method: z.literal("run.create"), request: contract["run.create"].request }),
]);

function isWrite(text: string): boolean {
  try {
    return CallOfAWrite.safeParse(JSON.parse(text)).success;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

describe("what a page sends", () => {
  it("[H15] gets an answer with a known failure, whatever it is, and nothing is written", async () => {
    opened = await openTestLoopback(fakeBackend());
    const library = await openBackend({
      library: { path: `${opened.folder}/fuzzed.runwright`, mode: "write" },
      onSurprise: () => undefined,
    });
    if (!library.ok) throw new Error(library.failure.message);
    await opened.close();
    opened = await openTestLoopback(library.value);
    const page = await openPage(opened.host);
    const before = await page.line.call("run.list", {});
    let answers = 0;
    const unknown: unknown[] = [];
    const texts = fc.sample(nearlyCall, { numRuns: FUZZED }).filter((text) => !isWrite(text));
    const all = new Promise<void>((resolve) => {
      page.socket.removeAllListeners("message");
      page.socket.on("message", (data: Buffer) => {
        const frame = HostFrame.parse(JSON.parse(data.toString("utf8")));
        if (frame.kind !== "answer") return;
        answers += 1;
        if (!frame.outcome.ok && !Failure.safeParse(frame.outcome.failure).success) unknown.push(frame);
        if (answers === texts.length) resolve();
      });
    });
    for (const text of texts) page.socket.send(text);
    await all;
    expect(unknown).toEqual([]);
    const other = await openPage(opened.host);
    expect(await other.line.call("run.list", {})).toEqual(before);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    await library.value.close();
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
