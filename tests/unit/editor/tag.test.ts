import { describe, expect, it } from "vitest";

import {
  action,
  bullet,
  CLOSED,
  fullStep,
  initial,
  outcome,
  postPrompt,
  prompt,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { Writing } from "../../support/writing.ts";
import { setOutOfOrderMeta } from "../../../renderer/editor/state/order-of-writing.ts";
import { setParkedShownMeta } from "../../../renderer/editor/state/parked.ts";
import { tagPreview } from "../../../renderer/editor/state/skip-consequences.ts";
import { snapshotOf } from "../../../renderer/editor/snapshot.ts";

describe("the preview of the tag", () => {
  it("[E48] says before it is set what it would hide, and before it goes what it would show and need", () => {
    const writing = new Writing(
      fullStep("a"),
      step(initial(bullet(w("one two"))), postPrompt(), action("go")),
      fullStep("c"),
    );
    const before = writing.steps();
    writing.at(1, "outcome");
    expect(snapshotOf(writing.state).tagPreview).toEqual({
      hidden: [
        { step: 2, section: "initial", words: 2 },
        { step: 2, section: "prompt", words: 0 },
        { step: 2, section: "postPrompt", words: 0 },
      ],
      shown: [],
      needed: [],
    });
    expect(writing.steps()).toEqual(before);
    writing.act("tag");
    expect(tagPreview(writing.state)).toMatchObject({
      hidden: [],
      shown: [{ section: "initial", words: 2 }, { section: "prompt" }, { section: "postPrompt" }],
      needed: [{ step: 2, section: "prompt" }],
    });
  });

  it("[E48] says of an action's tag what it does to its outcome and to the step after it, and nothing elsewhere", () => {
    const writing = new Writing(fullStep("a", outcome(CLOSED)), fullStep("b"));
    writing.at(1, "action");
    expect(tagPreview(writing.state)).toMatchObject({
      hidden: [
        { step: 1, section: "outcome" },
        { step: 2, section: "initial", words: 2 },
      ],
    });
    expect(tagPreview(writing.at(1, "prompt").state)).toBeNull();
    expect(tagPreview(writing.at(2, "outcome").state)).toBeNull();
    expect(tagPreview(writing.at(2, "action").state)).toBeNull();
  });

  it("[E48] says what setting the tag then says, in every case", () => {
    for (const section of ["action", "outcome"] as const)
      for (const first of [[], [TAGGED]] as const)
        for (const second of ["o", ""])
          for (const closed of [[], [CLOSED]] as const) {
            const writing = new Writing(
              fullStep("a", action("go", ...first), outcome(second, ...closed)),
              step(initial(bullet(w("x"))), prompt("y")),
            );
            writing.at(1, section);
            const preview = tagPreview(writing.state) ?? { hidden: [], shown: [], needed: [] };
            writing.act("tag");
            expect(writing.said.at(-1)).toMatchObject(preview);
          }
  });
});

describe("parked text", () => {
  it("[E49] can be selected away only while it is shown, and is never lost by a tag", () => {
    const writing = new Writing(fullStep("a", outcome("end", TAGGED)), fullStep("b"));
    const before = writing.steps();
    writing.selectFrom("|a action", "b acti|on").press("Delete");
    expect(writing.text(2, "prompt")).toBe("b prompt");
    writing.act("undo");
    writing.dispatch(setParkedShownMeta(writing.state.tr, true));
    expect(snapshotOf(writing.state).isParkedShown).toBe(true);
    writing.selectFrom("|a action", "b acti|on").press("Delete");
    expect(writing.text(2, "prompt")).toBe("");
    expect(writing.act("undo").steps()).toEqual(before);
    // Only all of the run shows what is parked.
    writing.read("story").selectFrom("|a action", "b acti|on").press("Delete");
    expect(writing.text(2, "prompt")).toBe("b prompt");
  });
});

describe("what was written out of order", () => {
  it("[E47] is known of the caret's section", () => {
    const writing = new Writing(fullStep("a"));
    const [first] = writing.steps();
    if (first === undefined) throw new Error("There is a step");
    writing.dispatch(setOutOfOrderMeta(writing.state.tr, new Map([[first.id, ["prompt"]]])));
    expect(snapshotOf(writing.at(1, "prompt").state).caret?.isOutOfOrder).toBe(true);
    expect(snapshotOf(writing.at(1, "action").state).caret?.isOutOfOrder).toBe(false);
  });
});
