import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";
import { z } from "zod";

import { readBibleFile } from "../../../shared/domain/bible/bible-file.ts";
import { readBounty } from "../../../shared/domain/bounty/read.ts";
import { checkRun } from "../../../shared/domain/consistency/engine.ts";
import type { Finding } from "../../../shared/domain/consistency/results.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { totalWords } from "../../../shared/domain/words.ts";
import { generateRun } from "../../support/generate-run.ts";
import { Rng } from "../../support/rng.ts";
import { of } from "./support.ts";

/*
 * What the rules find in a whole run. Recall is measured on a generated cast with planted slips; precision needs prose
 * that people wrote, so it is measured on the full-length runs beside the repository, where they are.
 */

/** Findings other than form that clean prose may have (consistency, section 5). */
const MOST_FALSE_PER_100_000_WORDS = 4;

/** Where the slips of the seeded novel stand, and how they are written. */
const TRUTH = "middlemarch-1000-seeded.truth.json";
const Truth = z.array(z.object({ step: z.int(), now: z.string() }));

const CAST = ["Marisol", "Halvard", "Ottoline", "Brannigan", "Czerwinska", "Featherby", "Lysander", "Quillon"];

/** A slip of a name, as fingers and ears make them: a letter lost, doubled, swapped or replaced by a like one; never an ending that makes a plural. */
function slipOf(name: string, rng: Rng): string {
  const at = 1 + rng.below(name.length - 3);
  const [head, letter, next, tail] = [
    name.slice(0, at),
    name.slice(at, at + 1),
    name.slice(at + 1, at + 2),
    name.slice(at + 2),
  ];
  const slips = [head + next + tail, head + letter + letter + next + tail, head + next + letter + tail];
  return rng.pick(slips.filter((slip) => slip !== name));
}

describe("a whole run", () => {
  it("[C2] finds at least 97 of 100 slips of names of five letters and more among 300,000 words", () => {
    const rng = new Rng(40);
    const { steps } = generateRun({ seed: 40, steps: 1_000, words: 300_000 });
    const slips = new Map<number, string>();
    const peopled = steps.map((step, at): Step => {
      const name = rng.pick(CAST);
      const slip = at % 10 === 5 ? slipOf(name, rng) : name;
      if (slip !== name) slips.set(at + 1, slip);
      return { ...step, outcome: { ...step.outcome, text: `${step.outcome.text} By the well ${slip} sat down.` } };
    });
    const found = of("text/name-variant", checkRun(peopled).findings);
    const hit = [...slips].filter(([step, slip]) =>
      found.some(({ evidence: [place] }) => place?.step === step && place.quote.includes(slip)),
    );
    expect(slips.size).toBeGreaterThanOrEqual(95);
    expect(hit.length / slips.size).toBeGreaterThanOrEqual(0.97);
    // Nothing but what was planted: the generated words hold no name of their own.
    expect(found).toHaveLength(hit.length);
  });

  it.for(["middlemarch-1000.json", "crd3-1000.json"])("[C10] is quiet in clean prose: %s", (file, { skip }) => {
    const run = fullLength(file) ?? skip(notThere(file));
    const { findings } = checkRun(run.steps);
    const heuristic = findings.filter(({ rule }) => !rule.startsWith("form/"));
    expect(heuristic.length).toBeLessThanOrEqual((MOST_FALSE_PER_100_000_WORDS * run.words) / 100_000);
    expect(heuristic.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("[C2] finds the slips seeded in a novel, without a bible", ({ skip }) => {
    const file = "middlemarch-1000-seeded.json";
    const run = fullLength(file) ?? skip(notThere(file));
    const truth = Truth.parse(JSON.parse(readFileSync(join(SHARED_DATA, TRUTH), "utf8")));
    const left: Finding[] = of("text/name-variant", checkRun(run.steps).findings);
    const missed = truth.filter(({ step, now }) => {
      const at = left.findIndex(({ evidence: [place] }) => place?.step === step && place.quote.includes(now));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    expect(missed.length).toBeLessThanOrEqual(1);
    expect(left.length).toBeLessThanOrEqual((MOST_FALSE_PER_100_000_WORDS * run.words) / 100_000);
  });

  it("[BI12] finds the seeded slips with a bible too, and hardly anything else", ({ skip }) => {
    const file = "middlemarch-1000-seeded.json";
    const run = fullLength(file) ?? skip(notThere(file));
    const order = run.steps.map(({ id }) => id);
    const read = readBibleFile(readFileSync(join(SHARED_DATA, "middlemarch-bible.json"), "utf8"), order);
    if (!read.ok) throw new Error("The bible is in order");
    const truth = Truth.parse(JSON.parse(readFileSync(join(SHARED_DATA, TRUTH), "utf8")));
    const left = checkRun(run.steps, { bible: read.value.bible }).findings.filter(
      ({ rule }) => !rule.startsWith("form/"),
    );
    const missed = truth.filter(({ step, now }) => {
      const at = left.findIndex(({ evidence: [place] }) => place?.step === step && place.quote.includes(now));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    expect(missed.length).toBeLessThanOrEqual(1);
    expect(left.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(left.length).toBeLessThanOrEqual((MOST_FALSE_PER_100_000_WORDS * run.words) / 100_000);
  });
});

const SHARED_DATA = join(import.meta.dirname, "../../../../shared/data");

function notThere(file: string): string {
  return `${file} is not in the folder beside the repository`;
}

/** A full-length run from the folder beside the repository; null where there is none. */
function fullLength(file: string): { readonly steps: Step[]; readonly words: number } | null {
  const path = join(SHARED_DATA, file);
  if (!existsSync(path)) return null;
  const chunks = [readFileSync(path)];
  const steps: Step[] = [];
  const reading = readBounty({ next: () => chunks.pop() ?? null }, { step: (step) => steps.push(step) });
  expect(reading.ok).toBe(true);
  return { steps, words: totalWords(reading.words) };
}
