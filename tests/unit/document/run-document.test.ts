import { joinBackward, joinForward, joinTextblockBackward, joinTextblockForward } from "prosemirror-commands";
import { Node } from "prosemirror-model";
import { EditorState, Selection, TextSelection } from "prosemirror-state";
import { canJoin } from "prosemirror-transform";
import { describe, expect, it } from "vitest";

import { contentOfNode, documentOf, stepNode, stepOf, stepsOf } from "../../../shared/document/run-document.ts";
import { findStep, positionOf } from "../../../shared/document/place.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { runStates } from "../../../shared/domain/states.ts";
import { contentOf, newThought } from "../../../shared/domain/step.ts";
import { TAG } from "../../../shared/domain/tag.ts";
import {
  action,
  bookmark,
  bullet,
  c,
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

const TEXTS = [
  "",
  "plain",
  "\n",
  "\n\n\n",
  "a\nb",
  "\na\n\nb\n",
  " outer and  double \t blanks ",
  "\t",
  "\u00a0\u2009",
  "שלום\nمرحبا",
  "👩‍👩‍👧‍👦 𝔐 e\u0301",
  "\u2028 \ufeff \u0001",
  "<script>&amp;</script>",
  TAG,
  "half \ud83d of a pair",
  "\r\n",
  "\0",
];

describe("a run and its document", () => {
  it.each(TEXTS)("[D7] keep a text of %j in every section", (text) => {
    const steps = [
      step(
        initial(bullet(w(text), d(text, LONGTERM)), w(text)),
        prompt(text),
        postPrompt(m(text)),
        action(text, TAGGED),
        postAction(c(text)),
        outcome(text, CLOSED),
      ),
    ];
    const document = documentOf(steps);
    document.check();
    expect(stepsOf(document)).toEqual(steps);
    document.descendants((node) => expect(node.text ?? "").not.toContain("\n"));
  });

  it("[D7] keep chapters, bookmarks, types, flags, tags and what is closed", () => {
    const steps = [
      step(chapter("Part One"), bookmark("here"), chapter(""), initial(CLOSED), prompt("x", CLOSED)),
      fullStep("2", postPrompt(CLOSED), action("x", TAGGED, CLOSED), outcome(CLOSED, TAGGED)),
    ];
    expect(stepsOf(documentOf(steps))).toEqual(steps);
    expect(runStates(stepsOf(documentOf(steps)))).toEqual(runStates(steps));
  });

  it("[D7] give one step from its node", () => {
    const one = fullStep("1");
    expect(stepOf(stepNode(one))).toEqual(one);
    expect(contentOfNode(stepNode(one))).toEqual(contentOf(one));
  });

  it("n line feeds are n + 1 paragraphs, and a line node each in a thought", () => {
    const node = stepNode(step(initial("a\n\nb"), prompt("a\n\nb")));
    expect(node.child(1).childCount).toBe(3);
    expect(String(node.child(0))).toBe('initial(bullet(thought("a", line, line, "b")))');
  });

  it("a run without steps has no document", () => {
    expect(() => documentOf([])).toThrow(RangeError);
  });

  it("neighbouring thoughts of one type and flag stay two", () => {
    const steps = [step(initial(bullet("a", "b"), "c", "d"))];
    const [first] = stepsOf(documentOf(steps));
    expect(first?.initial.bullets.map((one) => one.length)).toEqual([2, 1, 1]);
  });
});

describe("the schema refuses", () => {
  it("an attribute of the wrong type", () => {
    const json = JSON.stringify(documentOf([fullStep("1")]).toJSON());
    expect(() => Node.fromJSON(runSchema, JSON.parse(json))).not.toThrow();
    expect(() => Node.fromJSON(runSchema, JSON.parse(json.replace('"closed":false', '"closed":"yes"')))).toThrow(
      /boolean/u,
    );
    const thought = { id: newThought().id, longterm: false };
    expect(() => runSchema.node("thought", { ...thought, type: "dream" }).check()).toThrow(/watsonian/u);
    expect(() => runSchema.node("thought", { ...thought, id: "7" }).check()).toThrow(/UUIDv7/u);
    expect(() => runSchema.node("thought", thought).check()).not.toThrow();
  });

  it("a step that lacks a section, a mark, and text outside a paragraph or thought", () => {
    const { nodes } = runSchema;
    expect(() => nodes.step.create(null, stepNode(fullStep("1")).children.slice(1)).check()).toThrow(/content/u);
    expect(() => nodes.prompt.create(null, runSchema.text("a")).check()).toThrow(/content/u);
    expect(() => nodes.paragraph.create(null, nodes.line.create()).check()).toThrow(/content/u);
    expect(Object.keys(runSchema.marks)).toEqual([]);
  });

  it("to give a thought that has no id yet", () => {
    const made = runSchema.nodes.step.createAndFill() ?? expect.fail("a step can be filled");
    made.check();
    expect(() => stepOf(made)).toThrow(/UUIDv7/u);
    expect(() => contentOfNode(made)).toThrow(/UUIDv7/u);
  });
});

describe("editing", () => {
  const steps = [
    fullStep("1", initial(bullet(w("one\ntwo"), w("three\nfour")))),
    fullStep("2", prompt("first", "second")),
  ];
  const document = documentOf(steps);
  const placeIn = (index: number, section: "prompt" | "initial", start: number, thoughtIndex = 0) => {
    const one = steps[index] ?? expect.fail("no such step");
    const thoughtId = section === "initial" ? (one.initial.bullets[0]?.[thoughtIndex]?.id ?? null) : null;
    return (
      positionOf(document, { stepId: one.id, section, thoughtId, start, end: start })?.from ?? expect.fail("no place")
    );
  };

  it("[D8] two thoughts that are joined keep their line breaks, and the first one's id", () => {
    const between = placeIn(0, "initial", 0, 1) - 1;
    const joined = EditorState.create({ doc: document }).tr.join(between).doc;
    joined.check();
    const [first] = stepsOf(joined);
    expect(first?.initial.bullets[0]).toEqual([{ ...steps[0]?.initial.bullets[0]?.[0], text: "one\ntwothree\nfour" }]);
  });

  it("[D8] steps and sections never join", () => {
    for (const one of steps) {
      const found = findStep(document, one.id) ?? expect.fail("not found");
      found.node.forEach((_section, offset) => expect(canJoin(document, found.position + 1 + offset)).toBe(false));
    }
  });

  it("[D8] Backspace at the start of a section and Delete at its end take nothing from the one beside it", () => {
    const state = EditorState.create({ doc: document });
    document.descendants((node, position) => {
      if (!SECTION_NAMES.some((name) => name === node.type.name)) return;
      const start = Selection.findFrom(document.resolve(position), 1, true) ?? expect.fail("a section has a text");
      const end = Selection.findFrom(document.resolve(position + node.nodeSize), -1, true) ?? expect.fail("a text");
      const atStart = state.apply(state.tr.setSelection(start));
      for (const command of [joinBackward, joinTextblockBackward]) expect(command(atStart)).toBe(false);
      const atEnd = state.apply(state.tr.setSelection(end));
      for (const command of [joinForward, joinTextblockForward]) expect(command(atEnd)).toBe(false);
    });
  });

  it("[D8] a deletion across sections and steps leaves six sections in every step that is left", () => {
    const state = EditorState.create({ doc: document });
    const from = placeIn(0, "initial", 2);
    const to = placeIn(1, "prompt", 7);
    const selected = state.apply(state.tr.setSelection(TextSelection.create(document, from, to)));
    const after = selected.tr.deleteSelection().doc;
    after.check();
    after.forEach((node) => expect(node.childCount).toBe(6));
    expect(after.textContent).not.toContain("three");
  });
});
