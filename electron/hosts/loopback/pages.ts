import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import { WebSocketServer, type WebSocket } from "ws";

import type { Backend, CallerId } from "../../backend/backend-shape.ts";
import { MAX_FRAME_UNITS } from "../../../shared/contract/wire.ts";
import { openConnection, type Connection } from "../connection.ts";
import type { OwnMethods } from "../own-methods.ts";

/** The most bytes of one message: a little more than a frame may have, so that a longer one still gets its sentence. */
export const MAX_MESSAGE_BYTES = 2 * MAX_FRAME_UNITS;
/** Pages that may be open at one time. */
export const MAX_PAGES = 64;
/** What may wait in memory for a page that does not read, in bytes; more than the longest run. */
const MAX_UNREAD_BYTES = 256 * 1024 * 1024;

/** How long a page may take to answer a goodbye. */
const GOODBYE_MS = 500;
/** WebSocket close codes (RFC 6455): the host is going; the page broke a rule. */
const CLOSE_GOING = 1001;
const CLOSE_BROKE_RULE = 1008;

/** The pages that are connected. */
export type Pages = {
  /** Makes a socket of an upgrade that has been let in. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** True when a page of that name is connected. */
  has(page: string): boolean;
  readonly count: () => number;
  /** Lets every page hand over what it has, then ends them all. */
  close(): Promise<void>;
};

export type PagesOptions = {
  readonly backend: Backend;
  /** The door's own methods for one page. */
  readonly methodsFor: (page: CallerId) => OwnMethods;
  /** A page has gone, after the backend was told. */
  readonly onGone: (page: CallerId) => void;
};

/** Keeps the WebSocket of every open page. A page is a connection: a reload is another page. */
export function openPages({ backend, methodsFor, onGone }: PagesOptions): Pages {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    // Compression takes twice the time it saves over a loopback.
    perMessageDeflate: false,
  });
  const pages = new Map<CallerId, { socket: WebSocket; connection: Connection }>();

  function admit(socket: WebSocket): void {
    const page = `page-${randomBytes(16).toString("hex")}`;
    const connection = openConnection({
      backend,
      caller: page,
      ownMethods: methodsFor(page),
      carrier: {
        send(text) {
          if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
          else if (socket.readyState === socket.OPEN) socket.send(text);
        },
        pause: () => socket.pause(),
        resume: () => socket.resume(),
        end: (reason) => socket.close(CLOSE_BROKE_RULE, reason),
      },
    });
    pages.set(page, { socket, connection });
    socket.on("message", (data, isBinary) => {
      if (isBinary) socket.close(CLOSE_BROKE_RULE, "Messages are texts.");
      else connection.receive(textOf(data));
    });
    // A broken frame or too long a message: ws ends the socket itself, and "close" follows.
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      pages.delete(page);
      connection.close();
      onGone(page);
    });
  }

  return {
    accept(request, socket, head) {
      sockets.handleUpgrade(request, socket, head, admit);
    },
    has: (page) => pages.has(page),
    count: () => pages.size,
    async close() {
      await Promise.all([...pages.values()].map(({ connection }) => connection.askToFlush()));
      sockets.close();
      await Promise.all([...pages.values()].map(({ socket }) => ended(socket)));
    },
  };
}

/** Says goodbye to a page and answers when its socket is closed; one that does not answer is cut off. */
function ended(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.once("close", () => {
      clearTimeout(cutOff);
      resolve();
    });
    socket.close(CLOSE_GOING, "Runwright is closing.");
  });
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return Buffer.isBuffer(data) ? data.toString("utf8") : Buffer.from(data).toString("utf8");
}
