import { describe, expect, it } from "vitest";

import { Address, addressedText } from "../../../shared/domain/address.ts";
import { newRunId, newStepId, newThoughtId, StepId } from "../../../shared/domain/ids.ts";
import { MAX_TITLE_UNITS, Run } from "../../../shared/domain/run.ts";
import { Bullet, thoughtsOf, ThoughtSection } from "../../../shared/domain/section.ts";
import { blankStep, contentOf, Step, StepContent } from "../../../shared/domain/step.ts";
import { joinTag, splitTag, TAG, tagProblem } from "../../../shared/domain/tag.ts";
import { action, bullet, by, d, fullStep, initial, LONGTERM, prompt, run, step, w } from "../../support/build.ts";

describe("the tag", () => {
  it("[D6] is 13 characters with one blank at the end", () => {
    expect(TAG).toBe("<yo be real> ");
    expect(TAG).toHaveLength(13);
  });

  const rows: [text: string, tagged: boolean, rest: string][] = [
    ["<yo be real> I look", true, "I look"],
    ["<yo be real>  I look", true, " I look"],
    ["<yo be real> <yo be real> twice", true, "<yo be real> twice"],
    ["<yo be real> ", true, ""],
    ["<yo be real>", false, "<yo be real>"],
    ["<yo be real>\u00a0x", false, "<yo be real>\u00a0x"],
    ["<Yo be real> x", false, "<Yo be real> x"],
    [" <yo be real> x", false, " <yo be real> x"],
    ["", false, ""],
  ];
  it.each(rows)("[D6] %j is taken apart and put together again", (text, tagged, rest) => {
    expect(splitTag(text)).toEqual({ tagged, text: rest });
    expect(joinTag({ tagged, text: rest })).toBe(text);
  });

  it("[D6] stands on a text that does not begin with it", () => {
    expect(tagProblem({ tagged: true, text: "a" })).toBeNull();
    expect(tagProblem({ tagged: false, text: "" })).toBeNull();
    expect(tagProblem({ tagged: false, text: "<yo be real>" })).toBeNull();
    expect(tagProblem({ tagged: true, text: "" })).toBe("tagWithoutText");
    expect(tagProblem({ tagged: true, text: `${TAG}a` })).toBe("textBeginsWithTag");
    expect(tagProblem({ tagged: false, text: TAG })).toBe("textBeginsWithTag");
  });
});

describe("ids", () => {
  it("are version 7, differ, and sort in the order of their making", () => {
    const made = Array.from({ length: 1_000 }, () => newStepId());
    expect(new Set(made).size).toBe(made.length);
    expect(made.toSorted()).toEqual(made);
    for (const id of made) expect(StepId.parse(id)).toBe(id);
  });

  it.each([
    ["empty", ""],
    ["version 4", "9b2d3b52-5c1e-4f0a-8d5e-0d9a6d0b7c11"],
    ["in capitals", "01890A5D-AC96-774B-BCCE-B302099A8057"],
    ["with something after it", "01890a5d-ac96-774b-bcce-b302099a8057\n"],
  ])("refuse what is %s", (_what, text) => {
    expect(StepId.safeParse(text).success).toBe(false);
  });
});

describe("addresses", () => {
  const clue = d("A clue", LONGTERM);
  const one = step(initial(bullet(w("First"), clue)), prompt("Two", "paragraphs"));
  const place = { runId: newRunId(), stepId: one.id, start: 0, end: 3 };

  it("name a thought's text, or a story section's paragraphs joined by line feeds", () => {
    expect(addressedText(one, { section: "initial", thoughtId: clue.id })).toBe("A clue");
    expect(addressedText(one, { section: "prompt", thoughtId: null })).toBe("Two\nparagraphs");
  });

  it("name nothing that is not there", () => {
    expect(addressedText(one, { section: "initial", thoughtId: newThoughtId() })).toBeNull();
    expect(addressedText(one, { section: "initial", thoughtId: null })).toBeNull();
    expect(addressedText(one, { section: "postPrompt", thoughtId: clue.id })).toBeNull();
    expect(addressedText(one, { section: "prompt", thoughtId: clue.id })).toBeNull();
  });

  it("end at or after their start, and start at or after 0", () => {
    const address = { ...place, section: "prompt", thoughtId: null };
    expect(Address.safeParse(address).success).toBe(true);
    expect(Address.safeParse({ ...address, start: 3 }).success).toBe(true);
    expect(Address.safeParse({ ...address, start: 4 }).success).toBe(false);
    expect(Address.safeParse({ ...address, start: -1 }).success).toBe(false);
    expect(Address.safeParse({ ...address, start: 0.5 }).success).toBe(false);
  });
});

describe("what may be stored", () => {
  it("a blank step has every section, and a thought to type in", () => {
    const blank = blankStep();
    expect(Step.parse(blank)).toEqual(blank);
    expect(StepContent.parse(contentOf(blank))).toEqual(contentOf(blank));
    expect(contentOf(blank)).not.toHaveProperty("id");
    expect(thoughtsOf(blank.initial).map(({ type, text, longterm }) => [type, text, longterm])).toEqual([
      ["watsonian", "", false],
    ]);
  });

  it("a run with what its builder says", () => {
    const made = run("A run", by("Ann", ["Bo", "player"]), fullStep("1"), step(action("x")));
    expect(Run.parse(made)).toEqual(made);
    expect(made.authors).toEqual([
      { name: "Ann", role: "dm" },
      { name: "Bo", role: "player" },
    ]);
  });

  it("no section without a bullet, no bullet without a thought, no unknown key", () => {
    expect(ThoughtSection.safeParse({ closed: false, bullets: [] }).success).toBe(false);
    expect(Bullet.safeParse([]).success).toBe(false);
    expect(Step.safeParse({ ...blankStep(), extra: 1 }).success).toBe(false);
  });

  it("no title beyond its limit, and no author without a name", () => {
    const made = run("x".repeat(MAX_TITLE_UNITS), step());
    expect(Run.safeParse(made).success).toBe(true);
    expect(Run.safeParse({ ...made, title: `${made.title}x` }).success).toBe(false);
    expect(Run.safeParse({ ...made, authors: [{ name: "", role: "dm" }] }).success).toBe(false);
  });
});
