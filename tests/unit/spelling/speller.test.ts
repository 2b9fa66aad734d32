import { describe, expect, it } from "vitest";

import type { SpellingTask } from "../../../renderer/spelling/spelling-task.ts";
import { Speller, type SpellingWorker } from "../../../renderer/spelling/speller.ts";

/** A thread that answers when it is told to: words that hold a "z" are wrong. */
class FakeWorker implements SpellingWorker {
  readonly tasks: SpellingTask[] = [];
  isEnded = false;
  readonly #listeners = new Map<string, ((event: Event) => void)[]>();

  addEventListener(name: string, listener: unknown): void {
    if (typeof listener !== "function") throw new TypeError("a listener is a function");
    const heard = (event: Event): void => void Reflect.apply(listener, undefined, [event]);
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), heard]);
  }

  postMessage(task: SpellingTask): void {
    this.tasks.push(task);
  }

  terminate(): void {
    this.isEnded = true;
  }

  say(data: unknown): void {
    for (const listener of this.#listeners.get("message") ?? []) listener(new MessageEvent("message", { data }));
  }

  fail(message: string): void {
    const event = Object.assign(new Event("error"), { message });
    for (const listener of this.#listeners.get("error") ?? []) listener(event);
  }

  /** Answers the last question. */
  answer(): void {
    const task = this.tasks.at(-1);
    if (task?.kind === "load") this.say({ kind: "ready" });
    if (task?.kind === "judge")
      this.say({ kind: "judged", id: task.id, wrong: task.words.filter((word) => word.includes("z")) });
    if (task?.kind === "suggest") this.say({ kind: "suggested", id: task.id, words: [task.word.replaceAll("z", "s")] });
  }
}

function ready(): { speller: Speller; workers: FakeWorker[]; worker: FakeWorker; told: () => number } {
  const workers: FakeWorker[] = [];
  const speller = new Speller(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  let told = 0;
  speller.onJudged(() => (told += 1));
  speller.use("en-US");
  const [worker] = workers;
  if (worker === undefined) throw new Error("no thread was started");
  worker.answer();
  told = 0;
  return { speller, workers, worker, told: () => told };
}

describe("the speller", () => {
  it("[SP5] calls nothing wrong before it knows, asks for a word once, and tells when it knows", () => {
    const { speller, worker, told } = ready();
    expect(["houze", "house", "houze"].map((word) => speller.judge(word))).toEqual(["unknown", "unknown", "unknown"]);
    speller.ask();
    expect(speller.judge("houze")).toBe("unknown");
    speller.ask();
    expect(worker.tasks.slice(1)).toEqual([{ kind: "judge", id: 1, words: ["houze", "house"] }]);
    expect(told()).toBe(0);
    worker.answer();
    expect(told()).toBe(1);
    expect(["houze", "house"].map((word) => speller.judge(word))).toEqual(["wrong", "right"]);
    speller.ask();
    expect(worker.tasks).toHaveLength(2);
  });

  it("[SP4] takes the run's words for right from the moment they are accepted, and no longer than that", () => {
    const { speller, worker, told } = ready();
    speller.judge("zounds");
    speller.ask();
    worker.answer();
    expect(speller.judge("zounds")).toBe("wrong");
    speller.accept(["zounds"]);
    expect(told()).toBe(2);
    expect([speller.judge("zounds"), speller.judge("Zounds")]).toEqual(["right", "right"]);
    speller.accept([]);
    expect(speller.judge("zounds")).toBe("wrong");
  });

  it("[SP5] forgets what another language said, and what a thread says late", () => {
    const { speller, workers, worker } = ready();
    speller.judge("zed");
    speller.ask();
    speller.use("en-GB");
    expect(worker.isEnded).toBe(true);
    worker.answer();
    workers[1]?.answer();
    expect(speller.judge("zed")).toBe("unknown");
    speller.use(null);
    expect(workers[1]?.isEnded).toBe(true);
    expect(speller.state.get().state).toBe("off");
    expect(speller.judge("zed")).toBe("unknown");
  });

  it("[SP6] says that the dictionary is broken, marks nothing, and answers what waits", async () => {
    for (const broken of [
      (worker: FakeWorker) => worker.say({ kind: "broken", why: "it was cut" }),
      (worker: FakeWorker) => worker.fail("it was cut"),
    ]) {
      const { speller, worker, told } = ready();
      speller.judge("zed");
      speller.ask();
      worker.answer();
      const waiting = speller.suggest("zed");
      broken(worker);
      expect(speller.state.get()).toEqual({ state: "broken", why: "it was cut" });
      expect(told()).toBe(2);
      expect(worker.isEnded).toBe(true);
      expect(await waiting).toEqual([]);
      expect(await speller.suggest("zed")).toEqual([]);
      expect(speller.judge("zed")).toBe("unknown");
    }
    const none = new Speller(() => {
      throw new Error("no threads here");
    });
    none.use("en-US");
    expect(none.state.get()).toEqual({ state: "broken", why: "no threads here" });
  });

  it("[SP3] hands suggestions to whoever asked for them", async () => {
    const { speller, worker } = ready();
    const [first, second] = [speller.suggest("zed"), speller.suggest("zoo")];
    const [one, two] = worker.tasks.slice(1);
    if (one?.kind !== "suggest" || two?.kind !== "suggest") throw new Error("two questions were expected");
    worker.say({ kind: "suggested", id: two.id, words: ["soo"] });
    worker.say({ kind: "suggested", id: one.id, words: ["sed"] });
    expect([await first, await second]).toEqual([["sed"], ["soo"]]);
  });
});
