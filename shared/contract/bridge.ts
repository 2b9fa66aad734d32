import { z } from "zod";

/*
 * What preload puts on the page's window in Electron: `window.host`. Requests, answers and news cross between the two
 * worlds as JSON texts, which are copied flat, where a whole run as objects would be copied piece by piece.
 */

/** What the bridge tells without being asked. */
export const BridgeNews = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("event"), name: z.string(), payload: z.unknown() }),
  z.strictObject({ kind: z.literal("line"), state: z.enum(["open", "lost"]) }),
  z.strictObject({ kind: z.literal("closing") }),
]);
export type BridgeNews = z.infer<typeof BridgeNews>;

/** `window.host`, and nothing else. `Dropped` is the DOM's `File`, which shared code does not know. */
export type Bridge<Dropped> = {
  /** The host's abilities (`Abilities`) as JSON. */
  describe(): string;
  /** Calls a method; the answer is a `WireOutcome` as JSON. With `dropped`, lends these files instead of a request. */
  call(method: string, request: string, dropped?: readonly Dropped[]): Promise<string>;
  /** Hears news (`BridgeNews` as JSON) until the answered function is called; begins with the state of the line. */
  subscribe(listener: (news: string) => void): () => void;
};
