import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { agreementOf, type Metric } from "../../../shared/domain/review/agreement.ts";

/** Observers' rows as published, one character a unit, "." where a value is missing, as units of values. */
function units(...observers: string[]): number[][] {
  const width = Math.max(...observers.map((row) => row.length));
  return Array.from({ length: width }, (_, index) =>
    observers.flatMap((row) => {
      const value = row[index] ?? ".";
      return value === "." ? [] : [value.codePointAt(0) ?? 0];
    }),
  );
}

const alpha = (of: readonly (readonly number[])[], metric: Metric): string =>
  agreementOf(of, metric).alpha?.toFixed(3) ?? "none";

describe("agreement between reviewers", () => {
  it("[R20] Krippendorff's alpha equals the worked examples of Krippendorff (2011)", () => {
    // A: two observers, two values.
    expect(alpha(units("0100000010", "1110010000"), "nominal")).toBe("0.095");
    // B: two observers, five names.
    expect(alpha(units("aabbdcccedda", "babbbccceddd"), "nominal")).toBe("0.692");
    // C and D: four observers, values missing.
    const four = units("123321412...", "1233224125.3", ".3332342251.", "12332441251.");
    expect(alpha(four, "nominal")).toBe("0.743");
    expect(alpha(four, "ordinal")).toBe("0.815");
    expect(alpha(four, "interval")).toBe("0.849");
  });

  it("[R20] percent is the share of equal pairs; a unit of one reviewer says nothing", () => {
    expect(agreementOf(units("aab", "abb"), "nominal")).toMatchObject({ units: 3, pairs: 3, percent: 2 / 3 });
    expect(agreementOf([[1], [2]], "nominal")).toEqual({
      units: 0,
      pairs: 0,
      percent: null,
      alpha: null,
      interval: null,
    });
  });

  it("[R20] without any difference there is no alpha, and perfect agreement on differing units is 1", () => {
    expect(
      agreementOf(
        [
          [1, 1],
          [1, 1],
        ],
        "nominal",
      ),
    ).toMatchObject({ percent: 1, alpha: null, interval: null });
    expect(
      agreementOf(
        [
          [1, 1],
          [2, 2],
        ],
        "ordinal",
      ).alpha,
    ).toBe(1);
  });

  it("[R20] the interval is repeatable, holds the value in its middle part, and narrows with more units", () => {
    const four = units("123321412...", "1233224125.3", ".3332342251.", "12332441251.");
    const few = agreementOf(four, "ordinal", 7);
    expect(agreementOf(four, "ordinal", 7)).toEqual(few);
    const many = agreementOf(Array.from({ length: 10 }, () => four).flat(), "ordinal", 7);
    const width = (of: typeof few): number => (of.interval?.high ?? 0) - (of.interval?.low ?? 0);
    expect(few.interval?.low).toBeLessThan(few.alpha ?? 0);
    expect(many.interval?.high).toBeGreaterThan(many.alpha ?? 0);
    expect(width(many)).toBeLessThan(width(few));
  });

  it("[R20] alpha is never above 1, and does not depend on the order of units or values", () => {
    const table = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }), { maxLength: 12 });
    const property = fc.property(table, fc.constantFrom<Metric>("nominal", "ordinal", "interval"), (of, metric) => {
      const there = agreementOf(of, metric).alpha;
      const back = agreementOf(
        of.toReversed().map((values) => values.toReversed()),
        metric,
      ).alpha;
      if (there === null || back === null) expect(back).toBe(there);
      else {
        expect(back).toBeCloseTo(there, 9);
        expect(there).toBeLessThanOrEqual(1);
      }
    });
    expect(() => fc.assert(property, { numRuns: 50 })).not.toThrow();
  });
});
