import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { partDifference, stepDifference } from "../../../renderer/state/step-difference.ts";
import { wordChange, wordDifference } from "../../../renderer/state/word-difference.ts";
import type { Thought } from "../../../shared/domain/section.ts";
import { blankStep, newThought, type Step } from "../../../shared/domain/step.ts";

const step = (parts: Partial<Step>): Step => ({ ...blankStep(), ...parts });
const thoughts = (...bullets: Thought[][]): Step["initial"] => ({ closed: true, bullets });
const read = (before: string, after: string): string =>
  wordDifference(before, after)
    .map(({ kind, text }) => (kind === "same" ? text : kind === "added" ? `[+${text}]` : `[-${text}]`))
    .join("");

describe("the difference of two texts", () => {
  it("[PG22] is by whole words, and a rewritten phrase is one change", () => {
    expect(read("You pull until your shoulder gives. Go.", "You pull until something in it says stop. Go.")).toBe(
      "You pull until [-your shoulder gives][+something in it says stop]. Go.",
    );
    expect(read("same", "same")).toBe("same");
    expect(read("", "")).toBe("");
    expect(read("one\ntwo", "one two")).toBe("one[-\n][+ ]two");
    expect(wordChange(wordDifference("a b c", "a x y c"))).toEqual({ added: 2, removed: 1 });
  });

  it("[PG22] loses nothing: without what was added it is the earlier text, without what was removed the later one", () => {
    const text = fc.array(fc.constantFrom("Edda", "don’t", "key", " ", "  ", "\n", ".", "ő", "🗝"), { maxLength: 40 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const [before, after] = [left.join(""), right.join("")];
        const difference = wordDifference(before, after);
        const without = (left_out: "added" | "removed"): string =>
          difference
            .filter(({ kind }) => kind !== left_out)
            .map((stretch) => stretch.text)
            .join("");
        expect(without("added")).toBe(before);
        expect(without("removed")).toBe(after);
      }),
    );
  });

  it("[PG22] of a text that was written anew is one that went and one that came", () => {
    const words = (letter: string): string => Array.from({ length: 5_000 }, (_, n) => `${letter}${n}`).join(" ");
    expect(wordDifference(words("a"), words("b")).map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });
});

describe("the difference of two states of a step", () => {
  const [kept, changed, gone, come] = [
    newThought("watsonian", "The hatch is oak."),
    newThought("doylist", "Say so plainly."),
    newThought("meta", "Too long."),
    newThought("doylist", "Pay with something."),
  ];

  it("[PG22] matches thoughts by their ids and shows what went where it stood", () => {
    const before = step({ postAction: thoughts([kept, gone], [changed]) });
    const after = step({ postAction: thoughts([kept, { ...changed, text: "Say so gently." }], [come]) });
    const found = partDifference(before, after, "postAction");
    if (found.part !== "postAction") throw new Error("a section of thoughts");
    expect(
      found.thoughts.map(({ kind, before: was, after: is, beginsBullet }) => [kind, (is ?? was)?.id, beginsBullet]),
    ).toEqual([
      ["same", kept.id, true],
      ["removed", gone.id, false],
      ["changed", changed.id, false],
      ["added", come.id, true],
    ]);
    expect(found.isSame).toBe(false);
    expect(found.change).toEqual({ added: 4, removed: 3 });
  });

  it("[PG22] sees the same words under new ids, a thought that moved, and a type that changed", () => {
    const again = { ...newThought("watsonian"), text: kept.text };
    const before = step({ initial: thoughts([kept], [changed], [gone]) });
    const after = step({ initial: thoughts([gone], [again], [{ ...changed, type: "comment" }]) });
    const found = partDifference(before, after, "initial");
    if (found.part !== "initial") throw new Error("a section of thoughts");
    expect(found.thoughts.map(({ kind, after: is }) => [kind, is?.text])).toEqual([
      ["same", gone.text],
      ["same", kept.text],
      ["changed", changed.text],
    ]);
  });

  it("[PG22] says that thoughts stand in another order", () => {
    const before = step({ initial: thoughts([kept], [changed]) });
    expect(partDifference(before, step({ initial: thoughts([changed], [kept]) }), "initial").isSame).toBe(false);
    expect(partDifference(before, step({ initial: thoughts([kept, changed]) }), "initial").isSame).toBe(false);
    expect(partDifference(before, step({ initial: thoughts([kept], [changed]) }), "initial").isSame).toBe(true);
  });

  it("[PG22] says what the tag did, and leaves out parts in which nothing ever stood", () => {
    const before = step({ outcome: { closed: true, tagged: false, text: "It gives." }, bookmark: "The hatch" });
    const after = step({ outcome: { closed: true, tagged: true, text: "It gives." }, bookmark: "The hatch" });
    const found = stepDifference(before, after);
    expect(found.map(({ part, isSame }) => [part, isSame])).toEqual([
      ["names", true],
      ["outcome", false],
    ]);
    expect(found[1]).toMatchObject({ tag: "added", change: { added: 0, removed: 0 } });
    expect(stepDifference(blankStep(), blankStep())).toEqual([]);
  });
});
