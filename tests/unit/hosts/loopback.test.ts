import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";

import { keepDoor, readDoor } from "../../../electron/hosts/loopback/door-file.ts";
import { openLoopback } from "../../../electron/hosts/loopback/loopback.ts";
import { CONTENT_SECURITY_POLICY } from "../../../shared/contract/content-policy.ts";
import { LINE_LOST } from "../../../shared/contract/line.ts";
import type { HostMethodName, HostReplyOf } from "../../../shared/contract/host-methods.ts";
import { checkedHostReply } from "../../../renderer/host/checked.ts";
import { echo, fakeBackend, type FakeBackend } from "../../support/fake-backend.ts";
import {
  ask,
  connectPage,
  enter,
  openPage,
  openTestLoopback,
  originOf,
  PAGE_TEXT,
  tokenOf,
  type OpenedLoopback,
  type TestPage,
} from "../../support/loopback.ts";

let backend: FakeBackend;
let opened: OpenedLoopback;

beforeEach(async () => {
  backend = fakeBackend({ echo });
  opened = await openTestLoopback(backend);
});
afterEach(() => opened.close());

/** Calls one of the door's own methods; its answer fits the method's schema. */
async function own<M extends HostMethodName>(page: TestPage, method: M, request: unknown): Promise<HostReplyOf<M>> {
  const outcome = checkedHostReply(method, await page.line.call(method, request));
  if (!outcome.ok) throw new Error(`${method}: ${outcome.failure.kind} ${outcome.failure.message}`);
  return outcome.value;
}

async function upload(page: TestPage & { cookie: string }, name: string, body: string): Promise<unknown> {
  const answer = await ask(opened.host.port, {
    method: "POST",
    path: "/files",
    headers: {
      Origin: originOf(opened.host),
      Cookie: page.cookie,
      "X-Runwright-Page": page.name,
      "X-Runwright-Name": encodeURIComponent(name),
    },
    body,
  });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body.toString("utf8"));
}

const Lent = z.object({ ok: z.literal(true), value: z.object({ file: z.string(), name: z.string() }) });

describe("the printed address", () => {
  it("[H1] opens any number of times, and a look at it uses nothing up", async () => {
    const { pathname, search } = new URL(opened.host.url);
    for (const method of ["GET", "HEAD", "GET"]) {
      const look = await ask(opened.host.port, { method, path: `${pathname}${search}` });
      expect(look.status).toBe(200);
      expect(look.headers["set-cookie"]).toBeUndefined();
    }
    for (let time = 0; time < 3; time += 1) {
      expect((await enter(opened.host, tokenOf(opened.host.url))).status).toBe(200);
    }
  });

  it("[H1] gives a cookie that scripts and other places never see, named with the port", async () => {
    const { setCookie } = await enter(opened.host, tokenOf(opened.host.url));
    expect(setCookie).toMatch(new RegExp(`^runwright-${String(opened.host.port)}=[\\w-]+\\.[\\w-]+; `, "u"));
    expect(setCookie.split("; ").slice(1).toSorted()).toEqual(["HttpOnly", "Path=/", "SameSite=Strict"]);
  });

  it("[H2] the window's own address opens once", async () => {
    const address = opened.host.windowUrl();
    const { pathname, search } = new URL(address);
    expect((await ask(opened.host.port, { path: `${pathname}${search}` })).status).toBe(200);
    expect((await enter(opened.host, tokenOf(address))).status).toBe(200);
    expect((await enter(opened.host, tokenOf(address))).status).toBe(403);
    expect((await enter(opened.host, tokenOf(opened.host.url))).status).toBe(200);
  });
});

describe("the page", () => {
  it("[H3] comes with the policy, and only with the cookie", async () => {
    const { cookie } = await enter(opened.host, tokenOf(opened.host.url));
    const page = await ask(opened.host.port, { headers: { Cookie: cookie } });
    expect(page.body.toString("utf8")).toBe(PAGE_TEXT);
    expect(page.headers["content-security-policy"]).toBe(CONTENT_SECURITY_POLICY);
    expect(page.headers["x-content-type-options"]).toBe("nosniff");
    const closed = await ask(opened.host.port, {});
    expect(closed.status).toBe(401);
    expect(closed.body.toString("utf8")).not.toContain(PAGE_TEXT);
    const icon = await ask(opened.host.port, { path: "/favicon.ico" });
    expect([icon.status, icon.body.length]).toEqual([204, 0]);
  });

  it("[H3] has its own files with their types", async () => {
    const { cookie } = await enter(opened.host, tokenOf(opened.host.url));
    const script = await ask(opened.host.port, { path: "/assets/page-1a2b.js", headers: { Cookie: cookie } });
    expect(script.status).toBe(200);
    expect(script.headers["content-type"]).toContain("text/javascript");
    expect((await ask(opened.host.port, { path: "/nothing.js", headers: { Cookie: cookie } })).status).toBe(404);
  });
});

describe("a page's line", () => {
  it("[H4] carries calls and answers, each to its own", async () => {
    const page = await openPage(opened.host);
    const outcomes = await Promise.all([1, 2, 3].map((value) => page.line.call("echo", { value })));
    expect(outcomes).toEqual([1, 2, 3].map((value) => ({ ok: true, value: { echo: { value } } })));
    expect(await page.line.call("no.such", {})).toMatchObject({ ok: false, failure: { kind: "unknownMethod" } });
  });

  it("[H4] carries events", async () => {
    const page = await openPage(opened.host);
    backend.tell({ name: "library.changed", payload: {} }, page.name);
    await page.line.call("echo", {});
    expect(page.events).toEqual([{ name: "library.changed", payload: {} }]);
  });

  it("[H5] is released when the page goes, and what waited is answered", async () => {
    const slow = fakeBackend({ slow: () => new Promise(() => undefined) });
    const other = await openTestLoopback(slow);
    const page = await openPage(other.host);
    const answer = page.line.call("slow", {});
    page.socket.close();
    await page.gone;
    expect(await answer).toEqual({ ok: false, failure: { kind: "io", message: LINE_LOST } });
    await expect.poll(() => slow.released).toEqual([page.name]);
    await other.close();
  });
});

describe("files", () => {
  it("[H6] come in by upload under the name that the person knows, and go with the page", async () => {
    const page = await openPage(opened.host);
    const sent = Lent.parse(await upload(page, "Ferry über Nacht.json", "{}"));
    expect(sent.value.name).toBe("Ferry über Nacht.json");
    const path = backend.pathOf(sent.value.file) ?? "";
    expect(readFileSync(path, "utf8")).toBe("{}");
    page.socket.close();
    await expect.poll(() => statSync(path, { throwIfNoEntry: false })).toBeUndefined();
  });

  it("[H6] go out as a download under the target's handle", async () => {
    const page = await openPage(opened.host);
    const { target } = await own(page, "host.openDownload", { kind: "file", name: "Ferry.json" });
    expect(
      (await ask(opened.host.port, { path: `/downloads/${target}`, headers: { Cookie: page.cookie } })).status,
    ).toBe(404);
    writeFileSync(backend.pathOf(target) ?? "", "the run");
    const answer = await ask(opened.host.port, { path: `/downloads/${target}`, headers: { Cookie: page.cookie } });
    expect(answer.body.toString("utf8")).toBe("the run");
    expect(answer.headers["content-disposition"]).toBe("attachment; filename*=UTF-8''Ferry.json");
  });

  it("[H6] go out as a zip when they are several, the same bytes every time", async () => {
    const page = await openPage(opened.host);
    const zips: Buffer[] = [];
    for (const order of [
      ["b.json", "a.json"],
      ["a.json", "b.json"],
    ]) {
      const { target } = await own(page, "host.openDownload", { kind: "folder", name: "All runs" });
      const folder = backend.pathOf(target) ?? "";
      mkdirSync(folder);
      for (const name of order) writeFileSync(join(folder, name), name.repeat(50_000));
      const answer = await ask(opened.host.port, { path: `/downloads/${target}`, headers: { Cookie: page.cookie } });
      expect(answer.headers["content-disposition"]).toContain("All%20runs.zip");
      zips.push(answer.body);
    }
    const [first, second] = zips;
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
    // Time and date of the first entry, in the zip's own form: midnight, 1 January 1980.
    expect(first?.readUInt32LE(10)).toBe(0x0021_0000);
    const entries = unzipSync(first ?? Buffer.alloc(0));
    expect(Object.keys(entries)).toEqual(["a.json", "b.json"]);
    expect(Buffer.from(entries["a.json"] ?? []).toString("utf8")).toBe("a.json".repeat(50_000));
  });

  it("[H7] folders are chosen in a list of names and handles that never tells a path", async () => {
    mkdirSync(join(opened.folder, "Runs 10", "inner"), { recursive: true });
    mkdirSync(join(opened.folder, "Runs 9"));
    mkdirSync(join(opened.folder, ".hidden"));
    const page = await openPage(opened.host);
    const list = await own(page, "host.listFolders", { at: null });
    expect(list.folders.map(({ name }) => name).filter((name) => name !== "library.runwright.spool")).toEqual([
      "page",
      "Runs 9",
      "Runs 10",
    ]);
    expect(JSON.stringify(list)).not.toContain(opened.folder);
    const runs = list.folders.find(({ name }) => name === "Runs 10");
    const inner = await own(page, "host.listFolders", { at: runs?.place });
    expect(inner).toMatchObject({ name: "Runs 10", folders: [{ name: "inner" }] });
    expect(inner.above.at(-1)).toEqual({ place: list.place, name: list.name });
    const used = await own(page, "host.useFolder", { place: runs?.place });
    expect(backend.pathOf(used.folder)).toBe(join(opened.folder, "Runs 10"));
    const { target } = await own(page, "host.useTarget", { place: runs?.place, name: "../../up.json" });
    expect(backend.pathOf(target)).toBe(join(opened.folder, "Runs 10", "-..-up.json"));
  });
});

describe("a restart", () => {
  it("[H8] keeps port and cookie of a library, so that an open page lives through it", async () => {
    const options = {
      backend,
      libraryPath: join(opened.folder, "other.runwright"),
      pageFolder: opened.pageFolder,
      port: null,
    };
    const first = await openLoopback(options);
    if (!first.ok) throw new Error(first.failure.message);
    const { cookie } = await enter(first.value, tokenOf(first.value.url));
    await first.value.close();
    const second = await openLoopback(options);
    if (!second.ok) throw new Error(second.failure.message);
    expect(second.value.port).toBe(first.value.port);
    const page = await connectPage(second.value, cookie);
    expect(await page.line.call("echo", 1)).toEqual({ ok: true, value: { echo: 1 } });
    expect((await enter(second.value, tokenOf(first.value.url))).status).toBe(403);
    await second.value.close();
  });

  it("[H8] keeps the key for the person alone", async () => {
    expect(statSync(`${opened.libraryPath}.door`).mode & 0o777).toBe(0o600);
  });

  it("[H8] takes another port when the remembered one is taken, and refuses when one was asked for", async () => {
    const taken = opened.host.port;
    const libraryPath = join(opened.folder, "third.runwright");
    keepDoor(libraryPath, { ...readDoor(libraryPath), port: taken });
    const any = await openLoopback({ backend, libraryPath, pageFolder: opened.pageFolder, port: null });
    if (!any.ok) throw new Error(any.failure.message);
    expect(any.value.port).not.toBe(taken);
    expect(readDoor(libraryPath).port).toBe(any.value.port);
    await any.value.close();
    const asked = await openLoopback({ backend, libraryPath, pageFolder: opened.pageFolder, port: taken });
    expect(asked).toMatchObject({ ok: false, failure: { kind: "io" } });
  });

  it("[H9] lets pages hand over what they have before it closes", async () => {
    const { cookie } = await enter(opened.host, tokenOf(opened.host.url));
    const order: string[] = [];
    await connectPage(opened.host, cookie, (line) => {
      void line.call("echo", "last words").then(() => {
        order.push("handed over");
        return line.call("host.flushed", {});
      });
    });
    await opened.host.close();
    order.push("closed");
    expect(order).toEqual(["handed over", "closed"]);
    expect(backend.calls.map(({ request }) => request)).toEqual(["last words"]);
  });
});
