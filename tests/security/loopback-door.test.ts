import { statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";

import { readDoor } from "../../electron/hosts/loopback/door-file.ts";
import { openEntrance } from "../../electron/hosts/loopback/entrance.ts";
import { safeFileName } from "../../electron/hosts/file-name.ts";
import { MAX_WHOLE_BYTES } from "../../electron/backend/exchange/limits.ts";
import { MAX_UPLOAD_BYTES, openSpool } from "../../electron/hosts/loopback/spool.ts";
import { MAX_INCOMING_BYTES } from "../../shared/domain/exchange/formats.ts";
import { echo, fakeBackend, type FakeBackend } from "../support/fake-backend.ts";
import { ask, enter, openPage, openTestLoopback, originOf, tokenOf, type OpenedLoopback } from "../support/loopback.ts";

let backend: FakeBackend;
let opened: OpenedLoopback;
let cookie: string;

beforeEach(async () => {
  backend = fakeBackend({ echo });
  opened = await openTestLoopback(backend);
  ({ cookie } = await enter(opened.host, tokenOf(opened.host.url)));
});
afterEach(() => opened.close());

/** The status of an upgrade to a page's line; 101 when it was let in. */
function upgrade(headers: Readonly<Record<string, string>>, path = "/line"): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${String(opened.host.port)}${path}`, { headers });
  return new Promise((resolve, reject) => {
    socket.on("open", () => {
      socket.close();
      resolve(101);
    });
    socket.on("unexpected-response", (_request, answer) => resolve(answer.statusCode ?? 0));
    socket.on("error", reject);
  });
}

describe("who is let in", () => {
  it("[H11] binds 127.0.0.1 and no other address", async () => {
    const answered = await new Promise<string>((resolve) => {
      const socket = connect({ host: "::1", port: opened.host.port });
      socket.on("connect", () => resolve("connected"));
      socket.on("error", () => resolve("refused"));
    });
    expect(answered).toBe("refused");
  });

  it.each(["localhost", "runwright.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.example"])(
    "[H11] refuses the Host %s",
    async (host) => {
      const Host = host === "localhost" ? `localhost:${String(opened.host.port)}` : host;
      expect((await ask(opened.host.port, { headers: { Host, Cookie: cookie } })).status).toBe(421);
      expect(await upgrade({ Host, Cookie: cookie, Origin: originOf(opened.host) })).toBe(421);
    },
  );

  it.each(["https://evil.example", "null", "http://127.0.0.1", "http://localhost"])(
    "[H11] refuses the Origin %s, also with the cookie",
    async (origin) => {
      const headers = { Origin: origin, Cookie: cookie };
      expect((await ask(opened.host.port, { headers })).status).toBe(403);
      expect((await ask(opened.host.port, { method: "POST", path: "/files", headers, body: "x" })).status).toBe(403);
      expect(await upgrade(headers)).toBe(403);
    },
  );

  it("[H11] refuses what changes something without an Origin", async () => {
    expect((await ask(opened.host.port, { method: "POST", path: "/enter", body: "{}" })).status).toBe(403);
    expect(await upgrade({ Cookie: cookie })).toBe(403);
  });

  it("[H12] gives nothing but the closed door without a cookie that its key has signed", async () => {
    const [name = "", value = ""] = cookie.split("=");
    const [number = "", signed = ""] = value.split(".");
    const otherKey = openEntrance(Buffer.alloc(32, 1), opened.host.port);
    // The library's own key, served at another port before.
    const otherPort = openEntrance(readDoor(opened.libraryPath).key, opened.host.port + 1);
    const ofOtherPort = (otherPort.exchange(otherPort.token) ?? "").split(";")[0] ?? "";
    const forged = [
      "",
      `${name}=`,
      `${name}=${number}`,
      `${name}=${number}.`,
      `${name}=${number}x.${signed}`,
      `${name}=${number}.${signed.toUpperCase()}`,
      `${name}=${number}.${signed}.${signed}`,
      `other=${value}`,
      (otherKey.exchange(otherKey.token) ?? "").split(";")[0] ?? "",
      ofOtherPort,
      `${name}=${ofOtherPort.split("=")[1] ?? ""}`,
    ];
    for (const Cookie of forged) {
      for (const path of ["/", "/index.html", "/assets/page-1a2b.js", "/downloads/x"]) {
        expect((await ask(opened.host.port, { path, headers: { Cookie } })).status).toBe(401);
      }
      expect(await upgrade({ Cookie, Origin: originOf(opened.host) })).toBe(401);
    }
    expect(await upgrade({ Cookie: cookie, Origin: originOf(opened.host) })).toBe(101);
  });

  it("[H12] gives no cookie for a wrong token, a long one or something that is none", async () => {
    expect((await enter(opened.host, "wrong")).status).toBe(403);
    expect((await enter(opened.host, "x".repeat(5_000))).status).toBe(413);
    const headers = { Origin: originOf(opened.host) };
    for (const body of ["", "[]", '{"token":1}', '{"token":"a","more":1}', "{"]) {
      expect((await ask(opened.host.port, { method: "POST", path: "/enter", headers, body })).status).toBe(400);
    }
  });
});

describe("what is given", () => {
  it.each([
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/assets/../../secret.txt",
    "/assets/..%5c..%5csecret.txt",
    "//secret.txt",
    "/secret.txt%00.html",
    "/assets/page-1a2b.js/",
    "/ASSETS/page-1a2b.js",
  ])("[H13] never leaves the page's folder by %s", async (path) => {
    const answer = await ask(opened.host.port, { path, headers: { Cookie: cookie } });
    expect([400, 404]).toContain(answer.status);
    expect(answer.body.toString("utf8")).not.toContain("not for pages");
  });

  it.each(["..%2f..%2fsecret.txt", "../secret.txt", "target-00000000000000000000000000000000", "", "%ff"])(
    "[H13] gives no download but an open target, not %s",
    async (target) => {
      const answer = await ask(opened.host.port, { path: `/downloads/${target}`, headers: { Cookie: cookie } });
      expect([400, 404]).toContain(answer.status);
    },
  );

  it("[H13] answers only GET, HEAD and POST", async () => {
    for (const method of ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"]) {
      const headers = { Cookie: cookie, Origin: originOf(opened.host) };
      expect((await ask(opened.host.port, { method, headers })).status).toBe(405);
    }
  });

  it("[H13] makes a plain name of every name that a page proposes", () => {
    expect(safeFileName("../../etc/passwd")).toBe("-..-etc-passwd");
    expect(safeFileName("C:\\Windows\\x.json")).toBe("C--Windows-x.json");
    expect(safeFileName("con.json")).toBe("_con.json");
    expect(safeFileName("...")).toBe("run");
    expect(safeFileName("a\u0000\u202egnp.json")).toBe("a--gnp.json");
    expect(Buffer.byteLength(safeFileName(`${"界".repeat(300)}.json`))).toBeLessThanOrEqual(200);
    expect(safeFileName(`${"界".repeat(300)}.json`)).toMatch(/\.json$/u);
  });
});

describe("what is taken", () => {
  it("[H14] refuses an upload of a page that is not connected, without a name, or too large", async () => {
    const page = await openPage(opened.host);
    const headers = {
      Origin: originOf(opened.host),
      Cookie: cookie,
      "X-Runwright-Page": page.name,
      "X-Runwright-Name": "a",
    };
    const send = async (changed: Readonly<Record<string, string>>): Promise<number> =>
      (await ask(opened.host.port, { method: "POST", path: "/files", headers: { ...headers, ...changed }, body: "x" }))
        .status;
    expect(await send({ "X-Runwright-Page": "page-nobody" })).toBe(409);
    expect(await send({ "X-Runwright-Page": "../../up" })).toBe(409);
    expect(await send({ "X-Runwright-Name": "%ff" })).toBe(400);
    expect(await send({ "X-Runwright-Name": "" })).toBe(400);
    expect(await send({})).toBe(200);
    const declared = await ask(opened.host.port, {
      method: "POST",
      path: "/files",
      headers: { ...headers, "Content-Length": String(MAX_UPLOAD_BYTES + 1) },
    }).catch((error: unknown) => String(error));
    expect(typeof declared === "string" ? 413 : declared.status).toBe(413);
  });

  it("[H14] takes an upload as large as an import may be, onto the disk as it comes", async () => {
    expect(MAX_UPLOAD_BYTES).toBe(MAX_INCOMING_BYTES);
    const spool = openSpool(join(opened.folder, "large"));
    const piece = Buffer.alloc(8 * 1024 * 1024, "x");
    // More than is ever read whole.
    const pieces = MAX_WHOLE_BYTES / piece.length + 1;
    const taken = await spool.take("page-a", Readable.from(Array.from({ length: pieces }, () => piece)));
    if (!taken.ok) throw new Error(taken.failure.message);
    expect(statSync(taken.value).size).toBe(pieces * piece.length);
    spool.close();
  });

  it("[H14] stops an upload that grows past its limit, and a page that fills the spool", async () => {
    const spool = openSpool(join(opened.folder, "other"));
    const limits = { file: 1_000, page: 2_500 };
    const body = (bytes: number): Readable => Readable.from([Buffer.alloc(bytes)]);
    expect(await spool.take("page-a", body(1_001), limits)).toMatchObject({ ok: false, failure: { kind: "tooLarge" } });
    expect(await spool.take("page-a", body(1_000), limits)).toMatchObject({ ok: true });
    expect(await spool.take("page-a", body(1_000), limits)).toMatchObject({ ok: true });
    expect(await spool.take("page-a", body(501), limits)).toMatchObject({ ok: false, failure: { kind: "tooLarge" } });
    expect(await spool.take("page-b", body(1_000), limits)).toMatchObject({ ok: true });
    spool.close();
  });

  it("[H14] a page's handles and downloads are gone with it", async () => {
    const page = await openPage(opened.host);
    const outcome = await page.line.call("host.openDownload", { kind: "file", name: "a.json" });
    const target =
      outcome.ok && typeof outcome.value === "object" && outcome.value !== null && "target" in outcome.value
        ? String(outcome.value.target)
        : "";
    writeFileSync(backend.pathOf(target) ?? "", "words");
    const get = async (): Promise<number> =>
      (await ask(opened.host.port, { path: `/downloads/${target}`, headers: { Cookie: cookie } })).status;
    expect(await get()).toBe(200);
    page.socket.close();
    await page.gone;
    await expect.poll(get).toBe(404);
  });
});
