import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { unzipSync, zipSync } from "fflate";
import { expect, it } from "vitest";
import { z } from "zod";

import { packRun, runPackage } from "../../../electron/backend/package/pack-run.ts";
import { type FileReading, reportFile } from "../../../electron/backend/progress/file-report.ts";
import type { RunReport } from "../../../shared/domain/progress/report.ts";
import { generateRun } from "../../support/generate-run.ts";
import { bringIn, openWriting, temporaryFolder, valueOf } from "../../support/library.ts";
import { setClock, stepsOf, writePrompt } from "../../support/typing.ts";

const DAY_MS = 86_400_000;
const Manifest = z.looseObject({
  entries: z.array(z.strictObject({ name: z.string(), bytes: z.int(), sha256: z.string() })),
});

type Parts = Record<string, Uint8Array>;
const textOf = (parts: Parts, name: string): string => new TextDecoder().decode(parts[name]);

/** The parts of the package of a run that was written on three days. */
function packed(): Parts {
  const time = setClock();
  const library = openWriting(`${temporaryFolder()}/library`, { clock: time.clock });
  const runId = bringIn(library, generateRun({ seed: 3, steps: 4 }));
  const [step] = stepsOf(library, runId);
  if (step === undefined) throw new Error("No step");
  for (const text of ["One day", "Another day of it", "And a third"]) {
    time.pass(DAY_MS);
    writePrompt(library, runId, step.id, text, { added: 40, removed: 3, activeMs: 5_000 });
  }
  return unzipSync(Buffer.concat([...runPackage(valueOf(packRun(library, runId)))]));
}

async function readingOf(bytes: Uint8Array): Promise<FileReading> {
  const path = join(temporaryFolder(), "a.runpkg");
  writeFileSync(path, bytes);
  return valueOf(await reportFile({ path, name: "a.runpkg" }));
}

async function reportIn(parts: Parts): Promise<RunReport> {
  const reading = await readingOf(zipSync(parts));
  if (reading.kind !== "run") throw new Error(JSON.stringify(reading.problems));
  return reading.report;
}

const without = (parts: Parts, name: string): Parts =>
  Object.fromEntries(Object.entries(parts).filter(([other]) => other !== name));

it("[PR13] a package says of itself what reading all of it would say", async () => {
  const parts = packed();
  const told = await reportIn(parts);
  const read = await reportIn(without(parts, "progress.json"));
  // What only the parts behind the log tell is not known without its own word.
  expect(told).toEqual({ ...read, batches: told.batches, openRemarks: 0 });
  expect(told.days.filter(({ typed }) => typed > 0)).toHaveLength(3);
});

it("[PR13] of a package that says what it comes to nothing else is unpacked", async () => {
  const parts = packed();
  const bytes = Buffer.from(zipSync(parts, { level: 0 }));
  const told = await reportIn(parts);
  const log = bytes.indexOf(textOf(parts, "log.jsonl").slice(0, 200));
  expect(log).toBeGreaterThan(0);
  bytes.fill(0x20, log, log + 200);
  expect(await readingOf(bytes)).toEqual({ kind: "run", report: told, warnings: null });
});

it("[PR13] a word about other parts than those that are there is not believed", async () => {
  const parts = packed();
  const log = new TextEncoder().encode(textOf(parts, "log.jsonl").replace(/[^\n]+\n$/u, ""));
  const manifest = Manifest.parse(JSON.parse(textOf(parts, "manifest.json")));
  const sum = createHash("sha256").update(log).digest("hex");
  const entries = manifest.entries.map((entry) =>
    entry.name === "log.jsonl" ? { ...entry, bytes: log.length, sha256: sum } : entry,
  );
  const changed = {
    ...parts,
    "log.jsonl": log,
    "manifest.json": new TextEncoder().encode(JSON.stringify({ ...manifest, entries })),
  };
  const report = await reportIn(changed);
  expect(report.days.filter(({ typed }) => typed > 0)).toHaveLength(2);
  expect(report).toEqual(await reportIn(without(changed, "progress.json")));
});
