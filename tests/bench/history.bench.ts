import { closeSync, copyFileSync, existsSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { listVersions } from "../../electron/backend/history/list.ts";
import { beginArrival } from "../../electron/backend/runs/arrive.ts";
import { saveRun } from "../../electron/backend/runs/save.ts";
import { openLibraryForWriting, type WritingLibrary } from "../../electron/backend/storage/library.ts";
import type { SaveRequest } from "../../shared/contract/save.ts";
import { newBatchId, type RunId } from "../../shared/domain/ids.ts";
import { valueOf } from "../support/big-library.ts";
import { generateRun } from "../support/generate-run.ts";
import { writeForThreeMonths } from "../support/three-months.ts";
import { type SetClock, stepsOf, writerOf } from "../support/typing.ts";
import { median, percentile, type Report } from "./report.ts";

/*
 * A history of three months in its full size: 1,000 steps of 300,000 words and 200,000 bursts. It is written in memory where
 * that is possible, since only its size and what it costs later count, and takes some ten minutes all the same;
 * `RUNWRIGHT_BURSTS` makes it shorter, and steps shrink with it, so that each section keeps its 33 bursts. The saves are
 * then timed on the disk, each beside a bare write and fsync of the same bytes.
 */
const BURSTS = Number(process.env["RUNWRIGHT_BURSTS"] ?? 200_000);
const BURSTS_A_STEP = 200;
/** What the history may take, in sizes of the text (issue 5). */
const AT_MOST_TEXTS = 10;
const SAVES = 1_000;
/** A save with a version against a bare write and fsync of the same bytes. */
const MOST_BARE_WRITES = 8;
/** A pause that ends a burst, in milliseconds. */
const PAUSE_MS = 5 * 60_000;
const MEMORY = "/dev/shm";

export async function bench(report: Report): Promise<void> {
  const memory = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "runwright-bench-"));
  const disk = mkdtempSync(join(tmpdir(), "runwright-bench-"));
  try {
    let utcMs = Date.UTC(2026, 0, 1);
    const time: SetClock = {
      clock: () => ({ utcMs, offsetMinutes: 60 }),
      pass: (ms) => {
        utcMs += Math.round(ms);
      },
    };
    const runId = writeMonths(report, join(memory, "library"), time);
    copyFileSync(join(memory, "library"), join(disk, "library"));
    const library = open(join(disk, "library"), time);
    const head = "save with the history of three months";
    const beginning = timed(library, runId, time, PAUSE_MS);
    tell(report, `${head}, begins a version`, beginning);
    const going = timed(library, runId, time, 1);
    tell(report, `${head}, goes on with one`, going);
    const request = { runId, stepId: null, part: null, before: null, limit: 200 };
    const listed = Array.from({ length: 20 }, () => {
      const began = performance.now();
      valueOf(listVersions(library, request));
      return performance.now() - began;
    });
    report.figure("the newest 200 versions listed, median", median(listed), "ms");
    valueOf(library.close());
  } finally {
    for (const folder of [memory, disk]) rmSync(folder, { recursive: true, force: true });
  }
  await Promise.resolve();
}

function open(path: string, time: SetClock): WritingLibrary {
  return valueOf(
    openLibraryForWriting({
      path,
      create: true,
      person: { name: "Ann" },
      device: { id: null, name: "bench" },
      clock: time.clock,
    }),
  );
}

function writeMonths(report: Report, path: string, time: SetClock): RunId {
  const library = open(path, time);
  const run = generateRun({ seed: 5, steps: Math.max(1, Math.round(BURSTS / BURSTS_A_STEP)) });
  const arrival = beginArrival(library);
  const runId = valueOf(arrival.startRun(run));
  valueOf(arrival.append(runId, run.steps));
  valueOf(arrival.finish());
  const months = writeForThreeMonths(library, runId, time, { seed: 6, bursts: BURSTS });
  valueOf(library.close());
  report.figure(`${BURSTS} bursts: versions kept`, months.versions, "");
  report.figure("text", months.textBytes / 1024, "KiB");
  report.figure("history", months.historyBytes / 1024, "KiB");
  report.ratio("history to text", months.historyBytes / months.textBytes, AT_MOST_TEXTS);
  return runId;
}

type Timed = { readonly saves: number[]; readonly processor: number[]; readonly bare: number[] };

/** Saves all over the run, a word in one section each, with so long between them; each beside a bare write. */
function timed(library: WritingLibrary, runId: RunId, time: SetClock, betweenMs: number): Timed {
  const steps = stepsOf(library, runId).map((step) => ({ ...step }));
  const bare = openSync(`${library.path}.bare`, "w");
  const samples: Timed = { saves: [], processor: [], bare: [] };
  try {
    for (let count = 0; count < SAVES; count += 1) {
      const step = betweenMs < PAUSE_MS ? steps[0] : steps[(count * 7) % steps.length];
      if (step === undefined) throw new Error("No step");
      time.pass(betweenMs);
      step.content = {
        ...step.content,
        outcome: { ...step.content.outcome, text: `${step.content.outcome.text} word` },
      };
      const request: SaveRequest = {
        runId,
        batchId: newBatchId(),
        ...writerOf(library),
        orderRev: 1,
        steps: [{ id: step.id, baseRev: step.rev, content: step.content }],
        acts: [{ stepId: step.id, section: "outcome", kind: "typed", added: 1, removed: 0, activeMs: 400 }],
      };
      step.rev += 1;
      const worked = process.cpuUsage();
      const began = performance.now();
      if (valueOf(saveRun(library, request)).state !== "saved") throw new Error("Stale");
      samples.saves.push(performance.now() - began);
      const { user, system } = process.cpuUsage(worked);
      samples.processor.push((user + system) / 1_000);
      const bytes = JSON.stringify(request);
      const writing = performance.now();
      writeSync(bare, bytes);
      fsyncSync(bare);
      samples.bare.push(performance.now() - writing);
    }
  } finally {
    closeSync(bare);
  }
  return samples;
}

function tell(report: Report, what: string, { saves, processor, bare }: Timed): void {
  report.figure(`${what}: median`, median(saves), "ms");
  report.figure("  95 % (target 10)", percentile(saves, 0.95), "ms");
  report.figure("  95 % of the processor's time", percentile(processor, 0.95), "ms");
  report.figure("  bare write and fsync of the same bytes: median", median(bare), "ms");
  report.figure("  bare write: 95 %", percentile(bare, 0.95), "ms");
  report.ratio("  to the bare write, median", median(saves) / median(bare), MOST_BARE_WRITES);
}
