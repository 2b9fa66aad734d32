import { describe, expect, it } from "vitest";

import { nearestMisspelling, wordsOfStep } from "../../../renderer/spelling/misspellings.ts";
import { Speller, type SpellingWorker } from "../../../renderer/spelling/speller.ts";
import { action, bullet, fullStep, initial, outcome, prompt, step, TAGGED, w } from "../../support/build.ts";
import { Writing } from "../../support/writing.ts";

/** A thread that answers at once: words that hold an "x" are wrong. */
function atOnce(): SpellingWorker {
  const listeners: ((event: MessageEvent<unknown>) => void)[] = [];
  const say = (data: unknown): void => {
    queueMicrotask(() => {
      for (const listener of listeners) listener(new MessageEvent("message", { data }));
    });
  };
  return {
    addEventListener(name: string, listener: unknown) {
      if (name === "message" && typeof listener === "function")
        listeners.push((event) => void Reflect.apply(listener, undefined, [event]));
    },
    terminate: () => undefined,
    postMessage(task) {
      if (task.kind === "load") say({ kind: "ready" });
      if (task.kind === "judge")
        say({ kind: "judged", id: task.id, wrong: task.words.filter((word) => word.includes("x")) });
    },
  };
}

function judging(): Speller {
  const speller = new Speller(atOnce);
  speller.use("en-US");
  return speller;
}

function wordsAt(writing: Writing, number: number, scope: "story" | "all"): string[] {
  const position = writing.state.doc.children.slice(0, number - 1).reduce((sum, one) => sum + one.nodeSize, 0);
  return wordsOfStep(writing.state, number - 1, position, scope).map(({ word, from, to }) => {
    expect(writing.state.doc.textBetween(from, to)).toBe(word);
    return word;
  });
}

/** Steps of which every one has wrong words in its thoughts, and some in their story. */
function run(): Writing {
  return new Writing(
    fullStep("a", prompt("one oxx", "two"), initial(bullet(w("xin thought")))),
    fullStep("b", prompt("all is well")),
    fullStep("c", outcome("the exnd")),
  );
}

async function visit(writing: Writing, way: 1 | -1, scope: "story" | "all", times: number): Promise<(string | null)[]> {
  const speller = judging();
  const found: (string | null)[] = [];
  for (let time = 0; time < times; time += 1) {
    const { from, to } = writing.state.selection;
    const next = await nearestMisspelling(speller, () => writing.state, { from: way === 1 ? to : from, way, scope });
    found.push(next?.word ?? null);
    if (next !== null) writing.select(next.from, next.to);
  }
  return found;
}

describe("the words that are judged", () => {
  it("[SP2] are those of written sections in the order of the text, thoughts when they are asked for", () => {
    const writing = new Writing(
      step(initial(bullet(w("first"), w("second"))), prompt("Third", "fourth"), action("fifth", TAGGED)),
      step(initial(bullet(w("parked"))), prompt("sixth")),
    );
    expect(wordsAt(writing, 1, "all")).toEqual(["first", "second", "Third", "fourth", "fifth"]);
    expect(wordsAt(writing, 1, "story")).toEqual(["Third", "fourth", "fifth"]);
  });

  it("[SP2] leave out what a skip hides", () => {
    const writing = new Writing(
      step(prompt("one"), action("two"), outcome("three", TAGGED)),
      step(initial(bullet(w("parked"))), prompt("parked too"), action("four")),
    );
    expect(wordsAt(writing, 2, "all")).toEqual(["four"]);
  });
});

describe("the way through the misspellings", () => {
  it("[SP7] leads to each in turn, on and back, around the run's ends", async () => {
    expect(await visit(run().at(2, "prompt"), 1, "story", 4)).toEqual(["exnd", "oxx", "exnd", "oxx"]);
    expect(await visit(run().at(2, "prompt"), -1, "story", 4)).toEqual(["oxx", "exnd", "oxx", "exnd"]);
    expect(await visit(run().at(1, "initial", "start"), 1, "all", 3)).toEqual(["xin", "oxx", "exnd"]);
    expect(await visit(run().caret("one oxx|"), 1, "story", 2)).toEqual(["exnd", "oxx"]);
  });

  it("[SP7] finds the only one from anywhere, its own step included, and says when there is none", async () => {
    const only = (): Writing => new Writing(fullStep("a", prompt("before oxx after")), fullStep("b"));
    for (const caret of ["be|fore", "aft|er", "o|xx"]) {
      expect(await visit(only().caret(caret), 1, "story", 2)).toEqual(["oxx", "oxx"]);
      expect(await visit(only().caret(caret), -1, "story", 2)).toEqual(["oxx", "oxx"]);
    }
    expect(await visit(new Writing(fullStep("a")), 1, "all", 1)).toEqual([null]);
  });

  it("[SP7] finds one that is a thousand steps away", async () => {
    const steps = Array.from({ length: 1_000 }, (_, index) => fullStep("s", prompt(index === 900 ? "oxx" : "well")));
    expect(await visit(new Writing(...steps).at(3, "prompt"), 1, "all", 1)).toEqual(["oxx"]);
    expect(await visit(new Writing(...steps).at(950, "prompt"), 1, "all", 1)).toEqual(["oxx"]);
  });

  it("[SP7] gives up when the text is changed meanwhile", async () => {
    const writing = run().at(2, "prompt");
    const looking = visit(writing, 1, "story", 1);
    writing.type("more");
    expect(await looking).toEqual([null]);
  });

  it("[SP6] ends when the dictionary breaks on the way", async () => {
    const writing = run().at(2, "prompt");
    const speller = judging();
    const looking = nearestMisspelling(speller, () => writing.state, { from: 0, way: 1, scope: "all" });
    speller.use(null);
    expect(await looking).toBeNull();
  });
});
