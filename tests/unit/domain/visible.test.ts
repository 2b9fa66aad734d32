import { describe, expect, it } from "vitest";

import { runStates } from "../../../shared/domain/states.ts";
import { parkedSections, visible, visibleStep } from "../../../shared/domain/visible.ts";
import {
  addWords,
  NO_WORDS,
  sectionWords,
  thoughtWords,
  totalWords,
  visibleWords,
} from "../../../shared/domain/words.ts";
import {
  action,
  bullet,
  c,
  CLOSED,
  d,
  fullStep,
  initial,
  m,
  outcome,
  postPrompt,
  prompt,
  run,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";

const hidden = run(
  "Hidden",
  fullStep("1", outcome("b", TAGGED)),
  fullStep("2", action("a", TAGGED), outcome(CLOSED)),
  fullStep("3"),
);

describe("what a reader sees", () => {
  it("[D3] leaves out what a skip hides, and says which section it is parked in", () => {
    expect([...visible(hidden.steps)].map((one) => one.sections)).toEqual([
      ["initial", "prompt", "postPrompt", "action", "postAction", "outcome"],
      ["action", "postAction"],
      ["prompt", "postPrompt", "action", "postAction", "outcome"],
    ]);
    const states = runStates(hidden.steps);
    const parked = hidden.steps.map((one, index) => parkedSections(one, states[index] ?? expect.fail("no states")));
    expect(parked).toEqual([[], ["initial", "prompt", "postPrompt"], ["initial"]]);
  });

  it("[D3] shows parked text again when the tag is taken off", () => {
    const [first, second] = hidden.steps;
    if (first === undefined || second === undefined) expect.fail("two steps");
    const untagged = { ...first, outcome: { ...first.outcome, tagged: false } };
    expect(visibleStep(second, untagged, 2).sections).toEqual([
      "initial",
      "prompt",
      "postPrompt",
      "action",
      "postAction",
    ]);
  });

  it("numbers the steps from 1 and reads no further than it is asked", () => {
    let read = 0;
    function* steps() {
      for (const one of hidden.steps) {
        read += 1;
        yield one;
      }
    }
    for (const { number } of visible(steps())) {
      expect(number).toBe(read);
      if (number === 2) break;
    }
    expect(read).toBe(2);
  });
});

describe("words of a step", () => {
  const one = step(
    initial(bullet(w("one two"), d("three")), m("four five six"), bullet(c("seven eight nine ten"))),
    prompt("story words"),
    postPrompt("hidden when skipped"),
    action("I go", TAGGED),
  );

  it("counts story, and thoughts by type; the tag is no word", () => {
    expect(sectionWords(one, "initial")).toEqual({ story: 0, watsonian: 2, doylist: 1, meta: 3, comment: 4 });
    expect(sectionWords(one, "action")).toEqual({ ...NO_WORDS, story: 2 });
  });

  it("[D3] counts nothing of what is hidden, and all of it among what is stored", () => {
    const seen = visibleWords(one, visibleStep(one, fullStep("0", outcome("b", TAGGED)), 2).states);
    expect(seen).toEqual({ ...NO_WORDS, story: 2 });
    const all = visibleWords(one, visibleStep(one, null, 1).states);
    expect([all.story, thoughtWords(all), totalWords(all)]).toEqual([4, 13, 17]);
    expect(addWords(seen, all).story).toBe(6);
  });
});
