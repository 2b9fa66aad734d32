import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";

import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { Problem } from "../../shared/domain/bounty/problem.ts";
import { writeBounty } from "../../shared/domain/bounty/write.ts";
import { CheckResults } from "../../shared/domain/consistency/results.ts";
import { RunId } from "../../shared/domain/ids.ts";
import { generateRun } from "../support/generate-run.ts";
import { openWriting, temporaryFolder } from "../support/library.ts";

/** The shapes of command-line.md, strictly: a key too many is as wrong as one too few. */
const Count = z.int().min(0);
const SHAPES = {
  import: z.strictObject({
    runs: z.array(z.strictObject({ id: RunId, title: z.string(), steps: Count, words: Count })),
  }),
  list: z.strictObject({
    runs: z.array(
      z.strictObject({
        id: RunId,
        title: z.string(),
        steps: Count,
        words: Count,
        storyWords: Count,
        thoughtWords: Count,
        updatedAt: z.int(),
      }),
    ),
  }),
  export: z.strictObject({
    files: z.array(z.strictObject({ file: z.string(), runId: RunId, bytes: Count, sha256: z.string().length(64) })),
  }),
  validate: z.strictObject({
    files: z.array(z.strictObject({ file: z.string(), ok: z.boolean(), problems: z.array(Problem) })),
  }),
  check: z.strictObject({ ...CheckResults.shape, ms: z.number() }),
  refusal: z.strictObject({
    error: z.strictObject({ kind: z.string(), message: z.string().min(1) }),
    problems: z.array(Problem),
  }),
};
const Statistics = {
  title: z.string(),
  steps: Count,
  words: Count,
  storyWords: Count,
  thoughtWords: Count,
  byType: z.strictObject({ watsonian: Count, doylist: Count, meta: Count, comment: Count }),
  targetWords: Count.nullable(),
  share: z.number().nullable(),
};
const Total = z.looseObject({ steps: Count, words: Count });
const STATS_OF_FILES = z.strictObject({
  runs: z.array(z.strictObject({ file: z.string(), ...Statistics })),
  refused: z.array(z.strictObject({ file: z.string(), problems: z.array(Problem) })),
  total: Total,
});
const STATS_OF_RUNS = z.strictObject({ runs: z.array(z.strictObject({ id: RunId, ...Statistics })), total: Total });

const COMMAND = resolve(import.meta.dirname, "../../tools/runwright");

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function runwright(args: readonly string[], options: { cwd?: string; uid?: number } = {}): Ended {
  const ended = spawnSync(COMMAND, args, { encoding: "utf8", maxBuffer: 256 * 1024 * 1024, ...options });
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

/** Runs with `--json`; the answer must be exactly one document of the shape. */
function json<T>(
  shape: z.ZodType<T>,
  args: readonly string[],
  options: { cwd?: string; uid?: number } = {},
): Ended & { answer: T } {
  const ended = runwright([...args, "--json"], options);
  return { ...ended, answer: shape.parse(JSON.parse(ended.stdout)) };
}

function bountyFile(folder: string, name: string, seed: number, steps = 6, title = `Run ${seed}`): string {
  const run = generateRun({ seed, steps });
  const path = join(folder, name);
  writeFileSync(path, [...writeBounty({ title, authors: [{ name: "Ann", role: "dm" }] }, run.steps)].join(""));
  return path;
}

describe("the command line", () => {
  it("[CL1] imports, lists, counts and exports; what went in comes out byte for byte", () => {
    const folder = temporaryFolder();
    const first = bountyFile(folder, "a.json", 1);
    const second = bountyFile(folder, "b.json", 2);
    const library = join(folder, "runs.runwright");
    const imported = json(SHAPES.import, ["import", first, second, "--library", library]);
    expect(imported.code).toBe(0);
    expect(imported.answer.runs.map((run) => run.title)).toEqual(["Run 1", "Run 2"]);

    const listed = json(SHAPES.list, ["list", "--library", library]);
    expect(listed.answer.runs.map(({ id, steps, words }) => ({ id, steps, words }))).toEqual(
      imported.answer.runs.map(({ id, steps, words }) => ({ id, steps, words })),
    );

    const ofRuns = json(STATS_OF_RUNS, ["stats", "all", "--library", library]);
    const ofFiles = json(STATS_OF_FILES, ["stats", first, second]);
    expect(ofRuns.answer.runs.map((run) => run.words)).toEqual(ofFiles.answer.runs.map((run) => run.words));
    expect(ofRuns.answer.total.words).toBe(listed.answer.runs.reduce((sum, run) => sum + run.words, 0));

    const one = json(SHAPES.export, [
      "export",
      "Run 1",
      "--library",
      library,
      "--format",
      "bounty",
      "--out",
      join(folder, "one.json"),
    ]);
    expect(one.code).toBe(0);
    expect(readFileSync(join(folder, "one.json"))).toEqual(readFileSync(first));
    const all = json(SHAPES.export, [
      "export",
      "all",
      "--library",
      library,
      "--format",
      "bounty",
      "--out",
      join(folder, "all"),
    ]);
    expect(all.answer.files.map((file) => readFileSync(join(folder, "all", file.file)))).toEqual([
      readFileSync(first),
      readFileSync(second),
    ]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("[CL2] a refused file refuses the whole import, says every problem, and makes no library", () => {
    const folder = temporaryFolder();
    const good = bountyFile(folder, "good.json", 3);
    const bad = join(folder, "bad.json");
    writeFileSync(
      bad,
      `{ "title": "T", "authors": [], "steps": [{ "action": { "text": "a" } }, { "prompt": { "text": "b" } }] }`,
    );
    const library = join(folder, "none.runwright");
    const refused = json(SHAPES.refusal, ["import", good, bad, "--library", library]);
    expect(refused.code).toBe(1);
    expect(refused.answer.error.kind).toBe("refused");
    expect(
      refused.answer.problems
        .filter((problem) => problem.severity === "error")
        .map((problem) => problem.rule)
        .toSorted(),
    ).toEqual(["6", "6", "A", "O"]);
    expect(existsSync(library)).toBe(false);
  });

  it("[CL3] validate and stats answer for each file; a folder stands for the run files in it", () => {
    const folder = temporaryFolder();
    bountyFile(folder, "good.json", 4);
    writeFileSync(join(folder, "half.json"), `{ "title": "T", "auth`);
    writeFileSync(join(folder, "foreign.json"), `[1, 2, 3]`);
    writeFileSync(join(folder, "notes.txt"), "not looked at");
    const validated = json(SHAPES.validate, ["validate", folder]);
    expect(validated.code).toBe(1);
    expect(validated.answer.files.map(({ file, ok }) => [file, ok])).toEqual([
      [join(folder, "foreign.json"), false],
      [join(folder, "good.json"), true],
      [join(folder, "half.json"), false],
    ]);
    const counted = json(STATS_OF_FILES, ["stats", folder]);
    expect(counted.code).toBe(1);
    expect(counted.answer.runs).toHaveLength(1);
    expect(counted.answer.refused.map((file) => file.file)).toEqual([
      join(folder, "foreign.json"),
      join(folder, "half.json"),
    ]);
  });

  it("[CL4] ends with 0, 1, 2 or 3 as the command line's table says, and always with one JSON document", () => {
    const folder = temporaryFolder();
    const file = bountyFile(folder, "a.json", 5);
    const library = join(folder, "l.runwright");
    expect(runwright(["import", file, file, "--library", library]).code).toBe(0);
    const taken = join(folder, "taken.json");
    writeFileSync(taken, "mine");
    const out = ["--format", "bounty", "--out"];
    const cases: readonly (readonly [number, string, readonly string[]])[] = [
      [2, "usage", ["frobnicate"]],
      [2, "usage", ["list"]],
      [2, "usage", ["import", "--library", library]],
      [2, "usage", ["list", "--library", library, "--colour"]],
      [2, "usage", ["export", "all", "--library", library, "--format", "papyrus", "--out", join(folder, "x")]],
      [2, "usage", ["stats", "all", "more", "--library", library]],
      [2, "noSuchRun", ["export", "Nowhere", "--library", library, ...out, join(folder, "x.json")]],
      [2, "ambiguousTitle", ["export", "Run 5", "--library", library, ...out, join(folder, "x.json")]],
      [3, "missing", ["validate", join(folder, "none.json")]],
      [3, "missing", ["stats", file, join(folder, "none.json")]],
      [3, "folder", ["import", folder, "--library", library]],
      [3, "folder", ["check", folder]],
      [3, "missing", ["list", "--library", join(folder, "none.runwright")]],
      [3, "folder", ["list", "--library", folder]],
      [3, "notALibrary", ["list", "--library", file]],
      [3, "notALibrary", ["import", file, "--library", taken]],
      [3, "exists", ["export", "all", "--library", library, ...out, folder]],
      [3, "missing", ["export", "all", "--library", library, ...out, join(folder, "no", "such", "folder")]],
    ];
    for (const [code, kind, args] of cases) {
      const ended = json(SHAPES.refusal, args);
      expect({ args, code: ended.code, kind: ended.answer.error.kind }).toEqual({ args, code, kind });
      expect(ended.stderr).not.toBe("");
    }
    expect(readFileSync(taken, "utf8")).toBe("mine");
    expect(runwright(["--help"]).code).toBe(0);
    expect(runwright(["--version"]).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/u);
  });

  it("[CL5] an --out that exists stays as it is without --overwrite, and is replaced whole with it", () => {
    const folder = temporaryFolder();
    const file = bountyFile(folder, "a.json", 6);
    const library = join(folder, "l.runwright");
    runwright(["import", file, "--library", library]);
    const out = join(folder, "out.json");
    writeFileSync(out, "mine");
    const args = ["export", "all", "--library", library, "--format", "bounty", "--out"];
    const one = ["export", "Run 6", "--library", library, "--format", "bounty", "--out", out];
    expect(json(SHAPES.refusal, one)).toMatchObject({ code: 3, answer: { error: { kind: "exists" } } });
    expect(readFileSync(out, "utf8")).toBe("mine");
    expect(json(SHAPES.refusal, [...args, out]).answer.error.kind).toBe("notAFolder");
    expect(json(SHAPES.export, [...one, "--overwrite"]).code).toBe(0);
    expect(readFileSync(out)).toEqual(readFileSync(file));
    const into = join(folder, "into");
    mkdirSync(into);
    writeFileSync(join(into, "beside.txt"), "stays");
    expect(json(SHAPES.export, [...args, into, "--overwrite"]).code).toBe(0);
    expect(readdirSync(into).toSorted()).toEqual(["beside.txt", "run-6.json"]);
  });

  it("[CL11] an export that a signal cancels takes away what it had begun", async ({ skip }) => {
    skip(process.platform === "win32", "Windows has no such signals");
    const folder = temporaryFolder();
    const library = join(folder, "runs.runwright");
    const files = [1, 2, 3, 4, 5].map((seed) => bountyFile(folder, `${seed}.json`, seed, 300));
    expect(runwright(["import", ...files, "--library", library]).code).toBe(0);
    const shelf = join(folder, "shelf");
    mkdirSync(shelf);
    const args = ["export", "all", "--library", library, "--format", "package", "--out", join(shelf, "out"), "--json"];
    const child = spawn(COMMAND, args, { stdio: ["ignore", "pipe", "inherit"] });
    const answer = text(child.stdout);
    const ended = new Promise<number | null>((settle) => child.once("exit", settle));
    while (readdirSync(shelf).length === 0 && child.exitCode === null) await setTimeout(5);
    child.kill("SIGTERM");
    expect(await ended).toBe(1);
    expect(JSON.parse(await answer)).toMatchObject({ error: { kind: "cancelled" } });
    expect(readdirSync(shelf)).toEqual([]);
  });

  it("[CL6] check answers findings, reports and what was not checked, for a file and for a run alike", () => {
    const folder = temporaryFolder();
    const file = bountyFile(folder, "a.json", 7, 40);
    const library = join(folder, "l.runwright");
    const { answer } = json(SHAPES.import, ["import", file, "--library", library]);
    const ofFile = json(SHAPES.check, ["check", file]);
    const ofRun = json(SHAPES.check, ["check", answer.runs[0]?.id ?? "", "--library", library]);
    expect(ofFile.code).toBe(ofFile.answer.findings.length === 0 ? 0 : 1);
    expect(ofFile.answer.findings.map((finding) => finding.claim)).toEqual(
      ofRun.answer.findings.map((finding) => finding.claim),
    );
    expect(
      ofFile.answer.findings
        .flatMap((finding) => finding.evidence)
        .every((place) => place.stepId === null && place.thoughtId === null),
    ).toBe(true);
    expect(ofRun.answer.findings.flatMap((finding) => finding.evidence).every((place) => place.stepId !== null)).toBe(
      true,
    );
    expect(ofFile.answer.notChecked.length).toBeGreaterThan(0);
    writeFileSync(file, "{}");
    expect(json(SHAPES.refusal, ["check", file])).toMatchObject({ code: 1, answer: { error: { kind: "refused" } } });
  });

  it("[CL7] a library that a writer holds is read all the same, and a second writer is told who and since when", () => {
    const folder = temporaryFolder();
    const file = bountyFile(folder, "a.json", 8);
    const library = join(folder, "l.runwright");
    runwright(["import", file, "--library", library]);
    openWriting(library);
    const listed = json(SHAPES.list, ["list", "--library", library]);
    expect(listed.answer.runs).toHaveLength(1);
    const out = join(folder, "x.json");
    expect(
      json(SHAPES.export, ["export", "Run 8", "--library", library, "--format", "bounty", "--out", out]).code,
    ).toBe(0);
    const second = json(SHAPES.refusal, ["import", file, "--library", library]);
    expect(second.code).toBe(3);
    expect(second.answer.error.kind).toBe("heldByWriter");
    expect(second.answer.error.message).toMatch(/Ann Example.*since/u);
  });

  it("[CL8] a library of a newer release stays byte for byte as it was", () => {
    const folder = temporaryFolder();
    const file = bountyFile(folder, "a.json", 9);
    const library = join(folder, "l.runwright");
    runwright(["import", file, "--library", library]);
    const database = new Database(library);
    database.pragma("user_version = 9999");
    database.pragma("wal_checkpoint(TRUNCATE)");
    database.close();
    const before = readFileSync(library);
    for (const args of [["list"], ["import", file], ["stats", "all"]]) {
      const ended = json(SHAPES.refusal, [...args, "--library", library]);
      expect(ended).toMatchObject({ code: 3, answer: { error: { kind: "newerRelease" } } });
    }
    expect(readFileSync(library)).toEqual(before);
  });

  it.skipIf(process.getuid?.() !== 0)(
    "[CL9] what this account may not read or write is said so, and nothing is changed (needs root, to become somebody else)",
    () => {
      const folder = temporaryFolder();
      const nobody = 65_534;
      chmodSync(folder, 0o755);
      const file = bountyFile(folder, "a.json", 10);
      const library = join(folder, "l.runwright");
      runwright(["import", file, "--library", library]);
      chmodSync(file, 0o600);
      expect(json(SHAPES.refusal, ["validate", file], { uid: nobody })).toMatchObject({
        code: 3,
        answer: { error: { kind: "noPermission" } },
      });
      const open = join(folder, "open.json");
      copyFileSync(bountyFile(folder, "b.json", 11), open);
      chmodSync(open, 0o644);
      chmodSync(library, 0o644);
      const before = readFileSync(library);
      const refused = json(SHAPES.refusal, ["import", open, "--library", library], { uid: nobody });
      expect(refused.code).toBe(3);
      expect(["noPermission", "readOnly"]).toContain(refused.answer.error.kind);
      expect(readFileSync(library)).toEqual(before);
      expect(json(SHAPES.list, ["list", "--library", library], { uid: nobody }).answer.runs).toHaveLength(1);
      for (const format of ["bounty", "parquet", "chat"]) {
        const out = ["export", "all", "--library", library, "--format", format, "--out", join(folder, "out")];
        expect(json(SHAPES.refusal, out, { uid: nobody }), format).toMatchObject({
          code: 3,
          answer: { error: { kind: "noPermission" } },
        });
      }
    },
  );

  it("[CL10] a named pipe or a device is refused and never waited for", () => {
    const folder = temporaryFolder();
    const pipe = join(folder, "pipe.json");
    if (spawnSync("mkfifo", [pipe]).status !== 0) throw new Error("mkfifo is part of every system these tests run on");
    expect(json(SHAPES.refusal, ["validate", pipe])).toMatchObject({ code: 3, answer: { error: { kind: "io" } } });
    symlinkSync(join(folder, "nowhere"), join(folder, "dangling.json"));
    expect(json(SHAPES.refusal, ["validate", join(folder, "dangling.json")])).toMatchObject({
      code: 3,
      answer: { error: { kind: "missing" } },
    });
  });
});
