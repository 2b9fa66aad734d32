import type { StepId } from "../../shared/domain/ids.ts";
import { createEngine } from "../../shared/domain/consistency/engine.ts";
import type { Step } from "../../shared/domain/step.ts";
import { generateRun } from "../support/generate-run.ts";
import { median, percentile, type Report } from "./report.ts";

const STEPS = 1_000;
const WORDS = 300_000;
const ROUNDS = 7;
const EDITS = 300;
/** 300,000 words checked at once, the engine alone (consistency, section 5). */
const TARGET_ONE_SHOT_MS = 1_000;
/** One step edited: reading it and running again what it touched. */
const TARGET_EDIT_MS = 1.1;
/** An edit may not cost a share of the run: a whole check for each key would be 1. */
const MOST_OF_ONE_SHOT = 0.05;

/** A check of a run of 300,000 words: all at once, and after an edit of one step. */
export async function bench(report: Report): Promise<void> {
  const { steps } = generateRun({ seed: 20, steps: STEPS, words: WORDS });
  const whole: number[] = [];
  const reports: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const engine = createEngine();
    const started = performance.now();
    engine.load(steps);
    engine.findings();
    const checked = performance.now();
    engine.results();
    whole.push(checked - started);
    reports.push(performance.now() - checked);
  }
  report.figure(
    `whole check of ${WORDS} words, first time (target ${TARGET_ONE_SHOT_MS})`,
    whole[0] ?? Number.NaN,
    "ms",
  );
  report.figure(`whole check of ${WORDS} words, median (target ${TARGET_ONE_SHOT_MS})`, median(whole), "ms");
  report.figure("the reports after it, median", median(reports), "ms");

  const edits = editTimes(steps);
  report.figure(`one step edited, names and all, median (target ${TARGET_EDIT_MS})`, median(edits.update), "ms");
  report.figure("one step edited, 95 %", percentile(edits.update, 0.95), "ms");
  report.figure("findings put in order after it, median", median(edits.findings), "ms");
  report.ratio("an edit to the whole check", median(edits.update) / median(whole), MOST_OF_ONE_SHOT);
  await Promise.resolve();
}

function editTimes(steps: readonly Step[]): { readonly update: number[]; readonly findings: number[] } {
  const engine = createEngine();
  engine.load(steps);
  engine.findings();
  const held = new Map<StepId, Step>(steps.map((step) => [step.id, step]));
  const update: number[] = [];
  const findings: number[] = [];
  for (let edit = 0; edit < EDITS; edit += 1) {
    const step = steps[(edit * 37) % steps.length];
    const before = step && held.get(step.id);
    if (before === undefined) continue;
    const after = { ...before, outcome: { ...before.outcome, text: `${before.outcome.text} Mira nods, ${edit}.` } };
    held.set(after.id, after);
    const started = performance.now();
    engine.update({ steps: [after], order: null });
    const updated = performance.now();
    engine.findings();
    update.push(updated - started);
    findings.push(performance.now() - updated);
  }
  return { update, findings };
}
