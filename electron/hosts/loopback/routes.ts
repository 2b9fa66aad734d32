import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

import { z } from "zod";

import type { Backend } from "../../backend/backend-shape.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { PickedFile } from "../../../shared/contract/host-methods.ts";
import { success, type Outcome } from "../../../shared/lib/outcome.ts";
import { answerSentence, answerWith, startAnswer } from "./answers.ts";
import { CLOSED_PAGE, DOOR_PAGE, DOOR_SCRIPT, DOOR_SCRIPT_PATH, ENTER_PATH, TOKEN_PARAMETER } from "./door-page.ts";
import type { Downloads } from "./downloads.ts";
import type { Entrance } from "./entrance.ts";
import { safeFileName } from "../file-name.ts";
import type { PageFiles } from "./page-files.ts";
import type { Pages } from "./pages.ts";
import { addressOf, refusalOf } from "./request-guard.ts";
import { MAX_UPLOAD_BYTES, type Spool } from "./spool.ts";

/** What the routes lead to. */
export type RouteTargets = {
  readonly port: number;
  readonly backend: Backend;
  readonly entrance: Entrance;
  readonly page: PageFiles;
  readonly pages: Pages;
  readonly spool: Spool;
  readonly downloads: Downloads;
};

/** The path of uploads; its headers say which page sends and what the file is called (percent-encoded). */
const UPLOAD_PATH = "/files";
const PAGE_HEADER = "x-runwright-page";
const NAME_HEADER = "x-runwright-name";
const DOWNLOADS = "/downloads/";
/** What browsers ask for beside a page that names no icon, as the door's does. */
const FAVICON_PATH = "/favicon.ico";
/** The largest body of the entrance, in bytes: a token with room. */
const MAX_ENTER_BYTES = 4_096;

const HTML = "text/html; charset=utf-8";
const JSON_TYPE = "application/json; charset=utf-8";

const EnterBody = z.strictObject({ token: z.string().min(1).max(200) });

/** Answers one HTTP request. Throws only for what nobody expects. */
export async function answerRequest(
  to: RouteTargets,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = refusalOf(request, to.port);
  if (refusal !== null) return answerSentence(request, response, refusal.status, refusal.message);
  const address = addressOf(request, to.port);
  if (address === null) return answerSentence(request, response, 400, "That is no address of Runwright.");
  if (request.method === "POST") return answerPost(to, address, request, response);
  if (request.method !== "GET" && request.method !== "HEAD") {
    return answerSentence(request, response, 405, "Runwright answers GET, HEAD and POST.");
  }
  return answerLook(to, address, request, response);
}

async function answerLook(
  to: RouteTargets,
  address: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = address;
  if (pathname === "/" && searchParams.has(TOKEN_PARAMETER)) {
    return answerWith(request, response, 200, DOOR_PAGE, { type: HTML });
  }
  if (pathname === DOOR_SCRIPT_PATH) {
    return answerWith(request, response, 200, DOOR_SCRIPT, { type: "text/javascript; charset=utf-8" });
  }
  // A browser asks for it by itself before the door is open; without an answer its console calls that an error.
  if (pathname === FAVICON_PATH) return answerWith(request, response, 204, "", { type: "image/x-icon" });
  if (!to.entrance.admits(request.headers.cookie)) {
    return answerWith(request, response, 401, CLOSED_PAGE, { type: HTML });
  }
  if (pathname.startsWith(DOWNLOADS)) return answerDownload(to, pathname.slice(DOWNLOADS.length), request, response);
  const file = await to.page.read(pathname);
  if (file === null) return answerSentence(request, response, 404, "Runwright has nothing at this address.");
  return answerWith(request, response, 200, file.bytes, { type: file.type, lasting: file.lasting });
}

async function answerPost(
  to: RouteTargets,
  address: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (address.pathname === ENTER_PATH) return answerEnter(to.entrance, request, response);
  if (!to.entrance.admits(request.headers.cookie)) {
    return answerSentence(request, response, 401, "Open Runwright by the address that it printed.");
  }
  if (address.pathname === UPLOAD_PATH) return answerUpload(to, request, response);
  return answerSentence(request, response, 404, "Runwright has nothing at this address.");
}

async function answerEnter(entrance: Entrance, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await textWithin(request, MAX_ENTER_BYTES);
  if (text === null) return answerSentence(request, response, 413, "That is too long for a token.");
  const body = EnterBody.safeParse(parsedOrNull(text));
  if (!body.success) return answerSentence(request, response, 400, "That is no token.");
  const cookie = entrance.exchange(body.data.token);
  if (cookie === null) return answerSentence(request, response, 403, "That token opens nothing, or was used already.");
  return answerWith(request, response, 200, "{}", { type: JSON_TYPE, headers: { "Set-Cookie": cookie } });
}

async function answerUpload(to: RouteTargets, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const page = request.headers[PAGE_HEADER];
  if (typeof page !== "string" || !to.pages.has(page)) {
    return answerSentence(request, response, 409, "The page that sends this file is not connected.");
  }
  const name = nameFrom(request.headers[NAME_HEADER]);
  if (name === null) return answerSentence(request, response, 400, "The file has no name that can be read.");
  if (Number(request.headers["content-length"] ?? 0) > MAX_UPLOAD_BYTES) {
    return answerSentence(request, response, 413, "The file is larger than 4 GB, more than Runwright reads.");
  }
  const path = await to.spool.take(page, request);
  // The page may have gone while it sent: what it sent goes with it.
  if (!to.pages.has(page)) to.spool.release(page);
  const outcome: Outcome<PickedFile, Failure> = path.ok
    ? success({ file: to.backend.lendFile(page, path.value, name), name })
    : path;
  if (response.destroyed) return;
  answerWith(request, response, outcome.ok ? 200 : 422, JSON.stringify(outcome), { type: JSON_TYPE });
}

async function answerDownload(
  to: RouteTargets,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const download = await to.downloads.read(target);
  if (download === null)
    return answerSentence(request, response, 404, "There is no such download, or its window is closed.");
  startAnswer(response, 200, {
    type: download.type,
    headers: {
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(download.name)}`,
      ...(download.bytes === null ? {} : { "Content-Length": String(download.bytes) }),
    },
  });
  if (request.method === "HEAD") {
    download.body.destroy();
    response.end();
    return;
  }
  await pipeline(download.body, response);
}

function nameFrom(header: string | string[] | undefined): string | null {
  if (typeof header !== "string" || header === "") return null;
  try {
    return safeFileName(decodeURIComponent(header));
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** The body as text, or null when it is longer than `limit` bytes. */
async function textWithin(request: IncomingMessage, limit: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError("A request without an encoding is read as bytes.");
    received += chunk.length;
    if (received > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
