import type { Backend, CallerId } from "../backend/backend-shape.ts";
import type { EventName, EventOf } from "../../shared/contract/events.ts";
import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import { isHostMethodName } from "../../shared/contract/host-methods.ts";
import { CallFrame, MAX_FRAME_UNITS, type HostFrame } from "../../shared/contract/wire.ts";
import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";
import type { OwnMethods } from "./own-methods.ts";

/*
 * One page's line into the backend, whatever carries it. Every text is untrusted: it is measured, parsed and checked
 * here before anything sees it, and each one gets an answer.
 *
 * A page that sends faster than it may is not cut off, since a burst may be honest: its texts wait and the carrier is
 * told to stop reading, so that a flood costs a bounded amount of memory and no other page's time. Only what a carrier
 * that cannot stop reading goes on delivering past `MAX_WAITING` ends the line.
 */

/** Calls of one page that may run side by side: long acts beside saves. */
export const MAX_RUNNING = 64;
/** Texts that may wait before the line is ended. */
export const MAX_WAITING = 10_000;
/** Units (UTF-16) that may wait before the line is ended. */
const MAX_WAITING_UNITS = 4 * MAX_FRAME_UNITS;
/** Calls a second that a page may keep up; a person's work needs about ten. */
export const CALLS_PER_SECOND = 500;
/** Calls that a page may make at once before it is held to that pace. */
const BURST = 1_000;
const MS_PER_SECOND = 1_000;
/** How long a closing host waits for a page: a batch is on the disk within a second (document model, section 5). */
const FLUSH_WAIT_MS = 1_500;

/** What the carrier (a socket, a port) does for the connection. */
export type Carrier = {
  send(text: string): void;
  /** Reads no further until `resume`; a carrier that cannot, does nothing. */
  pause(): void;
  resume(): void;
  /** Ends the line; `reason` is for the log. */
  end(reason: string): void;
};

export type Connection = {
  /** Takes one text from the page. */
  receive(text: string): void;
  /** Tells the page something of the host itself. */
  tell<N extends EventName>(name: N, payload: EventOf<N>): void;
  /** Tells the page that the host is closing; answers when it has handed everything over, or after `FLUSH_WAIT_MS`. */
  askToFlush(): Promise<void>;
  /** The page has gone: its pen, jobs and handles are released and no answer is sent any more. */
  close(): void;
};

export type ConnectionOptions = {
  readonly backend: Backend;
  readonly caller: CallerId;
  readonly carrier: Carrier;
  readonly ownMethods: OwnMethods;
};

/** Opens a page's line and greets the page with its name. */
export function openConnection({ backend, caller, carrier, ownMethods }: ConnectionOptions): Connection {
  const waiting: string[] = [];
  let waitingUnits = 0;
  let running = 0;
  let open = true;
  let paused = false;
  let allowance = BURST;
  let allowanceAt = performance.now();
  let wakeUp: NodeJS.Timeout | null = null;
  let flushed: (() => void) | null = null;

  function send(frame: HostFrame): void {
    if (open) carrier.send(JSON.stringify(frame));
  }

  const stopEvents = backend.subscribe(caller, ({ name, payload }) => send({ kind: "event", name, payload }));
  send({ kind: "hello", page: caller });

  function refillAllowance(): void {
    const at = performance.now();
    allowance = Math.min(BURST, allowance + ((at - allowanceAt) / MS_PER_SECOND) * CALLS_PER_SECOND);
    allowanceAt = at;
  }

  function goOn(): void {
    refillAllowance();
    while (running < MAX_RUNNING && allowance >= 1) {
      // Closing empties the list.
      const text = waiting.shift();
      if (text === undefined) break;
      waitingUnits -= text.length;
      allowance -= 1;
      void answer(text);
    }
    setPaused(waiting.length > 0);
    if (open && waiting.length > 0 && running < MAX_RUNNING && wakeUp === null) {
      wakeUp = setTimeout(
        () => {
          wakeUp = null;
          goOn();
        },
        MS_PER_SECOND / CALLS_PER_SECOND + 1,
      );
    }
  }

  function setPaused(wanted: boolean): void {
    if (paused === wanted || !open) return;
    paused = wanted;
    if (wanted) carrier.pause();
    else carrier.resume();
  }

  async function answer(text: string): Promise<void> {
    running += 1;
    const frame = readCall(text);
    if (frame.ok) {
      const { id, method, request } = frame.value;
      send({ kind: "answer", id, outcome: await carryOut(method, request) });
    } else {
      send({ kind: "answer", id: frame.failure.id, outcome: failed(frame.failure.failure) });
    }
    running -= 1;
    if (waiting.length > 0) goOn();
  }

  async function carryOut(method: string, request: unknown): Promise<Outcome<unknown, Failure>> {
    if (!isHostMethodName(method)) return backend.call(caller, method, request);
    if (method === "host.flushed") {
      flushed?.();
      return success({});
    }
    const own = ownMethods[method];
    if (own === undefined) return failed(plainFailure("unknownMethod", `This host has no ${method}.`));
    try {
      return await own(request);
    } catch (error) {
      return failed(plainFailure("internal", `${method} failed unexpectedly: ${String(error)}`));
    }
  }

  function close(): void {
    if (!open) return;
    open = false;
    waiting.length = 0;
    if (wakeUp !== null) clearTimeout(wakeUp);
    flushed?.();
    stopEvents();
    backend.release(caller);
  }

  return {
    receive(text) {
      if (!open) return;
      if (waiting.length >= MAX_WAITING || waitingUnits + text.length > MAX_WAITING_UNITS) {
        carrier.end("The page sends faster than it may.");
        close();
        return;
      }
      waiting.push(text);
      waitingUnits += text.length;
      goOn();
    },
    tell: (name, payload) => send({ kind: "event", name, payload }),
    async askToFlush() {
      if (!open) return;
      await new Promise<void>((resolve) => {
        const giveUp = setTimeout(resolve, FLUSH_WAIT_MS);
        flushed = () => {
          clearTimeout(giveUp);
          resolve();
        };
        send({ kind: "closing" });
      });
    },
    close,
  };
}

type UnreadCall = { readonly id: number | null; readonly failure: Failure };

/** Parses a text from the page. An unreadable one keeps its id where it has one, so that its call can be answered. */
function readCall(text: string): Outcome<CallFrame, UnreadCall> {
  if (text.length > MAX_FRAME_UNITS) {
    return failed({ id: null, failure: plainFailure("tooLarge", "The message is longer than a message may be.") });
  }
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch (error) {
    return failed(unread(null, [String(error)]));
  }
  const frame = CallFrame.safeParse(told);
  if (frame.success) return success(frame.data);
  const id = CallFrame.shape.id.safeParse(typeof told === "object" && told !== null && "id" in told ? told.id : null);
  return failed(
    unread(
      id.success ? id.data : null,
      frame.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    ),
  );
}

function unread(id: number | null, issues: string[]): UnreadCall {
  return { id, failure: { kind: "invalidRequest", message: "The message is not a call.", issues } };
}
