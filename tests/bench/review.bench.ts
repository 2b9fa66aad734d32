import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openBackend } from "../../electron/backend/backend.ts";
import { writeAnswer } from "../../electron/backend/review/answer.ts";
import { fingerprints } from "../../electron/backend/review/fingerprint.ts";
import { placeRemarks } from "../../electron/backend/review/place-remarks.ts";
import { schemas, type MethodName, type ReplyOf, type RequestOf } from "../../shared/contract/contract.ts";
import { writeBounty } from "../../shared/domain/bounty/write.ts";
import { newPersonId, newRemarkId, newRunId } from "../../shared/domain/ids.ts";
import { alignSteps } from "../../shared/domain/review/alignment.ts";
import { anchorOf } from "../../shared/domain/review/anchor.ts";
import type { Remark } from "../../shared/domain/review/remark.ts";
import type { Step } from "../../shared/domain/step.ts";
import { addressedText } from "../../shared/domain/address.ts";
import { visible } from "../../shared/domain/visible.ts";
import { sectionWords, totalWords } from "../../shared/domain/words.ts";
import { generateRun } from "../support/generate-run.ts";
import { Rng } from "../support/rng.ts";
import { median, type Report } from "./report.ts";
import { measureMargin, measureScreen } from "./review-screen.ts";

/*
 * Review at full length: a copy of 1,000 steps opened, an answer of 5,000 remarks merged into the run and read back, and
 * how many remarks keep their place over 1,000 random edits of the author's.
 */
const STEPS = 1_000;
const REMARKS = 5_000;
const EDITS = 1_000;
const ROUNDS = 5;
/** Of the remarks whose quote still stands so many must be found: at most 2 % may be lost. */
const LOST_AT_MOST = 0.02;

export async function bench(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "runwright-bench-"));
  const { steps } = generateRun({ seed: 11, steps: STEPS });
  const backend = await openBackend({ library: { path: join(folder, "library"), mode: "write" } });
  if (!backend.ok) throw new Error(backend.failure.message);
  const call = async <M extends MethodName>(method: M, request: RequestOf<M>): Promise<ReplyOf<M>> => {
    const answer = await backend.value.call("bench", method, request);
    if (!answer.ok) throw new Error(answer.failure.message);
    return schemas[method].reply.parse(answer.value);
  };
  try {
    const sent = join(folder, "run.json");
    writeFileSync(sent, [...writeBounty({ title: "Bench", authors: [] }, steps)].join(""));
    const opened: number[] = [];
    const openedCpu: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      const cpu = process.cpuUsage();
      const { copyId } = await call("review.openFile", { file: backend.value.lendFile("bench", sent) });
      await call("review.copy", { copyId });
      opened.push(performance.now() - began);
      openedCpu.push(cpuMs(cpu));
    }
    report.say(`The copy has ${wordsIn(steps).toLocaleString("en")} words.`);
    report.figure("a copy of 1,000 steps opened and read (target 1,000)", median(opened), "ms");
    report.figure("the same, time of the processor", median(openedCpu), "ms");

    const { runs } = await call("exchange.import", { files: [backend.value.lendFile("bench", sent)] });
    const runId = runs[0]?.id ?? newRunId();
    const remarks = remarksOn(steps, REMARKS);
    const answer = join(folder, "answer.runpkg");
    const run = { title: "Bench", fingerprints: fingerprints(steps), runId: null };
    const by = { reviewer: "R", reviewerId: newPersonId(), guide: null, judgements: [] };
    writeFileSync(answer, writeAnswer({ version: 1, run, ...by, remarks, withdrawn: [] }));
    const began = performance.now();
    const cpu = process.cpuUsage();
    const taken = await call("review.importAnswer", { file: backend.value.lendFile("bench", answer), runId });
    const merged = performance.now() - began;
    const mergedCpu = cpuMs(cpu);
    if (taken.added !== REMARKS) throw new Error(`${taken.added} remarks were taken in`);
    report.figure("an answer of 5,000 remarks taken in (target 1,000)", merged, "ms");
    report.figure("the same, time of the processor", mergedCpu, "ms");
    const again = performance.now();
    await call("review.remarks", { runId });
    report.figure("5,000 remarks placed and read", performance.now() - again, "ms");
    anchorsOverEdits(report, steps, remarks);
    await measureScreen(report, sent);
    await measureMargin(report, sent, answer, REMARKS);
  } finally {
    await backend.value.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function wordsIn(steps: readonly Step[]): number {
  let words = 0;
  for (const { step, sections } of visible(steps))
    for (const section of sections) words += totalWords(sectionWords(step, section));
  return words;
}

/** On a busy machine the clock counts what others do; this counts what this process does. */
function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

const QUOTE_WORDS = 6;

function remarksOn(steps: readonly Step[], count: number): Remark[] {
  const rng = new Rng(17);
  return Array.from({ length: count }, (_, index): Remark => {
    const number = 1 + (index % steps.length);
    const step = steps[number - 1];
    const text = step?.outcome.text ?? "";
    const words = [...text.matchAll(/\S+/gu)];
    const at = rng.between(0, Math.max(0, words.length - QUOTE_WORDS));
    const start = words[at]?.index ?? 0;
    const last = words[Math.min(words.length - 1, at + QUOTE_WORDS - 1)];
    const end = last === undefined ? start : last.index + last[0].length;
    const anchor = step && anchorOf(step, number, { section: "outcome", thoughtId: null, start, end });
    if (anchor === undefined || anchor === null) throw new Error("A generated step has an outcome");
    const who = { reviewer: "R", by: null, replyTo: null, suggestion: null };
    return { id: newRemarkId(), ...who, anchor, text: `Remark ${index}`, createdAt: index, updatedAt: index };
  });
}

/** Edits at random places: words put in, taken out and changed, steps inserted, deleted and moved. */
function edited(steps: readonly Step[]): Step[] {
  const rng = new Rng(23);
  const after = [...steps];
  for (let edit = 0; edit < EDITS; edit += 1) {
    const at = rng.between(0, after.length - 1);
    const step = after[at];
    if (step === undefined) continue;
    const { text } = step.outcome;
    const place = rng.between(0, text.length);
    const kind = rng.between(0, 19);
    if (kind === 0)
      after.splice(at, 0, {
        ...step,
        id: generateRun({ seed: edit, steps: 1 }).steps[0]?.id ?? step.id,
        prompt: { ...step.prompt, text: `New ${edit}.` },
        outcome: { ...step.outcome, text: `Inserted ${edit}.` },
      });
    else if (kind === 1) after.splice(at, 1);
    else if (kind === 2) after.splice(rng.between(0, after.length - 1), 0, ...after.splice(at, 1));
    else if (kind === 3)
      after[at] = { ...step, prompt: { ...step.prompt, text: `${step.prompt.text} And ${edit} more.` } };
    else {
      const cut = kind < 10 ? 0 : rng.between(1, 40);
      const put = kind < 15 ? `It is the ${edit}th word. ` : "";
      after[at] = { ...step, outcome: { ...step.outcome, text: text.slice(0, place) + put + text.slice(place + cut) } };
    }
  }
  return after;
}

function anchorsOverEdits(report: Report, steps: readonly Step[], remarks: readonly Remark[]): void {
  const after = edited(steps);
  const alignment = alignSteps(fingerprints(steps), fingerprints(after));
  const placed = placeRemarks(
    newRunId(),
    after,
    remarks.map((remark) => ({ remark, resolved: false, alignment })),
  );
  const byId = new Map(after.map((step) => [step.id, step]));
  let standing = 0;
  let found = 0;
  let wrong = 0;
  let afar = 0;
  for (const { remark, address } of placed) {
    // Where the quote was made: this step, wherever it stands now.
    const origin = originOf(byId, steps, remark);
    if (origin?.outcome.text.includes(remark.anchor.quote) === true) {
      standing += 1;
      if (address !== null) found += 1;
    }
    if (address === null) continue;
    const step = byId.get(address.stepId);
    const text = step === undefined ? null : addressedText(step, address);
    if (text?.slice(address.start, address.end) !== remark.anchor.quote) wrong += 1;
    if (origin !== undefined && address.stepId !== origin.id) afar += 1;
  }
  report.figure("remarks whose quote still stands in its step", standing, "");
  report.figure("of these found", (100 * found) / standing, "%");
  report.ratio("lost, to what is promised", (standing - found) / standing / LOST_AT_MOST, 1);
  report.figure("found in another step than the one they were made in", afar, "");
  report.ratio("pointing at other words", wrong, 0);
}

function originOf(byId: ReadonlyMap<string, Step>, steps: readonly Step[], remark: Remark): Step | undefined {
  const made = steps[remark.anchor.step - 1];
  return made === undefined ? undefined : byId.get(made.id);
}
