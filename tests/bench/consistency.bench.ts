import { spawnSync } from "node:child_process";

import { z } from "zod";

import { type Bible, EMPTY_BIBLE } from "../../shared/domain/bible/bible.ts";
import type { StepId } from "../../shared/domain/ids.ts";
import { createEngine } from "../../shared/domain/consistency/engine.ts";
import type { Step } from "../../shared/domain/step.ts";
import { generateRun } from "../support/generate-run.ts";
import { OPEN_CASES } from "./injection/open-cases.ts";
import { plant } from "./injection/plant.ts";
import { median, percentile, type Report } from "./report.ts";

const STEPS = 1_000;
const WORDS = 300_000;
const ROUNDS = 7;
const EDITS = 300;
/** 300,000 words checked at once, the engine alone (consistency, section 5). */
const TARGET_ONE_SHOT_MS = 1_000;
/** One step edited: reading it and running again what it touched. */
const TARGET_EDIT_MS = 1.1;
/** 95 % of the edits, to the findings in their order. */
const TARGET_EDIT_TO_FINDINGS_MS = 16;
/** The whole process that holds a run of 300,000 words with a full bible, at its largest. */
const MOST_MEMORY_MB = 350;
/** An edit may not cost a share of the run: a whole check for each key would be 1. */
const MOST_OF_ONE_SHOT = 0.05;

/** A check of a run of 300,000 words: all at once, and after an edit of one step. */
export async function bench(report: Report): Promise<void> {
  const { steps } = generateRun({ seed: 20, steps: STEPS, words: WORDS });
  figures(report, "bare", steps, EMPTY_BIBLE);
  const planted = plant(OPEN_CASES, PLANT_SEED);
  const bible = planted.bible("full");
  report.say(
    `A full bible: ${bible.entities.length} entities, ${bible.entities.flatMap(({ facts }) => facts).length} facts, ${bible.steps.length} tagged steps.`,
  );
  figures(report, "full bible", planted.steps, bible);
  memory(report);
  await Promise.resolve();
}

const PLANT_SEED = 71;

function figures(report: Report, name: string, steps: readonly Step[], bible: Bible): void {
  const whole: number[] = [];
  const reports: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const engine = createEngine({ bible });
    const started = performance.now();
    engine.load(steps);
    engine.findings();
    const checked = performance.now();
    engine.results();
    whole.push(checked - started);
    reports.push(performance.now() - checked);
  }
  const target = `(target ${TARGET_ONE_SHOT_MS})`;
  report.figure(`${name}: whole check of ${WORDS} words, first time ${target}`, whole[0] ?? Number.NaN, "ms");
  report.figure(`${name}: whole check of ${WORDS} words, median ${target}`, median(whole), "ms");
  report.figure(`${name}: the reports after it, median`, median(reports), "ms");

  const edits = editTimes(steps, bible);
  const all = edits.update.map((time, edit) => time + (edits.findings[edit] ?? Number.NaN));
  report.figure(`${name}: one step edited, median (target ${TARGET_EDIT_MS})`, median(edits.update), "ms");
  report.figure(`${name}: one step edited, 95 %`, percentile(edits.update, 0.95), "ms");
  report.figure(`${name}: findings put in order after it, median`, median(edits.findings), "ms");
  report.figure(`${name}: edit to findings, 95 % (target ${TARGET_EDIT_TO_FINDINGS_MS})`, percentile(all, 0.95), "ms");
  report.ratio(`${name}: an edit to the whole check`, median(edits.update) / median(whole), MOST_OF_ONE_SHOT);
}

const Megabytes = z.object({ process: z.number(), heap: z.number() });

/** Checks the run in a process of its own, so that what this one has gathered does not count. */
function memory(report: Report): void {
  const script = new URL("consistency-memory.ts", import.meta.url).pathname;
  const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "--expose-gc", script, String(PLANT_SEED)], {
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(`The process that checks said nothing: ${stderr}`);
  const megabytes = Megabytes.parse(JSON.parse(stdout));
  report.figure("full bible: heap that stays in use after the check", megabytes.heap, "MB");
  report.figure(`full bible: the whole process at its largest (target ${MOST_MEMORY_MB})`, megabytes.process, "MB");
  report.ratio("full bible: the whole process to its target", megabytes.process / MOST_MEMORY_MB, 1);
}

function editTimes(steps: readonly Step[], bible: Bible): { readonly update: number[]; readonly findings: number[] } {
  const engine = createEngine({ bible });
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
