import { redoDepth, undoDepth } from "prosemirror-history";
import { describe, expect, it } from "vitest";

import {
  action,
  bullet,
  CLOSED,
  fullStep,
  initial,
  outcome,
  postAction,
  postPrompt,
  prompt,
  step,
  TAGGED,
  w,
} from "../../support/build.ts";
import { Writing } from "../../support/writing.ts";
import { spotOf } from "../../../renderer/editor/nodes.ts";
import { undoNames } from "../../../renderer/editor/state/act-names.ts";
import { runFacts } from "../../../renderer/editor/state/run-facts.ts";
import { TAG } from "../../../shared/domain/tag.ts";

function where(writing: Writing): string {
  const spot = spotOf(writing.state.selection.$head);
  return spot === null ? "nowhere" : `${spot.stepIndex + 1} ${spot.name}`;
}

function states(writing: Writing, number: number): string {
  const facts = runFacts(writing.state).steps[number - 1];
  return facts === undefined ? "none" : Object.values(facts.states).join(" ");
}

describe("finishing a section", () => {
  it("[E10] goes through a step and makes the next one, closing what it leaves", () => {
    const writing = new Writing(step());
    for (const text of ["a", "b", "", "c", "", "d"]) writing.type(text).act("finishSection");
    expect(states(writing, 1)).toBe("written written empty written empty written");
    expect(writing.steps().length).toBe(2);
    expect(where(writing)).toBe("2 initial");
    expect(writing.steps()[0]?.postPrompt.closed).toBe(true);
    expect(writing.said).toEqual([]);
  });

  it("[E10] stays on an empty section that must be written and says what is missing", () => {
    const writing = new Writing(step());
    writing.act("finishSection");
    expect(where(writing)).toBe("1 initial");
    expect(writing.said).toEqual([{ kind: "mustBeWritten", step: 1, section: "initial" }]);
    writing.at(1, "outcome").act("finishSection");
    expect(writing.said.at(-1)).toEqual({ kind: "mustBeWritten", step: 1, section: "outcome" });
    expect(writing.steps().length).toBe(1);
  });

  it("[E11] leaves out what the tag of the step before hides", () => {
    const tagged = new Writing(step(initial("a"), prompt("b"), action("c"), outcome("d", TAGGED)));
    tagged.at(1, "outcome").act("finishSection");
    expect(where(tagged)).toBe("2 action");
    const skipped = new Writing(step(initial("a"), prompt("b"), action("c", TAGGED), outcome()));
    skipped.at(1, "outcome").act("finishSection");
    expect(where(skipped)).toBe("2 prompt");
    expect(states(skipped, 1)).toBe("written written empty written empty skipped");
    expect(states(skipped, 2)).toBe("skipped unwritten unwritten unwritten unwritten unwritten");
  });

  it("[E10] drops empty thoughts at the section's end and nothing else", () => {
    const writing = new Writing(step(initial(bullet(w("a"), w(""), w("b"), w("")), bullet(w("")))));
    writing.caret("b|").act("finishSection");
    expect(writing.text(1, "initial")).toBe("W:a + W: + W:b");
  });

  it("[E12] goes to the next and previous section past skipped ones, and says where the run ends", () => {
    const writing = new Writing(fullStep("x", outcome("o", TAGGED)), fullStep("y"));
    writing.at(1, "outcome").act("nextSection");
    expect(where(writing)).toBe("2 action");
    writing.act("previousSection");
    expect(where(writing)).toBe("1 outcome");
    writing.act("nextStep");
    expect(where(writing)).toBe("2 action");
    writing.act("nextStep").at(1, "initial").act("previousSection");
    expect(writing.said).toEqual([
      { kind: "noFurther", way: "forward" },
      { kind: "noFurther", way: "back" },
    ]);
  });
});

describe("the tag", () => {
  it("[E13] says what setting and removing it hides, shows and needs", () => {
    const writing = new Writing(fullStep("x"), step(initial(bullet(w("one two"))), action("go")));
    writing.at(1, "outcome").act("tag");
    expect(writing.text(1, "outcome")).toBe("<>x outcome");
    expect(writing.said).toEqual([
      {
        kind: "tagSet",
        step: 1,
        section: "outcome",
        hidden: [
          { step: 2, section: "initial", words: 2 },
          { step: 2, section: "prompt", words: 0 },
          { step: 2, section: "postPrompt", words: 0 },
        ],
        shown: [],
        needed: [],
      },
    ]);
    expect(writing.text(2, "initial")).toBe("W:one two");
    writing.act("tag");
    expect(writing.said.at(-1)).toMatchObject({
      kind: "tagRemoved",
      shown: [{ section: "initial", words: 2 }, { section: "prompt" }, { section: "postPrompt" }],
      needed: [{ step: 2, section: "prompt" }],
    });
  });

  it("[E13] says it when emptying the outcome of a tagged action hides something", () => {
    const writing = new Writing(fullStep("x", action("a", TAGGED), outcome("o", CLOSED)), fullStep("y"));
    writing.at(1, "outcome").press("Backspace");
    expect(writing.said).toMatchObject([
      {
        kind: "skipsChanged",
        hidden: [
          { step: 1, section: "outcome" },
          { step: 2, section: "initial" },
        ],
      },
    ]);
    writing.type("n");
    expect(writing.said.at(-1)).toMatchObject({ kind: "skipsChanged", shown: [{ step: 1 }, { step: 2, words: 2 }] });
  });

  it("[E13] stands only on action and outcome", () => {
    const writing = new Writing(fullStep("x"));
    writing.at(1, "prompt").act("tag");
    expect(writing.said).toEqual([{ kind: "tagNotHere" }]);
  });

  it("[E14] is what the 13 characters become, typed, pasted or joined; one undo gives the text back", () => {
    const typed = new Writing(fullStep("x", action()));
    typed.at(1, "action").type(`${TAG}I run`);
    expect(typed.text(1, "action")).toBe("<>I run");
    expect(typed.said).toMatchObject([{ kind: "textBecameTag", step: 1, section: "action" }]);
    typed.act("undo");
    expect(typed.text(1, "action")).toBe("<>");
    typed.act("undo");
    expect(typed.text(1, "action")).toBe(TAG);
    typed.type("I stay");
    expect(typed.text(1, "action")).toBe(`${TAG}I stay`);

    const pasted = new Writing(fullStep("x", outcome("rest")));
    pasted.caret("|rest").paste(`${TAG}the `);
    expect(pasted.text(1, "outcome")).toBe("<>the rest");
    expect(pasted.around()).toBe("the |rest");

    const joined = new Writing(fullStep("x", outcome("x<yo be ", "real> rest")));
    joined.caret("|real> rest").press("Backspace").caret("x|<yo be ").press("Backspace");
    expect(joined.text(1, "outcome")).toBe("<>rest");
  });

  it("[E14] leaves the 13 characters alone in a tagged section, elsewhere, and where they stood", () => {
    const writing = new Writing(fullStep("x", action("a", TAGGED), outcome(`${TAG}as it came`)));
    writing.at(1, "action", "start").type(TAG);
    expect(writing.text(1, "action")).toBe(`<>${TAG}a`);
    writing.at(1, "outcome").type("!");
    expect(writing.text(1, "outcome")).toBe(`${TAG}as it came!`);
    writing.at(1, "prompt", "start").type(TAG);
    expect(writing.text(1, "prompt")).toBe(`${TAG}x prompt`);
    expect(writing.said).toEqual([]);
  });
});

describe("deleting over sections and steps", () => {
  it("[E15] takes the text and leaves six sections in each step that remains", () => {
    const writing = new Writing(fullStep("a"), fullStep("b"), fullStep("c"));
    writing.selectFrom("a pro|mpt", "c act|ion").press("Backspace");
    expect(writing.steps().length).toBe(2);
    expect(writing.text(1, "prompt")).toBe("a pro");
    expect(writing.text(1, "outcome")).toBe("");
    expect(writing.text(2, "prompt")).toBe("");
    expect(writing.text(2, "action")).toBe("ion");
    expect(writing.text(2, "outcome")).toBe("c outcome");
    expect(writing.around()).toBe("a pro|");
    expect(undoNames(writing.state).undo).toEqual({ act: "deleteStep", step: 2 });
    writing.act("undo");
    expect(writing.steps().map((one) => one.prompt.text)).toEqual(["a prompt", "b prompt", "c prompt"]);
  });

  it("[E15] keeps what is parked, and what the way of reading leaves out", () => {
    const writing = new Writing(fullStep("a", outcome("o", TAGGED)), fullStep("b"));
    writing.selectFrom("|a action", "b acti|on").press("Delete");
    expect(writing.text(2, "initial")).toBe("W:b initial");
    expect(writing.text(2, "prompt")).toBe("b prompt");
    expect(writing.text(2, "action")).toBe("on");
    expect(writing.text(1, "outcome")).toBe("<>");

    const story = new Writing(fullStep("a"));
    story.read("story").selectFrom("|a prompt", "a action|").press("Backspace");
    expect(story.text(1, "prompt")).toBe("");
    expect(story.text(1, "action")).toBe("");
    expect(story.text(1, "postPrompt")).toBe("D:a post-prompt");
    const longterm = new Writing(fullStep("a"));
    longterm.read("longterm").selectFrom("|a initial", "a post-prompt|").press("Backspace");
    expect(longterm.text(1, "initial")).toBe("W:a initial");
    expect(longterm.said).toEqual([{ kind: "hiddenBySelection" }]);
  });

  it("[E15] empties the run to one blank step and gives it back by one undo", () => {
    const writing = new Writing(fullStep("a"), fullStep("b"), fullStep("c"));
    const before = writing.steps();
    writing.selectFrom("|a initial", "c outcome|").press("Backspace");
    expect(writing.steps().length).toBe(1);
    expect(states(writing, 1)).toBe("unwritten unwritten unwritten unwritten unwritten unwritten");
    expect(writing.act("undo").steps()).toEqual(before);
  });

  it("[E15] joins what is left within one section", () => {
    const writing = new Writing(step(initial(bullet(w("aa"), w("bb")), bullet(w("cc"), w("dd")))));
    writing.selectFrom("a|a", "c|c").press("Backspace");
    expect(writing.text(1, "initial")).toBe("W:ac + W:dd");
  });
});

describe("steps and undo", () => {
  it("[E16] deletes and inserts steps by name", () => {
    const writing = new Writing(fullStep("a"), fullStep("b"), fullStep("c"));
    writing.at(2, "prompt").act("deleteStep");
    expect(writing.steps().map((one) => one.prompt.text)).toEqual(["a prompt", "c prompt"]);
    expect(undoNames(writing.state).undo).toEqual({ act: "deleteStep", step: 2 });
    writing.act("insertStep");
    expect(where(writing)).toBe("3 initial");
    expect(undoNames(writing.state).undo).toEqual({ act: "insertStep", step: 3 });
    writing.act("undo", "undo");
    expect(undoNames(writing.state)).toEqual({ undo: null, redo: { act: "deleteStep", step: 2 } });
    writing.act("redo");
    expect(writing.steps().length).toBe(2);
    writing.act("deleteStep", "deleteStep");
    expect(writing.steps().length).toBe(1);
    expect(states(writing, 1)).toBe("unwritten unwritten unwritten unwritten unwritten unwritten");
  });

  it("[E16] takes back a named act without the typing before and after it", () => {
    const writing = new Writing(step(initial(bullet(w("a")))));
    writing.caret("a|").type("b").act("doylist").type("c");
    expect(writing.text(1, "initial")).toBe("D:abc");
    writing.act("undo");
    expect(writing.text(1, "initial")).toBe("D:ab");
    expect(undoNames(writing.state).undo).toEqual({ act: "doylist", step: null });
    writing.act("undo");
    expect(writing.text(1, "initial")).toBe("W:ab");
  });

  /** What undo leaves, time after time, of a prompt that was typed without a pause. */
  function undone(typed: string): string[] {
    const writing = new Writing(fullStep("a", prompt("")));
    writing.at(1, "prompt").type(typed);
    const left: string[] = [];
    while (undoDepth(writing.state) > 0) left.push(writing.act("undo").text(1, "prompt"));
    while (redoDepth(writing.state) > 0) writing.act("redo");
    expect(writing.text(1, "prompt")).toBe(typed);
    return left;
  }

  it("[E57] takes steady typing back by sentences, and a long one ten words at a time", () => {
    expect(undone("The tide turns. “Who goes?” “Jory … just Jory.” You wait")).toEqual([
      "The tide turns. “Who goes?” “Jory … just Jory.” ",
      "The tide turns. “Who goes?” “Jory … ",
      "The tide turns. “Who goes?” ",
      "The tide turns. ",
      "",
    ]);
    const words = Array.from({ length: 37 }, (_, at) => `word${at}`);
    const left = undone(words.join(" ")).map((text) => text.split(" ").filter(Boolean).length);
    expect(left).toEqual([30, 20, 10, 0]);
    // Neither a number's point nor letters put into a word end a sentence.
    expect(undone("It costs 3.50 at most, e.g.this")).toEqual([""]);
  });

  it("[E57] takes what an input method composes back whole, and saves and counts as if it were one typing", () => {
    const writing = new Writing(fullStep("a", prompt("")));
    writing.at(1, "prompt").type("One. ");
    const compose = (text: string): void =>
      writing.dispatch(writing.state.tr.insertText(text).setMeta("composition", 1));
    compose("T");
    compose("wo. ");
    compose("Three");
    expect(writing.act("undo").text(1, "prompt")).toBe("One. ");
    writing.act("redo");
    const { acts } = writing.takeChanges();
    expect(acts.filter(({ kind }) => kind === "typed")).toMatchObject([{ section: "prompt", added: 3, removed: 0 }]);
  });
});

describe("paragraphs", () => {
  it("[E17] are begun by Enter and joined by Backspace and Delete, never beyond their section", () => {
    const writing = new Writing(fullStep("s", prompt("one two"), postPrompt(), postAction()));
    writing.caret("one| two").press("Enter");
    expect(writing.text(1, "prompt")).toBe("one ¶  two");
    writing.press("Backspace").press("Shift-Enter");
    expect(writing.text(1, "prompt")).toBe("one ¶  two");
    writing.caret("one|").press("Delete");
    expect(writing.text(1, "prompt")).toBe("one two");
    writing.at(1, "prompt", "start").press("Backspace").at(1, "prompt").press("Delete");
    expect(writing.text(1, "prompt")).toBe("one two");
    expect(writing.text(1, "initial")).toBe("W:s initial");
  });
});
