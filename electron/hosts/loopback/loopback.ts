import { createServer, type Server } from "node:http";
import { homedir } from "node:os";
import type { Duplex } from "node:stream";

import type { Backend } from "../../backend/backend-shape.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { OwnMethods } from "../own-methods.ts";
import { answerSentence } from "./answers.ts";
import { keepDoor, readDoor } from "./door-file.ts";
import { TOKEN_PARAMETER } from "./door-page.ts";
import { openDownloads } from "./downloads.ts";
import { openEntrance } from "./entrance.ts";
import { folderMethods } from "./folders.ts";
import { openPageFiles } from "./page-files.ts";
import { MAX_PAGES, openPages } from "./pages.ts";
import { addressOf, refusalOf } from "./request-guard.ts";
import { answerRequest, type RouteTargets } from "./routes.ts";
import { openSpool } from "./spool.ts";

/*
 * The loopback host (house, section 2): the app in a browser on this machine. It serves the built page and one
 * WebSocket a page, binds 127.0.0.1 only, and lets in nobody without a cookie that its own key has signed.
 */

/** The only address that is ever bound. */
const LOOPBACK = "127.0.0.1";
/** The path of a page's WebSocket. */
const LINE_PATH = "/line";
/** The largest head of a request, in bytes. */
const MAX_HEAD_BYTES = 16 * 1024;
/** How long a head may take to arrive, in milliseconds. */
const HEAD_WITHIN_MS = 10_000;
/** Sockets that may be open at one time, kept-alive ones included. */
const MAX_SOCKETS = 512;

export type LoopbackOptions = {
  readonly backend: Backend;
  readonly libraryPath: string;
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** The port asked for; 0 for any free one; null for the one of last time, or any when it is taken. */
  readonly port: number | null;
  /** Where the list of folders begins; by default the person's own folder. */
  readonly foldersFrom?: string;
  /** Answers `host.report`. */
  readonly report?: OwnMethods;
};

export type Loopback = {
  readonly port: number;
  /** The address to print: opens the app any number of times while the process lives. */
  readonly url: string;
  /** An address that opens the app once, for a window whose command line others may read. */
  windowUrl(): string;
  /** How many pages are connected. */
  pages(): number;
  /** Lets pages hand over what they have, ends them and gives up the port. The backend stays open. */
  close(): Promise<void>;
};

/** Opens the door. `io` when the port asked for is taken or the folder beside the library refuses; `missing` without a page. */
export async function openLoopback(options: LoopbackOptions): Promise<Outcome<Loopback, Failure>> {
  const { backend, libraryPath } = options;
  const page = openPageFiles(options.pageFolder);
  if (page === null) return failed(plainFailure("missing", `There is no built page in ${options.pageFolder}.`));
  const door = readDoor(libraryPath);
  const server = createServer({ maxHeaderSize: MAX_HEAD_BYTES, headersTimeout: HEAD_WITHIN_MS });
  server.maxConnections = MAX_SOCKETS;
  const bound = await bind(server, options.port, door.port);
  if (!bound.ok) return bound;
  const port = bound.value;
  if (options.port === null || options.port !== 0) keepDoor(libraryPath, { key: door.key, port });

  const entrance = openEntrance(door.key, port);
  const spool = openSpool(libraryPath);
  const downloads = openDownloads(spool);
  const pages = openPages({
    backend,
    methodsFor: (caller) => ({
      ...folderMethods(backend, caller, options.foldersFrom ?? homedir()),
      ...downloads.methodsFor(backend, caller),
      ...options.report,
    }),
    onGone(caller) {
      downloads.release(caller);
      spool.release(caller);
    },
  });
  const to: RouteTargets = { port, backend, entrance, page, pages, spool, downloads };

  server.on("request", (request, response) => {
    answerRequest(to, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else answerSentence(request, response, 500, `Runwright could not answer: ${String(error)}`);
    });
  });
  server.on("upgrade", (request, socket, head) => {
    const refusal = refusalOf(request, port);
    if (refusal !== null) return refuseUpgrade(socket, refusal.status);
    if (addressOf(request, port)?.pathname !== LINE_PATH) return refuseUpgrade(socket, 404);
    if (!entrance.admits(request.headers.cookie)) return refuseUpgrade(socket, 401);
    if (pages.count() >= MAX_PAGES) return refuseUpgrade(socket, 503);
    pages.accept(request, socket, head);
  });

  const withToken = (token: string): string => `http://${LOOPBACK}:${String(port)}/?${TOKEN_PARAMETER}=${token}`;
  return success({
    port,
    url: withToken(entrance.token),
    windowUrl: () => withToken(entrance.singleUseToken()),
    pages: pages.count,
    async close() {
      await pages.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      spool.close();
    },
  });
}

/** Answers the port. A port asked for is that or nothing; a remembered one gives way to any other. */
async function bind(
  server: Server,
  asked: number | null,
  remembered: number | null,
): Promise<Outcome<number, Failure>> {
  if (asked !== null) return listen(server, asked);
  if (remembered !== null) {
    const again = await listen(server, remembered);
    if (again.ok) return again;
  }
  return listen(server, 0);
}

function listen(server: Server, port: number): Promise<Outcome<number, Failure>> {
  return new Promise((resolve) => {
    const refused = (error: Error): void => {
      resolve(failed(plainFailure("io", `Port ${String(port)} cannot be had: ${error.message}`)));
    };
    server.once("error", refused);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.off("error", refused);
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("A bound server has an address.");
      resolve(success(address.port));
    });
  });
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${String(status)} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
