import { beforeEach, describe, expect, it } from "vitest";

import {
  ANSWER_LATE_MS,
  FLUSH_AFTER_IDLE_MS,
  FLUSH_AT_LATEST_MS,
  openOutbox,
  RETRY_AT_MOST_MS,
  RETRY_FIRST_MS,
  type Outbox,
  type SaveState,
} from "../../../renderer/state/outbox.ts";
import { mergeOrders, requestOf } from "../../../renderer/state/outbox-batch.ts";
import { recover } from "../../../renderer/state/outbox-recovery.ts";
import type { SaveRequest } from "../../../shared/contract/save.ts";
import { newStepId } from "../../../shared/domain/ids.ts";
import {
  batchIds,
  promptContent,
  revsOf,
  settle,
  testClock,
  testLibrary,
  testLine,
  testOrigin,
  testStore,
  TestPageText,
  type Fate,
} from "../../support/outbox-world.ts";

const [first, second, third] = [newStepId(), newStepId(), newStepId()];
let clock = testClock();
let library = testLibrary([first, second]);
let store = testStore();
let page = new TestPageText([first, second]);
let fates: Fate[] = [];
let sentAt: number[] = [];
let sent: SaveRequest[] = [];
let hasPen = true;
const origin = testOrigin();

function open(): Outbox {
  const line = testLine(library, clock, fates);
  return openOutbox(
    {
      take: () => page.take(),
      send(request) {
        sentAt.push(clock.now());
        sent.push(request);
        return line(request);
      },
      askPen: async () => hasPen,
      store,
      newBatchId: batchIds,
      now: clock.now,
      after: clock.after,
    },
    { origin, known: revsOf(library) },
  );
}

beforeEach(() => {
  clock = testClock();
  library = testLibrary([first, second]);
  store = testStore();
  page = new TestPageText([first, second]);
  fates = [];
  sentAt = [];
  sent = [];
  hasPen = true;
});

function type(outbox: Outbox, text: string): void {
  page.write(first, text);
  outbox.changed();
}

describe("when changes are handed over", () => {
  it("[O4] after a pause in typing", async () => {
    const outbox = open();
    type(outbox, "a");
    await clock.pass(FLUSH_AFTER_IDLE_MS - 1);
    expect(sentAt).toEqual([]);
    await clock.pass(1);
    expect(sentAt).toEqual([FLUSH_AFTER_IDLE_MS]);
  });

  it("[O4] at the latest while typing goes on", async () => {
    const outbox = open();
    for (let at = 0; at < 3 * FLUSH_AT_LATEST_MS; at += 40) {
      type(outbox, "a".repeat(at));
      await clock.pass(40);
    }
    expect(sentAt).toHaveLength(2);
    expect(Math.max(...sentAt)).toBeLessThanOrEqual(2 * FLUSH_AT_LATEST_MS + 2 * 40);
    expect(sentAt[0]).toBe(FLUSH_AT_LATEST_MS);
  });

  it("[O4] at once when asked, and the answer says when it is saved, though typing goes on", async () => {
    const outbox = open();
    fates.push("slow");
    type(outbox, "a");
    const ends: SaveState[] = [];
    void outbox.flush().then((end) => ends.push(end));
    expect(sent).toHaveLength(1);
    for (let at = 0; at < ANSWER_LATE_MS - 100; at += 100) {
      await clock.pass(100);
      type(outbox, `a${String(at)}`);
    }
    expect(ends).toEqual([]);
    await clock.pass(5_000);
    expect(ends[0]?.kind).toBe("notSaved");
    const again = outbox.flush();
    await clock.pass(100);
    expect((await again).kind).toBe("saved");
  });

  it("[O4] nothing is sent when nothing changed", async () => {
    const outbox = open();
    outbox.changed();
    expect((await outbox.flush()).kind).toBe("saved");
    await clock.pass(1_000);
    expect(sent).toEqual([]);
    expect(outbox.state().kind).toBe("saved");
  });
});

describe("what the indicator shows", () => {
  it("[O5] Saved after the answer and never before", async () => {
    const outbox = open();
    const states: string[] = [];
    outbox.subscribe(() => states.push(outbox.state().kind));
    fates.push("slow");
    type(outbox, "a");
    expect(outbox.state().kind).toBe("saving");
    await clock.pass(FLUSH_AFTER_IDLE_MS + ANSWER_LATE_MS - 1);
    expect(states).toEqual(["saving"]);
    await clock.pass(1);
    expect(outbox.state()).toMatchObject({ kind: "notSaved", failure: { kind: "io" }, retryAt: null, keptHere: true });
    // A slow disk is told as that, with what to do.
    expect(JSON.stringify(outbox.state())).toMatch(/disk may be slow.*go on writing/u);
    await clock.pass(5_000);
    expect(states).toEqual(["saving", "notSaved", "saving", "saved"]);
    expect(outbox.state()).toEqual({ kind: "saved", at: 1 });
  });

  it("[O6] Not saved with the reason, tried again with longer and longer waits, and as often as it takes", async () => {
    const outbox = open();
    fates.push(...Array.from({ length: 8 }, (): Fate => "fails"));
    type(outbox, "a");
    await clock.pass(FLUSH_AFTER_IDLE_MS);
    expect(outbox.state()).toMatchObject({
      kind: "notSaved",
      failure: { kind: "diskFull" },
      attempt: 1,
      retryAt: FLUSH_AFTER_IDLE_MS + RETRY_FIRST_MS,
    });
    await clock.pass(60_000);
    expect(outbox.state().kind).toBe("saved");
    expect(new Set(sent.map(({ batchId }) => batchId)).size).toBe(1);
    const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, RETRY_AT_MOST_MS, RETRY_AT_MOST_MS, RETRY_AT_MOST_MS]);
  });

  it("[O6] a retry that the person asks for goes at once", async () => {
    const outbox = open();
    fates.push("fails");
    type(outbox, "a");
    await clock.pass(FLUSH_AFTER_IDLE_MS);
    outbox.retryNow();
    await settle();
    expect(outbox.state().kind).toBe("saved");
    await clock.pass(10_000);
    expect(sent).toHaveLength(2);
  });

  it("[O6] says when the words are not kept on this machine either", async () => {
    store.refuses = true;
    const outbox = open();
    fates.push("fails");
    type(outbox, "a");
    await clock.pass(FLUSH_AFTER_IDLE_MS);
    expect(outbox.state()).toMatchObject({ kind: "notSaved", keptHere: false });
    expect(outbox.unsaved().steps).toMatchObject([{ id: first, content: { prompt: { text: "a" } } }]);
    await clock.pass(1_000);
    expect(outbox.state().kind).toBe("saved");
  });
});

describe("the pen", () => {
  it("[O7] is asked for again after the host was new, once", async () => {
    const outbox = open();
    fates.push("noPen");
    type(outbox, "a");
    await clock.pass(FLUSH_AFTER_IDLE_MS);
    expect(outbox.state().kind).toBe("saved");
  });

  it("[O7] in another window's hand keeps the words here until it comes back", async () => {
    const outbox = open();
    hasPen = false;
    fates.push("noPen", "noPen");
    type(outbox, "a");
    await clock.pass(FLUSH_AFTER_IDLE_MS);
    expect(outbox.state()).toMatchObject({ kind: "notSaved", failure: { kind: "notWriting" } });
    hasPen = true;
    outbox.retryNow();
    await settle();
    expect(outbox.state().kind).toBe("saved");
  });
});

/** An outbox whose first batch met another page's words. */
async function staleOutbox(): Promise<Outbox> {
  const outbox = open();
  library.steps.set(first, { rev: 7, content: promptContent("theirs"), deleted: false });
  type(outbox, "ours");
  await clock.pass(FLUSH_AFTER_IDLE_MS);
  expect(outbox.state()).toMatchObject({ kind: "stale", steps: [first], keptHere: true });
  expect(library.written).toEqual([]);
  return outbox;
}

describe("another page has written the same step", () => {
  it("[O8] nothing more is sent before the person has decided, and nothing is lost", async () => {
    const outbox = await staleOutbox();
    page.write(second, "more");
    outbox.changed();
    await clock.pass(10_000);
    expect(sent).toHaveLength(1);
    expect(outbox.unsaved().steps.map(({ id }) => id)).toEqual([first, second]);
    expect([...store.kept.values()].flatMap(({ request }) => request.steps.map(({ id }) => id))).toEqual([
      first,
      second,
    ]);
  });

  it("[O8] ours: sent anew over what is there, under a new id", async () => {
    const outbox = await staleOutbox();
    page.write(second, "more");
    outbox.changed();
    await clock.pass(1_000);
    outbox.resolveStale({ orderRev: 1, order: [first, second], steps: [{ id: first, rev: 7 }] });
    await settle();
    expect(outbox.state().kind).toBe("saved");
    expect(library.steps.get(first)?.content.prompt.text).toBe("ours");
    expect(library.steps.get(second)?.content.prompt.text).toBe("more");
    expect(store.kept.size).toBe(0);
  });

  it("[O8] theirs: given up here, and the library is left alone", async () => {
    const outbox = await staleOutbox();
    outbox.resolveStale(null);
    await clock.pass(10_000);
    expect(outbox.state().kind).toBe("saved");
    expect(library.steps.get(first)?.content.prompt.text).toBe("theirs");
    expect(store.kept.size).toBe(0);
  });

  it("[O8] orders are merged: their new steps stand behind the step they follow", () => {
    expect(mergeOrders([first, second], [first, third, second], new Set())).toEqual([first, third, second]);
    expect(mergeOrders([second], [first, third, second], new Set([first]))).toEqual([third, second]);
    expect(mergeOrders([second, first], [first, second], new Set())).toEqual([second, first]);
  });
});

describe("a page that went with unsaved words", () => {
  it("[O9] leaves them for the next one, which sends them again", async () => {
    fates.push("fails", "fails");
    const outbox = open();
    type(outbox, "last words");
    expect((await outbox.close()).kind).toBe("notSaved");
    await clock.pass(60_000);
    expect(sent).toHaveLength(1);
    const left = await recover({ store, send: testLine(library, clock, []) }, origin.libraryId, origin.runId);
    expect(left?.changes.steps).toMatchObject([{ id: first, content: { prompt: { text: "last words" } } }]);
    expect(await left?.resend()).toEqual({ kind: "saved", steps: 1 });
    expect(library.steps.get(first)?.content.prompt.text).toBe("last words");
    expect(await recover({ store, send: testLine(library, clock, []) }, origin.libraryId, origin.runId)).toBeNull();
  });

  it("[O9] are not written over what has changed since, and stay until the person decides", async () => {
    fates.push("fails");
    const outbox = open();
    type(outbox, "old words");
    await outbox.close();
    library.steps.set(first, { ...(library.steps.get(first) ?? never()), rev: 5 });
    const left = await recover({ store, send: testLine(library, clock, []) }, origin.libraryId, origin.runId);
    expect(await left?.resend()).toMatchObject({ kind: "stale", steps: [first] });
    expect(library.written).toEqual([]);
    expect(store.kept.size).toBe(1);
    await left?.discard();
    expect(store.kept.size).toBe(0);
  });
});

function never(): never {
  throw new Error("The step is there.");
}

describe("what a request says about steps that the library has never had", () => {
  const act = { section: "prompt", kind: "typed", added: 2, removed: 0, activeMs: 100 } as const;
  const batch = {
    batchId: batchIds(),
    acts: [
      { ...act, stepId: first },
      { ...act, stepId: third },
    ],
  };

  it("[O10] acts about one that came and went unseen are left out, and those about the others go", () => {
    const changes = { ...batch, steps: [{ id: first, content: promptContent("a b") }] };
    const request = requestOf(origin, changes, revsOf(library));
    expect(request.acts.map(({ stepId }) => stepId)).toEqual([first]);
  });

  it("[O10] acts about one that comes with the batch go with it", () => {
    const changes = { ...batch, steps: [{ id: third, content: promptContent("a b") }], order: [first, second, third] };
    expect(requestOf(origin, changes, revsOf(library)).acts).toHaveLength(2);
  });
});
