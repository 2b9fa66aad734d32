import { z } from "zod";

import { SaveRequest } from "../../shared/contract/save.ts";
import { BatchId, LibraryId, newBatchId, RunId } from "../../shared/domain/ids.ts";
import type { Host } from "../host/host.ts";
import type { KeptBatch } from "./outbox-batch.ts";
import type { BatchStore } from "./outbox-store.ts";
import { openOutbox, type Outbox, type OutboxPorts, type OutboxStart } from "./outbox.ts";

const DATABASE = "runwright-outbox";
const DATABASE_VERSION = 1;
const BATCHES = "batches";
const BY_RUN = "byRun";

const Kept = z.strictObject({
  libraryId: LibraryId,
  runId: RunId,
  batchId: BatchId,
  sealedAt: z.int(),
  sent: z.boolean(),
  request: SaveRequest,
});

/**
 * The batches of this browser profile, in IndexedDB. It is opened at once and every batch is committed in the breath in
 * which it is put down: a page that goes has no later moment, and what it has not committed by then is taken back.
 */
export function browserBatchStore(): BatchStore {
  let opened: Promise<IDBDatabase> | null = null;
  function database(): Promise<IDBDatabase> {
    const opening = (opened ??= openDatabase());
    // What refused once (a full disk, a private window) is asked again the next time.
    opening.catch(() => {
      opened = null;
    });
    return opening;
  }

  async function write(act: (batches: IDBObjectStore) => void): Promise<void> {
    const transaction = (await database()).transaction(BATCHES, "readwrite", { durability: "strict" });
    act(transaction.objectStore(BATCHES));
    transaction.commit();
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("The browser took it back.")));
    });
  }

  void database();
  return {
    keep: (batch) =>
      write((batches) => {
        batches.put(batch);
      }),
    settle: (answered, rest) =>
      write((batches) => {
        batches.delete(answered);
        if (rest !== null) batches.put(rest);
      }),
    async list(libraryId, runId) {
      const transaction = (await database()).transaction(BATCHES, "readonly");
      const found = await resultOf(transaction.objectStore(BATCHES).index(BY_RUN).getAll([libraryId, runId]));
      // UUIDv7 sorts by the time of making, and a batch gets its id when it is sealed.
      return z
        .array(Kept)
        .parse(found)
        .toSorted((left, right) => (left.batchId < right.batchId ? -1 : 1)) satisfies KeptBatch[];
    },
  };
}

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, DATABASE_VERSION);
  request.addEventListener("upgradeneeded", () => {
    const batches = request.result.createObjectStore(BATCHES, { keyPath: "batchId" });
    batches.createIndex(BY_RUN, ["libraryId", "runId"]);
  });
  const database = await resultOf(request);
  // A page of a later release must not wait for this one to be closed.
  database.addEventListener("versionchange", () => database.close());
  return database;
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("The browser's store refused.")));
  });
}

/** An outbox in a page: closing also takes its listeners off the window. */
export type BrowserOutbox = Outbox;

/**
 * Opens the outbox of a run in this page: browser time, the host's line, IndexedDB, and a flush when the window loses
 * the focus, is hidden or goes, or the host says that it is closing.
 */
export function openBrowserOutbox(
  host: Pick<Host, "call" | "onClosing">,
  take: OutboxPorts["take"],
  start: OutboxStart,
  store: BatchStore = browserBatchStore(),
): BrowserOutbox {
  const { runId } = start.origin;
  const outbox = openOutbox(
    {
      take,
      store,
      newBatchId,
      send: (request) => host.call("run.save", request),
      async askPen() {
        const outcome = await host.call("run.open", { runId });
        return outcome.ok && outcome.value.pen === "here";
      },
      now: () => Date.now(),
      after(ms, act) {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    },
    start,
  );
  const flush = (): void => void outbox.flush();
  const flushWhenHidden = (): void => {
    if (document.visibilityState === "hidden") flush();
  };
  window.addEventListener("blur", flush);
  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flushWhenHidden);
  const stopClosing = host.onClosing(async () => {
    await outbox.flush();
  });
  return {
    ...outbox,
    async close() {
      const end = await outbox.close();
      window.removeEventListener("blur", flush);
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flushWhenHidden);
      stopClosing();
      return end;
    },
  };
}
