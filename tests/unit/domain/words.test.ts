import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { countWords } from "../../../shared/domain/words.ts";
import { someText } from "../../support/generate-run-arbitrary.ts";

describe("words", () => {
  const rows: [text: string, words: number, why: string][] = [
    ["", 0, "nothing"],
    [" \t\n ", 0, "white space"],
    ["a", 1, "one letter"],
    ["7", 1, "one digit"],
    ["one two", 2, "a blank between"],
    ["  one \t two\n\nthree ", 3, "any white space, any number of it"],
    ["— – - ... ?! “”", 0, "signs alone are no words"],
    ["— a", 1, "signs alone beside a word"],
    ["well-known", 1, "a hyphen joins"],
    ["rock—hard", 1, "and a dash without blanks"],
    ["3.50 gold", 2, "a number with a point"],
    ["wait...", 1, "dots stay with the word"],
    ["“Don’t,”", 1, "quotes, too"],
    ["one\u00a0two\u2009three\u3000four", 4, "no-break, thin and ideographic blanks are white space"],
    ["one\u2028two\ufefftwo", 3, "so are the line separator and the byte order mark, as in \\s"],
    ["one\u200btwo\u00adthree\u2060four", 1, "zero width space, soft hyphen and word joiner are not"],
    ["e\u0301te\u0301", 1, "combining accents"],
    ["\u0301", 0, "a combining accent alone"],
    ["שלום עליכם", 2, "right to left"],
    ["船は静かに岸を離れた。", 1, "a script without blanks"],
    ["½ Ⅷ ٣", 3, "\\p{N} holds fractions, roman numerals and other digits"],
    ["𝔐𝔦𝔯𝔞 𠮷", 2, "letters beyond the first 65,536"],
    ["👩‍👩‍👧 🏴‍☠️", 0, "emoji are signs"],
    ["👩a", 1, "with a letter beside it one is a word"],
    ["1️⃣", 1, "a keycap holds a digit"],
    ["\ud835 \udd10", 0, "halves of a letter are none"],
    ["_ a_b", 1, "an underline is no letter"],
    ["\u0001 a\u0001b", 1, "control characters"],
    ["<yo be real> go", 4, "spelled out in a text it is text"],
  ];
  it.each(rows)("[D4] %j holds %i: %s", (text, words) => {
    expect(countWords(text)).toBe(words);
  });

  it("[D4] agrees with the format's expression on every character there is", () => {
    const wrong: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code);
      const text = `- ${character} a${character}b`;
      if (countWords(text) !== byExpression(text)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it("[D4] agrees with the format's expression on any text", () => {
    fc.assert(
      fc.property(
        fc.oneof(someText(true), fc.string({ unit: "binary" }), fc.string({ unit: "binary-ascii" })),
        (text) => {
          expect(countWords(text)).toBe(byExpression(text));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** A maximal run of characters other than \s that holds a letter or digit (bounty format, Words). */
function byExpression(text: string): number {
  return (text.match(/\S+/gu) ?? []).filter((one) => /[\p{L}\p{N}]/u.test(one)).length;
}
