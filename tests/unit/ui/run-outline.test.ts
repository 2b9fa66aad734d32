import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { longTermThoughts, rememberedAt } from "../../../renderer/state/long-term.ts";
import { mapRows } from "../../../renderer/state/map-rows.ts";
import { firstWords, outlineOf, partsOf } from "../../../renderer/state/run-outline.ts";
import { withChanges } from "../../../renderer/state/run-model.ts";
import { findText, visibleTexts } from "../../../renderer/state/run-search.ts";
import { addressedText } from "../../../shared/domain/address.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { contentOf } from "../../../shared/domain/step.ts";
import {
  action,
  bookmark,
  bullet,
  chapter,
  d,
  fullStep,
  initial,
  LONGTERM,
  outcome,
  prompt,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";

const blank = (count: number): Step[] => Array.from({ length: count }, () => step());

describe("the outline", () => {
  it("[PG7] begins with the story, else with a thought, and shows nothing that is hidden", () => {
    const steps = [
      step(initial(bullet(w("Only a thought.")))),
      step(initial(bullet(w("A thought."))), prompt("The ferry.", "Second.")),
      fullStep("one", outcome("one outcome", TAGGED)),
      fullStep("two"),
      step(),
    ];
    expect(outlineOf(steps).map((one) => one.opening)).toEqual([
      "Only a thought.",
      "The ferry. Second.",
      "one prompt",
      "two action",
      "",
    ]);
  });

  it("[PG7] is renewed where the step before changed what it hides, though the step is the same object", () => {
    const [before, after] = [fullStep("one"), fullStep("two")];
    expect(outlineOf([before, after])[1]?.opening).toBe("two prompt");
    const tagged = { ...before, outcome: { ...before.outcome, tagged: true } };
    expect(outlineOf([tagged, after])[1]?.opening).toBe("two action");
    expect(outlineOf([before, after])[1]?.opening).toBe("two prompt");
  });

  it("[PG7] cuts a beginning between words and keeps it on one line", () => {
    expect(firstWords("one two three", 8)).toBe("one two…");
    expect(firstWords("a\n b\tc")).toBe("a b c");
    expect(firstWords("x".repeat(200), 10)).toBe(`${"x".repeat(10)}…`);
  });

  it("[PG8] has a part for each chapter and hundreds where there is none, and loses no step", () => {
    const steps = [...blank(130), step(chapter("The Far Bank")), ...blank(250)];
    const parts = partsOf(outlineOf(steps));
    expect(parts.map((part) => [part.chapter, part.steps.length])).toEqual([
      [null, 100],
      [null, 30],
      ["The Far Bank", 251],
    ]);
    expect(parts.flatMap((part) => part.steps.map((one) => one.id))).toEqual(steps.map((one) => one.id));
  });

  it("[PG8] opens the part of the current step, others when asked; a filter finds numbers, words, names", () => {
    const steps = [
      ...blank(100),
      step(chapter("Salt"), prompt("The goose objects")),
      step(bookmark("The knock")),
      ...blank(3),
    ];
    const parts = partsOf(outlineOf(steps));
    expect(mapRows(parts, 101, new Set(), "").map((row) => row.kind)).toEqual([
      "part",
      "part",
      "step",
      "step",
      "step",
      "step",
      "step",
    ]);
    const first = parts[0]?.steps[0]?.id ?? "";
    expect(mapRows(parts, 101, new Set([first]), "")).toHaveLength(107);
    const found = (filter: string): number[] =>
      mapRows(parts, 1, new Set(), filter).flatMap((row) => (row.kind === "step" ? [row.step.number] : []));
    expect(found("GOOSE")).toEqual([101]);
    expect(found("knock")).toEqual([102]);
    expect(found("salt")).toEqual([101]);
    expect(found("10")).toEqual([10, 100, 101, 102, 103, 104, 105]);
    expect(found("nothing such")).toEqual([]);
    const said = mapRows(parts, 1, new Set(), "needs W", ({ number }) => (number === 7 ? "needs work" : ""));
    expect(said.flatMap((row) => (row.kind === "step" ? [row.step.number] : []))).toEqual([7]);
  });
});

describe("what stands in a run", () => {
  const steps = [
    step(
      initial(bullet(w("The flame leans at a lie.", LONGTERM), d("Say so late."))),
      prompt("“Knock,” he says, and don’t stop."),
    ),
    step(action("I knock. I KNOCK.", TAGGED), outcome("You do.")),
    step(initial(bullet(d("Everything opens to asking.", LONGTERM)))),
  ];

  it("[PG9] is found whatever its case and the shape of its quotes, with an address that leads to it", () => {
    const hits = findText(steps, "knock", 10);
    expect(hits.map((hit) => [hit.step, hit.section])).toEqual([
      [1, "prompt"],
      [2, "action"],
      [2, "action"],
    ]);
    for (const hit of hits) {
      const owner = steps[hit.step - 1];
      expect(owner === undefined ? null : addressedText(owner, hit)?.slice(hit.start, hit.end).toLowerCase()).toBe(
        "knock",
      );
      expect(hit.snippet.slice(hit.snippetStart, hit.snippetEnd).toLowerCase()).toBe("knock");
    }
    expect(findText(steps, `"knock,"`, 10)).toHaveLength(1);
    expect(findText(steps, "don't", 10)).toHaveLength(1);
    expect(findText(steps, "knock", 2)).toHaveLength(2);
    expect(findText(steps, "  ", 10)).toEqual([]);
  });

  it("[PG9] takes what is asked as plain text", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (asked) => {
        for (const hit of findText([step(prompt(`before ${asked} after`))], asked, 3)) {
          expect(hit.end).toBeGreaterThan(hit.start);
        }
        if (asked.trim() !== "" && !/['‘’"“”\s]/u.test(asked)) {
          expect(findText([step(prompt(`before ${asked} after`))], asked, 3)).not.toHaveLength(0);
        }
      }),
    );
  });

  it("[PG9] is read in order and without what a skip hides", () => {
    const hidden = [fullStep("one", outcome("one outcome", TAGGED)), fullStep("two")];
    expect([...visibleTexts(hidden)].map((place) => place.text)).toEqual([
      "one initial",
      "one prompt",
      "one post-prompt",
      "one action",
      "one post-action",
      "one outcome",
      "two action",
      "two post-action",
      "two outcome",
    ]);
  });

  it("[PG10] is remembered up to the caret's step, the nearest first", () => {
    const all = longTermThoughts(steps);
    expect(all.map((thought) => thought.step)).toEqual([1, 3]);
    expect(rememberedAt(all, 2).map((thought) => thought.text)).toEqual(["The flame leans at a lie."]);
    expect(rememberedAt(all, 3).map((thought) => thought.step)).toEqual([3, 1]);
  });
});

describe("the model of the panels", () => {
  it("[PG11] follows the changes that are saved, and keeps what has not changed the same object", () => {
    const [first, second, third] = [fullStep("one"), fullStep("two"), fullStep("three")];
    const fresh = fullStep("new");
    const after = withChanges([first, second, third], {
      steps: [
        { id: second.id, deleted: true },
        { id: fresh.id, content: contentOf(fresh) },
      ],
      order: [third.id, first.id, fresh.id],
    });
    expect(after).toEqual([third, first, fresh]);
    expect(after[1]).toBe(first);
    const edited = { ...contentOf(third), bookmark: "here" };
    expect(withChanges(after, { steps: [{ id: third.id, content: edited }] })).toEqual([
      { id: third.id, ...edited },
      first,
      fresh,
    ]);
  });
});
