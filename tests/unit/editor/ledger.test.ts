import { describe, expect, it } from "vitest";

import { LONGEST_ACTIVE_PAUSE_MS } from "../../../renderer/editor/state/ledger.ts";
import { bullet, d, fullStep, initial, prompt, step, TAGGED, action, w } from "../../support/build.ts";
import { Writing } from "../../support/writing.ts";

describe("what a save is told", () => {
  it("[E18] holds only the steps that differ from the last time", () => {
    const writing = new Writing(fullStep("a"), fullStep("b"), fullStep("c"));
    const [, second] = writing.steps();
    writing.caret("b prompt|").type("!");
    const changes = writing.takeChanges();
    expect(changes.steps).toMatchObject([{ id: second?.id, content: { prompt: { text: "b prompt!" } } }]);
    expect(changes.order).toBeUndefined();
    expect(writing.takeChanges()).toEqual({ steps: [], acts: [] });
    writing.at(2, "action").act("tag", "undo");
    expect(writing.takeChanges()).toEqual({ steps: [], acts: [] });
  });

  it("[E18] tells of steps that came, went and came back, with the order", () => {
    const writing = new Writing(fullStep("a"), fullStep("b"), fullStep("c"));
    const [first, second, third] = writing.steps();
    writing.at(2, "prompt").act("deleteStep");
    expect(writing.takeChanges()).toMatchObject({
      steps: [{ id: second?.id, deleted: true }],
      order: [first?.id, third?.id],
    });
    writing.act("undo");
    expect(writing.takeChanges()).toMatchObject({
      steps: [{ id: second?.id, content: { prompt: { text: "b prompt" } } }],
      order: [first?.id, second?.id, third?.id],
      acts: [{ kind: "restored" }, {}, {}, {}, {}, {}],
    });
  });

  it("[E19] counts words by how they came: typed, pasted, deleted, restored", () => {
    const writing = new Writing(fullStep("a", prompt("one two three")));
    writing.caret("three|").type(" four five").press("Backspace", "Backspace", "Backspace", "Backspace");
    writing.paste("six seven");
    writing.caret("|one two| three").press("Backspace").act("undo");
    const counted = writing.takeChanges().acts.map(({ kind, added, removed }) => ({ kind, added, removed }));
    expect(counted).toEqual([
      { kind: "typed", added: 2, removed: 1 },
      { kind: "pasted", added: 2, removed: 0 },
      { kind: "deleted", added: 0, removed: 2 },
      { kind: "restored", added: 2, removed: 0 },
    ]);
  });

  it("[E19] counts neither a type nor a tag nor a split as words", () => {
    const writing = new Writing(fullStep("a", initial(bullet(w("one two")))));
    writing.caret("one| two").act("doylist", "longterm").press("Enter").at(1, "outcome").act("tag");
    expect(writing.takeChanges().acts).toEqual([]);
  });

  it("[E20] counts the time between changes, without pauses", () => {
    const writing = new Writing(step(initial(bullet(d("")))));
    writing
      .type("a")
      .wait(300)
      .type("b")
      .wait(LONGEST_ACTIVE_PAUSE_MS + 1)
      .type("c")
      .wait(200)
      .type("d");
    expect(writing.takeChanges().acts).toMatchObject([{ kind: "typed", added: 1, activeMs: 500 }]);
  });

  it("[E19] counts what a skip hides, too", () => {
    const writing = new Writing(fullStep("a", action("x", TAGGED)), fullStep("b"));
    writing.at(2, "prompt").type(" y");
    expect(writing.takeChanges().acts).toMatchObject([{ section: "prompt", added: 1 }]);
  });
});
