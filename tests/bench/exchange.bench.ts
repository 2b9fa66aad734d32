import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { spawnSync } from "node:child_process";

import { schemas } from "../../shared/contract/contract.ts";
import { EXPORT_FORMATS } from "../../shared/domain/exchange/formats.ts";
import { writeBounty } from "../../shared/domain/bounty/write.ts";
import { openBackend } from "../../electron/backend/backend.ts";
import { generateRun } from "../support/generate-run.ts";
import { RELEASE } from "../support/release.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";
import type { Report } from "./report.ts";

/*
 * Exports of a run of 300,000 words in every format, and of 100 such runs as a dataset folder, as whole processes: their time,
 * the processor's time (the steadier figure on a busy machine) and their peak memory. `RUNS` sets how many runs the dataset has.
 */
/** As people call it: it becomes the process that is measured. */
const COMMAND = resolve(import.meta.dirname, "../../tools/runwright");
const RUNS = Number(process.env["RUNS"] ?? 100);
const AT_MOST_SHARE = 0.45;
/** 500 MB for a project of 100 runs, in the MiB that a process is counted in. */
const MOST_MEMORY = 500e6 / 1024 ** 2;

const METER = `process.on("exit", () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write("\\nUSED " + maxRSS + " " + (userCPUTime + systemCPUTime) + "\\n"); });`;

function valueOf<T>(outcome: Outcome<T, unknown>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
}

/** Generated texts hold control characters, which no Word document takes. */
function withoutControls(json: string): string {
  const cleaned = (_key: string, value: unknown): unknown =>
    typeof value === "string" ? value.replaceAll(/[\p{Cc}--[\t\n]]/gv, " ") : value;
  return JSON.stringify(JSON.parse(json), cleaned, 2);
}

type Ended = { readonly ms: number; readonly cpuMs: number; readonly megabytes: number };

function run(folder: string, args: readonly string[]): Ended {
  const meter = join(folder, "meter.mjs");
  writeFileSync(meter, METER);
  const began = performance.now();
  const ended = spawnSync(COMMAND, args, {
    encoding: "utf8",
    maxBuffer: 1024 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: `--import "${meter}"` },
  });
  const ms = performance.now() - began;
  if (ended.status !== 0) throw new Error(`${args.join(" ")}: ${ended.stderr.slice(0, 2_000)}`);
  const [, rss = "0", cpu = "0"] = /USED (\d+) (\d+)/u.exec(ended.stderr) ?? [];
  return { ms, cpuMs: Number(cpu) / 1_000, megabytes: Number(rss) / 1_024 };
}

function say(report: Report, name: string, { ms, cpuMs, megabytes }: Ended): void {
  report.figure(`${name}: time`, ms, "ms");
  report.figure(`${name}: processor`, cpuMs, "ms");
  report.figure(`${name}: peak memory`, megabytes, "MB");
}

async function publish(library: string): Promise<void> {
  const backend = valueOf(await openBackend({ library: { path: library, mode: "write" } }));
  const { runs } = schemas["run.list"].reply.parse(valueOf(await backend.call("bench", "run.list", {})));
  for (const { id } of runs) {
    const open = schemas["run.open"].reply.parse(valueOf(await backend.call("bench", "run.open", { runId: id })));
    const details = { ...open.details, licence: "cc-by-4.0", consent: true };
    valueOf(await backend.call("bench", "run.updateDetails", { runId: id, baseRev: open.detailsRev, details }));
  }
  await backend.close();
}

/** Prints the figures; fails when Parquet takes more than its share of the JSON Lines. */
export async function bench(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "runwright-bench-"));
  try {
    const library = join(folder, "one.runwright");
    const generated = generateRun({ seed: 20_260, steps: 1_000 });
    const file = join(folder, "run.json");
    writeFileSync(file, withoutControls([...writeBounty(generated, generated.steps)].join("")));
    run(folder, ["import", file, "--library", library, "--json"]);
    await publish(library);
    const release = join(folder, "release.json");
    writeFileSync(release, JSON.stringify(RELEASE));
    const sizes = new Map<string, number>();
    for (const format of EXPORT_FORMATS) {
      const out = join(folder, `out-${format}`);
      const args = ["export", generated.title, "--library", library, "--format", format, "--out", out, "--json"];
      const ended = run(folder, format === "dataset" ? [...args, "--release", release] : args);
      say(report, `1,000 steps as ${format}`, ended);
      if (statSync(out).isFile()) sizes.set(format, statSync(out).size);
    }
    report.ratio("Parquet to JSON Lines", (sizes.get("parquet") ?? 0) / (sizes.get("jsonl") ?? 1), AT_MOST_SHARE);
    const many = join(folder, "many.runwright");
    const files = Array.from({ length: RUNS }, (_, seed) => {
      const path = join(folder, `${seed}.json`);
      writeFileSync(
        path,
        [
          ...writeBounty(
            { title: `Run ${seed}`, authors: generated.authors },
            generateRun({ seed, steps: 1_000 }).steps,
          ),
        ].join(""),
      );
      return path;
    });
    run(folder, ["import", ...files, "--library", many, "--json"]);
    await publish(many);
    const out = join(folder, "dataset");
    const args = [
      "export",
      "all",
      "--library",
      many,
      "--format",
      "dataset",
      "--release",
      release,
      "--out",
      out,
      "--json",
    ];
    const ended = run(folder, args);
    say(report, `${RUNS} runs as a dataset`, ended);
    report.ratio(`${RUNS} runs as a dataset: peak memory to 500 MB`, ended.megabytes / MOST_MEMORY, 1);
    const bytes = readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    report.figure(`${RUNS} runs as a dataset: size`, bytes / 1024 / 1024, "MB");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
