import type { IncomingMessage } from "node:http";

/** Why a request is turned away before anything looks at it: status and sentence. */
export type Refusal = { readonly status: number; readonly message: string };

/**
 * Checks where a request says it goes and where it comes from. The exact Host keeps out a foreign name that was pointed
 * at 127.0.0.1 (DNS rebinding); the exact Origin keeps out pages of other places. A plain look (GET, HEAD) may come
 * without an Origin, whatever changes something or opens a socket may not.
 */
export function refusalOf(request: IncomingMessage, port: number): Refusal | null {
  const authority = `127.0.0.1:${String(port)}`;
  if (request.headers.host !== authority) {
    return { status: 421, message: `This is Runwright at http://${authority}/ and answers to no other name.` };
  }
  const { origin } = request.headers;
  const isLook = (request.method === "GET" || request.method === "HEAD") && request.headers.upgrade === undefined;
  if (origin === undefined ? !isLook : origin !== `http://${authority}`) {
    return { status: 403, message: "Only Runwright's own page may ask for this." };
  }
  return null;
}

/** The request's address, parsed; null for one that is no path of ours. */
export function addressOf(request: IncomingMessage, port: number): URL | null {
  const { url } = request;
  if (url?.startsWith("/") !== true || url.startsWith("//")) return null;
  return URL.parse(url, `http://127.0.0.1:${String(port)}`);
}
