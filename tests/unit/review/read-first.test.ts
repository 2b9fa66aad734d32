import { expect, it } from "vitest";

import { outliers, readFirst, sampleOf } from "../../../shared/domain/review/read-first.ts";
import { generateRun } from "../../support/generate-run.ts";

it("[R21] a sample follows from its seed, holds no step twice and none that was not asked for", () => {
  const steps = Array.from({ length: 50 }, (_, index) => index + 10);
  const drawn = sampleOf(steps, 12, 7);
  expect(sampleOf(steps, 12, 7)).toEqual(drawn);
  expect(sampleOf(steps, 12, 8)).not.toEqual(drawn);
  expect(new Set(drawn).size).toBe(12);
  expect(drawn.every((step) => steps.includes(step))).toBe(true);
  expect(sampleOf([3, 4], 12, 1)).toEqual([3, 4]);
});

it("[R21] a step unlike the others is an outlier; steps of one kind are none", () => {
  const { steps } = generateRun({ seed: 12, steps: 60 });
  const [first] = steps;
  if (first === undefined) throw new Error("A step");
  const long = { ...first, outcome: { ...first.outcome, text: "and so on ".repeat(4_000) } };
  expect(outliers([...steps.slice(1), long])).toContain(60);
  expect(outliers(Array.from({ length: 20 }, () => first))).toEqual([]);
});

it("[R21] what to read first is told in reading order, with every reason, within what was sent", () => {
  const found = { findings: [], changed: [9, 2, 4], outliers: [4], sample: [4, 5, 12] };
  expect(readFirst({ from: 2, to: 9 }, found)).toEqual([
    { step: 2, reasons: ["changed"] },
    { step: 4, reasons: ["changed", "outlier", "sample"] },
    { step: 5, reasons: ["sample"] },
    { step: 9, reasons: ["changed"] },
  ]);
});
