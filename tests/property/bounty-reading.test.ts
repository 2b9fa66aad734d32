import fc from "fast-check";
import { describe, expect, inject, it } from "vitest";

import { canonical, read, seen, utf8, written } from "../support/bounty-file.ts";
import { disagreement } from "../support/bounty-agreement.ts";
import { damaged } from "../support/bounty-mutations.ts";
import { generateRun } from "../support/generate-run.ts";
import { storedRun, validRun } from "../support/generate-run-arbitrary.ts";
import { Rng } from "../support/rng.ts";

/** Pieces that the two readers must judge alike, put together at random; most files of them break several rules. */
const text = fc.constantFrom(
  "I open.",
  "<yo be real> I fly.",
  "<yo be real> ",
  "<yo be real> <yo be real> x",
  "",
  "é",
  "a\rb",
  5,
  null,
);
const thought = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ type: "watsonian", longterm: false, text: "Who?" }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      {},
      [],
      { type: "Meta", longterm: false, text: "x" },
      { type: "meta", text: "x" },
      { type: "meta", longterm: 1, text: "" },
    ),
  },
);
const thoughts = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.array(thought, { maxLength: 2 }), { maxLength: 2 }) },
  { weight: 1, arbitrary: fc.constantFrom({}, "x", null) },
);
const wild = (parts: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.record(parts, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.constantFrom("x", [], null) },
  );
const wildStep = wild({ thoughts, prompt: wild({ text, thoughts }), action: wild({ text, thoughts, outcome: text }) });

/** Steps without faults of form, so that the rules of Reading are met in every combination. */
const plainText = fc.constantFrom("I open.", "<yo be real> I fly.", "<yo be real> ");
const plainThoughts = fc.constant([[{ type: "watsonian", longterm: false, text: "Who?" }]]);
const some = (parts: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.record(parts, { requiredKeys: [] }).filter((object) => Object.keys(object).length > 0);
const plainStep = fc.oneof(
  {
    weight: 5,
    arbitrary: some({
      thoughts: plainThoughts,
      prompt: some({ text: plainText, thoughts: plainThoughts }),
      action: some({ text: plainText, thoughts: plainThoughts, outcome: plainText }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({}) },
);

const file = (steps: unknown[]): Uint8Array => utf8(canonical({ title: "A run", authors: ["Ann"], steps }));

describe("the reader and a second, simpler one", () => {
  it("[B10] agree on every combination of parts, tags and holes", () => {
    fc.assert(
      fc.property(fc.array(plainStep, { minLength: 1, maxLength: 5 }), (steps) => {
        expect(disagreement(file(steps))).toBeNull();
      }),
      { numRuns: 4_000 },
    );
  });

  it("[B10] agree where parts are of the wrong kind", () => {
    fc.assert(
      fc.property(fc.array(wildStep, { maxLength: 4 }), (steps) => {
        expect(disagreement(file(steps))).toBeNull();
      }),
      { numRuns: 4_000 },
    );
  });

  it("[B10] agree on what any stored run is written as", () => {
    fc.assert(
      fc.property(storedRun({ badCharacters: true }), (run) => {
        expect(disagreement(utf8(written(run)))).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it("[B10] agree on 10,000 damaged files, and no damage makes the reader throw", () => {
    const seed = inject("fastCheckSeed");
    const rng = new Rng(seed);
    const seeds = [
      ...fc.sample(validRun({ maxSteps: 4 }), { numRuns: 40, seed }).map((run) => utf8(written(run))),
      ...[2, 3].map((steps) => utf8(written(generateRun({ seed, steps, words: steps * 60 })))),
      file([]),
      file([{}]),
    ];
    let readable = 0;
    for (let count = 0; count < 10_000; count += 1) {
      const { bytes, how } = damaged(rng.pick(seeds), rng);
      const reading = read(bytes);
      const found = disagreement(bytes, reading);
      if (found !== null)
        expect.fail(`After ${how.join(", ")}: ${found}\n${JSON.stringify(new TextDecoder().decode(bytes))}`);
      if (!reading.problems.some(({ rule }) => rule === "json" || rule === "encoding")) readable += 1;
      // What is accepted is understood: written again it reads as the same.
      if (reading.ok) {
        const again = read(
          written({
            title: reading.title,
            authors: reading.authors.map((name) => ({ name, role: "dm" })),
            steps: reading.received,
          }),
        );
        expect(again.ok).toBe(true);
        expect(seen(again.received)).toEqual(seen(reading.received));
      }
    }
    // The damage must leave enough files that are JSON for the rules to be tried.
    expect(readable).toBeGreaterThan(2_000);
  });
});
