import { describe, expect, it } from "vitest";

import {
  action,
  bookmark,
  bullet,
  chapter,
  CLOSED,
  d,
  fullStep,
  initial,
  LONGTERM,
  m,
  outcome,
  postAction,
  postPrompt,
  prompt,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { Writing } from "../../support/writing.ts";
import { nameStep } from "../../../renderer/editor/acts/step-names.ts";
import { moveStepTo } from "../../../renderer/editor/acts/steps.ts";
import { spotOf } from "../../../renderer/editor/nodes.ts";
import { undoNames } from "../../../renderer/editor/state/act-names.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";

function where(writing: Writing): string {
  const spot = spotOf(writing.state.selection.$head);
  return spot === null ? "nowhere" : `${spot.stepIndex + 1} ${spot.name}`;
}

/** A step's sections that hold something, in the short form. */
function read(writing: Writing, number: number): string {
  return SECTION_NAMES.map((name) => writing.text(number, name))
    .filter((text) => !/^([WDMC]:)?$/u.test(text))
    .join(" | ");
}

const prompts = (writing: Writing): string[] => writing.steps().map((one) => one.prompt.text);

describe("inserting and doubling steps", () => {
  it("[E42] inserts before and after, at the first section that is open, by name", () => {
    const writing = new Writing(fullStep("a", outcome("o", TAGGED)), fullStep("b"));
    writing.at(2, "action").act("insertStepBefore");
    expect(where(writing)).toBe("2 action");
    expect(prompts(writing)).toEqual(["a prompt", "", "b prompt"]);
    expect(writing.said.find(({ kind }) => kind === "stepsChanged")).toEqual({
      kind: "stepsChanged",
      act: "insertStepBefore",
      step: 2,
      now: 2,
    });
    expect(undoNames(writing.state).undo).toEqual({ act: "insertStepBefore", step: 2 });
    writing.act("undo").at(1, "prompt").act("insertStep");
    expect(where(writing)).toBe("2 action");
  });

  it("[E42] doubles a step with ids of its own and the caret in the copy", () => {
    const writing = new Writing(fullStep("a", chapter("One"), bookmark("here"), outcome("o", TAGGED)));
    writing.caret("a pro|mpt").act("duplicateStep");
    const [first, second] = writing.steps();
    expect(where(writing)).toBe("2 prompt");
    expect(writing.around()).toBe("a pro|mpt");
    expect(read(writing, 2)).toBe(read(writing, 1));
    expect(second).toMatchObject({ chapter: null, bookmark: null });
    expect(first).toMatchObject({ chapter: "One", bookmark: "here" });
    expect(second?.id).not.toBe(first?.id);
    expect(second?.initial.bullets[0]?.[0]?.id).not.toBe(first?.initial.bullets[0]?.[0]?.id);
    expect(writing.takeChanges().acts.every(({ kind }) => kind === "pasted")).toBe(true);
  });
});

describe("moving steps", () => {
  it("[E43] moves a step by one and to a number, the caret with it, and says where it stands", () => {
    const writing = new Writing(fullStep("a"), fullStep("b"), fullStep("c"), fullStep("d"));
    const ids = writing.steps().map(({ id }) => id);
    writing.caret("b pro|mpt").act("moveStepDown");
    expect(prompts(writing)).toEqual(["a prompt", "c prompt", "b prompt", "d prompt"]);
    expect(writing.around()).toBe("b pro|mpt");
    expect(writing.said.at(-1)).toEqual({ kind: "stepsChanged", act: "moveStepDown", step: 2, now: 3 });
    moveStepTo(1)(writing.state, writing.dispatch);
    expect(prompts(writing)).toEqual(["b prompt", "a prompt", "c prompt", "d prompt"]);
    expect(undoNames(writing.state).undo).toEqual({ act: "moveStepTo", step: 3 });
    moveStepTo(4)(writing.state, writing.dispatch);
    expect(prompts(writing)).toEqual(["a prompt", "c prompt", "d prompt", "b prompt"]);
    expect(writing.steps()[3]?.id).toBe(ids[1]);
    expect(writing.around()).toBe("b pro|mpt");
    expect(moveStepTo(5)(writing.state)).toBe(false);
    writing.act("moveStepDown");
    expect(writing.said.at(-1)).toEqual({ kind: "noFurther", way: "forward" });
    // Nothing is told to the library but the order.
    expect(writing.takeChanges()).toMatchObject({ steps: [], acts: [] });
  });

  it("[E43] says what a moved tag hides and shows", () => {
    const writing = new Writing(fullStep("a", outcome("o", TAGGED)), fullStep("b"), fullStep("c"));
    writing.at(1, "prompt").act("moveStepDown");
    expect(writing.said).toMatchObject([
      { kind: "stepsChanged", act: "moveStepDown" },
      { kind: "skipsChanged", hidden: [{ step: 3, section: "initial" }, {}, {}], shown: [{ step: 1 }, {}, {}] },
    ]);
    const [, , third] = writing.steps();
    expect(third?.initial.bullets[0]?.[0]?.text).toBe("c initial");
  });
});

describe("splitting a step", () => {
  const sections = [
    initial(bullet(w("aa", LONGTERM), d("bb")), bullet(m("cc"))),
    prompt("one two", "three"),
    postPrompt(bullet(d("pp"))),
    action("go", TAGGED),
    postAction(bullet(m("qq"))),
    outcome("end", TAGGED),
  ];

  it("[E44] takes what stands behind the caret to a new step, each text into its section", () => {
    const writing = new Writing(step(...sections, chapter("One")));
    const before = writing.steps();
    writing.caret("one| two").act("splitStep");
    expect(read(writing, 1)).toBe("W!:aa + D:bb / M:cc | one");
    expect(read(writing, 2)).toBe(" two ¶ three | D:pp | <>go | M:qq | <>end");
    expect(where(writing)).toBe("2 prompt");
    expect(writing.around()).toBe("| two");
    expect(writing.steps()[0]?.id).toBe(before[0]?.id);
    expect(writing.steps().map((one) => one.chapter)).toEqual(["One", null]);
    expect(writing.act("undo").steps()).toEqual(before);
  });

  it("[E44] cuts a thought and a bullet, and leaves no empty half at a border", () => {
    const cut = (at: string): string[] => {
      const writing = new Writing(step(...sections)).caret(at).act("splitStep");
      return [writing.text(1, "initial"), writing.text(2, "initial")];
    };
    expect(cut("b|b")).toEqual(["W!:aa + D:b", "D:b / M:cc"]);
    expect(cut("a|a")).toEqual(["W!:a", "W!:a + D:bb / M:cc"]);
    expect(cut("aa|")).toEqual(["W!:aa", "D:bb / M:cc"]);
    expect(cut("|bb")).toEqual(["W!:aa", "D:bb / M:cc"]);
    expect(cut("bb|")).toEqual(["W!:aa + D:bb", "M:cc"]);
    expect(cut("|cc")).toEqual(["W!:aa + D:bb", "M:cc"]);
    expect(cut("cc|")).toEqual(["W!:aa + D:bb / M:cc", "W:"]);
    expect(cut("|aa")).toEqual(["W:", "W!:aa + D:bb / M:cc"]);
    const story = (at: string): string[] => {
      const writing = new Writing(step(...sections)).caret(at).act("splitStep");
      return [writing.text(1, "prompt"), writing.text(2, "prompt")];
    };
    expect(story("one two|")).toEqual(["one two", "three"]);
    expect(story("|three")).toEqual(["one two", "three"]);
  });

  it("[E44] takes a section with its tag whole where nothing of it stands before the caret", () => {
    const writing = new Writing(step(...sections), fullStep("next"));
    writing.caret("|go").act("splitStep");
    expect(writing.text(1, "action")).toBe("");
    expect(writing.text(2, "action")).toBe("<>go");
    const middle = new Writing(step(...sections), fullStep("next"));
    middle.caret("g|o").act("splitStep");
    expect([middle.text(1, "action"), middle.text(2, "action")]).toEqual(["<>g", "o"]);
    // The outcome's tag goes along: what it hides stays hidden, and nothing is said of it.
    expect(middle.said.map(({ kind }) => kind)).toEqual(["stepsChanged"]);
  });

  it("[E44] gives the second half of a cut thought an id of its own and keeps all others", () => {
    const writing = new Writing(step(...sections));
    const ids =
      writing
        .steps()[0]
        ?.initial.bullets.flat()
        .map(({ id }) => id) ?? [];
    writing.caret("b|b").act("splitStep");
    const after = writing.steps().flatMap((one) => one.initial.bullets.flat().map(({ id }) => id));
    expect(after.slice(0, 2)).toEqual(ids.slice(0, 2));
    expect(after[2]).not.toBe(ids[1]);
    expect(after[3]).toBe(ids[2]);
    const changes = writing.takeChanges();
    expect(new Set(changes.acts.map(({ kind }) => kind))).toEqual(new Set(["moved"]));
  });
});

describe("merging steps", () => {
  it("[E45] puts both texts into one, section by section, and keeps ids, chapters and bookmarks", () => {
    const writing = new Writing(
      fullStep("a", bookmark("x")),
      fullStep("b", chapter("Two"), bookmark("y")),
      fullStep("c"),
    );
    const [first, second] = writing.steps();
    const before = writing.steps();
    writing.caret("a pro|mpt").act("mergeSteps");
    expect(read(writing, 1)).toBe(
      "W:a initial / W:b initial | a prompt ¶ b prompt | D:a post-prompt / D:b post-prompt | a action ¶ b action | M:a post-action / M:b post-action | a outcome ¶ b outcome",
    );
    expect(writing.steps().map(({ id }) => id)).toEqual([first?.id, before[2]?.id]);
    expect(writing.steps()[0]?.initial.bullets[1]).toEqual(second?.initial.bullets[0]);
    expect(writing.steps()[0]).toMatchObject({ chapter: "Two", bookmark: "x / y" });
    expect(writing.around()).toBe("a pro|mpt");
    expect(writing.takeChanges().steps.at(-1)).toEqual({ id: second?.id, deleted: true });
    expect(undoNames(writing.state).undo).toEqual({ act: "mergeSteps", step: 1 });
    expect(writing.act("undo").steps()).toEqual(before);
  });

  it("[E45] is what a split at a border of blocks takes apart", () => {
    const writing = new Writing(fullStep("a", outcome("end", TAGGED)), fullStep("b"));
    const content = read(writing, 1);
    for (const caret of ["|a prompt", "a action|", "a post-prompt|", "|end"]) {
      writing.caret(caret).act("splitStep").at(1, "prompt").act("mergeSteps");
      expect(read(writing, 1)).toBe(content);
    }
    expect(writing.steps().length).toBe(2);
  });

  it("[E45] keeps an action's tag, and of the outcomes' tags the one that speaks of what follows", () => {
    const writing = new Writing(
      fullStep("a", action("go", TAGGED), outcome("o", TAGGED)),
      step(initial(bullet(w("parked"))), action("on")),
      fullStep("c"),
    );
    writing.at(1, "prompt").act("mergeSteps");
    expect(writing.text(1, "action")).toBe("<>go ¶ on");
    expect(writing.text(1, "outcome")).toBe("o");
    expect(writing.text(1, "initial")).toBe("W:a initial / W:parked");
    const blank = new Writing(fullStep("a", outcome("o", TAGGED)), step());
    blank.at(1, "prompt").act("mergeSteps");
    expect(blank.text(1, "outcome")).toBe("<>o");
  });

  it("[E45] says which text comes to be hidden or shown by it", () => {
    const hidden = new Writing(
      fullStep("a", outcome("o", TAGGED)),
      step(action("b")),
      step(initial(bullet(w("two words"))), prompt("c"), action("d")),
    );
    hidden.at(2, "action").act("mergeSteps");
    expect(hidden.said.at(-1)).toMatchObject({
      kind: "skipsChanged",
      hidden: [
        { step: 2, section: "initial", words: 2 },
        { step: 2, section: "prompt", words: 1 },
      ],
    });
    const shown = new Writing(fullStep("a", outcome("o", TAGGED)), fullStep("b"));
    shown.at(1, "prompt").act("mergeSteps");
    expect(shown.said.at(-1)).toMatchObject({ kind: "skipsChanged", shown: [{ step: 1, section: "initial" }, {}, {}] });
  });

  it("[E45] says so at the run's end", () => {
    const writing = new Writing(fullStep("a", outcome(CLOSED)));
    writing.at(1, "prompt").act("mergeSteps");
    expect(writing.said).toEqual([{ kind: "noFurther", way: "forward" }]);
  });
});

describe("chapters and bookmarks", () => {
  it("[E46] are named, renamed and removed on the caret's step, each by its name in undo", () => {
    const writing = new Writing(fullStep("a"), fullStep("b"));
    writing.at(2, "prompt");
    nameStep("chapter", "  Part \n Two\0 ")(writing.state, writing.dispatch);
    expect(writing.steps()[1]?.chapter).toBe("Part Two");
    expect(undoNames(writing.state).undo).toEqual({ act: "nameChapter", step: 2 });
    nameStep("bookmark", "knock")(writing.state, writing.dispatch);
    expect(writing.steps()[1]).toMatchObject({ chapter: "Part Two", bookmark: "knock" });
    expect(writing.said.at(-1)).toEqual({ kind: "stepsChanged", act: "setBookmark", step: 2, now: 2 });
    writing.act("removeChapter");
    expect(writing.steps()[1]?.chapter).toBeNull();
    nameStep("bookmark", " ")(writing.state, writing.dispatch);
    expect(writing.steps()[1]?.bookmark).toBeNull();
    writing.act("undo", "undo", "undo", "undo");
    expect(writing.steps()[1]).toMatchObject({ chapter: null, bookmark: null });
    expect(undoNames(writing.state).undo).toBeNull();
  });
});
