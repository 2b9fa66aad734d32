import { describe, expect, it } from "vitest";

import { setMarksMeta, standingMarks, type TextMark } from "../../../renderer/editor/state/text-marks.ts";
import { addressAt } from "../../../shared/document/place.ts";
import { bullet, d, fullStep, initial, prompt, w } from "../../support/build.ts";
import { Writing } from "../../support/writing.ts";

/** Marks the selection under an id. */
function mark(writing: Writing, id: string): TextMark {
  const { from, to } = writing.state.selection;
  const place = addressAt(writing.state.doc, from, to);
  if (place === null) throw new RangeError("the selection has no address");
  return { id, place, kind: "finding", severity: "warning", label: id };
}

function standing(writing: Writing): string[] {
  return standingMarks(writing.state).map(
    ({ mark: { id }, from, to }) => `${id}: ${writing.state.doc.textBetween(from, to, "\n", "\n")}`,
  );
}

describe("marks in the text", () => {
  it("[E21] go with their text through edits before, beside and around them", () => {
    const writing = new Writing(fullStep("a"), fullStep("b", prompt("the old key", "and more")));
    const marks = [mark(writing.caret("|old key|"), "one"), mark(writing.caret("and |more|"), "two")];
    writing.dispatch(setMarksMeta(writing.state.tr, marks));
    writing.caret("|old key").type("very ").caret("key|").type("s").at(1, "prompt").type("longer");
    expect(standing(writing)).toEqual(["one: old key", "two: more"]);
    writing.caret("very |old").press("Enter").at(1, "initial").act("insertStep");
    expect(standing(writing)).toEqual(["one: old key", "two: more"]);
  });

  it("[E21] are dropped when the text under them changes, and only those", () => {
    const writing = new Writing(fullStep("a", initial(bullet(w("one two three"), d("four")))));
    const marks = [
      mark(writing.caret("|one two|"), "one"),
      mark(writing.caret("|three|"), "three"),
      mark(writing.caret("|four|"), "four"),
    ];
    writing.dispatch(setMarksMeta(writing.state.tr, marks));
    writing.caret("one| two").type("x");
    expect(standing(writing)).toEqual(["three: three", "four: four"]);
    writing.caret("fo|ur").press("Enter");
    expect(standing(writing)).toEqual(["three: three"]);
    writing.at(1, "prompt").act("deleteStep");
    expect(standing(writing)).toEqual([]);
  });

  it("[E21] are left out where their place is gone", () => {
    const writing = new Writing(fullStep("a"), fullStep("b"));
    const gone = mark(writing.caret("|b prompt|"), "gone");
    writing.at(2, "prompt").act("deleteStep");
    writing.dispatch(setMarksMeta(writing.state.tr, [gone]));
    expect(standing(writing)).toEqual([]);
  });
});
