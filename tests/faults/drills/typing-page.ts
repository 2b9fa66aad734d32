import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { WebSocket as NodeWebSocket } from "ws";
import { z } from "zod";

import { checkedReply } from "../../../renderer/host/checked.ts";
import { openSocketCarrier } from "../../../renderer/host/socket-carrier.ts";
import type { Changes, KeptBatch } from "../../../renderer/state/outbox-batch.ts";
import { recover } from "../../../renderer/state/outbox-recovery.ts";
import type { BatchStore } from "../../../renderer/state/outbox-store.ts";
import { openOutbox } from "../../../renderer/state/outbox.ts";
import type { MethodName, ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { type SaveReply, SaveRequest } from "../../../shared/contract/save.ts";
import { BatchId, DeviceId, LibraryId, newBatchId, PersonId, RunId, StepId } from "../../../shared/domain/ids.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import type { Outcome } from "../../../shared/lib/outcome.ts";
import { Rng } from "../../support/rng.ts";

/*
 * A page that types, as a process of its own, so that it can be killed: the page's own line to its host, its own outbox
 * and its own recovery, with a folder in the place of IndexedDB. It types words that count up into the outcome of one
 * step and tells on stdout, at once, what has become of them:
 *
 *   { open: STEPS }   connected, and what an earlier page left is saved (so many steps)
 *   { typed: N }      the N-th word stands on the page
 *   { kept: N }       words up to N lie in the page's own store
 *   { sent: N }       words up to N are on their way
 *   { saved: N }      the library has acknowledged them
 *   { finished: N }   all N words are saved
 *
 * Orders come on stdin, one line of JSON each: { type: STEP, label: TEXT }, then { finish: true }.
 */

const Start = z.strictObject({
  port: z.int(),
  cookie: z.string(),
  store: z.string(),
  seed: z.int(),
  origin: z.strictObject({ libraryId: LibraryId, runId: RunId, deviceId: DeviceId, personId: PersonId }),
});

/** What a page is started with. */
export type PageStart = z.infer<typeof Start>;

const Order = z.union([
  z.strictObject({ type: StepId, label: z.string() }),
  z.strictObject({ finish: z.literal(true) }),
]);
export type PageOrder = z.infer<typeof Order>;

/** What a page tells. */
export const PageNews = z.union([
  z.strictObject({ open: z.int() }),
  z.strictObject({ typed: z.int() }),
  z.strictObject({ kept: z.int() }),
  z.strictObject({ sent: z.int() }),
  z.strictObject({ saved: z.int() }),
  z.strictObject({ finished: z.int() }),
]);
export type PageNews = z.infer<typeof PageNews>;

/** The shortest and the longest time between two words, in milliseconds: a burst far faster than a person. */
export const WORD_AFTER_LEAST_MS = 25;
const WORD_AFTER_MOST_MS = 70;
/** Now and then the page rests for longer than the outbox waits. */
const REST_SHARE = 0.06;
const REST_MS = 220;

/** The text of the first `count` words of a label. */
export function textOf(label: string, count: number): string {
  return Array.from({ length: count }, (_, index) => `${label}.${String(index + 1)}`).join(" ");
}

/** How many words of a label a text holds; null when it holds anything else. */
export function wordsIn(text: string, label: string): number | null {
  const count = text === "" ? 0 : text.split(" ").length;
  return text === textOf(label, count) ? count : null;
}

const STDOUT = 1;
const tell = (news: PageNews): void => void writeSync(STDOUT, `${JSON.stringify(news)}\n`);

const Kept = z.strictObject({
  libraryId: LibraryId,
  runId: RunId,
  batchId: BatchId,
  sealedAt: z.int(),
  sent: z.boolean(),
  request: SaveRequest,
});

/** Batches as files of a folder: each is there whole or not at all, as in IndexedDB. */
function folderStore(folder: string): BatchStore {
  const put = (batch: KeptBatch): void => {
    const file = join(folder, `${batch.batchId}.json`);
    writeFileSync(`${file}.draft`, JSON.stringify(batch));
    renameSync(`${file}.draft`, file);
    const words = highestIn(batch.request);
    if (words > 0) tell({ kept: words });
  };
  return {
    keep: async (batch) => put(batch),
    async settle(answered, rest) {
      // The next batch first: what is put down twice is written once, what is put down never is lost.
      if (rest !== null) put(rest);
      rmSync(join(folder, `${answered}.json`), { force: true });
    },
    async list() {
      return readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .toSorted()
        .map((name) => Kept.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))));
    },
  };
}

/** The last word that a batch holds, by its number; 0 without any. */
function highestIn(request: SaveRequest): number {
  const counts = request.steps.map((step) =>
    "content" in step && step.content.outcome.text !== "" ? step.content.outcome.text.split(" ").length : 0,
  );
  return Math.max(0, ...counts);
}

function connect({
  port,
  cookie,
}: PageStart): <M extends MethodName>(method: M, request: RequestOf<M>) => Promise<Outcome<ReplyOf<M>, Failure>> {
  const origin = `http://127.0.0.1:${String(port)}`;
  // A browser sends cookie and origin by itself, and tells of a refused connection by closing.
  const BrowserLike = class extends NodeWebSocket {
    constructor(address: string | URL) {
      super(address, { origin, headers: { Cookie: cookie } });
      this.on("error", () => this.terminate());
    }
  };
  Object.assign(globalThis, { WebSocket: BrowserLike });
  const carrier = openSocketCarrier(
    { onEvent: () => undefined, onLine: () => undefined, onClosing: () => undefined },
    new URL(origin),
  );
  return async (method, request) => checkedReply(method, await carrier.call(method, request));
}

const OPENED_WITHIN_TRIES = 10;

async function typeUntilKilled(start: PageStart): Promise<void> {
  const { origin } = start;
  const call = connect(start);
  const store = folderStore(start.store);
  const send = async (request: SaveRequest): Promise<Outcome<SaveReply, Failure>> => {
    const words = highestIn(request);
    if (words > 0) tell({ sent: words });
    const outcome = await call("run.save", request);
    if (outcome.ok && outcome.value.state === "saved" && words > 0) tell({ saved: words });
    return outcome;
  };

  // A person whose run does not open on a loaded machine tries again.
  let first = await call("run.open", { runId: origin.runId });
  for (let tries = 1; !first.ok && tries < OPENED_WITHIN_TRIES; tries += 1) {
    first = await call("run.open", { runId: origin.runId });
  }
  if (!first.ok) throw new Error(first.failure.message);
  const left = await recover({ store, send }, origin.libraryId, origin.runId);
  const end = await left?.resend();
  if (end !== undefined && end.kind !== "saved") throw new Error(`The recovery is ${JSON.stringify(end)}`);
  const opened = await call("run.open", { runId: origin.runId });
  if (!opened.ok) throw new Error(opened.failure.message);
  const contents = new Map(opened.value.steps.map(({ id, content }) => [id, content]));

  let changed: { stepId: StepId; content: StepContent; added: number } | null = null;
  const take = (): Changes | null => {
    if (changed === null) return null;
    const { stepId, content, added } = changed;
    changed = null;
    return {
      steps: [{ id: stepId, content }],
      acts: [{ stepId, section: "outcome", kind: "typed", added, removed: 0, activeMs: added * WORD_AFTER_LEAST_MS }],
    };
  };
  const outbox = openOutbox(
    {
      take,
      send,
      store,
      newBatchId,
      async askPen() {
        const again = await call("run.open", { runId: origin.runId });
        return again.ok && again.value.pen === "here";
      },
      now: () => Date.now(),
      after(ms, act) {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    },
    {
      origin,
      known: {
        steps: new Map(opened.value.steps.map(({ id, rev }) => [id, rev])),
        orderRev: opened.value.orderRev,
      },
    },
  );

  const rng = new Rng(start.seed);
  let typing: { readonly stepId: StepId; readonly label: string } | null = null;
  let typed = 0;
  let timer: NodeJS.Timeout | null = null;
  const typeWord = (): void => {
    const content = typing === null ? undefined : contents.get(typing.stepId);
    if (typing === null || content === undefined) throw new Error("The run has no such step");
    typed += 1;
    const text = textOf(typing.label, typed);
    const added: number = (changed?.added ?? 0) + 1;
    changed = { stepId: typing.stepId, content: { ...content, outcome: { ...content.outcome, text } }, added };
    outbox.changed();
    tell({ typed });
    timer = setTimeout(
      typeWord,
      rng.chance(REST_SHARE) ? REST_MS : rng.between(WORD_AFTER_LEAST_MS, WORD_AFTER_MOST_MS),
    );
  };
  const finish = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    // A flush ends at the first refusal; the outbox itself goes on until the host is there again.
    await outbox.flush();
    while (outbox.state().kind !== "saved") {
      await new Promise<void>((resolve) => {
        const stop = outbox.subscribe(() => {
          stop();
          resolve();
        });
      });
    }
    tell({ finished: typed });
  };

  tell({ open: end?.steps ?? 0 });
  const orders = createInterface({ input: process.stdin });
  orders.on("close", () => process.exit());
  orders.on("line", (line) => {
    const order = Order.parse(JSON.parse(line));
    if ("finish" in order) {
      void finish();
      return;
    }
    typing = { stepId: order.type, label: order.label };
    typed = 0;
    typeWord();
  });
}

const [, entry, start] = process.argv;
if (entry === import.meta.filename) await typeUntilKilled(Start.parse(JSON.parse(start ?? "")));
