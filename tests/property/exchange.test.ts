import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { openBackend } from "../../electron/backend/backend.ts";
import type { Backend } from "../../electron/backend/backend-shape.ts";
import type { MethodName, ReplyOf, RequestOf } from "../../shared/contract/contract.ts";
import { schemas } from "../../shared/contract/contract.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import { writeBounty } from "../../shared/domain/bounty/write.ts";
import { success, type Outcome } from "../../shared/lib/outcome.ts";
import { damaged } from "../support/bounty-mutations.ts";
import { generateRun } from "../support/generate-run.ts";
import { temporaryFolder, valueOf } from "../support/library.ts";
import { Rng } from "../support/rng.ts";

const ME = "a test";

async function call<M extends MethodName>(
  backend: Backend,
  method: M,
  request: RequestOf<M>,
): Promise<Outcome<ReplyOf<M>, Failure>> {
  const answer = await backend.call(ME, method, request);
  return answer.ok ? success(schemas[method].reply.parse(answer.value)) : answer;
}

async function opened(folder: string): Promise<Backend> {
  return valueOf(await openBackend({ library: { path: join(folder, "l.runwright"), mode: "write" } }));
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Full-length runs, where they lie beside the project. */
const DATA = resolve(import.meta.dirname, "../../../shared/data");
const REAL = ["middlemarch-1000.json", "crd3-1000.json"]
  .map((name) => join(DATA, name))
  .filter((path) => existsSync(path));

describe("files through a library", () => {
  it("[X1] 200 generated runs come out of a library as the bytes that went in", async () => {
    const folder = temporaryFolder();
    const backend = await opened(folder);
    const paths = Array.from({ length: 200 }, (_, seed) => {
      const run = generateRun({ seed: seed + 1, steps: 1 + (seed % 23) });
      const path = join(folder, `${String(seed).padStart(3, "0")}.json`);
      writeFileSync(path, [...writeBounty({ title: `Run ${seed}`, authors: run.authors }, run.steps)].join(""));
      return path;
    });
    const files = paths.map((path) => backend.lendFile(ME, path));
    const imported = valueOf(await call(backend, "exchange.import", { files }));
    expect(imported.runs).toHaveLength(200);
    const target = backend.lendTarget(ME, join(folder, "out"));
    const written = valueOf(
      await call(backend, "exchange.export", { runs: "all", format: "bounty", target, overwrite: false }),
    );
    for (const [index, file] of written.files.entries()) {
      const bytes = readFileSync(join(folder, "out", file.file));
      expect(bytes.equals(readFileSync(paths[index] ?? ""))).toBe(true);
      expect(file).toMatchObject({ bytes: bytes.length, sha256: sha256(bytes) });
    }
    await backend.close();
  });

  it("[X2] full-length runs come out of a library as the bytes that went in", async () => {
    const folder = temporaryFolder();
    const backend = await opened(folder);
    const generated = join(folder, "generated.json");
    writeFileSync(
      generated,
      [...writeBounty({ title: "Generated", authors: [] }, generateRun({ seed: 77, steps: 1_000 }).steps)].join(""),
    );
    console.log(
      REAL.length === 0
        ? "../shared/data is not here: a generated run stands in for the real ones"
        : `with ${REAL.length} real runs`,
    );
    for (const path of [generated, ...REAL]) {
      const { runs } = valueOf(await call(backend, "exchange.import", { files: [backend.lendFile(ME, path)] }));
      const out = join(folder, "out.json");
      const target = backend.lendTarget(ME, out);
      valueOf(
        await call(backend, "exchange.export", {
          runs: runs.map((run) => run.id),
          format: "bounty",
          target,
          overwrite: true,
        }),
      );
      expect(readFileSync(out).equals(readFileSync(path))).toBe(true);
    }
    await backend.close();
  });

  it("[X3] whatever was done to a file, importing it answers, and a refused file writes nothing", async () => {
    const folder = temporaryFolder();
    const backend = await opened(folder);
    const seed = Buffer.from(
      [
        ...writeBounty(
          { title: "Seed", authors: [{ name: "A", role: "dm" }] },
          generateRun({ seed: 5, steps: 6 }).steps,
        ),
      ].join(""),
    );
    const library = join(folder, "l.runwright");
    const state = (): string =>
      ["", "-wal"]
        .map((suffix) => (existsSync(library + suffix) ? sha256(readFileSync(library + suffix)) : "none"))
        .join(" ");
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 2 ** 31 }), async (number) => {
        const path = join(folder, "mutated.json");
        writeFileSync(path, damaged(seed, new Rng(number)).bytes);
        const before = state();
        const answer = await call(backend, "exchange.import", { files: [backend.lendFile(ME, path)] });
        if (answer.ok) return;
        refused += 1;
        expect(answer.failure.kind).toBe("refused");
        expect(state()).toBe(before);
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(50);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    await backend.close();
  });
});
