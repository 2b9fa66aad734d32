import { z } from "zod";

import { Failure } from "./failure.ts";

/*
 * What travels between a page and its host: JSON texts, the same over a WebSocket and over Electron's MessagePort, so
 * that one reader with one set of limits serves both doors (house, section 2).
 */

/** The longest text of one frame, in UTF-16 units: a replace-all over 3,000 steps is 13 million. */
export const MAX_FRAME_UNITS = 32 * 1024 * 1024;

/** The longest name of a method. */
const MAX_METHOD_UNITS = 100;

/** Page to host: one call. `id` is the page's own number for it and comes back with the answer. */
export const CallFrame = z.strictObject({
  id: z.int().min(0),
  method: z.string().max(MAX_METHOD_UNITS),
  request: z.unknown(),
});
export type CallFrame = z.infer<typeof CallFrame>;

/** An outcome as it crosses a door; what `value` is, the method's reply schema says. */
export const WireOutcome = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), failure: Failure }),
]);

/** Host to page. */
export const HostFrame = z.discriminatedUnion("kind", [
  /** First frame of a line: the name by which an upload of this page is told from another's. */
  z.strictObject({ kind: z.literal("hello"), page: z.string().max(100) }),
  /** The answer to a call; `id` null when the frame could not be read, so that nobody waits in silence. */
  z.strictObject({ kind: z.literal("answer"), id: z.int().min(0).nullable(), outcome: WireOutcome }),
  /** The host is about to close and waits a moment: hand over what is unsaved, then call `host.flushed`. */
  z.strictObject({ kind: z.literal("closing") }),
  z.strictObject({ kind: z.literal("event"), name: z.string().max(MAX_METHOD_UNITS), payload: z.unknown() }),
]);
export type HostFrame = z.infer<typeof HostFrame>;
