import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { AcceptedWords } from "../../../renderer/spelling/accepted-words.ts";
import { wordsInText } from "../../../renderer/spelling/words-in-text.ts";

function words(text: string): string[] {
  return wordsInText(text).map(({ word }) => word);
}

describe("the words of a text", () => {
  it("[SP2] are those that a dictionary can judge", () => {
    expect(words("“Don’t,” she said; the goose—honking—fled.")).toEqual([
      "Don't",
      "she",
      "said",
      "the",
      "goose",
      "honking",
      "fled",
    ]);
    expect(words("I saw a B12, 3rd of snake_case, x2 and R2D2")).toEqual(["saw", "of", "and"]);
    expect(words("write to ann@example.org or https://example.org/a_b?c=recieve or www.exampel.com now")).toEqual([
      "write",
      "to",
      "or",
      "or",
      "now",
    ]);
    expect(words("Łukasz says добрый день 你好 and naïve")).toEqual(["Łukasz", "says", "and", "naïve"]);
    expect(words("cafe\u0301")).toEqual(["café"]);
    expect(words("a".repeat(46))).toEqual([]);
  });

  it("[SP2] stand where they are said to stand", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        let last = 0;
        for (const { word, start, end } of wordsInText(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(text.slice(start, end).normalize("NFC").replaceAll("’", "'")).toBe(word);
          last = end;
        }
      }),
    );
  });

  it("[SP2] are found in time that grows with the text only", () => {
    for (const text of ["a".repeat(1_000_000), "a'".repeat(500_000), "://".repeat(300_000), "@.".repeat(300_000)])
      expect(wordsInText(text).length).toBeLessThan(2);
  });
});

describe("what a run accepts", () => {
  it("[SP4] a small word in any capitals, a name in its own and in capitals throughout, both as possessives", () => {
    const accepted = new AcceptedWords(["knocketh", "Edda", "Tal’Dorei", "caf\u00e9"]);
    const right = ["knocketh", "Knocketh", "KNOCKETH", "knocketh's", "Edda", "EDDA", "Edda's", "Tal'Dorei", "Café"];
    expect(right.filter((word) => !accepted.has(word))).toEqual([]);
    expect(["edda", "KnockEth", "Eddas", ""].filter((word) => accepted.has(word))).toEqual([]);
  });
});
