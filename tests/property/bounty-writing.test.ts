import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { exportProblems, longestValidBeginning } from "../../shared/domain/bounty/check-run.ts";
import type { Run } from "../../shared/domain/run.ts";
import { isThoughtSection, SECTION_NAMES } from "../../shared/domain/section.ts";
import { runStates } from "../../shared/domain/states.ts";
import type { Step } from "../../shared/domain/step.ts";
import { errors, read, seen, statesToLastWritten, utf8, written } from "../support/bounty-file.ts";
import { readByOracle } from "../support/bounty-oracle.ts";
import { generateRun } from "../support/generate-run.ts";
import { storedRun, validRun } from "../support/generate-run-arbitrary.ts";

/** The run that an import makes of a file's text: all authors are dungeon masters. */
function imported(text: string): Pick<Run, "title" | "authors" | "steps"> {
  const reading = read(text);
  return {
    title: reading.title,
    authors: reading.authors.map((name) => ({ name, role: "dm" })),
    steps: reading.received,
  };
}

const POINTERS = [
  "/thoughts",
  "/prompt/text",
  "/prompt/thoughts",
  "/action/text",
  "/action/thoughts",
  "/action/outcome",
];

/** The steps without the trailing ones in which nothing is visible and no tag is set. */
function left(steps: readonly Step[]): readonly Step[] {
  const states = runStates(steps);
  const last = steps.findLastIndex(
    (step, index) =>
      step.action.tagged || step.outcome.tagged || SECTION_NAMES.some((name) => states[index]?.[name] === "written"),
  );
  return steps.slice(0, last + 1);
}

/**
 * What must be refused, by brute force: for each written section all sections before it are looked at, back to the
 * written one before. Faults of characters are named by their step only.
 */
function bruteFaults(run: Run): string[] {
  const steps = left(run.steps);
  const faults: string[] = [];
  if (run.title === "") faults.push("7 /title");
  if (/[\0\r]|\p{Surrogate}/u.test(run.title)) faults.push("character");
  if (steps.length === 0) faults.push("7 /steps");
  const states = runStates(steps).flatMap((step) => SECTION_NAMES.map((name) => step[name]));
  states.forEach((state, place) => {
    const index = Math.floor(place / SECTION_NAMES.length);
    const name = SECTION_NAMES[place % SECTION_NAMES.length] ?? "initial";
    const step = steps[index];
    if (step === undefined) return;
    const pointer = `/steps/${String(index)}${POINTERS[place % SECTION_NAMES.length] ?? ""}`;
    if (name === "action" || name === "outcome") {
      const { tagged, text } = step[name];
      if ((tagged && text === "") || text.startsWith("<yo be real> ")) faults.push(`T ${pointer}`);
    }
    if (state !== "written") return;
    const texts = isThoughtSection(name) ? step[name].bullets.flat().map(({ text }) => text) : [step[name].text];
    if (texts.some((text) => /[\0\r]|\p{Surrogate}/u.test(text))) faults.push("character");
    for (let before = place - 1; before >= 0 && states[before] !== "written"; before -= 1) {
      const other = SECTION_NAMES[before % SECTION_NAMES.length];
      const owner = steps[Math.floor(before / SECTION_NAMES.length)];
      const isTagAlone = (other === "action" || other === "outcome") && owner?.[other].tagged === true;
      if (states[before] === "unwritten" && !isTagAlone) {
        faults.push(`6 ${pointer}`);
        break;
      }
    }
  });
  return faults;
}

describe("a run that is written and read again", () => {
  it("[B20] shows the same, and has the same states up to the last written section, when it is valid", () => {
    fc.assert(
      fc.property(validRun(), (run) => {
        expect(errors(exportProblems(run, run.steps))).toEqual([]);
        const text = written(run);
        const again = imported(text);
        expect(errors(read(text).problems)).toEqual([]);
        expect(seen(again.steps)).toEqual(seen(left(run.steps)));
        expect(statesToLastWritten(again.steps)).toEqual(statesToLastWritten(run.steps));
        expect(written({ ...again })).toBe(text);
      }),
      { numRuns: 1_500 },
    );
  });

  it("[B21] gives the same bytes for 200 generated runs, which both readers accept", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const run = generateRun({ seed, steps: 1 + (seed % 40), words: 60 * (1 + (seed % 40)) });
      const text = written(run);
      const again = imported(text);
      expect(written(again) === text, `seed ${String(seed)}`).toBe(true);
      expect(readByOracle(utf8(text)).ok).toBe(true);
    }
  });

  it("[B22] is refused exactly when it is not valid, with every hole and tag named once", () => {
    fc.assert(
      fc.property(storedRun({ badCharacters: true }), (run) => {
        const found = errors(exportProblems(run, run.steps));
        const named = found.filter((fault) => !fault.startsWith("character"));
        const expected = bruteFaults(run);
        expect(named.toSorted()).toEqual(expected.filter((fault) => fault !== "character").toSorted());
        const badAuthor = run.authors.some(({ name }) => /[\0\r]|\p{Surrogate}/u.test(name));
        expect(found.some((fault) => fault.startsWith("character"))).toBe(badAuthor || expected.includes("character"));
      }),
      { numRuns: 2_000 },
    );
  });

  it("[B23] is read without an error when it was not refused, and refused when it is read with one", () => {
    fc.assert(
      fc.property(storedRun({ badCharacters: true }), (run) => {
        const refused = errors(exportProblems(run, run.steps));
        // What a text spells like the tag would be read as the tag: no error for a reader, but not what was written.
        const wouldChange = left(run.steps).some((step) =>
          [step.action, step.outcome].some(({ tagged, text }) => !tagged && text.startsWith("<yo be real> ")),
        );
        const isRead = read(written(run)).ok;
        if (wouldChange) expect(refused.some((fault) => fault.startsWith("T "))).toBe(true);
        else expect(isRead).toBe(refused.length === 0);
      }),
      { numRuns: 1_500 },
    );
  });

  it("[B24] has a longest valid beginning: valid, a beginning, and not one section shorter than it could be", () => {
    fc.assert(
      fc.property(storedRun({ badCharacters: true }), (run) => {
        const head = { title: "A run", authors: [] };
        const beginning = longestValidBeginning(head, run.steps);
        const whole = seen(left(run.steps)).flatMap((step) => SECTION_NAMES.map((name) => step[name]));
        if (beginning === null) {
          // Nothing is left only where the first visible thing breaks a rule, or nothing is visible.
          const cut = exportProblems(head, run.steps).filter(({ severity }) => severity === "error");
          expect(cut.length).toBeGreaterThan(0);
          return;
        }
        expect(errors(exportProblems(head, beginning))).toEqual([]);
        const kept = seen(beginning).flatMap((step) => SECTION_NAMES.map((name) => step[name]));
        const lastKept = kept.findLastIndex((section) => section !== null);
        expect(kept.slice(0, lastKept + 1)).toEqual(whole.slice(0, lastKept + 1));
        // The next written section, or a tag before it, is where a rule breaks.
        const next = whole.findIndex((section, place) => place > lastKept && section !== null);
        if (errors(exportProblems(head, run.steps)).length === 0) expect(next).toBe(-1);
        else if (next >= 0) {
          const [first] = breakPlaces(run);
          expect(first).toBeLessThanOrEqual(next);
          expect(first).toBeGreaterThan(lastKept);
        }
      }),
      { numRuns: 1_500 },
    );
  });
});

/** The places of `exportProblems`' errors in the steps, counted in sections from the first. */
function breakPlaces(run: Run): number[] {
  return exportProblems({ title: "A run", authors: [] }, run.steps)
    .filter(({ severity }) => severity === "error")
    .map(({ pointer, step }) => {
      const path = pointer.replace(/^\/steps\/\d+/u, "");
      return ((step ?? 1) - 1) * SECTION_NAMES.length + POINTERS.findIndex((section) => path.startsWith(section));
    })
    .toSorted((one, other) => one - other);
}
