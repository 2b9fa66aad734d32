import { plainFailure, type Failure } from "../../shared/contract/failure.ts";
import { LINE_LOST, openLine, type Line } from "../../shared/contract/line.ts";
import { PickedFile } from "../../shared/contract/host-methods.ts";
import { WireOutcome } from "../../shared/contract/wire.ts";
import { MAX_INCOMING_BYTES } from "../../shared/domain/exchange/formats.ts";
import { failed, success, type Outcome } from "../../shared/lib/outcome.ts";
import type { Carrier, CarrierListeners } from "./carrier.ts";

/** First wait before the line is opened again; doubles up to the longest. The host is on this machine: both are short. */
const RECONNECT_FIRST_MS = 100;
const RECONNECT_AT_MOST_MS = 2_000;
/** How long a call waits for a line before it fails; a host that restarts takes about a second. */
const WAIT_FOR_LINE_MS = 3_000;

type OpenLine = { readonly line: Line; readonly page: string };

/** Carries calls over the loopback host's WebSocket and files over its uploads. Opens the line again when it is lost. */
export function openSocketCarrier(listeners: CarrierListeners, address: URL): Carrier {
  const lineAddress = new URL("/line", address);
  lineAddress.protocol = "ws:";
  let open: OpenLine | null = null;
  let failures = 0;
  const waiting = new Set<(line: OpenLine | null) => void>();

  function connect(): void {
    const socket = new WebSocket(lineAddress);
    const line = openLine((text) => socket.send(text), listeners);
    socket.addEventListener("message", (message: MessageEvent<unknown>) => {
      if (typeof message.data !== "string") throw new TypeError("The host sends texts.");
      const page = line.receive(message.data);
      if (page === null) return;
      open = { line, page };
      failures = 0;
      for (const resolve of waiting) resolve(open);
      waiting.clear();
      listeners.onLine("open");
    });
    socket.addEventListener("close", () => {
      const wasOpen = open?.line === line;
      if (wasOpen) open = null;
      line.lost();
      if (wasOpen) listeners.onLine("lost");
      setTimeout(connect, Math.min(RECONNECT_AT_MOST_MS, RECONNECT_FIRST_MS * 2 ** failures));
      failures += 1;
    });
  }

  function lineWhenOpen(): Promise<OpenLine | null> {
    if (open !== null) return Promise.resolve(open);
    return new Promise((resolve) => {
      waiting.add(resolve);
      setTimeout(() => {
        waiting.delete(resolve);
        resolve(null);
      }, WAIT_FOR_LINE_MS);
    });
  }

  connect();
  return {
    async call(method, request) {
      const now = open ?? (await lineWhenOpen());
      return now === null ? failed(plainFailure("io", LINE_LOST)) : now.line.call(method, request);
    },
    async lendFiles(files) {
      const now = open ?? (await lineWhenOpen());
      if (now === null) return failed(plainFailure("io", LINE_LOST));
      const picked: PickedFile[] = [];
      for (const file of files) {
        const sent = await upload(new URL("/files", address), now.page, file);
        if (!sent.ok) return sent;
        picked.push(sent.value);
      }
      return success({ files: picked });
    },
  };
}

async function upload(to: URL, page: string, file: File): Promise<Outcome<PickedFile, Failure>> {
  // The host refuses it too, but with the file still on its way a browser may say no more than that the line was cut.
  if (file.size > MAX_INCOMING_BYTES) {
    return failed(plainFailure("tooLarge", `${file.name}: The file is larger than 4 GB, more than Runwright reads.`));
  }
  let answer: Response;
  try {
    answer = await fetch(to, {
      method: "POST",
      headers: { "X-Runwright-Page": page, "X-Runwright-Name": encodeURIComponent(file.name) },
      body: file,
    });
  } catch (error) {
    return failed(plainFailure("io", `${file.name} could not be sent: ${String(error)}`));
  }
  if (answer.status !== 200 && answer.status !== 422) {
    const kind = answer.status === 413 ? "tooLarge" : "io";
    return failed(plainFailure(kind, `${file.name}: ${(await answer.text()).trim()}`));
  }
  const outcome = WireOutcome.parse(await answer.json());
  return outcome.ok ? success(PickedFile.parse(outcome.value)) : outcome;
}
