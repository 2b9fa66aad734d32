import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { WebSocket } from "ws";

import type { Backend } from "../../electron/backend/backend-shape.ts";
import { openLoopback, type Loopback } from "../../electron/hosts/loopback/loopback.ts";
import { openLine, type Line } from "../../shared/contract/line.ts";

/** A loopback host over a backend of the test, in a folder of its own, with a page of two files. */
export type OpenedLoopback = {
  readonly host: Loopback;
  readonly folder: string;
  readonly libraryPath: string;
  readonly pageFolder: string;
  readonly close: () => Promise<void>;
};

/** What the page of the tests says. */
export const PAGE_TEXT = "<!doctype html><title>Runwright</title>";

/** A small built page in a folder; answers where it lies. */
export function loopbackPage(folder: string): string {
  const pageFolder = join(folder, "page");
  mkdirSync(join(pageFolder, "assets"), { recursive: true });
  writeFileSync(join(pageFolder, "index.html"), PAGE_TEXT);
  writeFileSync(join(pageFolder, "assets", "page-1a2b.js"), "export {};\n");
  return pageFolder;
}

/** A folder of its own with a small built page, and a file that is nobody's business. */
export function loopbackFolder(): { folder: string; libraryPath: string; pageFolder: string } {
  const folder = mkdtempSync(join(tmpdir(), "runwright-loopback-"));
  writeFileSync(join(folder, "secret.txt"), "not for pages");
  return { folder, libraryPath: join(folder, "library.runwright"), pageFolder: loopbackPage(folder) };
}

/** Opens a loopback host at a free port; `close` takes it and its folder away. */
export async function openTestLoopback(backend: Backend): Promise<OpenedLoopback> {
  const { folder, libraryPath, pageFolder } = loopbackFolder();
  const opened = await openLoopback({ backend, libraryPath, pageFolder, port: 0, foldersFrom: folder });
  if (!opened.ok) throw new Error(opened.failure.message);
  return {
    host: opened.value,
    folder,
    libraryPath,
    pageFolder,
    async close() {
      await opened.value.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The answer to a plain HTTP request. */
export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

export type Asked = {
  readonly method?: string;
  /** Sent as it is, so that paths which `fetch` would tidy up arrive. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

/** Sends exactly this request: no header is added but those that HTTP itself needs. */
export function ask(port: number, { method = "GET", path = "/", headers = {}, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** A host that is served, perhaps by another process. */
export type Served = { readonly port: number };

/** The address of the host's own page, as its Origin header says it. */
export function originOf(host: Served): string {
  return `http://127.0.0.1:${String(host.port)}`;
}

/** The token of an address. */
export function tokenOf(address: string): string {
  return new URL(address).searchParams.get("token") ?? "";
}

/** Exchanges a token as the door page does; answers the status and the cookie (`name=value`) if one came. */
export async function enter(
  host: Served,
  token: string,
): Promise<{ status: number; cookie: string; setCookie: string }> {
  const answer = await ask(host.port, {
    method: "POST",
    path: "/enter",
    headers: { Origin: originOf(host), "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  const setCookie = answer.headers["set-cookie"]?.[0] ?? "";
  return { status: answer.status, cookie: setCookie.split(";")[0] ?? "", setCookie };
}

/** A page that is connected: its line, its name, and every event that it heard. */
export type TestPage = {
  readonly line: Line;
  readonly name: string;
  readonly socket: WebSocket;
  readonly events: { readonly name: string; readonly payload: unknown }[];
  readonly gone: Promise<number>;
};

/** Connects a page with a cookie; `onClosing` is what it does when the host is about to close. */
export function connectPage(host: Served, cookie: string, onClosing?: (line: Line) => void): Promise<TestPage> {
  const socket = new WebSocket(`ws://127.0.0.1:${String(host.port)}/line`, {
    origin: originOf(host),
    headers: { Cookie: cookie },
  });
  return new Promise((resolve, reject) => {
    const events: TestPage["events"] = [];
    const line = openLine((text) => socket.send(text), {
      onEvent: (name, payload) => events.push({ name, payload }),
      onClosing: () => (onClosing === undefined ? void line.call("host.flushed", {}) : onClosing(line)),
    });
    const gone = new Promise<number>((ended) => {
      socket.on("close", (code) => {
        line.lost();
        ended(code);
      });
    });
    socket.on("error", reject);
    socket.on("message", (data: Buffer) => {
      const name = line.receive(data.toString("utf8"));
      if (name !== null) resolve({ line, name, socket, events, gone });
    });
  });
}

/** Opens the door with the printed address and connects a page. */
export async function openPage(host: Loopback): Promise<TestPage & { readonly cookie: string }> {
  const { cookie } = await enter(host, tokenOf(host.url));
  return { ...(await connectPage(host, cookie)), cookie };
}
