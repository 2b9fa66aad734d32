import type { IncomingMessage, ServerResponse } from "node:http";

import { PAGE_HEADERS } from "../../../shared/contract/content-policy.ts";

/** What an answer carries beside its status. `lasting`: the content never changes under its address. */
export type Content = {
  readonly type: string;
  readonly lasting?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
};

const LASTING = "private, max-age=31536000, immutable";
const NOT_KEPT = "no-store";

/** Writes status and headers, the policy of the page among them. */
export function startAnswer(response: ServerResponse, status: number, content: Content): void {
  response.writeHead(status, {
    ...PAGE_HEADERS,
    "Content-Type": content.type,
    "Cache-Control": content.lasting === true ? LASTING : NOT_KEPT,
    ...content.headers,
  });
}

/** A whole answer from memory; for HEAD without its body. */
export function answerWith(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  content: Content,
): void {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  startAnswer(response, status, {
    ...content,
    headers: { "Content-Length": String(bytes.length), ...content.headers },
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** One sentence for whoever reads it. A request whose body was not read gives up its connection. */
export function answerSentence(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  sentence: string,
): void {
  const unread = !request.complete && request.method !== "GET" && request.method !== "HEAD";
  answerWith(request, response, status, `${sentence}\n`, {
    type: "text/plain; charset=utf-8",
    ...(unread ? { headers: { Connection: "close" } } : {}),
  });
}
