import { describe, expect, it } from "vitest";

import { documentOf } from "../../../shared/document/run-document.ts";
import {
  addressAt,
  findStep,
  firstAddressBetween,
  type Place,
  positionOf,
  sectionAround,
  stepAround,
  stepAtIndex,
} from "../../../shared/document/place.ts";
import { newStepId, newThoughtId } from "../../../shared/domain/ids.ts";
import { addressedText } from "../../../shared/domain/address.ts";
import { bullet, d, fullStep, initial, prompt, step, w } from "../../support/build.ts";

const first = w("one\ntwo");
const empty = w("");
const second = d("three");
const steps = [
  fullStep("1"),
  step(initial(bullet(first, empty), bullet(second)), prompt("ab", "", "cde")),
  fullStep("3"),
];
const document = documentOf(steps);
const [, edited] = steps;
if (edited === undefined) throw new Error("The run has three steps");

const inPrompt = (start: number, end = start): Place => ({
  stepId: edited.id,
  section: "prompt",
  thoughtId: null,
  start,
  end,
});
const inThought = (thoughtId: typeof first.id, start: number, end = start): Place => ({
  stepId: edited.id,
  section: "initial",
  thoughtId,
  start,
  end,
});

function positions(place: Place): { from: number; to: number } {
  return positionOf(document, place) ?? expect.fail("no such place");
}

describe("a selection over several thoughts", () => {
  it("[R26] is about its words in the first that has any, from where it begins to that one's end", () => {
    const from = positions(inThought(first.id, 4)).from;
    const to = positions(inThought(second.id, 2)).from;
    expect(addressAt(document, from, to)).toBeNull();
    expect(firstAddressBetween(document, from, to)).toEqual(inThought(first.id, 4, 7));
    const behind = positions(inThought(first.id, 7)).from;
    expect(firstAddressBetween(document, behind, to)).toEqual(inThought(second.id, 0, 2));
    expect(firstAddressBetween(document, behind, behind)).toBeNull();
  });
});

describe("a place and its position", () => {
  const rows: [why: string, place: Place, before: string, after: string][] = [
    ["a thought's start", inThought(first.id, 0), "", "one\ntwo"],
    ["before a line break", inThought(first.id, 3), "one", "\ntwo"],
    ["after a line break", inThought(first.id, 4), "one\n", "two"],
    ["a thought's end", inThought(first.id, 7), "one\ntwo", ""],
    ["an empty thought", inThought(empty.id, 0), "", ""],
    ["a thought in another bullet", inThought(second.id, 5), "three", ""],
    ["a prompt's start", inPrompt(0), "", "ab"],
    ["a paragraph's end", inPrompt(2), "ab", ""],
    ["an empty paragraph", inPrompt(3), "", ""],
    ["the start of the paragraph after it", inPrompt(4), "", "cde"],
    ["a prompt's end", inPrompt(7), "cde", ""],
  ];
  it.each(rows)("[D9] %s", (_why, place, before, after) => {
    const { from, to } = positions(place);
    expect(to).toBe(from);
    const $position = document.resolve(from);
    expect($position.parent.textBetween(0, $position.parentOffset)).toBe(before);
    expect($position.parent.textBetween($position.parentOffset, $position.parent.content.size)).toBe(after);
    expect(addressAt(document, from)).toEqual(place);
  });

  it("[D9] a stretch over paragraphs, whichever end is given first", () => {
    const place = inPrompt(1, 6);
    const { from, to } = positions(place);
    expect(addressAt(document, from, to)).toEqual(place);
    expect(addressAt(document, to, from)).toEqual(place);
    expect(addressedText(edited, place)?.slice(place.start, place.end)).toBe("b\n\ncd");
  });

  it("[D9] none for a stretch over two thoughts, sections or steps", () => {
    const { from } = positions(inThought(first.id, 1));
    for (const other of [inThought(empty.id, 0), inThought(second.id, 1), inPrompt(1)]) {
      expect(addressAt(document, from, positions(other).from)).toBeNull();
    }
    expect(addressAt(document, 5, document.content.size - 4)).toBeNull();
  });

  it("[D9] none for what is gone or too short", () => {
    expect(positionOf(document, { ...inPrompt(0), stepId: newStepId() })).toBeNull();
    expect(positionOf(document, inThought(newThoughtId(), 0))).toBeNull();
    expect(positionOf(document, { ...inThought(first.id, 0), section: "postPrompt" })).toBeNull();
    expect(positionOf(document, { ...inThought(first.id, 0), thoughtId: null })).toBeNull();
    expect(positionOf(document, { ...inPrompt(0), thoughtId: first.id })).toBeNull();
    expect(positionOf(document, inThought(first.id, 7, 8))).toBeNull();
    expect(positionOf(document, inPrompt(7, 8))).toBeNull();
  });

  it("[D9] a position outside the document is refused", () => {
    expect(() => addressAt(document, -1)).toThrow(RangeError);
    expect(() => addressAt(document, document.content.size + 1)).toThrow(RangeError);
  });
});

describe("steps and sections around a position", () => {
  it("finds a step by its id and by its number", () => {
    const found = findStep(document, edited.id) ?? expect.fail("not found");
    expect(found.index).toBe(1);
    expect(document.nodeAt(found.position)).toBe(found.node);
    expect(stepAtIndex(document, 1)).toEqual(found);
    expect(findStep(document, newStepId())).toBeNull();
    expect(stepAtIndex(document, 3)).toBeNull();
  });

  it("finds the step and section around every position", () => {
    for (let position = 0; position <= document.content.size; position += 1) {
      const around = stepAround(document, position);
      if (position === document.content.size) expect(around).toBeNull();
      else if (around === null) expect.fail(`no step around ${String(position)}`);
      else {
        expect(around.position).toBeLessThanOrEqual(position);
        expect(around.position + around.node.nodeSize).toBeGreaterThan(position);
        expect(document.child(around.index)).toBe(around.node);
      }
      const section = sectionAround(document, position);
      if (section !== null) {
        expect(document.nodeAt(section.position)).toBe(section.node);
        expect(section.node.type.name).toBe(section.name);
      } else expect(document.resolve(position).depth).toBeLessThan(2);
    }
  });
});
