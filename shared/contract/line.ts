import { z } from "zod";

import { assertNever } from "../lib/assert-never.ts";
import { failed, type Outcome } from "../lib/outcome.ts";
import { plainFailure, type Failure } from "./failure.ts";
import { HostFrame, MAX_FRAME_UNITS } from "./wire.ts";

/** The sentence for a call whose answer will never come, because the host went away in between. */
export const LINE_LOST = "The connection to the library was lost before the answer came.";

/** What can still be read of an answer that does not fit: which call it was for. */
const UnreadableAnswer = z.looseObject({ kind: z.literal("answer"), id: z.int().min(0) });

/** What the page hears besides answers. */
export type LineListeners = {
  /** An event as it arrived, unchecked. */
  readonly onEvent: (name: string, payload: unknown) => void;
  /** The host is about to close and waits a moment for what is unsaved. */
  readonly onClosing: () => void;
};

/**
 * The page's end of a line to its host: numbers the calls, pairs the answers, hands events on. It knows no socket and
 * no port: texts go out by `send` and come in by `receive`.
 */
export type Line = {
  /** Sends a call. Answers `io` with `LINE_LOST` when the line ends first: nobody knows then whether it was done. */
  call(method: string, request: unknown): Promise<Outcome<unknown, Failure>>;
  /** Takes one text from the host; answers the page's name when it was the greeting, else null. */
  receive(text: string): string | null;
  /** The line has ended: every waiting call is answered `io`, and so is every later one. */
  lost(): void;
};

/** Opens the page's end of a line. */
export function openLine(send: (text: string) => void, { onEvent, onClosing }: LineListeners): Line {
  const waiting = new Map<number, (outcome: Outcome<unknown, Failure>) => void>();
  let nextId = 0;
  let open = true;

  function settle(id: number, outcome: Outcome<unknown, Failure>): void {
    const resolve = waiting.get(id);
    waiting.delete(id);
    resolve?.(outcome);
  }

  // A page older than its host may meet a failure it does not know: its call must still end.
  function answerUnreadable(told: unknown): void {
    const answer = UnreadableAnswer.safeParse(told);
    if (!answer.success) throw new Error("The host sent something that is neither an answer nor an event.");
    settle(
      answer.data.id,
      failed(plainFailure("internal", "The library gave an answer that this window does not understand. Reload it.")),
    );
  }

  return {
    call(method, request) {
      if (!open) return Promise.resolve(failed(plainFailure("io", LINE_LOST)));
      const id = nextId;
      nextId += 1;
      const text = JSON.stringify({ id, method, request });
      if (text.length > MAX_FRAME_UNITS) {
        return Promise.resolve(
          failed(plainFailure("tooLarge", "That is too much for one call; do it in smaller parts.")),
        );
      }
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        send(text);
      });
    },
    receive(text) {
      const told: unknown = JSON.parse(text);
      const read = HostFrame.safeParse(told);
      if (!read.success) {
        answerUnreadable(told);
        return null;
      }
      const frame = read.data;
      switch (frame.kind) {
        case "hello":
          return frame.page;
        case "closing":
          onClosing();
          return null;
        case "event":
          onEvent(frame.name, frame.payload);
          return null;
        case "answer": {
          if (frame.id !== null) settle(frame.id, frame.outcome);
          return null;
        }
        default:
          return assertNever(frame);
      }
    },
    lost() {
      open = false;
      const unanswered = [...waiting.values()];
      waiting.clear();
      for (const resolve of unanswered) resolve(failed(plainFailure("io", LINE_LOST)));
    },
  };
}
