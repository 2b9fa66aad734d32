import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { addressedText } from "../../../shared/domain/address.ts";
import { alignSteps } from "../../../shared/domain/review/alignment.ts";
import { anchorOf, findQuote, MAX_QUOTE_UNITS } from "../../../shared/domain/review/anchor.ts";
import { blankStep, type Step } from "../../../shared/domain/step.ts";

const LONG = "The key is warm. His hands have been on the pole all night, so it was not warmed by him. She laughs.";

function withPrompt(text: string): Step {
  return { ...blankStep(), prompt: { closed: false, text } };
}

function quoteIn(text: string, quote: string): NonNullable<ReturnType<typeof anchorOf>> {
  const step = withPrompt(text);
  const start = text.indexOf(quote);
  const anchor = anchorOf(step, 1, { section: "prompt", thoughtId: null, start, end: start + quote.length });
  if (anchor === null) throw new Error("The quote is in the text");
  return anchor;
}

function foundText(step: Step, anchor: ReturnType<typeof quoteIn>): string | null {
  const found = findQuote(step, anchor);
  return found === null ? null : (addressedText(step, found)?.slice(found.start, found.end) ?? null);
}

describe("anchors of review comments", () => {
  it("[R1] hold through every edit outside the quote and its nearest context", () => {
    const anchor = quoteIn(LONG, "on the pole");
    for (const text of [
      LONG,
      `New first words. ${LONG}`,
      LONG.replace("The key is warm.", "The key is cold."),
      LONG.replace(" She laughs.", ""),
      `${LONG}\n\nAnother paragraph with the pole in it.`,
    ]) {
      expect(foundText(withPrompt(text), anchor)).toBe("on the pole");
    }
  });

  it("[R1] hold when the text has moved to another section or thought", () => {
    const anchor = quoteIn(LONG, "on the pole all night");
    expect(foundText({ ...blankStep(), outcome: { closed: false, tagged: false, text: LONG } }, anchor)).toBe(
      "on the pole all night",
    );
  });

  it("[R2] never point at other words: a quote that is gone, or stands only elsewhere, is not found", () => {
    const anchor = quoteIn(LONG, "warm");
    expect(foundText(withPrompt(LONG.replaceAll("warm", "cold")), anchor)).toBeNull();
    expect(
      foundText(
        {
          ...blankStep(),
          outcome: { closed: false, tagged: false, text: "It was a warm evening, and the warm rain fell." },
        },
        anchor,
      ),
    ).toBeNull();
  });

  it("[R2] of several places choose the one with the same context, and none when none can be told from another", () => {
    const text = "He nods. Then he nods again. At last he nods and goes.";
    const anchor = quoteIn(text, "nods and");
    const second = { ...quoteIn(text, "nods"), start: 17, end: 21, before: "Then he ", after: " again. At" };
    expect(foundText(withPrompt(text), anchor)).toBe("nods and");
    expect(findQuote(withPrompt(text), second)?.start).toBe(text.indexOf("nods again"));
    expect(findQuote(withPrompt("nods nods"), { ...second, before: "", after: "" })).toBeNull();
  });

  it("[R1][R2] over random edits: found is always the quote, and a quote whose surroundings stand is found", () => {
    const words = fc.array(fc.constantFrom("lamp", "oar", "tide", "knock", "door", "she", "waits", "salt"), {
      minLength: 12,
      maxLength: 60,
    });
    const edits = fc.property(words, fc.nat(), fc.nat(), words, (list, at, length, inserted) => {
      const text = list.join(" ");
      const start = at % text.length;
      const end = Math.min(text.length, start + 1 + (length % 40));
      const step = withPrompt(text);
      const anchor = anchorOf(step, 1, { section: "prompt", thoughtId: null, start, end });
      if (anchor === null) throw new Error("A stretch of the text has an anchor");
      const edited = withPrompt(`${inserted.join(" ")} ${text}`);
      const found = findQuote(edited, anchor);
      if (found !== null) expect(edited.prompt.text.slice(found.start, found.end)).toBe(anchor.quote);
      // Nothing at or after the quote was touched, and what stood before it still does.
      const unique = edited.prompt.text.split(anchor.before + anchor.quote + anchor.after).length === 2;
      if (unique && anchor.before.length + anchor.after.length >= 12) expect(found).not.toBeNull();
    });
    expect(() => fc.assert(edits, { numRuns: 1_000 })).not.toThrow();
  });

  it("[R3] a very long selection keeps its beginning, and a hostile text with endless repeats stays cheap", () => {
    const text = "a".repeat(1_000_000);
    const anchor = anchorOf(withPrompt(text), 1, { section: "prompt", thoughtId: null, start: 10, end: 900_000 });
    expect(anchor?.quote).toHaveLength(MAX_QUOTE_UNITS);
    if (anchor !== null) expect(findQuote(withPrompt(text), anchor)).toBeNull();
  });

  it("refuse a stretch that the step does not hold", () => {
    expect(anchorOf(withPrompt("short"), 1, { section: "prompt", thoughtId: null, start: 2, end: 99 })).toBeNull();
    expect(anchorOf(withPrompt("short"), 1, { section: "initial", thoughtId: null, start: 0, end: 0 })).toBeNull();
  });
});

describe("aligning the steps that a reviewer read with the run as it is", () => {
  const align = (copy: string, run: string): readonly (number | null)[] =>
    alignSteps(copy.split(""), run.split("")).places;

  it("[R4] follows inserted, removed, moved and edited steps", () => {
    expect(align("abcd", "abcd")).toEqual([0, 1, 2, 3]);
    expect(align("abcd", "xabcd")).toEqual([1, 2, 3, 4]);
    expect(align("abcd", "acd")).toEqual([0, null, 1, 2]);
    expect(align("abcd", "bcda")).toEqual([3, 0, 1, 2]);
    expect(align("abcd", "abXd")).toEqual([0, 1, 2, 3]);
    expect(align("abcd", "nXYcd")).toEqual([1, 2, 3, 4]);
    expect(align("abcd", "Xbcd")).toEqual([0, 1, 2, 3]);
    expect(align("abcd", "")).toEqual([null, null, null, null]);
  });

  it("[R4] takes 50,000 equal steps in order", () => {
    const many = Array.from({ length: 50_000 }, () => "same");
    expect(alignSteps(many, many)).toMatchObject({ unchanged: 50_000 });
    expect(alignSteps(many, many).places[49_999]).toBe(49_999);
  });
});
