import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ExportFormat } from "../../shared/domain/exchange/formats.ts";
import { exportProblems } from "../../shared/domain/bounty/check-run.ts";
import { exportedSteps } from "../../shared/domain/bounty/write.ts";
import type { Run } from "../../shared/domain/run.ts";
import { exchangeWorld, openWorld, type ExchangeWorld } from "../support/exchange.ts";
import { generateRun } from "../support/generate-run.ts";
import { storedRun } from "../support/generate-run-arbitrary.ts";
import { temporaryFolder, valueOf } from "../support/library.ts";
import { Rng } from "../support/rng.ts";

const ENDINGS = { jsonl: ".jsonl", parquet: ".parquet", package: ".runpkg" } as const;
const LOSSLESS = ["jsonl", "parquet", "package"] as const;

/** Whether a format admits a run: anything for a package, what can be spelled for the others. */
function admits(format: ExportFormat, run: Run): boolean {
  if (format === "package") return true;
  const faults = exportProblems(run, run.steps);
  return (
    [...exportedSteps(run.steps)].length > 0 &&
    faults.every(({ rule, severity }) => severity !== "error" || rule !== "character")
  );
}

/** Runs of one library: no two of the same ids. */
const RUNS = fc.uniqueArray(storedRun({ maxSteps: 5 }), { minLength: 1, maxLength: 6, selector: ({ id }) => id });

async function importFile(world: ExchangeWorld, path: string) {
  return world.call("exchange.import", { files: [world.lendFile(path)] });
}

describe("lossless formats", () => {
  it.each(LOSSLESS)(
    "[DS17] %s: any run that it admits comes out of another library as the bytes that went in",
    async (format) => {
      await fc.assert(
        fc.asyncProperty(RUNS, async (given) => {
          const { world, ids } = await exchangeWorld(...given.filter((run) => admits(format, run)));
          const other = await openWorld(temporaryFolder());
          for (const id of ids) {
            const first = await world.bytes(id, format);
            const file = join(other.folder, `run${ENDINGS[format]}`);
            writeFileSync(file, first);
            const { runs: imported } = valueOf(await importFile(other, file));
            expect(imported.map(({ id: its, arriving }) => [its, arriving])).toEqual([[id, "new"]]);
            expect((await other.bytes(id, format)).equals(first)).toBe(true);
            const again = valueOf(await importFile(other, file));
            expect(again.runs.map(({ id: its, arriving }) => [its, arriving])).toEqual([[id, "present"]]);
          }
        }),
        { numRuns: 12 },
      );
    },
  );

  it("[DS17] full-length runs too, in every lossless format", async () => {
    const { world, ids } = await exchangeWorld(generateRun({ seed: 31, steps: 300 }));
    const [id] = ids;
    if (id === undefined) throw new Error("One run");
    for (const format of LOSSLESS) {
      const file = join(world.folder, `run${ENDINGS[format]}`);
      writeFileSync(file, await world.bytes(id, format));
      const other = await openWorld(temporaryFolder());
      valueOf(await importFile(other, file));
      expect((await other.bytes(id, format)).equals(readFileSync(file)), format).toBe(true);
    }
  });
});

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Flips, cuts, doubles and swaps bytes. */
function mutated(bytes: Buffer, rng: Rng): Buffer {
  let out = Buffer.from(bytes);
  for (let count = 1 + Math.floor(rng.fraction() * 3); count > 0; count -= 1) {
    const at = Math.floor(rng.fraction() * out.length);
    const length = 1 + Math.floor(rng.fraction() * 40);
    switch (Math.floor(rng.fraction() * 5)) {
      case 0:
        out[at] = Math.floor(rng.fraction() * 256);
        break;
      case 1:
        out = out.subarray(0, at);
        break;
      case 2:
        out = Buffer.concat([out.subarray(0, at), out.subarray(at + length)]);
        break;
      case 3:
        out = Buffer.concat([out.subarray(0, at), out.subarray(at, at + length), out.subarray(at)]);
        break;
      default:
        out = Buffer.concat([
          out.subarray(0, at),
          Buffer.alloc(length, Math.floor(rng.fraction() * 256)),
          out.subarray(at),
        ]);
    }
  }
  return out;
}

/** A file to be mutated, and what became of its mutants: refused, taken in, or the same run that was here. */
type Seed = {
  readonly format: ExportFormat;
  readonly ending: string;
  readonly bytes: Buffer;
  files: number;
  refused: number;
  same: number;
};

/** A row of the table in docs/drills.md. */
function seedLine({ format, files, refused, same }: Seed): string {
  return `| ${[format, files, refused, files - refused - same, same].join(" | ")} |`;
}

/** The share of the 10,000 that CI runs; all of them with FUZZ=10000. */
const FUZZ = Number(process.env["FUZZ"] ?? 350);
/** A hung test is ended; a slow machine is not. */
const HANG_LIMIT_MS = 120_000 + FUZZ * 1_000;

describe("hostile files", () => {
  it(
    "[DS18] whatever was done to a file of any format, importing it answers, and a refused file writes nothing",
    async () => {
      const { world, ids } = await exchangeWorld(generateRun({ seed: 8, steps: 5 }));
      const [id] = ids;
      if (id === undefined) throw new Error("One run");
      const seeds: Seed[] = [];
      for (const format of ["jsonl", "parquet", "package", "docx", "html", "markdown", "bounty"] as const) {
        const ending = { ...ENDINGS, docx: ".docx", html: ".html", markdown: ".md", bounty: ".json" }[format];
        seeds.push({ format, ending, bytes: await world.bytes(id, format), files: 0, refused: 0, same: 0 });
      }
      const target = await openWorld(temporaryFolder());
      const library = join(target.folder, "library.runwright");
      // What is written is in the -wal first; the file itself, which grows with every mutant that comes in, is told by its stamp.
      const state = (): string => {
        const { mtimeNs, size } = statSync(library, { bigint: true });
        const wal = `${library}-wal`;
        return `${mtimeNs} ${size} ${existsSync(wal) ? sha256(readFileSync(wal)) : "none"}`;
      };
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: 2 ** 31 }), fc.constantFrom(...seeds), async (number, seed) => {
          const path = join(target.folder, `mutated${seed.ending}`);
          writeFileSync(path, mutated(seed.bytes, new Rng(number)));
          const before = state();
          const answer = await importFile(target, path);
          seed.files += 1;
          if (answer.ok) {
            const runs = answer.value.runs.filter(({ arriving }) => arriving !== "present").map(({ id: its }) => its);
            if (runs.length === 0) seed.same += 1;
            else valueOf(await target.call("exchange.undoImport", { runs: [...new Set(runs)] }));
            return;
          }
          seed.refused += 1;
          expect(["refused", "tooLarge"], JSON.stringify(answer.failure)).toContain(answer.failure.kind);
          expect(state()).toBe(before);
        }),
        { numRuns: FUZZ },
      );
      if (process.env["FUZZ"] !== undefined) console.log(seeds.map(seedLine).join("\n"));
      expect(seeds.reduce((sum, { refused }) => sum + refused, 0)).toBeGreaterThan(FUZZ / 5);
    },
    HANG_LIMIT_MS,
  );
});
