import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { selectedWords } from "../../../renderer/editor/comfort/selected-words.ts";
import { action, bullet, fullStep, initial, outcome, prompt, step, TAGGED, w } from "../../support/build.ts";
import { Writing } from "../../support/writing.ts";

describe("the words of a selection", () => {
  it("[SC4] are counted within a text, over sections and over steps", () => {
    const writing = new Writing(
      fullStep("a", initial(bullet(w("one two three"))), prompt("four five", "six")),
      fullStep("b", prompt("seven eight")),
    );
    expect(selectedWords(writing.caret("one| two").state)).toBe(0);
    expect(selectedWords(writing.caret("one| two |three").state)).toBe(1);
    expect(selectedWords(writing.caret("o|ne two thr|ee").state)).toBe(3);
    expect(selectedWords(writing.selectFrom("one |two three", "four |five").state)).toBe(3);
  });

  it("[SC4] leave out what a skip hides", () => {
    const writing = new Writing(
      step(prompt("one"), action("two"), outcome("three", TAGGED)),
      step(initial(bullet(w("parked and hidden"))), prompt("parked"), action("four five")),
    );
    expect(selectedWords(writing.selectFrom("|three", "four| five").state)).toBe(2);
  });

  it("[SC4] of a whole run are the run's words, and add up wherever a selection is cut", () => {
    const writing = new Writing(
      ...Array.from({ length: 5 }, (_, index) => fullStep(`s${index}`, prompt("one two three"))),
    );
    const { doc } = writing.state;
    const all = selectedWords(writing.select(4, doc.content.size - 4).state);
    expect(all).toBeGreaterThan(5 * 3);
    // Borders of text blocks cut no word.
    const borders: number[] = [];
    doc.descendants((node, position) => {
      if (node.isTextblock) borders.push(position + 1);
      return !node.isTextblock;
    });
    fc.assert(
      fc.property(fc.constantFrom(...borders.slice(1)), (border) => {
        const left = selectedWords(writing.select(borders[0] ?? 0, border).state);
        const right = selectedWords(writing.select(border, doc.content.size - 3).state);
        expect(left + right).toBe(all);
      }),
    );
  });
});
