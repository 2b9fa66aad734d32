import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { writeBounty } from "../../shared/domain/bounty/write.ts";
import { generateRun } from "../support/generate-run.ts";
import { median, type Report } from "./report.ts";

/*
 * The command line as a whole process, the way a script pays for it: a run of 1,000 steps and about 300,000 words, and
 * one of 10,000 steps and 3 million, which may take at most 12 times as long. The process that does nothing is shown
 * beside them: it is what loading Node and the code costs.
 */
const ROOT = resolve(import.meta.dirname, "../..");
const ROUNDS = 5;
const AT_MOST_TIMES = 12;

type Ended = { readonly ms: number; readonly megabytes: number };

/** Measures the child by the kernel's own account: `/usr/bin/time` is not everywhere, `resourceUsage` is. */
const MEASURED = `
process.on("exit", () => process.stderr.write("\\nPEAK " + process.resourceUsage().maxRSS + "\\n"));
`;

function run(folder: string, args: readonly string[], ends: readonly number[] = [0]): Ended {
  const meter = join(folder, "meter.mjs");
  if (!existsSync(meter)) writeFileSync(meter, MEASURED);
  const began = performance.now();
  const ended = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--import", meter, join(ROOT, "electron/hosts/cli.ts"), ...args],
    { encoding: "utf8", maxBuffer: 1024 * 1024 * 1024 },
  );
  const ms = performance.now() - began;
  if (ended.status === null || !ends.includes(ended.status))
    throw new Error(`${args.join(" ")}: ${ended.stderr.slice(0, 2_000)}`);
  return { ms, megabytes: Number(/PEAK (\d+)/u.exec(ended.stderr)?.[1]) / 1024 };
}

type Times = Record<"import" | "export" | "validate" | "stats" | "check", number>;

function measure(report: Report, folder: string, name: string, file: string): Times {
  const taken: Record<keyof Times, Ended[]> = { import: [], export: [], validate: [], stats: [], check: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const library = join(folder, `${name}-${round}.runwright`);
    const out = join(folder, `${name}-${round}-out`);
    taken.import.push(run(folder, ["import", file, "--library", library, "--json"]));
    taken.export.push(
      run(folder, ["export", "all", "--library", library, "--format", "bounty", "--out", out, "--json"]),
    );
    taken.validate.push(run(folder, ["validate", file, "--json"]));
    taken.stats.push(run(folder, ["stats", "all", "--library", library, "--json"]));
    // Findings are no fault of the command: it ends with 1 and has done its work.
    taken.check.push(run(folder, ["check", file, "--json"], [0, 1]));
    for (const path of [library, out]) rmSync(path, { recursive: true, force: true });
  }
  const of = (command: keyof Times): number => {
    const ms = median(taken[command].map((ended) => ended.ms));
    report.figure(`${name}: ${command}, whole process`, ms, "ms");
    report.figure(
      `${name}: ${command}, peak memory`,
      Math.max(...taken[command].map((ended) => ended.megabytes)),
      "MB",
    );
    return ms;
  };
  return {
    import: of("import"),
    export: of("export"),
    validate: of("validate"),
    stats: of("stats"),
    check: of("check"),
  };
}

export async function bench(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "runwright-bench-"));
  try {
    report.figure(
      "a process that only says its version",
      median(Array.from({ length: ROUNDS }, () => run(folder, ["--version"]).ms)),
      "ms",
    );
    const real = resolve(ROOT, "../shared/data/middlemarch-1000.json");
    if (existsSync(real)) measure(report, folder, "middlemarch-1000", real);
    else report.say("The full-length runs in ../shared/data are not here; generated ones stand in.");
    const small = measure(report, folder, "generated, 1,000 steps", written(folder, 1_000));
    const large = measure(report, folder, "generated, 10,000 steps", written(folder, 10_000));
    for (const command of ["import", "export", "validate"] as const) {
      report.ratio(`${command}: 10,000 steps to 1,000`, large[command] / small[command], AT_MOST_TIMES);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function written(folder: string, steps: number): string {
  const generated = generateRun({ seed: 20_260, steps });
  const path = join(folder, `${steps}.json`);
  writeFileSync(path, [...writeBounty({ title: `A run of ${steps} steps`, authors: [] }, generated.steps)].join(""));
  return path;
}
