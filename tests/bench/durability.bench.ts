import { closeSync, copyFileSync, fsyncSync, mkdtempSync, openSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fileHash } from "../../electron/backend/backups/account.ts";
import { openBackend } from "../../electron/backend/backend.ts";
import { beginArrival } from "../../electron/backend/runs/arrive.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { type MethodName, type ReplyOf, type RequestOf, schemas } from "../../shared/contract/contract.ts";
import { newBatchId } from "../../shared/domain/ids.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";
import { systemClock } from "../../shared/lib/time.ts";
import { generateRun } from "../support/generate-run.ts";
import { median, percentile, type Report } from "./report.ts";

/*
 * A backup of 300,000 words and the saves that come while it is made, as the app has it (in the worker); and the opening
 * of a library of 100 runs, closed well and after a crash, when every page and row is looked through.
 */

const CALLER = "bench";
const ROUNDS = 5;
const RUNS = 100;
/**
 * A backup against a bare copy and hash of the file: it is also checked page by page, and written as text. Twice what a
 * quiet machine shows (8.9).
 */
const MOST_BARE_COPIES = 18;
/** A save while a backup is made against one alone (1.0): the worker takes the other core, and the disk is one. */
const MOST_OF_SAVE_ALONE = 3;
/** What 100 runs may cost against one at the opening (1.1). */
const MOST_OF_ONE_RUN = 3;

export async function bench(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "runwright-bench-"));
  try {
    await benchBackup(report, join(folder, "one"));
    await benchOpening(report, join(folder, "many"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(path: string, runs: number): void {
  const library = taken(
    openLibraryForWriting({
      path,
      create: true,
      person: { name: "Ann" },
      device: { id: null, name: "bench" },
      clock: systemClock,
    }),
  );
  for (let index = 0; index < runs; index += 1) {
    const run = generateRun({ seed: index, steps: 1_000 });
    const arrival = beginArrival(library);
    const runId = taken(arrival.startRun(run));
    for (let at = 0; at < run.steps.length; at += 250) taken(arrival.append(runId, run.steps.slice(at, at + 250)));
    taken(arrival.finish());
  }
  taken(library.close());
}

async function benchBackup(report: Report, path: string): Promise<void> {
  fill(path, 1);
  const worker = new URL("../../electron/backend/reading/reading-worker.ts", import.meta.url);
  const backend = taken(await openBackend({ library: { path, mode: "write" }, worker }));
  const ask = async <M extends MethodName>(method: M, request: RequestOf<M>): Promise<ReplyOf<M>> =>
    schemas[method].reply.parse(taken(await backend.call(CALLER, method, request)));
  const { personId, deviceId } = await ask("library.describe", {});
  const [run] = (await ask("run.list", {})).runs;
  if (run === undefined || deviceId === null) throw new Error("A run and a device");
  const [step] = (await ask("run.open", { runId: run.id })).steps;
  if (step === undefined) throw new Error("A step");
  let rev = step.rev;
  const save = async (): Promise<number> => {
    const began = performance.now();
    const content = { ...step.content, prompt: { closed: false, text: `Save ${rev}` } };
    await ask("run.save", {
      runId: run.id,
      batchId: newBatchId(),
      personId,
      deviceId,
      orderRev: 1,
      steps: [{ id: step.id, baseRev: rev, content }],
      acts: [],
    });
    rev += 1;
    return performance.now() - began;
  };
  const alone: number[] = [];
  for (let count = 0; count < 200; count += 1) alone.push(await save());
  const backups: number[] = [];
  const processor: number[] = [];
  const bare: number[] = [];
  await ask("backup.now", {});
  for (let round = 0; round < ROUNDS; round += 1) {
    await save();
    const worked = process.cpuUsage();
    const began = performance.now();
    await ask("backup.now", {});
    backups.push(performance.now() - began);
    const { user, system } = process.cpuUsage(worked);
    processor.push((user + system) / 1_000);
    bare.push(bareCopy(path));
  }
  const beside: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let isDone = false;
    const made = ask("backup.now", {}).then(() => {
      isDone = true;
    });
    while (!((): boolean => isDone)()) {
      beside.push(await save());
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await made;
  }
  report.figure(`library of ${run.words} words`, statSync(path).size / 2 ** 20, "MiB");
  report.figure("backup, checked, with plain text: median (target 300)", median(backups), "ms");
  report.figure("  longest", Math.max(...backups), "ms");
  report.figure("  the processor's time, median", median(processor), "ms");
  report.figure("  bare copy, fsync and hash of the same file, median", median(bare), "ms");
  report.ratio("  to the bare copy, median", median(backups) / median(bare), MOST_BARE_COPIES);
  report.figure("save alone: median", median(alone), "ms");
  report.figure("save alone: 95th percentile", percentile(alone, 0.95), "ms");
  report.figure("save during a backup: median", median(beside), "ms");
  report.figure("save during a backup: 95th percentile", percentile(beside, 0.95), "ms");
  report.figure("save during a backup: longest", Math.max(...beside), "ms");
  report.ratio("save during a backup to save alone, median", median(beside) / median(alone), MOST_OF_SAVE_ALONE);
  await backend.close();
}

/** Copies a file as bare bytes, syncs and hashes the copy; answers the milliseconds. */
function bareCopy(path: string): number {
  const copy = `${path}.bare`;
  const began = performance.now();
  copyFileSync(path, copy);
  const file = openSync(copy, "r+");
  fsyncSync(file);
  closeSync(file);
  fileHash(copy);
  const ms = performance.now() - began;
  rmSync(copy);
  return ms;
}

async function benchOpening(report: Report, path: string): Promise<void> {
  fill(path, RUNS);
  fill(`${path} one`, 1);
  report.figure(`library of ${RUNS} runs`, statSync(path).size / 2 ** 20, "MiB");
  const open = async (library: string): Promise<number> => {
    const began = performance.now();
    const backend = taken(await openBackend({ library: { path: library, mode: "write" } }));
    const list = await backend.call(CALLER, "run.list", {});
    const ms = performance.now() - began;
    if (!list.ok) throw new Error(list.failure.message);
    await backend.close();
    return ms;
  };
  const opened: number[] = [];
  const single: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    opened.push(await open(path));
    single.push(await open(`${path} one`));
  }
  report.figure(`open ${RUNS} runs and list them, median (target 500)`, median(opened), "ms");
  report.figure("  longest", Math.max(...opened), "ms");
  report.ratio(`open ${RUNS} runs to open one`, median(opened) / median(single), MOST_OF_ONE_RUN);
}

function taken<T>(outcome: Outcome<T, { readonly kind: string }>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
}
