import { describe, expect, it } from "vitest";

import { nextLeft } from "../../../renderer/features/review/use-judgements.ts";
import type { Judgement } from "../../../shared/domain/review/judgement.ts";
import { judgement } from "../../support/review.ts";

const RANGE = { from: 4, to: 7 };
const said = (...all: readonly Judgement[]) => ({
  range: RANGE,
  byStep: new Map(all.map((one) => [one.step, one] as const)),
});
const read = (...steps: readonly number[]) => steps.map((step) => judgement(step));

describe("what is left to do in a review", () => {
  it("[R34] is the next step that was asked for and is not read, round to the first, wherever one is", () => {
    expect(nextLeft(said(), 1)).toEqual({ what: "unread", step: 4 });
    expect(nextLeft(said(), 9)).toEqual({ what: "unread", step: 4 });
    expect(nextLeft(said(...read(5)), 4)).toEqual({ what: "unread", step: 6 });
    expect(nextLeft(said(...read(6, 7)), 6)).toEqual({ what: "unread", step: 4 });
    expect(nextLeft(said(...read(5, 6, 7)), 4)).toEqual({ what: "unread", step: 4 });
  });

  it("[R34] is, when all are read, a step without a word or a figure, this one last, and then nothing", () => {
    const word = { word: "accept" } as const;
    const judged = [judgement(4, word), judgement(5, { ratings: [{ criterion: "pace", value: 2 }] })];
    expect(nextLeft(said(...judged, ...read(6, 7)), 5)).toEqual({ what: "unjudged", step: 6 });
    expect(nextLeft(said(...judged, ...read(6), judgement(7, word)), 6)).toEqual({ what: "unjudged", step: 6 });
    expect(nextLeft(said(...judged, ...read(6)), 7, true)).toEqual({ what: "unjudged", step: 6 });
    expect(nextLeft(said(...judged, judgement(6, { reason: "Why?" }), judgement(7, word)), 4)).toEqual({
      what: "unjudged",
      step: 6,
    });
    expect(nextLeft(said(...judged, judgement(6, word), judgement(7, word)), 4)).toBeNull();
  });
});
